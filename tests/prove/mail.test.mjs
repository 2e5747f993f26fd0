// SPDX-License-Identifier: Apache-2.0
// Mails of what is new through a real mail server of another make (postfix): one that greylists,
// refuses, is slow, is away and comes back, and sends back what it could not deliver; and what is
// sent twice, which only a server that ended between its word and our mark does.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, test } from "node:test";
import { does } from "../wire/browser.mjs";
import { pause, until } from "../wire/client.mjs";
import { program, serve } from "../wire/server.mjs";
import { parse } from "../wire/smtp.mjs";
import { connect, endAll } from "../wire/wire.mjs";
import { Zones } from "../wire/zones.mjs";
import { Between, HOST, Postfix } from "./postfix.mjs";

after(endAll);

const COURSE = "course:c1";
const SOON_MS = 4000;
const TIMEOUT_SECONDS = 3;
const SLOW_MS = 5000;
const LONG_MS = 6000; // a second mail would have come

// "later" is told 450 once, "slow" is thought about for longer than we wait, once.
async function policy(recipient, times) {
  if (recipient === "later@example.org" && times === 1) return "DEFER_IF_PERMIT Greylisted";
  if (recipient === "slow@example.org" && times === 1) await pause(SLOW_MS);
  return "DUNNO";
}

async function academy(t, { between = false } = {}) {
  const zones = new Zones(t);
  const postfix = new Postfix(policy);
  t.after(() => postfix.clean());
  await postfix.prepare({ people: ["one", "later", "slow"], gone: "gone" });
  await postfix.start();
  const proxy = between ? new Between(postfix.port, HOST) : null;
  const url = proxy ? await proxy.start() : postfix.url;
  t.after(() => proxy?.end());
  const set = {
    "mail.url": url,
    "mail.tls": "off",
    "mail.from": "academy@academy.example",
    "mail.bounces": "back@academy.example",
    "mail.retry_seconds": 1,
    "mail.timeout_seconds": TIMEOUT_SECONDS,
    "server.url": "http://localhost:7400",
  };
  const server = await serve(t, { set });
  const says = async (who, room, method, data) => {
    const { status, body } = await does(server, who, "POST", `/api/rooms/${room}/${method}`, data);
    assert.equal(status, 200, JSON.stringify(body));
  };
  const host = await connect(server, "host");
  const { seq: thread } = await host.rpc("forum.thread", { room: COURSE, op: "t", title: "Traces on phones", text: "Canary" });
  const come = async (people) => {
    for (const person of people) await says("organiser", "academy:main", "person.add", { person, name: person, mail: `${person}@example.org` });
    for (const person of people) (await connect(server, person)).end();
  };
  const round = async (op, people) => {
    const { zone, hour } = zones.soon(SOON_MS);
    for (const person of people) await says(person, "inbox:me", "inbox.set", { mail: "daily", zone, hour });
    await host.rpc("forum.post", { room: COURSE, op, thread, text: "Canary", mentions: people });
  };
  return { server, postfix, proxy, come, round };
}

const figure = async (server, what) => (await server.metric(`mails_total{what="${what}"}`)) ?? 0;
const nameOf = (raw) => /^Message-ID: (.*?)\r?$/m.exec(raw)[1];
const comes = (postfix, name, count, ms = 30000) => until(() => postfix.mailbox(name).length >= count, `the mail of ${name}`, ms);

test("postfix takes one mail for each, also from whom it greylists and from whom it is slow to", async (t) => {
  const { server, postfix, come, round } = await academy(t);
  const people = ["one", "later", "slow", "nobody", "gone"];
  await come(people);
  await round("first", people);
  for (const name of ["one", "later", "slow"]) await comes(postfix, name, 1);
  await until(async () => (await figure(server, "given_up")) === 1, "that one is refused");
  // 550 for whom it does not know; 450 once; and for one the time ran out.
  assert.match(postfix.log(), /NOQUEUE: reject: RCPT from .* 550 5\.1\.1 <nobody@example\.org>/);
  assert.match(postfix.log(), /NOQUEUE: reject: RCPT from .* 450 4\.\S+ <later@example\.org>.*Greylisted/);
  assert.deepEqual([await figure(server, "bounced"), await figure(server, "perhaps")], [1, 0]);
  assert.deepEqual(["later", "slow"].map((name) => postfix.asked.get(`${name}@example.org`)), [2, 2]);

  // What postfix could not deliver comes back to the address that tells whose it was.
  await comes(postfix, "back", 1);
  const [back] = postfix.mailbox("back");
  const to = /^(?:X-Original-To|Delivered-To): (back\+\S+@academy\.example)\r?$/m.exec(back)[1];
  const flags = ["--set", `journal.url=${server.journal}`, "--set", `server.listen=127.0.0.1:${server.port}`];
  const said = execFileSync(program, ["mail", "bounce", to, ...flags], { input: back, encoding: "utf8", env: { PATH: process.env.PATH } });
  assert.match(said, /Nothing more is sent/);
  assert.equal(await figure(server, "bounced"), 2);

  // Away over the hour: it waits, and leaves once.
  await postfix.end();
  const before = await figure(server, "refused");
  await round("second", people);
  await until(async () => (await figure(server, "refused")) >= before + 3, "that it is away", 30000);
  await postfix.start();
  for (const name of ["one", "later", "slow"]) await comes(postfix, name, 2);
  await pause(LONG_MS);
  for (const name of ["one", "later", "slow"]) {
    const mails = postfix.mailbox(name);
    assert.equal(mails.length, 2, name);
    assert.equal(new Set(mails.map(nameOf)).size, 2, name);
    assert.doesNotMatch(mails.map((raw) => parse(raw.replace(/\r?\n/g, "\r\n")).text).join(), /Canary/);
  }
  assert.equal(postfix.mailbox("back").length, 1, "nothing more is sent to where it came back from");
  assert.equal(postfix.asked.has("nobody@example.org"), false);
});

test("who ends between postfix's word and our mark sends it again under the same name, and says so", async (t) => {
  const { server, postfix, proxy, come, round } = await academy(t, { between: true });
  await come(["one"]);
  proxy.holds = true;
  await round("first", ["one"]);
  await until(() => proxy.held === 1, "postfix's word", 20000);
  await server.kill();
  await comes(postfix, "one", 1);
  proxy.holds = false;
  await server.start();
  await comes(postfix, "one", 2);
  const mails = postfix.mailbox("one");
  assert.equal(new Set(mails.map(nameOf)).size, 1);
  assert.equal(await figure(server, "perhaps"), 1);
  await until(async () => (await figure(server, "sent")) === 1, "that it is known");
  // And never again, by whoever starts next.
  await server.kill();
  await server.start();
  await pause(LONG_MS);
  assert.equal(postfix.mailbox("one").length, 2);
  assert.equal(await figure(server, "perhaps"), 0);
});
