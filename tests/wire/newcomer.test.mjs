// SPDX-License-Identifier: Apache-2.0
// Who comes into a course that is under way: nothing of what was there is unread, nothing is written for it, and all of it is
// read by one entry, of several too. And where the course was made without history, nothing of what was begun before is in any byte of theirs.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { does } from "./browser.mjs";
import { pause, until } from "./client.mjs";
import { found, looks } from "./looks.mjs";
import { serve } from "./server.mjs";
import { connect, endAll } from "./wire.mjs";

const THREADS = 200;
let server;
const ends = [];

before(async () => {
  server = await serve({ after: (end) => ends.unshift(end) }, {});
  await academy("person.add", { person: "old", name: "Old", country: "TN" });
  await academy("person.add", { person: "new", name: "New", country: "TN" });
});
after(async () => {
  endAll();
  for (const end of ends) await end();
});

// Whoever has written two hundred discussions is told to wait.
async function says(who, room, method, data) {
  let answer;
  while ((answer = await does(server, who, "POST", `/api/rooms/${room}/${method}`, data)).status === 429) await pause(500);
  const { status, body } = answer;
  assert.equal(status, 200, `${method} ${JSON.stringify(body)}`);
  return body.seq;
}
const academy = (method, data) => says("organiser", "academy:main", method, data);

// A course of the catalogue, whose host the organiser is; who has its link comes in.
async function courseMade(of, more = {}) {
  await academy("room.create", { of, template: "spoc", title: { en: "Evidence" }, who: { to: "invited" }, hosts: ["organiser"], ...more });
  await academy("room.link", { of, key: "way" });
}
const comes = (who, of) => says(who, "academy:main", "room.join", { of, key: "way" });

// Their role reaches the course a moment after the academy has given it.
async function within(who, of) {
  const wire = await connect(server, who);
  const view = await until(async () => (await wire.command("subscribe", { channel: of })).subscribe?.data, `${who} in ${of}`);
  return { wire, view };
}

async function threadsOf(of, count) {
  const { wire } = await within("organiser", of);
  let last;
  for (let n = 0; n < count; n++)
    ({ seq: last } = await wire.rpc("forum.thread", { room: of, op: `t${n}`, title: `Thread ${n}`, text: "What is new?" }));
  wire.end();
  return last;
}

test("who is enrolled in a course of 200 threads has nothing unread and no entry of it, and reads all by one entry", async () => {
  const of = "course:full";
  await courseMade(of);
  const thread = await threadsOf(of, THREADS);
  await comes("new", of);
  const { wire, view } = await within("new", of);
  assert.equal(Object.values(view.forum.counts).reduce((sum, { threads }) => sum + threads, 0), THREADS);
  const unread = async () => (await wire.rpc("forum.unread", { room: of })).threads;
  const news = async () => wire.rpc("inbox.news", { room: "inbox:me", rooms: [of] });
  // Their inbox hears that they came a moment after the course.
  await until(async () => (await does(server, "new", "GET", "/api/rooms/inbox:me")).body.view.inbox.all?.[of], "their inbox to hear of it");
  const { data: inbox } = await wire.ask("subscribe", { channel: "inbox:me" });
  assert.equal(await unread(), 0);
  const { rooms, news: things } = await news();
  assert.equal(rooms[of].unread ?? 0, 0);
  assert.deepEqual(things.filter(({ kind, of: at }) => at === of && ["post", "thread"].includes(kind)), []);
  assert.deepEqual(inbox.inbox.read?.[of] ?? {}, {});
  const own = async () => (await server.entries("inbox:new")).map(({ type }) => type);
  assert.deepEqual((await own()).filter((type) => type.startsWith("read.")), []);
  const had = (await own()).length;

  // The control: what is written from then on is unread, in as many threads.
  for (const n of [1, 2, 3]) await says("organiser", of, "forum.thread", { title: `After ${n}`, text: "New." });
  await says("organiser", of, "forum.post", { thread, text: "New too." });
  assert.equal(await unread(), 4);
  const upto = (await server.entries(of)).at(-1).seq;
  await wire.rpc("read.all", { room: "inbox:me", op: "all", of, upto });
  assert.equal(await unread(), 0);
  assert.deepEqual((await own()).slice(had), ["read.all"]);
  wire.end();
});

test("all of several rooms is read by one entry and taken back by one, and a server that is killed forgets neither", async () => {
  const rooms = ["course:one", "course:two"];
  for (const of of rooms) {
    await courseMade(of);
    await comes("old", of);
    (await within("old", of)).wire.end();
    await threadsOf(of, 2);
  }
  const upto = Object.fromEntries(await Promise.all(rooms.map(async (of) => [of, (await server.entries(of)).at(-1).seq])));
  const unread = async () => {
    const wire = await connect(server, "old");
    const { rooms: told } = await wire.rpc("inbox.news", { room: "inbox:me", sure: true });
    wire.end();
    return rooms.map((of) => told[of].unread);
  };
  const acts = async (method, data) => {
    const wire = await connect(server, "old");
    const answer = await wire.rpc(method, { room: "inbox:me", op: `several-${method}`, ...data });
    wire.end();
    return answer.seq;
  };
  const read = async () => (await server.entries("inbox:old")).filter(({ type }) => type.startsWith("read.")).map(({ type }) => type);
  assert.deepEqual(await unread(), [2, 2]);
  const all = await acts("read.all", { rooms: upto });
  assert.deepEqual([await read(), await unread()], [["read.all"], [0, 0]]);
  await server.kill();
  await server.start();
  assert.deepEqual(await unread(), [0, 0]);
  // What comes later is unread, also for a device that says once more what it held.
  await says("organiser", rooms[1], "forum.thread", { title: "After", text: "New." });
  assert.equal(await acts("read.all", { rooms: upto }), all);
  assert.deepEqual(await unread(), [0, 1]);
  await acts("read.back", { all });
  await server.kill();
  await server.start();
  assert.deepEqual([await read(), await unread()], [["read.all", "read.back"], [2, 3]]);
  const wire = await connect(server, "old");
  assert.equal(await wire.rpcRefusal("read.back", { room: "inbox:me", op: "twice", all }), "NOT_FOUND");
  assert.equal(await wire.rpcRefusal("read.all", { room: "inbox:me", op: "hidden", rooms: { ...upto, "course:none": 1 } }), "PERMISSION_DENIED");
  wire.end();
});

test("a course without history has nothing of what was begun before in any byte of who comes late", async () => {
  const of = "course:fresh";
  await courseMade(of, { history: false });
  await comes("old", of);
  await within("old", of);
  const before = await says("old", of, "forum.thread", { title: "Canarytitle", text: "Canarytext" });
  const post = await says("organiser", of, "forum.post", { thread: before, text: "Canarypost" });
  await comes("new", of);
  const { wire, view } = await within("new", of);
  assert.deepEqual([view.stage.history, view.forum.threads, view.forum.counts], [false, {}, {}]);
  await says("organiser", of, "forum.post", { thread: before, text: "Canarymore", mentions: ["new"] });
  // It answers as one that was never there.
  const refusals = async (thread) => [
    await wire.refusal("subscribe", { channel: `${of}/thread/${thread}` }),
    await wire.rpcRefusal("forum.post", { room: of, op: `no${thread}`, thread, text: "x" }),
    await wire.rpcRefusal("forum.posts", { room: of, thread }),
  ];
  assert.deepEqual(await refusals(before), await refusals(999_999));
  assert.deepEqual(found(wire.frames.flat().join("\n")), []);

  const after = await says("old", of, "forum.thread", { title: "Canaryafter", text: "New." });
  const named = { unit: 1, topic: 1, items: [1], thread: before, post };
  // The control: who was there has all of it by the same looks.
  const [late, early] = await Promise.all(["new", "old"].map(async (who) => found(await looks(server, who, named, of))));
  assert.deepEqual(late, ["canaryafter"]);
  for (const word of ["title", "text", "post", "more"]) assert.ok(early.includes(`canary${word}`), `${word}: ${early}`);
  // So it is after a start, from the journal.
  await server.kill();
  await server.start();
  const again = await within("new", of);
  assert.deepEqual(Object.keys(again.view.forum.threads), [`${after}`]);
  again.wire.end();
  wire.end();
});
