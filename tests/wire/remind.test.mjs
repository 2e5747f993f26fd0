// SPDX-License-Identifier: Apache-2.0
// Who has registered for a session is reminded of it by mail within the hour before it, and whose credential ends, of that; once.

import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { does } from "./browser.mjs";
import { until } from "./client.mjs";
import { serve } from "./server.mjs";
import { parse } from "./smtp.mjs";

const file = join(tmpdir(), `muster-remind-${process.pid}`);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const mails = () => {
  try {
    return readFileSync(file, "utf8").split(/^From muster\n/m).slice(1).map(parse);
  } catch {
    return [];
  }
};
const reminders = (path) => mails().filter(({ text }) => text.includes(`/academy/rooms/${path}`)).map(({ headers }) => headers.To).sort();

test("who has registered, and nobody else, gets one mail for a session that begins within the hour", async (t) => {
  t.after(() => rmSync(file, { force: true }));
  const server = await serve(t, { set: { "mail.file": file } });
  const says = async (who, method, data) => {
    const { status, body } = await does(server, who, "POST", `/api/rooms/academy:main/${method}`, data);
    assert.equal(status, 200, `${method}: ${JSON.stringify(body)}`);
  };
  for (const person of ["goes", "leaves", "looks", "also"])
    await says("organiser", "person.add", { person, name: person, mail: `${person}@police.example`, languages: ["ar"] });
  await says("organiser", "person.add", { person: "silent", name: "silent" });
  const session = (of, start) =>
    says("organiser", "room.create", {
      of, template: "webinar", title: { en: "R" }, hosts: ["organiser"], who: { to: "academy" }, start, registration: { questions: [] },
    });
  const now = Date.now();
  await session("webinar:later", now + 3 * HOUR_MS);
  await session("webinar:soon", now + 2 * HOUR_MS);
  for (const of of ["webinar:soon", "webinar:later"])
    for (const person of ["goes", "leaves", "silent", "also"]) await says(person, "room.register", { of });
  await says("leaves", "room.unregister", { of: "webinar:soon" });
  assert.deepEqual(reminders("webinar/"), []);
  await says("organiser", "room.change", { of: "webinar:soon", start: now + HOUR_MS / 2 });
  const both = ["also@police.example", "goes@police.example"];
  await until(() => reminders("webinar/soon").length === 2, "both are reminded", 20000);
  assert.deepEqual(reminders("webinar/soon"), both);
  const { headers, text, raw } = mails().find(({ text }) => text.includes("webinar/soon"));
  assert.match(headers.Subject, /تبدأ جلستك/);
  assert.match(text, /academy\/rooms\/webinar\/soon/);
  const [, dates] = /Content-Type: text\/calendar; charset=utf-8; method=PUBLISH\r?\n[^]*?\r?\n\r?\n([^]*?)--=_file--/.exec(raw);
  const event = Buffer.from(dates, "base64").toString();
  assert.match(event, /^UID:webinar:soon@/m);
  assert.match(event, /^SUMMARY(;LANGUAGE=en)?:R\r$/m);

  // Whoever starts again tells nobody twice; of another one everybody is told.
  await server.kill();
  await server.start();
  await says("organiser", "room.change", { of: "webinar:later", start: now + HOUR_MS / 3 });
  await until(() => reminders("webinar/later").length === 3, "of the other too", 20000);
  assert.deepEqual(reminders("webinar/soon"), both);
});

test("whose credential ends in ninety days, and in thirty, is told each time once, in their language", async (t) => {
  const path = `${file}-ends`;
  t.after(() => rmSync(path, { force: true }));
  const server = await serve(t, { set: { "mail.file": path, "mail.away_seconds": 2, "server.name": "Academy" } });
  const says = async (who, method, data) => {
    const { status, body } = await does(server, who, "POST", `/api/rooms/academy:main/${method}`, data);
    assert.equal(status, 200, `${method}: ${JSON.stringify(body)}`);
    return body.seq;
  };
  // One that had left when the server was killed, and was not marked yet, leaves once more under the same id.
  const kept = () => {
    try {
      const all = readFileSync(path, "utf8").split(/^From muster\n/m).slice(1).map(parse);
      return [...new Map(all.map((mail) => [mail.headers["Message-ID"], mail])).values()];
    } catch {
      return [];
    }
  };
  const to = () => kept().map(({ headers }) => headers.To).filter((one) => !one.startsWith("chief")).sort();
  const given = {};
  const now = Date.now();
  const people = { near: ["ar", 30], far: ["fr", 90], later: ["en", 92], short: ["en", 60], over: ["en", 29] };
  for (const [person, [language, days]] of Object.entries(people)) {
    await says("organiser", "person.add", { person, name: person, mail: `${person}@police.example`, languages: [language] });
    const until = now + days * DAY_MS - HOUR_MS;
    given[person] = await says("organiser", "credential.give", { person, kind: "trainer", title: { en: "Trainer", ar: "مدرّب معتمد" }, issued: now, until });
  }
  await says("organiser", "person.add", { person: "silent", name: "silent" });
  // Who is an organiser themselves has their own beside those of others, and is told of these by mail as of all that is new.
  await says("organiser", "person.change", { person: "organiser", mail: "chief@police.example", languages: ["en"] });
  given.organiser = await says("organiser", "credential.give", { person: "organiser", kind: "trainer", issued: now, until: now + 95 * DAY_MS });
  const set = await does(server, "organiser", "POST", "/api/rooms/inbox:me/inbox.set", { mail: "away" });
  assert.equal(set.status, 200, JSON.stringify(set.body));
  await says("organiser", "credential.give", { person: "silent", kind: "trainer", issued: now, until: now + 30 * DAY_MS - HOUR_MS });
  const all = ["far@police.example", "near@police.example", "over@police.example"];
  await until(() => to().length === 3, "three are told", 20000);
  assert.deepEqual(to(), all);
  const arabic = kept().find(({ headers }) => headers.To.startsWith("near"));
  const day = new Date(now + 30 * DAY_MS - HOUR_MS);
  assert.match(arabic.headers.Subject, new RegExp(`^Academy: ينتهي مدرّب معتمد في ${day.getUTCDate()} \\S+ ${day.getUTCFullYear()}$`));
  assert.match(arabic.html, /<html lang="ar" dir="rtl">/);
  assert.match(kept().find(({ headers }) => headers.To.startsWith("far")).headers.Subject, /^Academy : Trainer expire le \d+ \S+ \d{4}$/);
  const { body: news } = await does(server, "near", "GET", "/api/rooms/inbox:me/inbox.news");
  assert.deepEqual(news.news.filter(({ kind }) => ["credential", "lapsing"].includes(kind)).map(({ thing }) => thing), [given.near]);
  const lapsing = async () => (await does(server, "organiser", "GET", "/api/rooms/inbox:me/inbox.news")).body.news.filter(({ kind }) => kind === "lapsing");
  const [others] = await lapsing();
  assert.deepEqual([others.count, others.start], [5, now + 29 * DAY_MS - HOUR_MS]);
  await says("organiser", "credential.give", { person: "silent", kind: "trainer", issued: now, until: Date.now() + 90 * DAY_MS + 2000 });
  const chief = await until(() => kept().find(({ headers, text }) => headers.To.startsWith("chief") && text.includes("/academy/credentials")), "the organiser's mail", 20000);
  assert.match(chief.text, /Credentials of others end soon/);
  assert.doesNotMatch(chief.text, /near|silent|over/);

  // Once, whoever starts again; and of the new end, once it was renewed. What was withdrawn is not told.
  await server.kill();
  await server.start();
  await says("organiser", "credential.withdraw", { credential: given.far });
  assert.deepEqual((await lapsing()).map(({ count }) => count), [5]);
  await says("organiser", "credential.renew", { credential: given.short, until: now + 90 * DAY_MS - 2 * HOUR_MS });
  await until(() => to().length === 4, "the one that was renewed", 20000);
  assert.deepEqual(to(), [...all, "short@police.example"]);
  await says("organiser", "credential.renew", { credential: given.near, until: now + 30 * DAY_MS - 2 * HOUR_MS });
  await until(() => to().length === 5, "the other", 20000);
  assert.deepEqual(to().filter((one) => one.startsWith("near")).length, 2);
});
