// SPDX-License-Identifier: Apache-2.0
// Who has registered for a session is reminded of it by mail within the hour before it, once.

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
