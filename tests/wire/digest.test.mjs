// SPDX-License-Identifier: Apache-2.0
// Mails of what is new: at the reader's hour, once, with what stands then; ended by one POST; and none to where they come
// back from.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, test } from "node:test";
import { does, signedIn } from "./browser.mjs";
import { until } from "./client.mjs";
import { program, serve } from "./server.mjs";
import { Smtp } from "./smtp.mjs";
import { connect, endAll } from "./wire.mjs";
import { Zones } from "./zones.mjs";

after(endAll);

const COURSE = "course:c1";
const SOON_MS = 4000;

async function academy(t, more = {}) {
  const zones = new Zones(t);
  const smtp = await new Smtp().start();
  t.after(() => smtp.end());
  const set = {
    "mail.url": smtp.url,
    "mail.from": "academy@academy.example",
    "mail.bounces": "back@academy.example",
    "mail.retry_seconds": 1,
    "mail.timeout_seconds": 3,
    "server.name": "Académie",
    "server.url": "http://localhost:7400",
    ...more,
  };
  const server = await serve(t, { set });
  const add = async (person, more = {}) => {
    const data = { person, name: person, mail: `${person}@example.org`, ...more };
    const { status, body } = await does(server, "organiser", "POST", "/api/rooms/academy:main/person.add", data);
    assert.equal(status, 200, JSON.stringify(body));
  };
  return { server, smtp, zones, add };
}

async function asks(server, person, more, method = "inbox.set") {
  const path = `/api/rooms/inbox:me/${method}`;
  const { status, body } = await does(server, person, "POST", path, more);
  assert.equal(status, 200, JSON.stringify(body));
}

// A thread, and posts in it that mention: {post: seq}.
async function mentions(host, thread, people, name) {
  const data = { room: COURSE, op: name, thread, text: `Canary ${name}`, mentions: people };
  return (await host.rpc("forum.post", data)).seq;
}

const figure = (server, what) => server.metric(`mails_total{what="${what}"}`);

test("at the reader's hour one mail has what stands then, and one POST ends them", async (t) => {
  const { server, smtp, zones, add } = await academy(t);
  const people = ["u1", "u2", "u3", "u4"];
  await add("u1", { languages: ["fr"] });
  await add("u2", { languages: ["ar"] });
  await add("u3");
  await add("u4");
  const host = await connect(server, "host");
  const { seq: thread } = await host.rpc("forum.thread", { room: COURSE, op: "t", title: "Traces on phones", text: "Canary" });
  for (const person of people) (await connect(server, person)).end();
  const { zone, hour } = zones.soon(SOON_MS + 2000);
  for (const person of people) await asks(server, person, { mail: "daily", zone, hour });
  await mentions(host, thread, ["u1", "u2"], "stands");
  const gone = await mentions(host, thread, ["u1", "u3", "u4"], "gone");
  await asks(server, "u4", { mail: "none" });
  await host.rpc("forum.delete", { room: COURSE, op: "d", post: gone });

  await until(() => smtp.to("u1@example.org").length > 0 && smtp.to("u2@example.org").length > 0, "the mails", 20000);
  await until(async () => (await figure(server, "empty")) === 1, "that there was nothing for one");
  const [one] = smtp.to("u1@example.org");
  assert.match(one.headers.Subject, /^Du nouveau pour vous : Académie$/);
  assert.match(one.text, /Vous êtes mentionné : Traces on phones · La preuve dans les téléphones\u00a0: un forum de cours à essayer\r\nhttp:\/\/localhost:7400\/course\/c1\/thread\/\d+#post-\d+\r\n/);
  assert.equal(one.text.split("Traces on phones").length, 2);
  assert.doesNotMatch(one.text + one.html, /Canary/);
  assert.match(smtp.to("u2@example.org")[0].html, /<html lang="ar" dir="rtl">/);
  assert.match(one.headers["Message-ID"], /^<news\.[\w-]{22}@academy\.example>$/);
  assert.match(one.from, /^back\+[0-9a-f]{32}@academy\.example$/);
  assert.deepEqual([smtp.to("u3@example.org").length, smtp.to("u4@example.org").length], [0, 0]);

  // What only looks changes nothing; one POST without any cookie does.
  const address = new URL(/^<(.*)>$/.exec(one.headers["List-Unsubscribe"])[1]);
  assert.equal(one.headers["List-Unsubscribe-Post"], "List-Unsubscribe=One-Click");
  const settings = async () => {
    const { body } = await does(server, "u1", "GET", "/api/rooms/inbox:me/inbox.news");
    return body.settings.mail;
  };
  const word = address.pathname.split("/").at(-1);
  for (const path of [address.pathname, `/u/${word}`])
    for (const method of ["GET", "HEAD", "OPTIONS"]) await server.get(path, { method, redirect: "manual" });
  const led = await server.get(address.pathname, { redirect: "manual" });
  assert.deepEqual([led.status, led.headers.get("location")], [303, `http://localhost:7400/u/${word}`]);
  assert.equal(await settings(), "daily");
  const form = { method: "POST", headers: { "Content-Type": "application/x-www-form-urlencoded" }, body: "List-Unsubscribe=One-Click" };
  assert.equal((await server.get(`${address.pathname}x`, form)).status, 410);
  assert.equal((await server.get(address.pathname, form)).status, 204);
  assert.equal(await settings(), "none");
  const browser = await signedIn(server, "u2", { add: false });
  const other = /u\/(\S+)/.exec(smtp.to("u2@example.org")[0].text)[1];
  assert.equal((await browser.post("/api/unsubscribe", { code: other })).status, 204);
});

test("who wants mails at once gets them while away, with words if they said so; what is read, or theirs no more, in none", async (t) => {
  const { server, smtp, add } = await academy(t, { "mail.away_seconds": 2 });
  const people = ["u1", "u2", "u3", "u4", "u5", "u6"];
  for (const person of people) await add(person);
  const host = await connect(server, "host");
  const { seq: topic } = await host.rpc("topic.add", { room: COURSE, op: "a", title: { en: "News" }, kind: "announcement" });
  const { seq: thread } = await host.rpc("forum.thread", { room: COURSE, op: "t", title: "Traces", text: "Canary of the opening" });
  await host.rpc("cohort.add", { room: COURSE, op: "c", title: { en: "A" } });
  for (const person of people) {
    (await connect(server, person)).end();
    await asks(server, person, { of: COURSE, thread, upto: thread }, "read.mark"); // a course of theirs from then on
  }
  await asks(server, "u1", { mail: "away", words: true });
  for (const person of ["u2", "u3", "u5", "u6"]) await asks(server, person, { mail: "away" });
  const minute = new Date().getUTCHours() * 60 + new Date().getUTCMinutes();
  await asks(server, "u4", { mail: "away", zone: "UTC", quiet: { from: (minute + 1430) % 1440, to: (minute + 60) % 1440 } });

  // u3 looks at it, as who is there does; u4 is in their quiet hours; the mail to u5 cannot leave before it is theirs no more.
  const first = await mentions(host, thread, ["u1", "u2", "u3", "u4"], "first");
  await asks(server, "u3", { of: COURSE, thread, upto: first }, "read.mark");
  await until(() => smtp.to("u1@example.org").length === 1 && smtp.to("u2@example.org").length === 1, "the mails", 20000);
  const [words, titles] = [smtp.to("u1@example.org")[0], smtp.to("u2@example.org")[0]];
  assert.match(words.text, new RegExp(`/course/c1/thread/${thread}#post-${first}\\r\\n\\r\\n“Canary first”\\r\\n`));
  assert.match(words.html, /<p dir="auto">“Canary first”<\/p>/);
  assert.doesNotMatch(titles.text + titles.html, /Canary/);

  // What they wanted to be reminded of comes at its time, by its title alone; to who has heard of it by then, not.
  const remind = Date.now() + 1500;
  for (const person of ["u1", "u3", "u4", "u6"])
    await asks(server, person, { of: COURSE, thing: thread, note: `Canary note of ${person}`, remind }, "bookmark.set");
  const reminder = async (person) => (await does(server, person, "GET", "/api/rooms/inbox:me/inbox.news")).body.news.find(({ kind }) => kind === "bookmark");
  const heard = await until(() => reminder("u3"), "that it is theirs to hear");
  await asks(server, "u3", { bookmark: heard.said, as: "heard" }, "bookmark.mark");
  await until(() => ["u1", "u6"].every((person) => smtp.to(`${person}@example.org`).at(-1)?.text.includes("A reminder")), "the reminders", 20000);
  assert.match(smtp.to("u6@example.org")[0].text, new RegExp(`A reminder: Traces · [^]*/course/c1/thread/${thread}#post-${thread}\\r\\n`));

  await smtp.end();
  const refused = await figure(server, "refused");
  await mentions(host, thread, ["u5"], "narrowed");
  await until(async () => (await figure(server, "refused")) > refused, "that it could not leave", 20000);
  await host.rpc("forum.narrow", { room: COURSE, op: "n", thread, cohorts: [1] });
  const empty = await figure(server, "empty");
  await smtp.start();
  await until(async () => (await figure(server, "empty")) > empty, "that there is nothing to say any more", 20000);

  // What is said to nobody by name comes to them too, a little later; to who looks at it, not.
  await host.rpc("forum.thread", { room: COURSE, op: "n2", topic, title: "Dates", text: "Canary of dates" });
  await until(() => ["u1", "u2", "u3", "u5", "u6"].every((person) => smtp.to(`${person}@example.org`).at(-1)?.text.includes("Dates")), "the announcement", 30000);
  assert.match(smtp.to("u1@example.org").at(-1).text, /“Canary of dates”/);
  assert.deepEqual(people.map((person) => smtp.to(`${person}@example.org`).length), [3, 2, 1, 0, 1, 2]);
  for (const person of ["u2", "u3", "u5", "u6"]) for (const { text, html } of smtp.to(`${person}@example.org`)) assert.doesNotMatch(text + html, /Canary/);

  // The quiet hours are over: all of it in one, of the thread that is theirs no more without a word of it; nobody else hears twice.
  const before = people.map((person) => smtp.to(`${person}@example.org`).length);
  await server.end();
  server.ahead_s = 2 * 3600;
  await server.start();
  await until(() => smtp.to("u4@example.org").length === 1, "what was kept for after them", 20000);
  const [kept] = smtp.to("u4@example.org");
  assert.match(kept.text, /A reminder: [^\r]*\r\n/);
  assert.match(kept.text, /Dates/);
  assert.doesNotMatch(kept.text, /Traces|Canary|mentioned/);
  before[3] = 1;
  assert.deepEqual(people.map((person) => smtp.to(`${person}@example.org`).length), before);
});

test("where mails come back from none is sent any more, until it is to be tried again", async (t) => {
  const { server, smtp, zones, add } = await academy(t);
  await add("u1");
  await add("never-u2", { mail: "never-u2@example.org" });
  const host = await connect(server, "host");
  const { seq: thread } = await host.rpc("forum.thread", { room: COURSE, op: "t", title: "Traces", text: "Canary" });
  for (const person of ["u1", "never-u2"]) (await connect(server, person)).end();
  const round = async (name) => {
    const { zone, hour } = zones.soon(SOON_MS);
    for (const person of ["u1", "never-u2"]) await asks(server, person, { mail: "daily", zone, hour });
    await mentions(host, thread, ["u1", "never-u2"], name);
    return hour;
  };
  await round("first");
  await until(() => smtp.to("u1@example.org").length === 1 && smtp.refused.length === 1, "the first", 20000);
  await until(async () => (await figure(server, "bounced")) === 1, "that it came back");
  // By the mail server's pipe: what was answered in somebody's absence is no bounce.
  const path = smtp.to("u1@example.org")[0].from;
  const bounce = (input, address = path) =>
    execFileSync(program, ["mail", "bounce", address, "--set", `journal.url=${server.journal}`, "--set", `server.listen=127.0.0.1:${server.port}`], { input, encoding: "utf8", stdio: ["pipe", "pipe", "pipe"], env: { PATH: process.env.PATH } });
  const report = "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mail.test\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\n";
  assert.match(bounce("Subject: away\r\n\r\nI am away.\r\n"), /nothing is done/);
  assert.throws(() => bounce(report, path.replace(/.@/, (end) => (end === "0@" ? "1@" : "0@"))));
  assert.match(bounce(report), /Nothing more is sent/);
  const browser = await signedIn(server, "u1", { add: false });
  const state = async () => (await browser.get("/api/mail/bounce")).body;
  assert.ok((await state()).bounced > 0);
  assert.equal((await browser.delete("/api/mail/bounce")).status, 204);
  assert.equal((await state()).bounced, undefined);
  await round("second");
  await until(() => smtp.to("u1@example.org").length === 2, "the second", 20000);
  assert.equal(smtp.refused.length, 1);
});
