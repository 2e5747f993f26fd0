// SPDX-License-Identifier: Apache-2.0
// Somebody who wrote in rooms is erased: none of their words, nor their name, is in any file of the
// server any more, wherever it stood; threads, counts and the others' unread stay as they were; and
// what a killed server has begun the next one ends.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { does } from "./browser.mjs";
import { until } from "./client.mjs";
import { serve, token } from "./server.mjs";
import { connect, endAll, Wire } from "./wire.mjs";

after(endAll);

const COURSE = "course:c1";
const WEBINAR = "webinar:w1";
const PERSON = "canary";
const NAME = "Canaryname Xylophone";
const CANARIES = ["Canaryname", "Xylophone", "canaryfirst", "canarysecond", "canaryedit", "canarychat"];
CANARIES.push("canaryfile", "canaryquestion", "canarydraft", "canarychoice");
const ERASED_MS = 60000;

const files = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());

// Which canaries stand in any file of the server's folder.
function found(folder) {
  const there = new Set();
  for (const file of files(folder)) {
    const bytes = readFileSync(join(file.path ?? file.parentPath, file.name));
    for (const canary of CANARIES) if (bytes.includes(canary)) there.add(`${canary} in ${file.name}`);
  }
  return [...there].sort();
}

async function named(server) {
  const wire = new Wire(server);
  await wire.open;
  await wire.ask("connect", { token: token(PERSON, { name: NAME }) });
  return wire;
}

async function uploads(server, text) {
  const headers = { Authorization: `Bearer ${token(PERSON, { name: NAME })}` };
  const data = { room: COURSE, name: "canaryfile.txt", bytes: text.length, for: "room" };
  const announced = await server.get("/api/uploads", {
    method: "POST",
    headers: { ...headers, "Content-Type": "application/json" },
    body: JSON.stringify(data),
  });
  const { url } = await announced.json();
  const sent = await server.get(url, { method: "POST", body: text });
  assert.equal(sent.status, 200);
}

const data = (room, more) => ({ room, op: `op-${Math.random().toString(36).slice(2)}`, ...more });

// What is there before: a thread of five posts, two of them the person's, and more of theirs.
async function writes(server) {
  const person = await named(server);
  const host = await connect(server, "host");
  const other = await connect(server, "u7");
  const says = async (wire, method, room, more) => {
    const answer = await wire.ask("rpc", { method, data: data(room, more) });
    assert.ok(!answer.error, `${method} ${JSON.stringify(answer)}`);
    return (answer.rpc?.data ?? answer.data ?? answer).seq;
  };
  for (const wire of [person, host, other])
    for (const channel of [COURSE, WEBINAR]) await wire.ask("subscribe", { channel });
  const thread = await says(person, "forum.thread", COURSE, {
    title: "T",
    text: "canaryfirst",
    poll: { options: ["canarychoice", "canarychoice too"], results: "closed" },
  });
  await says(other, "forum.choose", COURSE, { post: thread, choices: [2] });
  await says(person, "forum.choose", COURSE, { post: thread, choices: [1] });
  await says(other, "forum.post", COURSE, { thread, text: "Two" });
  const post = await says(person, "forum.post", COURSE, {
    thread,
    text: "canarysecond",
    mentions: ["u7"],
  });
  await says(person, "forum.edit", COURSE, { post, version: post, text: "canaryedit" });
  await says(other, "forum.post", COURSE, { thread, text: "Four" });
  await says(host, "forum.post", COURSE, { thread, text: "Five", mentions: [PERSON] });
  await says(host, "member.set", COURSE, { whom: PERSON, role: "participant", name: NAME });
  await says(person, "chat.post", WEBINAR, { text: "canarychat" });
  await says(other, "chat.post", WEBINAR, { text: "Heard" });
  await says(person, "question.ask", WEBINAR, { text: "canaryquestion?" });
  await uploads(server, "canaryfile says so");
  return { thread, other };
}

// The thread as somebody sees it, and what they have not read.
async function sees(server, who, thread) {
  const wire = await connect(server, who);
  const part = await wire.ask("subscribe", { channel: `${COURSE}/thread/${thread}` });
  const inbox = await wire.ask("subscribe", { channel: "inbox:me" });
  wire.end();
  return { part: part.data, inbox: inbox.data };
}

async function setUp(t, options) {
  const server = await serve(t, options);
  const asks = (method, path, body) =>
    does(server, "organiser", method, `/api/rooms/academy:main/${path}`, body);
  await asks("POST", "person.add", { person: PERSON, name: NAME, country: "TN" });
  const { thread } = await writes(server);
  // Several people's names stand in one entry.
  const joins = async () => (await server.entries(WEBINAR)).filter(({ data }) => data.people?.[PERSON]);
  await until(async () => (await joins()).length > 0, "who is present is in the journal");
  return { server, asks, thread };
}

const last = async (server, type) =>
  (await server.entries("academy:main")).filter((entry) => entry.type === type).at(-1);

test("who is erased leaves no word and no name in any room, file or index", async (t) => {
  const { server, asks, thread } = await setUp(t);
  await until(() => found(server.folder).length >= CANARIES.length - 2, "they are there before");
  const heads = async (room) => (await server.entries(room)).filter((e) => !/^room\./.test(e.type));
  const posts = async () => (await heads(COURSE)).filter(({ type }) => type === "forum.post");
  const before = await posts();
  const watcher = await connect(server, "organiser");
  await watcher.ask("subscribe", { channel: "academy:main" });
  const erased = await asks("POST", "person.erase", { person: PERSON });
  assert.equal(erased.status, 200, JSON.stringify(erased.body));
  await until(() => last(server, "person.erased"), "it is done", ERASED_MS);
  assert.deepEqual(found(server.folder), []);
  const { rooms } = (await last(server, "person.erased")).data;
  assert.ok(rooms >= 4, `${rooms} rooms`);
  // The organiser saw it coming.
  const told = watcher.frames.flat().join("\n");
  for (const done of [0, 1, rooms])
    assert.ok(
      told.includes(`"erasing":{"people":1,"person":"${PERSON}","done":${done},"rooms":${rooms}}`),
      `${done} of ${rooms}`,
    );
  assert.match(told, /"erasing":null/);
  assert.ok(!told.includes("Xylophone"));
  // Five places, and the others' words.
  assert.deepEqual(
    (await posts()).map(({ seq, by }) => [seq, by]),
    before.map(({ seq, by }) => [seq, by]),
  );
  const seen = JSON.stringify(await sees(server, "u7", thread));
  for (const word of ["Two", "Four", "Five"]) assert.ok(seen.includes(word), word);
  for (const canary of CANARIES) assert.ok(!seen.includes(canary), canary);
  // What they asked is without its words, and what was chosen stands.
  assert.match(seen, /"poll":\{"count":2,"max":1,"ballot":"named","results":"closed","voters":2\}/);
  assert.equal(await server.end(), 0);
  assert.deepEqual(found(server.folder), []);
  assert.ok(await server.verified());
  // Read anew it is the same.
  await server.start();
  assert.equal(JSON.stringify(await sees(server, "u7", thread)), seen);
});

test("a server that is killed at it goes on after its start, and a room at a time", async (t) => {
  const { server, asks } = await setUp(t);
  const watcher = await connect(server, "organiser");
  await watcher.ask("subscribe", { channel: "academy:main" });
  await asks("POST", "person.erase", { person: PERSON });
  await watcher.until(
    () => watcher.frames.flat().join("").includes('"done":1,') || undefined,
    "one room has forgotten them",
  );
  await server.kill();
  assert.ok(found(server.folder).length > 0, "the control: not all of it is gone");
  assert.ok(await server.verified());
  await server.start();
  await until(() => last(server, "person.erased"), "it is done", ERASED_MS);
  assert.deepEqual(found(server.folder), []);
  const turns = (await server.entries("academy:main")).filter(({ type }) => type === "person.erasing");
  assert.deepEqual(turns.map(({ data: { turn } }) => turn), turns.map((_, at) => at + 1));
  assert.equal(new Set(turns.map(({ data: { who } }) => who)).size, 2);
  assert.ok(await server.verified());
});
