// SPDX-License-Identifier: Apache-2.0
// Units over real sockets: they open at their time though the server was down over it, what is not open answers like what
// is not there, and a copy of a course has its units with their days.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { serve, token } from "./server.mjs";
import { connect, endAll } from "./wire.mjs";

after(endAll);

const ROOM = "course:c1";
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const add = (wire, op, data, room = ROOM) => wire.rpc("unit.add", { room, op, title: { en: "Canary" }, text: { en: "Canary" }, ...data });

async function until(look, what) {
  for (const end = Date.now() + 20_000; ; ) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`${what} did not come`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

const releases = async (server) => (await server.entries(ROOM)).filter(({ type }) => type === "unit.release");

test("a unit opens once, though the server was down over its time and nobody is there", async (t) => {
  const server = await serve(t);
  const host = await connect(server, "host");
  const at = Date.now() + 1500;
  const { seq } = await add(host, "a", { at });
  await server.kill();
  await until(() => Date.now() > at + 500, "the time");
  await server.start();
  await until(async () => (await releases(server)).length > 0, "the release");
  const [release, ...more] = await releases(server);
  assert.deepEqual([release.by, release.data.unit, more.length], ["system", seq, 0]);
  const one = await connect(server, "u7");
  const { data } = await one.ask("subscribe", { channel: `${ROOM}/unit/${seq}` });
  assert.deepEqual(data.unit.title, { en: "Canary" });
  await server.kill();
  await server.start();
  await connect(server, "u7");
  assert.equal((await releases(server)).length, 1);
});

test("what is not open answers like what is not there", async (t) => {
  const server = await serve(t, { memory: true });
  const host = await connect(server, "host");
  const one = await connect(server, "u7");
  await one.ask("subscribe", { channel: ROOM });
  const { seq } = await add(host, "a", { at: Date.now() + DAY_MS });
  const written = { kind: "article", title: { en: "Canary" }, text: { en: "Canary" }, counts: true };
  const { seq: item } = await host.rpc("item.add", { room: ROOM, op: "i", unit: seq, ...written });
  const refusals = async (unit) => {
    const answers = [await one.command("subscribe", { channel: `${ROOM}/unit/${unit}` })];
    for (const method of ["unit.edit", "unit.release", "unit.schedule", "unit.remove"])
      answers.push(await one.command("rpc", { method, data: { room: ROOM, op: `${method}.${unit}`, unit, title: { en: "x" } } }));
    for (const done of [true, false])
      answers.push(await one.command("rpc", { method: "item.mark", data: { room: ROOM, op: `${done}.${unit}`, unit, item, done } }));
    const http = await server.get(`/api/rooms/${ROOM}%2Funit%2F${unit}`);
    answers.push({ error: http.status });
    return answers.map(({ error }) => error);
  };
  assert.deepEqual(await refusals(seq), await refusals(seq + 1000));
  const staff = await host.ask("subscribe", { channel: `${ROOM}/unit/${seq}` });
  assert.deepEqual(staff.data.unit.text, { en: "Canary" });
  assert.ok(!JSON.stringify(one.pushes).includes("Canary"));
  // Whoever reads it when it is shut again loses it.
  await host.rpc("unit.release", { room: ROOM, op: "b", unit: seq });
  const channel = `${ROOM}/unit/${seq}`;
  await one.ask("subscribe", { channel });
  await host.rpc("unit.schedule", { room: ROOM, op: "c", unit: seq });
  await one.until(() => one.pushes.some((push) => push.channel === channel && push.unsubscribe), "the end");
  assert.equal((await one.command("subscribe", { channel })).error.code, 103);
});

test("a copy of a course has its units with their days, over a change of clocks", async (t) => {
  const server = await serve(t, { memory: true });
  const manager = await connect(server, "manager");
  const start = Date.UTC(2098, 6, 7, 8); // a Monday, 10:00 in Paris
  const what = { room: "academy:main", title: { en: "Phones" }, start, zone: "Europe/Paris", hosts: ["manager"], who: { to: "academy" } };
  await manager.rpc("room.create", { ...what, op: "a", of: "course:c8", template: "course" });
  const unitsOf = async (room, count) => {
    const look = async () => {
      const { subscribe } = await manager.command("subscribe", { channel: room });
      await manager.command("unsubscribe", { channel: room });
      const all = Object.values(subscribe?.data.unit.units ?? {});
      return all.length === count && all.every(({ title, at }) => at || title.en === "By hand") ? all : undefined;
    };
    return until(look, `the units of ${room}`);
  };
  await until(async () => (await manager.command("subscribe", { channel: "course:c8" })).subscribe?.data.me.role === "host" || void (await manager.command("unsubscribe", { channel: "course:c8" })), "the course");
  await manager.command("unsubscribe", { channel: "course:c8" });
  const { seq: unit } = await add(manager, "b", { title: { en: "Second" }, day: 7 }, "course:c8");
  const read = { kind: "article", title: { en: "Places" }, text: { en: "Where it was." }, minutes: 5, counts: true };
  const into = { room: "course:c8", unit };
  await manager.rpc("item.add", { ...into, op: "i", ...read });
  await add(manager, "c", { title: { en: "Third" }, at: start + 14 * DAY_MS + HOUR_MS }, "course:c8");
  await add(manager, "d", { title: { en: "By hand" } }, "course:c8");
  await unitsOf("course:c8", 3);
  // In October the clocks change between the first day and the eighth.
  const later = Date.UTC(2098, 9, 20, 8);
  await manager.rpc("room.copy", { room: "academy:main", op: "e", of: "course:c9", from: "course:c8", start: later });
  const copied = await unitsOf("course:c9", 3);
  assert.deepEqual(
    copied.map(({ title, at, day, time }) => [title.en, at && at - later, day, time]),
    [
      ["Second", 7 * DAY_MS + HOUR_MS, 7, 600],
      ["Third", 14 * DAY_MS + 2 * HOUR_MS, 14, 660],
      ["By hand", undefined, undefined, undefined],
    ],
  );
  const { data: copy } = await manager.ask("subscribe", { channel: "course:c9" });
  const second = Object.keys(copy.unit.units)[0];
  const { data: part } = await manager.ask("subscribe", { channel: `course:c9/unit/${second}` });
  assert.deepEqual(Object.values(part.unit.items), [read], "and its items");
  assert.deepEqual(copy.unit.units[second].items, Object.keys(part.unit.items).map(Number));
});

test("a course, a workspace and a library begin with what their template has, and so does a copy of them", async (t) => {
  const server = await serve(t);
  const manager = await connect(server, "manager");
  const academy = { room: "academy:main" };
  const start = Date.UTC(2098, 9, 20, 8);
  const what = { ...academy, title: { en: "Phones", fr: "Téléphones" }, zone: "Europe/Paris", who: { to: "academy" }, outline: true };
  const viewOf = async (channel) => {
    const { subscribe } = await manager.command("subscribe", { channel });
    await manager.command("unsubscribe", { channel });
    return subscribe?.data;
  };
  const itemsOf = async (room, seq) => Object.values((await viewOf(`${room}/unit/${seq}`))?.unit?.items ?? {});
  // The last thing that comes is an item of the last unit; its budget bounds how often one may look.
  const built = async (room, units, last) => {
    const list = await until(async () => {
      await new Promise((done) => setTimeout(done, 100));
      const found = Object.entries((await viewOf(room))?.unit?.units ?? {});
      const placed = found.every(([, { day, at }]) => day === undefined || at);
      return placed && found.length === units && (await itemsOf(room, found.at(-1)[0])).length === last ? found : undefined;
    }, `what ${room} begins with`);
    const parts = [];
    for (const [seq, unit] of list) parts.push({ ...unit, seq: Number(seq), all: await itemsOf(room, seq) });
    return parts;
  };
  const shown = await manager.rpc("room.outline", { ...academy, template: "spoc", units: 3 });
  await manager.rpc("room.create", { ...what, op: "a", of: "course:o1", template: "spoc", start, units: 3 });
  const spoc = await built("course:o1", 3, 5);
  assert.deepEqual(spoc.map(({ title, at }) => [title, at]), [
    [{ en: "Week 1", fr: "Semaine 1" }, start],
    // The clocks change in between.
    [{ en: "Week 2", fr: "Semaine 2" }, start + 7 * DAY_MS + HOUR_MS],
    [{ en: "Week 3", fr: "Semaine 3" }, start + 14 * DAY_MS + HOUR_MS],
  ]);
  const kinds = ["article", "webinar", "topic", "test"];
  assert.deepEqual(spoc.map(({ all }) => all.map(({ kind }) => kind)), [kinds, kinds, [...kinds, "assignment"]]);
  const { forum } = await viewOf("course:o1");
  for (const { seq, all } of spoc) {
    const { topic } = all.find(({ kind }) => kind === "topic");
    assert.equal(forum.topics[topic].unit, seq, "the forum of that week");
    assert.equal(all.find(({ kind }) => kind === "webinar").of, undefined, "a place for a webinar");
  }
  assert.equal(Object.keys(forum.topics).length, 5);
  // What was shown is what was made.
  assert.deepEqual(shown.units.map(({ title, day }) => [title.en, day]), spoc.map(({ title, day }) => [title.en, day]));
  assert.deepEqual(shown.units.map(({ items }) => items.map(({ kind, title }) => [kind, title.fr])), spoc.map(({ all }) => all.map(({ kind, title }) => [kind, title.fr])));
  assert.equal(shown.topics.length, 5);
  await manager.rpc("room.copy", { ...academy, op: "b", of: "course:o2", from: "course:o1", start });
  const again = await built("course:o2", 3, 5);
  assert.equal(again.flatMap(({ all }) => all).filter(({ kind }) => kind === "webinar").length, 3, "places for webinars come along");
  for (const [template, units, items] of [["course", 8, 2], ["workspace", 3, 1], ["library", 3, 1]]) {
    const of = `course:${template}`;
    await manager.rpc("room.create", { ...what, op: template, of, template, ...(template === "course" ? { units } : {}) });
    assert.ok((await built(of, units, items)).every(({ opened }) => opened), `${template} is open at once`);
  }
  const refused = async (data) => (await manager.command("rpc", { method: "room.create", data: { ...what, op: "x", of: "course:o9", template: "spoc", ...data } })).error?.code;
  for (const data of [{ units: 21 }, { units: 0 }, { outline: false, units: 3 }, { template: "library", units: 3 }, { template: "webinar", of: "webinar:o9" }])
    assert.equal(await refused(data), 107, JSON.stringify(data));
});

const filesOf = async (server, room) => (await server.entries(room)).filter(({ type }) => type.startsWith("file."));

test("a course that runs again has its topics, tests, files and webinars, without what people did", async (t) => {
  const server = await serve(t, { set: { "journal.erase_days": 0 } });
  const manager = await connect(server, "manager");
  const academy = { room: "academy:main" };
  const start = Date.UTC(2098, 6, 7, 8);
  const what = { ...academy, title: { en: "Phones" }, zone: "Europe/Paris", hosts: ["manager"], who: { to: "academy" } };
  const ready = (room) => until(async () => (await manager.command("rpc", { method: "unit.preview", data: { room, at: start } })).rpc, room);
  await manager.rpc("room.create", { ...what, start, op: "a", of: "course:c8", template: "course" });
  await ready("course:c8");
  await manager.rpc("room.create", { ...what, start: start + HOUR_MS, minutes: 60, op: "b", of: "webinar:w8", template: "webinar", course: "course:c8" });
  const here = { room: "course:c8" };
  const { seq: unit } = await add(manager, "c", { open: true }, "course:c8");
  const { seq: topic } = await manager.rpc("topic.add", { ...here, op: "t", title: { en: "Talk" }, kind: "question", unit });
  await manager.rpc("forum.thread", { ...here, op: "f", topic, title: "Canary", text: "Canary" });
  const file = await handIn(server, "manager", "Where it was.", "course:c8");
  const into = { ...here, unit, counts: true };
  await manager.rpc("item.add", { ...into, op: "d", kind: "file", title: { en: "F" }, file });
  await manager.rpc("item.add", { ...into, op: "e", kind: "topic", title: { en: "S" }, topic });
  await manager.rpc("item.add", { ...into, op: "g", kind: "webinar", title: { en: "W" }, of: "webinar:w8" });
  const { seq: item } = await manager.rpc("item.add", { ...into, op: "h", kind: "test", title: { en: "T" } });
  for (let n = 0; n < 3; n++)
    await manager.rpc("test.ask", { ...here, op: `q${n}`, item, type: "text", title: { en: `Question ${n}` }, correct: ["seal"] });
  const later = Date.UTC(2098, 9, 20, 8);
  await manager.rpc("room.copy", { ...academy, op: "k", of: "course:c9", from: "course:c8", start: later });
  await manager.rpc("room.copy", { ...academy, op: "l", of: "webinar:w9", from: "webinar:w8", course: "course:c9", start: later + HOUR_MS });
  await ready("course:c9");
  const viewOf = async (channel) => {
    const { subscribe } = await manager.command("subscribe", { channel });
    await manager.command("unsubscribe", { channel });
    return subscribe?.data;
  };
  const made = (await until(async () => Object.keys((await viewOf("course:c9"))?.unit.units ?? {}), "the unit"))[0];
  const items = await until(async () => {
    const found = Object.entries((await viewOf(`course:c9/unit/${made}`)).unit.items ?? {});
    return found.length === 4 && found.some(([, { of }]) => of) ? found : undefined;
  }, "the items");
  const copy = await viewOf("course:c9");
  assert.deepEqual(Object.values(copy.forum.topics).map(({ title, kind, unit: of }) => [title.en, kind, of]), [["Talk", "question", Number(made)]]);
  assert.deepEqual(copy.forum.threads ?? {}, {}, "nobody's threads");
  const of = (kind) => items.find(([, each]) => each.kind === kind);
  assert.deepEqual(of("topic")[1].topic, Number(Object.keys(copy.forum.topics)[0]));
  assert.equal(of("webinar")[1].of, "webinar:w9");
  const asked = await until(async () => {
    const { questions } = await manager.rpc("test.read", { room: "course:c9", item: Number(of("test")[0]) });
    return questions.length === 3 ? questions : undefined;
  }, "the questions");
  assert.deepEqual(asked.map(({ title, correct }) => [title.en, correct]), [0, 1, 2].map((n) => [`Question ${n}`, ["seal"]]));
  // One content: it is there while one of them has it, also over a restart.
  const lent = { room: "course:c9", file: of("file")[1].file };
  await manager.rpc("file.remove", { ...here, op: "x", file });
  assert.equal(server.filesKept(), 1);
  await server.kill();
  await server.start();
  const again = await connect(server, "manager");
  const { url, name } = await again.rpc("file.get", lent);
  assert.deepEqual([name, await (await server.get(url)).text()], ["Canary.txt", "Where it was."]);
  assert.equal(server.filesKept(), 1, "one has it still");
  await again.rpc("file.remove", { ...lent, op: "y" });
  await until(async () => (await filesOf(server, "course:c8")).some(({ type }) => type === "file.return"), "it to be given back");
  await until(() => server.filesKept() === 0, "the content to go from the disk");
});

const VIDEO = { kind: "video", title: { en: "The scene" }, url: "/media/demo/index.m3u8", type: "hls", captions: { fr: "/media/demo/fr.vtt" } };

test("of items that never were open nobody but who marked them hears that they are gone", async (t) => {
  const server = await serve(t, { memory: true });
  const host = await connect(server, "host");
  const one = await connect(server, "u7");
  await host.ask("subscribe", { channel: ROOM });
  await one.ask("subscribe", { channel: ROOM });
  const { seq: unit } = await add(host, "a", {});
  const items = [];
  for (const op of ["i", "j"]) items.push((await host.rpc("item.add", { room: ROOM, op, unit, kind: "article", title: { en: "Canary" }, text: { en: "Canary" } })).seq);
  await host.rpc("item.mark", { room: ROOM, op: "m", unit, item: items[0] });
  await host.rpc("item.remove", { room: ROOM, op: "x", unit, item: items[0] });
  await host.until(() => host.pushes.some((push) => JSON.stringify(push).includes(`"${items[0]}":null`)), "the mark to be gone");
  await host.rpc("unit.remove", { room: ROOM, op: "y", unit });
  const { seq: open } = await add(host, "b", { open: true });
  await one.until(() => one.pushes.some((push) => JSON.stringify(push).includes(`"${open}"`)), "what came after");
  for (const seq of [unit, ...items]) assert.ok(!JSON.stringify(one.pushes).includes(`"${seq}"`), `${seq} was told`);
});

test("the place in a video follows a person, and its address is told to whoever sees it", async (t) => {
  const server = await serve(t, { memory: true });
  const host = await connect(server, "host");
  const [one, two, other] = await Promise.all(["u7", "u7", "u8"].map((sub) => connect(server, sub)));
  for (const each of [one, two, other]) await each.ask("subscribe", { channel: ROOM });
  const { seq: unit } = await add(host, "a", {});
  const { seq: item } = await host.rpc("item.add", { room: ROOM, op: "i", unit, ...VIDEO });
  const place = (op, seconds) => one.command("rpc", { method: "item.place", data: { room: ROOM, op, unit, item, place: seconds } });
  const media = (wire) => wire.command("rpc", { method: "item.media", data: { room: ROOM, unit, item } });
  assert.equal((await place("p", 95)).error.code, 404);
  assert.equal((await media(one)).error.code, 404);
  await host.rpc("unit.release", { room: ROOM, op: "r", unit });
  assert.match((await media(one)).rpc.data.url, /^\/media\/\d+\.[\w-]+\/demo\/index\.m3u8$/);
  await place("q", 95);
  const told = (wire) => wire.pushes.some((push) => JSON.stringify(push).includes(`"${item}":{"place":95}`) || JSON.stringify(push).includes('"place":95'));
  await two.until(() => told(two), "the place on the other device");
  assert.ok(!told(other), "it is of nobody else");
  const { seq: article } = await host.rpc("item.add", { room: ROOM, op: "j", unit, kind: "article", title: { en: "x" }, text: { en: "x" } });
  const { error } = await one.command("rpc", { method: "item.place", data: { room: ROOM, op: "s", unit, item: article, place: 1 } });
  assert.equal(error.code, 107, "an article has no place");
});

// Hands in a text for the team, as the page does.
async function handIn(server, sub, text, room = ROOM) {
  const headers = { authorization: `Bearer ${token(sub)}`, "content-type": "application/json" };
  const body = JSON.stringify({ room, name: "Canary.txt", bytes: Buffer.byteLength(text), for: "staff" });
  const { url } = await (await server.get("/api/uploads", { method: "POST", headers, body })).json();
  return (await (await server.get(url, { method: "POST", body: text })).json()).file;
}

test("a file of an item is had by whoever sees the item, and by nobody before", async (t) => {
  const server = await serve(t, { memory: true });
  const host = await connect(server, "host");
  const one = await connect(server, "u7");
  const { seq: unit } = await add(host, "a", {});
  const file = await handIn(server, "host", "Canary: where it was.");
  const get = () => one.command("rpc", { method: "file.get", data: { room: ROOM, file } });
  const named = { room: ROOM, unit, kind: "file", title: { en: "Checklist" } };
  assert.equal((await host.command("rpc", { method: "item.add", data: { ...named, op: "n", file: file + 1000 } })).error.code, 404);
  await host.rpc("item.add", { ...named, op: "i", file });
  const nothing = await one.command("rpc", { method: "file.get", data: { room: ROOM, file: file + 1000 } });
  assert.deepEqual((await get()).error, nothing.error, "not open answers like not there");
  await host.rpc("unit.release", { room: ROOM, op: "r", unit });
  const { name, type, url } = (await get()).rpc.data;
  assert.deepEqual([name, type], ["Canary.txt", "text"]);
  assert.equal(await (await server.get(url)).text(), "Canary: where it was.");
  await host.rpc("unit.schedule", { room: ROOM, op: "s", unit });
  assert.deepEqual((await get()).error, nothing.error, "and shut again");
});

test("those who build a course see it as a participant will on a date, and nobody else notices", async (t) => {
  const server = await serve(t);
  const host = await connect(server, "host");
  const one = await connect(server, "u7");
  await one.ask("subscribe", { channel: ROOM });
  const at = Date.now() + DAY_MS;
  const { seq: open } = await add(host, "a", { title: { en: "Open" }, open: true });
  const { seq: soon } = await add(host, "b", { title: { en: "Canary" }, at });
  await add(host, "c", { title: { en: "Canary by hand" } });
  const { seq: item } = await host.rpc("item.add", { room: ROOM, op: "i", unit: soon, ...VIDEO, title: { en: "Canary" } });
  const written = async () => (await server.entries(ROOM)).filter(({ type }) => /^(unit|item)\./.test(type)).length;
  const before = await written();
  const ask = async (when, more = {}, wire = host) => (await wire.command("rpc", { method: "unit.preview", data: { room: ROOM, at: when, ...more } }));
  const seen = async (when) => (await ask(when)).rpc.data.view.unit;
  assert.deepEqual(Object.keys((await seen(at - 1)).units).map(Number), [open], "not a moment before");
  assert.equal((await ask(at - 1, { unit: soon })).error.code, 404);
  const then = await seen(at);
  assert.deepEqual(Object.keys(then.units).map(Number), [open, soon]);
  assert.equal(then.units[soon].at, undefined, "it is a participant's view");
  const { unit } = (await ask(at, { unit: soon })).rpc.data.view;
  assert.deepEqual(Object.keys(unit.items).map(Number), [item]);
  assert.equal((await ask(at, { cohort: 9 })).error.code, 404);
  assert.equal((await ask(at, {}, one)).error.code, 103);
  assert.equal(await written(), before, "nothing was written");
  const { data } = await host.ask("subscribe", { channel: ROOM });
  assert.equal(data.unit.units[soon].opened, undefined, "nor opened");
  assert.ok(!JSON.stringify(one.pushes).includes("Canary"));
  // A moment at which nothing was there yet.
  assert.deepEqual((await seen(1)).units, {});

  // Of the discussions a view names the first: the others are asked for likewise, page by page, as they will be found.
  const { seq: topic } = await host.rpc("topic.add", { room: ROOM, op: "t", title: { en: "Canary" }, kind: "discussion", unit: soon });
  const threads = [];
  for (let n = 0; n < 35; n++) threads.push((await host.rpc("forum.thread", { room: ROOM, op: `t${n}`, title: `T${n}`, text: "x", topic })).seq);
  const found = async (when, more = {}, wire = host) => wire.command("rpc", { method: "forum.preview", data: { room: ROOM, at: when, topic, ...more } });
  assert.deepEqual((await found(at - 1)).rpc.data, { threads: {}, new: {}, count: 0 }, "not a moment before");
  const first = (await found(at, { limit: 20 })).rpc.data;
  assert.equal(first.count, 35);
  const rest = (await found(at, { limit: 20, after: first.next })).rpc.data;
  assert.equal(rest.next, undefined);
  const all = [first, rest].flatMap((page) => Object.keys(page.threads).map(Number)).sort((a, b) => a - b);
  assert.deepEqual(all, threads);
  assert.equal((await found(at, { cohort: 9 })).error.code, 404);
  assert.equal((await found(at, {}, one)).error.code, 103);
});
