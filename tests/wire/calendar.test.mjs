// SPDX-License-Identifier: Apache-2.0
// The file for calendars of a room: who is given it, and what a calendar makes of a later one.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { does, signedIn } from "./browser.mjs";
import { until } from "./client.mjs";
import { serve, token } from "./server.mjs";

const DAY_MS = 86_400_000;
const MANY = 60;
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
  await act("room.create", { ...made, who: { to: "invited" } });
  await act("room.invite", { of, people: ["u7"] });

  const first = await file(server, "u7", of);
  assert.deepEqual([first.status, first.type], [200, "text/calendar; charset=utf-8"]);
  const event = read(first.text);
  const { "SUMMARY;LANGUAGE=en": called, "DESCRIPTION;LANGUAGE=en": text, ...rest } = event;
  assert.deepEqual([called, text], [title.en, summary.en]);
  assert.deepEqual([rest.UID, rest.URL], [`${of}@academy.example`, "https://academy.example/webinar/traces"]);
  assert.deepEqual([rest.DTSTART, rest.DTEND], ["20261201T140000Z", "20261201T153000Z"]);
  assert.deepEqual([rest.SEQUENCE, rest.STATUS], ["0", "CONFIRMED"]);
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
  assert.equal(later.SEQUENCE, "1");
  await act("room.archive", { of, archived: true });
  const off = read((await file(server, "manager", of)).text);
  assert.deepEqual([off.STATUS, off.SEQUENCE], ["CANCELLED", "2"]);
});

// A file of several: our own look at its lines, and what libical and icalendar both read in it.
function events(text) {
  assert.ok(text.startsWith("BEGIN:VCALENDAR\r\n") && text.endsWith("END:VCALENDAR\r\n"));
  for (const line of text.split("\r\n")) assert.ok(Buffer.byteLength(line) <= 75 && !/[\r\n]/.test(line), line);
  const found = JSON.parse(execFileSync("/usr/bin/python3", [fileURLToPath(new URL("ics.py", import.meta.url))], { input: text }));
  assert.equal(new Set(found.map(({ UID }) => UID)).size, found.length);
  return new Map(found.map((each) => [each.UID, each]));
}

const fetched = async (server, link) => {
  const answer = await server.get(new URL(link).pathname);
  return { status: answer.status, text: await answer.text() };
};

test("a private address gives what is theirs, moved and called off too, until it is taken back", async (t) => {
  const server = await serve(t, { memory: true, set: { "server.url": "https://academy.example", "server.name": "Academy" } });
  const act = acts(server);
  for (const person of ["u7", "u8"]) await act("person.add", { person, name: person });
  const browser = await signedIn(server, "u7", { add: false });
  const who = { to: "invited" };
  // icalendar takes an n behind a backslash for the end of a line.
  const about = { en: "What stays. ".repeat(40).trim(), fr: "C:\\data; a, b:c" };
  for (const [of, at] of [["webinar:a", start], ["webinar:b", start + 86_400_000], ["webinar:c", start]])
    await act("room.create", { of, template: "webinar", title, summary: about, start: at, minutes: 90, hosts: ["manager"], who });
  for (const of of ["webinar:a", "webinar:b"]) await act("room.invite", { of, people: ["u7"] });
  await act("room.invite", { of: "webinar:c", people: ["u8"] });
  const { body: made } = await browser.post("/api/feeds", { language: "fr" });
  assert.match(made.link, /^https:\/\/academy\.example\/api\/feed\/[\w-]{43}\.ics$/);

  const first = events((await fetched(server, made.link)).text);
  const [a, b] = ["webinar:a@academy.example", "webinar:b@academy.example"];
  assert.deepEqual([...first.keys()], [a, b]);
  assert.deepEqual([first.get(a).SUMMARY, first.get(a).DESCRIPTION], [title.fr, about.fr]);
  assert.deepEqual([...events((await fetched(server, made.link)).text).keys()], [a, b]);

  await act("room.change", { of: "webinar:a", start: start + 3600_000 });
  const moved = events((await fetched(server, made.link)).text).get(a);
  assert.deepEqual([moved.DTSTART, moved.SEQUENCE, moved.STATUS], ["20261201T150000Z", "1", "CONFIRMED"]);
  await act("room.archive", { of: "webinar:a", archived: true });
  const off = events((await fetched(server, made.link)).text).get(a);
  assert.deepEqual([off.SEQUENCE, off.STATUS], ["2", "CANCELLED"]);
  // Who declines has it no more; nobody learns what is another's.
  const declined = await browser.post("/api/rooms/academy:main/room.answer", { of: "webinar:b", accept: false });
  assert.equal(declined.status, 200, declined.text);
  assert.deepEqual([...events((await fetched(server, made.link)).text).keys()], [a]);

  const { feeds } = (await browser.get("/api/feeds")).body;
  assert.deepEqual(feeds.map(({ id }) => id), [made.id]);
  assert.ok(!JSON.stringify(feeds).includes(made.link.slice(40, 60)));
  // All of very many are there, too.
  for (let n = 0; n < MANY; n++) await act("room.create", { of: `webinar:many${n}`, template: "webinar", title, start: start + n * DAY_MS, hosts: ["u7"], who });
  assert.equal(events((await fetched(server, made.link)).text).size, 1 + MANY);
  const other = await signedIn(server, "u8", { add: false });
  assert.equal((await other.delete(`/api/feeds/${made.id}`)).status, 404);
  assert.equal((await browser.delete(`/api/feeds/${made.id}`)).status, 204);
  assert.equal((await fetched(server, made.link)).status, 404);
  const again = (await browser.post("/api/feeds", {})).body;
  await act("person.suspend", { person: "u7" });
  await until(async () => (await fetched(server, again.link)).status === 404, "that it is shut");
  for (const name of ["x.ics", "x", ".ics"]) assert.equal((await server.get(`/api/feed/${name}`)).status, 404, name);
});

// 10:00 on the clock of a place, in UTC; by what the browser knows of zones.
const clocks = new Map();
const clock = (timeZone) => {
  if (!clocks.has(timeZone)) clocks.set(timeZone, new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" }));
  return clocks.get(timeZone);
};
const ten = (day, zone) => {
  for (let ms = day; ; ms += 900_000) if (clock(zone).format(ms) === "10:00") return ms;
};

test("weekly units open at ten by the clock of their place, over a change of clocks", async (t) => {
  const server = await serve(t, { memory: true, set: { "server.url": "https://academy.example" } });
  const act = acts(server);
  for (const person of ["teacher", "pupil"]) await act("person.add", { person, name: person });
  const [teacher, pupil] = [await signedIn(server, "teacher", { add: false }), await signedIn(server, "pupil", { add: false })];
  const places = ["Europe/Paris", "Africa/Cairo", "America/Santiago", "Asia/Riyadh"];
  const expected = new Map();
  for (const [number, zone] of places.entries()) {
    const of = `course:z${number}`;
    let begins = ten(Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth() + 1, 4), zone);
    const changes = (ms) => ten(ms + 6 * DAY_MS + DAY_MS / 2, zone) !== ms + 7 * DAY_MS;
    for (let day = 0; day < 400 && !changes(begins); day++) begins = ten(begins + DAY_MS / 2, zone);
    assert.equal(changes(begins), zone !== "Asia/Riyadh", zone);
    const course = { of, template: "spoc", title, hosts: ["teacher"], who: { to: "academy" }, start: begins, zone };
    await act("room.create", course);
    for (const day of [0, 7]) {
      const path = `/api/rooms/${of}/unit.add`;
      const answer = await until(async () => {
        const got = await teacher.post(path, { title: { en: `Canary of day ${day}` }, text: { en: "Canary" }, day, time: 600 });
        return got.status === 200 && got;
      }, "the course");
      const moment = day ? ten(begins + 6 * DAY_MS + DAY_MS / 2, zone) : begins;
      expected.set(`${of}-unit-${answer.body.seq}@academy.example`, new Date(moment).toISOString().replace(/[-:]|\.000/g, ""));
    }
    await pupil.post(`/api/rooms/academy:main/room.join`, { of });
  }
  const address = async (browser, body) => (await browser.post("/api/feeds", body)).body.link;
  const link = await address(teacher, {});
  await until(async () => events((await fetched(server, link)).text).size === 8, "all are placed");
  const found = events((await fetched(server, link)).text);
  assert.deepEqual(new Map([...found].map(([uid, { DTSTART }]) => [uid, DTSTART])), expected);
  assert.deepEqual(new Map([...events((await fetched(server, link)).text)]), found);
  // Before it opens a pupil learns when, and nothing else; and of one course alone by its own address.
  const own = await address(pupil, { course: "course:z0", language: "ar" });
  const theirs = await until(async () => {
    const { text } = await fetched(server, own);
    return text.includes("BEGIN:VEVENT") && text;
  }, "the pupil's");
  assert.doesNotMatch(theirs, /Canary|z1/);
  const [next] = events(theirs).values();
  assert.deepEqual([next.SUMMARY, next.DTSTART], ["تُفتح وحدة", [...expected.values()][0]]);
});

test("what is due is in the calendar of whoever is asked for it, by their own date, hidden with its unit", async (t) => {
  const server = await serve(t, { memory: true, set: { "server.url": "https://academy.example" } });
  const act = acts(server);
  for (const person of ["teacher", "pupil", "late"]) await act("person.add", { person, name: person });
  const [teacher, pupil, late] = await Promise.all(["teacher", "pupil", "late"].map((who) => signedIn(server, who, { add: false })));
  const of = "course:due";
  await act("room.create", { of, template: "spoc", title, hosts: ["teacher"], who: { to: "academy" }, start });
  const does = async (method, data) => {
    const answer = await until(async () => {
      const got = await teacher.post(`/api/rooms/${of}/${method}`, data);
      return got.status === 200 && got;
    }, method);
    return answer.body.seq;
  };
  const unit = await does("unit.add", { title: { en: "One" }, open: true });
  const shut = await does("unit.add", { title: { en: "Canary" } });
  const works = [];
  for (const [where, called] of [[unit, "A plan, and a report"], [shut, "Canary"]]) {
    const item = await does("item.add", { unit: where, kind: "assignment", title: { en: called }, counts: true });
    await does("assignment.set", { item, text: { en: "Write." }, takes: "text", attempts: 1, due: start });
    works.push(item);
  }
  for (const one of [pupil, late]) assert.equal((await one.post("/api/rooms/academy:main/room.join", { of })).status, 200);
  const uid = `${of}-due-${works[0]}@academy.example`;
  const look = async (browser, language) => {
    const { link } = (await browser.post("/api/feeds", { course: of, language })).body;
    return async (known) => until(async () => {
      const { text } = await fetched(server, link);
      return known(events(text)) && text;
    }, "the calendar");
  };
  const theirs = await look(pupil, "ar");
  const text = await theirs((all) => all.has(uid));
  assert.doesNotMatch(text, /Canary/);
  const first = events(text).get(uid);
  assert.deepEqual([first.SUMMARY, first.DTSTART, first.URL], [`Due: A plan, and a report`, "20261201T140000Z", `https://academy.example/course/due/unit/${unit}`]);
  await does("assignment.allow", { item: works[0], person: "late", attempts: 0, until: start + DAY_MS });
  const own = events(await (await look(late, "en"))((all) => all.get(uid)?.DTSTART === "20261202T140000Z")).get(uid);
  assert.ok(Number(own.SEQUENCE) > Number(first.SEQUENCE));
  assert.equal(events(await theirs((all) => all.has(uid))).get(uid).DTSTART, first.DTSTART, "nobody else has longer");
  // Moved for everybody: it is the same event, later; whose own date it is keeps it.
  await does("assignment.set", { item: works[0], text: { en: "Write." }, takes: "text", attempts: 1, due: start + 3600_000 });
  const moved = events(await theirs((all) => all.get(uid)?.DTSTART === "20261201T150000Z")).get(uid);
  assert.ok(Number(moved.SEQUENCE) > Number(first.SEQUENCE));
  assert.equal(events((await fetched(server, (await teacher.post("/api/feeds", { course: of })).body.link)).text).size, 2);
});
