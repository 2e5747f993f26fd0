// SPDX-License-Identifier: Apache-2.0
// Mails on three instances: each leaves once, whoever is killed. And a calendar: the same from each of them.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Browser, does, signedIn } from "../wire/browser.mjs";
import { pause, until } from "../wire/client.mjs";
import { PushService } from "../wire/pushd.mjs";
import { Smtp } from "../wire/smtp.mjs";
import { endAll } from "../wire/wire.mjs";
import { Cluster } from "./cluster.mjs";

const COURSE = "course:c1";
const MAILS = 12;
const AWAY_S = 3;
const LONG_MS = 3000 * AWAY_S + 3000; // a second mail would have come
let cluster, smtp, service;

before(async () => {
  smtp = await new Smtp().start();
  service = await new PushService().start();
  const set = {
    ...service.set,
    "mail.away_seconds": AWAY_S,
    "mail.url": smtp.url,
    "mail.from": "academy@academy.example",
    "mail.retry_seconds": 1,
    "mail.timeout_seconds": 1,
    "server.url": "http://localhost:7400",
  };
  cluster = new Cluster({ set });
  await cluster.start();
});
after(async () => {
  endAll();
  await cluster.clean();
  await smtp.end();
  await service.end();
});

async function added(person, mail, more = {}) {
  const data = { person, name: person, mail, ...more };
  const path = "/api/rooms/academy:main/person.add";
  const { status, body } = await does(cluster.instances[0], "organiser", "POST", path, data);
  assert.equal(status, 200, JSON.stringify(body));
}

const sum = async (figure, instances = cluster.instances) => {
  const all = await Promise.all(instances.map((instance) => instance.metric(figure)));
  return all.reduce((total, one) => total + one, 0);
};
const settled = () => sum('mails_total{what="sent"}');

// A command of `who` at that instance, in a room of theirs.
async function says(at, who, room, method, data) {
  const { status, body } = await does(cluster.instances[at], who, "POST", `/api/rooms/${room}/${method}`, data);
  assert.equal(status, 200, `${method}: ${JSON.stringify(body)}`);
  return body.seq;
}

// They are asked for while the server is away, and all instances begin with them at once.
test("what all instances see waiting leaves once", async () => {
  await smtp.end();
  const mails = Array.from({ length: MAILS }, (_, n) => `think-${n}@example.org`);
  for (const [n, mail] of mails.entries()) await added(`q${n}`, mail);
  for (const mail of mails)
    assert.equal((await new Browser(cluster.instances[0]).post("/api/mail", { mail })).status, 202);
  const tried = async () => cluster.instances[0].metric('mails_total{what="refused"}');
  await until(async () => (await tried()) >= MAILS, "that nobody takes them");
  await Promise.all(cluster.instances.map((instance) => instance.kill()));
  await smtp.start();
  await Promise.all(cluster.instances.map((instance) => instance.start()));
  await until(() => mails.every((mail) => smtp.to(mail).length > 0), "the mails", 30000);
  await until(async () => (await settled()) >= MAILS, "that it is known");
  for (const mail of mails) assert.equal(smtp.to(mail).length, 1, mail);
});

test("who is approved gets one link from three instances, one of them killed", async () => {
  const mails = Array.from({ length: MAILS }, (_, n) => `later-1-e${n}@example.org`);
  for (const [n, mail] of mails.entries()) await added(`e${n}`, mail, { enrol: true });
  await until(() => smtp.refused.includes(mails[0]), "that it has begun");
  await cluster.instances[1].kill();
  await until(() => mails.every((mail) => smtp.to(mail).length > 0), "the mails", 30000);
  for (const [n, mail] of mails.entries()) {
    const links = new Set(smtp.to(mail).map(({ text }) => /enrol#(\S+)/.exec(text)[1]));
    const names = new Set(smtp.to(mail).map(({ headers }) => headers["Message-ID"]));
    assert.deepEqual([links.size, names.size], [1, 1]);
    const used = await new Browser(cluster.instances[2]).post("/api/enrol/device", { code: [...links][0] });
    assert.equal(used.body.person?.id, `e${n}`, used.text);
  }
  await cluster.instances[1].start();
});

// Whoever has decided is killed at that moment, each instance in turn.
test("who is away, who asked for themselves and who asked for another hear of it once, whichever instance dies", async () => {
  // A coordinator is written to of each request that waits, too.
  const to = (person) => smtp.to(`${person}@police.example`).filter(({ headers }) => !/waits for you/.test(headers.Subject));
  for (const person of ["words", "titles"]) {
    await added(person, `${person}@police.example`);
    await says(0, person, "inbox:me", "inbox.set", { mail: "away", words: person === "words" });
  }
  await added("tunis", "tunis@police.example", { roles: ["coordinator"], coordinates: ["TN"], country: "TN" });
  await says(0, "tunis", "inbox:me", "inbox.set", { mail: "away" });
  const thread = await says(1, "host", COURSE, "forum.thread", { title: "Traces on phones", text: "Canary of the opening" });
  const asker = (n) => `own${n}`;
  for (const victim of [0, 1, 2]) {
    const [next, last] = [(victim + 1) % 3, (victim + 2) % 3];
    // Asked for at one, confirmed at another, decided at the third.
    const own = { name: asker(victim), mail: `${asker(victim)}@police.example`, country: "NO", agency: "Police", reason: "The course", language: "fr" };
    assert.equal((await new Browser(cluster.instances[next]).post("/api/apply", own)).status, 202);
    await until(() => to(asker(victim)).length === 1, "the link that confirms it", 30000);
    const code = /apply\/confirm#(\S+)/.exec(to(asker(victim))[0].text)[1];
    // The mail may be faster than the news of the request: nobody is as fast as both.
    const confirms = () => new Browser(cluster.instances[last]).post("/api/apply/confirm", { code });
    await until(async () => (await confirms()).status === 200, "that it is confirmed", 30000);
    const { seq: request } = (await cluster.entries("academy:main")).find(({ type, data }) => type === "access.request" && data.mail === own.mail);
    const other = await says(next, "tunis", "academy:main", "access.request", { name: `Canary ${victim}`, mail: `other${victim}@police.example`, country: "TN" });
    await says(next, "host", COURSE, "forum.post", { thread, text: `Canary of ${victim}`, mentions: ["words", "titles"] });
    await says(victim, "organiser", "academy:main", "access.refuse", { request, why: "Canary of why" });
    await says(victim, "organiser", "academy:main", "access.refuse", { request: other, why: "Canary of why" });
    await cluster.instances[victim].kill();
    const all = () => [to("words").length, to("titles").length, to("tunis").length, to(asker(victim)).length];
    await until(() => all().every((count, at) => count > (at < 3 ? victim : 1)), "the mails", 60000);
    await cluster.instances[victim].start();
  }
  await pause(LONG_MS);
  for (const person of ["words", "titles", "tunis"]) assert.equal(to(person).length, 3, person);
  for (const victim of [0, 1, 2]) {
    assert.equal(to(asker(victim)).length, 2);
    assert.match(to(asker(victim))[1].headers["Message-ID"], /^<decided\./);
    assert.match(to("words")[victim].text, new RegExp(`“Canary of ${victim}”`));
    assert.match(to("titles")[victim].text, /You are mentioned: Traces on phones/);
    assert.match(to("tunis")[victim].text, /Your request was refused\r\n/);
  }
  // How posts begin is for who asked for it; why, and who was asked for, for nobody.
  for (const person of ["titles", "tunis", ...[0, 1, 2].map(asker)])
    for (const { text, html, headers } of to(person)) assert.doesNotMatch(text + html + headers.Subject, /Canary/, person);
  for (const { text } of to("words")) assert.doesNotMatch(text, /Canary (of why|\d)/);
  assert.equal(new Set(smtp.mails.map(({ headers }) => headers["Message-ID"])).size, smtp.mails.length);
  // In the inbox it stands once, and the same at each.
  const news = await Promise.all(cluster.instances.map(async (instance) => (await does(instance, "tunis", "GET", "/api/rooms/inbox:me/inbox.news")).body.news.map(({ kind, key }) => [kind, key])));
  assert.deepEqual([...new Set(news[0].map(([kind]) => kind)), news[0].length], ["denied", 3]);
  assert.deepEqual([news[1], news[2]], [news[0], news[0]]);
});

// What an instance has taken upon itself when it dies stands in the inbox alone: no message is sent twice.
test("a message that waits is made anew by whoever has it, once, and what is gone by then leaves with nobody", async () => {
  const people = ["p1", "p2", "p3", "p4"];
  const thread = await says(0, "host", COURSE, "forum.thread", { title: "Cold places", text: "Canary" });
  for (const [n, person] of people.entries()) {
    const browser = await signedIn(cluster.instances[n % 3], person);
    assert.equal((await browser.post("/api/push", service.subscription(`late-${person}`))).status, 204);
  }
  const counts = () => people.map((person) => service.to(`late-${person}`).length);
  service.late_s = 6;
  await pause(2500); // the instances have looked at the new browsers
  const gone = await says(0, "host", COURSE, "forum.post", { thread, text: "Canary", mentions: people.slice(0, 2) });
  await says(1, "host", COURSE, "forum.post", { thread, text: "Canary", mentions: people.slice(2) });
  await until(() => people.some((person) => service.asked.has(`late-${person}`)), "that one was put off", 30000);
  await says(1, "host", COURSE, "forum.delete", { post: gone });
  await pause(LONG_MS / 4); // others are put off
  await cluster.instances[2].kill();
  await pause(LONG_MS);
  assert.deepEqual(counts().slice(0, 2), [0, 0]);
  assert.ok(counts().every((count) => count <= 1), String(counts()));
  const sent = counts().reduce((all, one) => all + one, 0);
  assert.equal(await sum('pushes_total{what="sent"}', cluster.instances.slice(0, 2)), sent, "what the others had");
  // Nobody is lost to what comes.
  await cluster.instances[2].start();
  const before = counts();
  await says(2, "host", COURSE, "forum.post", { thread, text: "Canary", mentions: people });
  await until(() => counts().every((count, at) => count > before[at]), "the next", 60000);
  await pause(LONG_MS / 2);
  assert.deepEqual(counts(), before.map((count) => count + 1));
  for (const { words } of service.came) assert.doesNotMatch(JSON.stringify(words), /Canary/);
});

test("a private calendar is the same from each instance, over a move, a call off and a kill, and tells nothing that is not open", async () => {
  const [of, course] = ["webinar:dates", "course:dates"];
  const start = Date.now() + 86_400_000;
  const title = { en: "Traces" };
  await added("dated", "dated@example.org");
  const academy = (at, method, data) => says(at, "organiser", "academy:main", method, data);
  await academy(0, "room.create", { of, template: "webinar", title, start, minutes: 60, who: { to: "invited" } });
  await academy(1, "room.create", { of: course, template: "spoc", title, hosts: ["organiser"], who: { to: "invited" } });
  for (const room of [of, course]) await academy(2, "room.invite", { of: room, people: ["dated"] });
  const browser = await signedIn(cluster.instances[0], "dated", { add: false });
  assert.equal((await browser.post("/api/rooms/academy:main/room.answer", { of: course, accept: true })).status, 200);
  const unit = async (data) => (await does(cluster.instances[1], "organiser", "POST", `/api/rooms/${course}/unit.add`, { title: { en: "Canary" }, ...data })).status === 200;
  await until(() => unit({ at: start }), "the course is there");
  const { body } = await browser.post("/api/feeds", {});
  const path = new URL(body.link).pathname;
  const files = (list = cluster.instances) => Promise.all(list.map(async (instance) => (await instance.get(path)).text()));
  const same = (list, known) => until(async () => {
    const all = await files(list);
    return all.every((file) => file === all[0]) && known(all[0]) && all[0];
  }, "the same from each", 20000);
  const has = (...lines) => (file) => lines.every((line) => file.includes(`\r\n${line}`));
  const uid = `UID:${of}@localhost:7400\r\n`;
  const first = await same(cluster.instances, has(uid, `UID:${course}-opens-${start}@`, "SEQUENCE:0\r\n"));
  assert.doesNotMatch(first, /Canary/);
  await academy(1, "room.change", { of, start: start + 3600_000 });
  await same(cluster.instances, has(uid, "SEQUENCE:1\r\n"));
  await academy(2, "room.archive", { of, archived: true });
  const off = has(uid, "SEQUENCE:2\r\n", "STATUS:CANCELLED\r\n");
  const told = await same(cluster.instances, off);
  await cluster.instances[2].kill();
  assert.equal(await same(cluster.instances.slice(0, 2), off), told);
  await cluster.instances[2].start();
  assert.equal((await browser.delete(`/api/feeds/${body.id}`)).status, 204);
  for (const instance of cluster.instances) assert.equal((await instance.get(path)).status, 404);
});
