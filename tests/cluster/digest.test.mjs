// SPDX-License-Identifier: Apache-2.0
// Mails of what is new, of three instances of which one is killed a moment before the hour: to each reader exactly one,
// with what stands then; and none to who has ended them, has read it all, or is to see it no more.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { does } from "../wire/browser.mjs";
import { pause, until } from "../wire/client.mjs";
import { Smtp } from "../wire/smtp.mjs";
import { connect, endAll } from "../wire/wire.mjs";
import { Zones } from "../wire/zones.mjs";
import { cluster } from "./cluster.mjs";

after(endAll);

const COURSE = "course:c1";
const PEOPLE = ["u1", "u2", "u3", "u4", "u5", "u6", "u7"];
const SOON_MS = 12000;
const BEFORE_MS = 1500;
const LONG_MS = 8000; // a second mail would have come

test("at the hour one of three instances writes to each, also when one is killed a moment before", async (t) => {
  const zones = new Zones(t);
  const smtp = await new Smtp().start();
  t.after(() => smtp.end());
  const set = { "mail.url": smtp.url, "mail.from": "academy@academy.example", "mail.retry_seconds": 1, "server.url": "http://localhost:7400" };
  const { instances } = await cluster(t, { set });
  const says = async (at, who, room, method, data) => {
    const { status, body } = await does(instances[at], who, "POST", `/api/rooms/${room}/${method}`, data);
    assert.equal(status, 200, `${method}: ${JSON.stringify(body)}`);
    return body.seq;
  };
  for (const person of PEOPLE) await says(0, "organiser", "academy:main", "person.add", { person, name: person, mail: `${person}@example.org` });
  const host = await connect(instances[1], "host");
  const { seq: thread } = await host.rpc("forum.thread", { room: COURSE, op: "t", title: "Traces on phones", text: "Canary" });
  for (const person of PEOPLE) (await connect(instances[2], person)).end();
  const { zone, hour, at } = zones.soon(SOON_MS);
  for (const person of PEOPLE) await says(0, person, "inbox:me", "inbox.set", { mail: "daily", zone, hour });
  const mention = async (op, mentions) => (await host.rpc("forum.post", { room: COURSE, op, thread, text: `Canary ${op}`, mentions })).seq;
  await mention("all", PEOPLE.slice(0, 5));
  const gone = await mention("gone", ["u6", "u7"]);

  // A moment before: ended, read, deleted, and removed from the course.
  assert.ok(Date.now() < at - BEFORE_MS, "all of that came in time");
  await pause(at - BEFORE_MS - Date.now());
  await says(2, "u4", "inbox:me", "inbox.set", { mail: "none" });
  await says(1, "u5", "inbox:me", "read.mark", { of: COURSE, thread, upto: gone });
  await host.rpc("forum.delete", { room: COURSE, op: "d", post: gone });
  await instances[0].kill();

  const readers = ["u1", "u2", "u3"].map((person) => `${person}@example.org`);
  await until(() => readers.every((reader) => smtp.to(reader).length > 0), "the mails", 30000);
  await instances[0].start();
  await pause(LONG_MS);
  for (const reader of readers) assert.equal(smtp.to(reader).length, 1, reader);
  assert.equal(new Set(smtp.mails.map(({ headers }) => headers["Message-ID"])).size, smtp.mails.length);
  for (const { text, html } of smtp.mails) assert.doesNotMatch(text + html, /Canary/);
  assert.deepEqual(smtp.mails.flatMap(({ to }) => to).sort(), readers, "nobody else is written to");
});
