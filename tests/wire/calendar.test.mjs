// SPDX-License-Identifier: Apache-2.0
// The file for calendars of a room: who is given it, and what a calendar makes of a later one.

import assert from "node:assert/strict";
import { test } from "node:test";
import { does } from "./browser.mjs";
import { serve, token } from "./server.mjs";

const start = Date.parse("2026-12-01T14:00:00Z");
const title = { en: "Traces, on phones; and more", fr: "Traces" };
const summary = { en: "What stays. ".repeat(40).trim(), fr: "C:\\new; a, b:c" };

const acts = (server) => async (method, data) => {
  const path = `/api/rooms/academy:main/${method}`;
  const { status, body } = await does(server, "organiser", "POST", path, data);
  assert.equal(status, 200, `${method}: ${JSON.stringify(body)}`);
  return body.seq;
};

async function file(server, who, room, more = "") {
  const headers = { Authorization: `Bearer ${token(who)}` };
  const answer = await server.get(`/api/calendars/${room}${more}`, { headers });
  return { status: answer.status, type: answer.headers.get("content-type"), text: await answer.text() };
}

// The properties of the event, unfolded and unescaped.
function read(text) {
  assert.ok(text.endsWith("END:VCALENDAR\r\n"));
  const lines = text.split("\r\n");
  for (const line of lines) assert.ok(Buffer.byteLength(line) <= 75 && !/[\r\n]/.test(line), line);
  const whole = text.replaceAll("\r\n ", "").trim().split("\r\n");
  const pairs = whole.map((line) => /^([^:]*):(.*)$/s.exec(line).slice(1));
  const plain = (value) => value.replace(/\\(.)/g, (all, one) => (one === "n" ? "\n" : one));
  return Object.fromEntries(pairs.map(([name, value]) => [name, plain(value)]));
}

test("a session is given as a file for calendars, and again when it changes", async (t) => {
  const set = { "server.url": "https://academy.example" };
  const server = await serve(t, { memory: true, set });
  const act = acts(server);
  const of = "webinar:traces";
  for (const person of ["u7", "u8"]) await act("person.add", { person, name: person });
  const made = { of, template: "webinar", title, summary, start, minutes: 90, hosts: ["manager"] };
  const seq = await act("room.create", { ...made, who: { to: "invited" } });
  await act("room.invite", { of, people: ["u7"] });

  const first = await file(server, "u7", of);
  assert.deepEqual([first.status, first.type], [200, "text/calendar; charset=utf-8"]);
  const event = read(first.text);
  const { "SUMMARY;LANGUAGE=en": called, "DESCRIPTION;LANGUAGE=en": text, ...rest } = event;
  assert.deepEqual([called, text], [title.en, summary.en]);
  assert.deepEqual([rest.UID, rest.URL], [`${of}@academy.example`, "https://academy.example/webinar/traces"]);
  assert.deepEqual([rest.DTSTART, rest.DTEND], ["20261201T140000Z", "20261201T153000Z"]);
  assert.deepEqual([rest.SEQUENCE, rest.STATUS], [`${seq}`, "CONFIRMED"]);
  assert.equal((await file(server, "u7", of)).text, first.text);

  // In another language, where there is a text in it; what is special in a file is read as it was.
  const french = read((await file(server, "u7", of, "?language=fr")).text);
  assert.equal(french["SUMMARY;LANGUAGE=fr"], title.fr);
  assert.equal(french["DESCRIPTION;LANGUAGE=fr"], summary.fr);

  // Whoever the room is not listed to, a room that is not there, one without a time: one answer.
  await act("room.create", { of: "course:c", template: "workspace", title, who: { to: "academy" } });
  for (const [who, room] of [["u8", of], ["u7", "webinar:none"], ["u7", "course:c"], ["u7", "x"]])
    assert.equal((await file(server, who, room)).status, 404, `${who} ${room}`);
  assert.equal((await server.get(`/api/calendars/${of}`)).status, 401);

  await act("room.change", { of, start: start + 3600_000 });
  const later = read((await file(server, "u7", of)).text);
  assert.deepEqual([later.UID, later.DTSTART], [event.UID, "20261201T150000Z"]);
  assert.ok(Number(later.SEQUENCE) > Number(event.SEQUENCE));
  await act("room.archive", { of, archived: true });
  assert.equal(read((await file(server, "manager", of)).text).STATUS, "CANCELLED");
});
