// SPDX-License-Identifier: Apache-2.0
// An installation of one's own, without the demo: the first organiser, people who come in by their links.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { muster } from "../wire/server.mjs";
import { parse } from "../wire/smtp.mjs";
import { until } from "./until.mjs";

// What whoever runs the server types: the path of the link that is printed.
export async function prints(server, ...words) {
  const at = ["--set", `journal.url=${server.journal}`];
  const listen = ["--set", `server.listen=127.0.0.1:${server.port}`];
  const { code, stdout, stderr } = await muster(...words, ...at, ...listen);
  assert.equal(code, 0, stderr);
  const { pathname, hash } = new URL(stdout.trim().split("\n").at(-1));
  return pathname + hash;
}

const KEY = {
  protocol: "ctap2",
  transport: "internal",
  hasResidentKey: true,
  hasUserVerification: true,
  isUserVerified: true,
  automaticPresenceSimulation: true,
};

// Another device with a fingerprint, at that window: its id. One is built in, others are plugged in.
export async function deviceAdd(window, transport = "usb") {
  const options = { ...KEY, transport };
  const { authenticatorId } = await window.devtools.send("WebAuthn.addVirtualAuthenticator", { options });
  return authenticatorId;
}

// The browser on the address that passkeys are for, with a device that has a fingerprint.
export async function comes(world, options) {
  const address = `http://localhost:${world.server.port}`;
  // A profile that no other story gets: its devices stay in it.
  const window = await world.window({ address, serviceWorkers: "allow", ...options });
  // The server offers the two kinds of key it knows, and not RSA.
  window.tolerated.push(/pubKeyCredParams/);
  const devtools = await window.context.newCDPSession(window.page);
  await devtools.send("WebAuthn.enable");
  window.devtools = devtools;
  window.device = await deviceAdd(window, KEY.transport);
  return window;
}

// Signed in by a link, without a passkey.
export async function enters(window, link) {
  await window.open(link);
  await window.at("enrol-device").click();
  await window.isIn("connected");
  return window;
}

const opened = (world, options) => world.window({ address: `http://localhost:${world.server.port}`, ...options });

// The page says what to type, and it is typed.
export async function organiserComes(world, name, options = {}) {
  const window = await opened(world, options);
  await window.open("/");
  await window.shows("fresh");
  return enters(window, await prints(world.server, "organiser", "add", "--name", name));
}

export async function personComes(world, id, options = {}) {
  return enters(await opened(world, options), await prints(world.server, "person", "link", id));
}

// A command or a query of whoever sits at the window, beside what they do on the page.
export async function asks(window, type, data, room = "academy:main") {
  const { status, body } = await window.page.evaluate(
    async ([path, text]) => {
      const headers = { "content-type": "application/json" };
      const answer = await fetch(path, { method: "POST", headers, body: text });
      return { status: answer.status, body: await answer.json().catch(() => null) };
    },
    [`/api/rooms/${room}/${type}`, JSON.stringify(data)],
  );
  assert.equal(status, 200, `${type}: ${JSON.stringify(body)}`);
  return body;
}

// Somebody is added by an organiser: their id.
export async function added(organiser, data) {
  const { seq } = await asks(organiser, "person.add", data);
  return data.person ?? `m${seq}`;
}

// The text of the last mail to `mail`, of those in `mail.file`, that is about `link`.
export async function mailTo(file, mail, link) {
  const found = () =>
    readFileSync(file, "utf8")
      .split(/^From muster\n/m)
      .slice(1)
      .map(parse)
      .findLast(({ headers, text }) => headers.To === mail && text.includes(link));
  await until(found, `a mail to ${mail}`);
  return found().text;
}
