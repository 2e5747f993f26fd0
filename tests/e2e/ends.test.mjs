// SPDX-License-Identifier: Apache-2.0
// What ends by itself: it is told before, one act is enough to have longer, and afterwards the page says what to do.

import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { away } from "../wire/age.mjs";
import { asks, comes, mailTo, organiserComes, prints } from "./academy.mjs";
import { me } from "./acts.mjs";
import { accessible, fits } from "./look.mjs";
import { story } from "./world.mjs";

const file = join(tmpdir(), `muster-e2e-ends-${process.pid}`);
after(() => rmSync(file, { force: true }));

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const MAIL = "person@police.example";

async function looks(world, window, name) {
  await fits(window, name);
  await accessible(window, name);
  await world.shot(window, `ends-${name}`);
}

const ends = (window, how) => window.page.locator(`[data-testid="mail-ends"][data-ends="${how}"]`).waitFor();

async function linkOf(mail, last) {
  for (;;) {
    const [, link] = /http\S+?(\/enter#\S+)/.exec(await mailTo(file, mail, "/enter#"));
    if (link !== last) return link;
  }
}

story("a link by mail says when it ends, and before it does; an open page keeps its login", { demo: false, set: { "mail.file": file } }, async (world) => {
  const organiser = await organiserComes(world, "First organiser");
  await asks(organiser, "person.add", { name: "Participant 1", mail: MAIL });
  const phone = await comes(world, { viewport: { width: 360, height: 740 } });
  await phone.page.clock.install();
  await phone.open("/enter");
  // What is offered at the field is good for ten minutes: it is asked anew before, as long as the page is open.
  await phone.page.evaluate(() => {
    globalThis.offers = 0;
    globalThis.PublicKeyCredential.isConditionalMediationAvailable = async () => true;
    globalThis.navigator.credentials.get = () => new Promise(() => globalThis.offers++);
  });
  await phone.at("mail").focus();
  await phone.page.waitForFunction(() => globalThis.offers === 1);
  await phone.page.clock.fastForward(9 * MINUTE);
  await phone.page.waitForFunction(() => globalThis.offers === 2);
  await phone.at("mail").fill(MAIL);
  await phone.at("mail-send").click();
  await phone.at("mail-sent").filter({ hasText: "good for 15 minutes" }).waitFor();
  const first = await linkOf(MAIL);
  await phone.page.clock.fastForward(12 * MINUTE);
  await ends(phone, "soon");
  await looks(world, phone, "soon");
  await phone.at("mail-again").click();
  await phone.at("mail-again").waitFor({ state: "detached" });
  const second = await linkOf(MAIL, first);
  await phone.page.clock.fastForward(12 * MINUTE);
  await ends(phone, "soon");
  await phone.page.clock.fastForward(3 * MINUTE);
  await ends(phone, "over");
  await looks(world, phone, "over");
  // The clock of the server is another one: to it the link is new.
  await phone.open("/");
  await phone.open(second);
  await phone.isIn("connected");
  // An hour later, nobody having touched it.
  const renewed = phone.page.waitForResponse("**/api/session");
  await phone.page.clock.fastForward(60 * MINUTE);
  await (await renewed).finished();
  await phone.isIn("connected");
});

story("a link that has expired says so, and whom to ask, in four languages", { demo: false }, async (world) => {
  const words = { en: "or is too old", fr: "trop ancien", es: "demasiado", ar: "قديم" };
  await organiserComes(world, "First organiser");
  const link = await prints(world.server, "person", "link", "m1");
  for (const window of world.windows) window.tolerateLoss();
  for (const window of world.windows) await me(window, "leave");
  await away(world.server, 7 * DAY);
  for (const [lang, says] of Object.entries(words)) {
    const reader = await comes(world, { locale: lang, viewport: { width: 360, height: 740 } });
    reader.tolerated.push(/410/);
    await reader.open(link);
    await reader.at("link-gone").filter({ hasText: says }).waitFor();
    await looks(world, reader, `expired-${lang}`);
  }

  // A new one is good. However long its page has been open, a passkey is made with a question of now.
  const window = await comes(world, {});
  await window.open(await prints(world.server, "person", "link", "m1"));
  await window.shows("enrol-passkey");
  const [fresh, made] = [window.page.waitForResponse("**/api/enrol"), window.page.waitForRequest("**/api/enrol/passkey")];
  await window.at("enrol-passkey").click();
  const { options } = await (await fresh).json();
  const { clientDataJSON } = (await made).postDataJSON().credential.response;
  assert.equal(JSON.parse(Buffer.from(clientDataJSON, "base64url")).challenge, options.challenge);
  await window.isIn("connected");
});
