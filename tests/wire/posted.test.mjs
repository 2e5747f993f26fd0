// SPDX-License-Identifier: Apache-2.0
// Files of posts: whoever sees the post has them, and nobody else; of a post without a name nothing says whose they are; and
// they go with it, to the last byte.

import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync, readdirSync } from "node:fs";
import { connect as connectTcp } from "node:net";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { does } from "./browser.mjs";
import { until } from "./client.mjs";
import { serve } from "./server.mjs";
import { connect, endAll } from "./wire.mjs";

const ROOM = "course:c1";
const DOT = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
const AUTHOR = "u7-canary";
const cleanUps = [];
let server, ops = 0;

after(async () => {
  endAll();
  for (const cleanUp of cleanUps) await cleanUp();
});
before(async () => {
  server = await serve({ after: (fn) => cleanUps.push(fn) }, { set: { "journal.erase_days": "0" } });
});

async function sends(who, { name = "dot.png", content = DOT, ...more } = {}) {
  const { status, body } = await does(server, who, "POST", "/api/uploads", { room: ROOM, name, bytes: content.length, for: "post", ...more });
  assert.equal(status, 200, JSON.stringify(body));
  const answer = await server.get(body.url, { method: "POST", body: content });
  return { status: answer.status, body: await answer.json() };
}

async function uploads(who, more) {
  const { status, body } = await sends(who, more);
  assert.equal(status, 200, JSON.stringify(body));
  return body.file;
}

async function person(who) {
  const wire = await connect(server, who);
  await wire.ask("subscribe", { channel: ROOM });
  const told = (data) => ({ room: ROOM, op: `o${++ops}`, ...data });
  return {
    wire,
    does: async (method, data) => (await wire.rpc(method, told(data))).seq,
    refused: async (name, method, data) => assert.equal(await wire.rpcRefusal(method, told(data)), name),
  };
}

const get = async (who, file) => (await does(server, who, "GET", `/api/rooms/${ROOM}/file.get?file=${file}`)).body;

test("whoever sees the post has its file, until it is deleted, narrowed or edited away", async () => {
  const [author, other, host] = [await person("u7"), await person("u8"), await person("host")];
  const { body } = await sends("u7");
  assert.deepEqual({ ...body, file: 0 }, { file: 0, type: "png", name: "dot.png", bytes: DOT.length, width: 1, height: 1 });
  const { file } = body;
  assert.equal((await get("u8", file)).name, "not_found");
  assert.equal((await get("host", file)).name, "not_found");
  await other.refused("NOT_FOUND", "forum.thread", { title: "T", text: "x", files: [file] });
  const thread = await author.does("forum.thread", { title: "T", text: `![A dot](file:${file})`, files: [file] });
  const channel = `${ROOM}/thread/${thread}`;
  const { data } = await other.wire.ask("subscribe", { channel });
  assert.deepEqual(data.thread.posts[thread].files, [{ file, type: "png", bytes: DOT.length, width: 1, height: 1 }]);
  const { url } = await get("u8", file);
  assert.deepEqual(Buffer.from(await (await server.get(url)).arrayBuffer()), DOT);
  // Another in its place; what an edit does not name is gone, and who asks for it is told what they are told of nothing.
  const second = await uploads("u7");
  const version = await author.does("forum.edit", { post: thread, version: thread, text: `![B](file:${second})`, files: [second] });
  assert.deepEqual(await get("u8", file), await get("u8", 999999));
  await author.refused("NOT_FOUND", "forum.edit", { post: thread, version, text: "x", files: [file] });
  // A group that one is not in (R3), before one has written (R1), and a unit that is not open (R4).
  await host.does("cohort.add", { title: { en: "A" } });
  await host.does("cohort.put", { cohort: 1, people: ["u7"] });
  await host.does("forum.narrow", { thread, cohorts: [1] });
  assert.deepEqual(await get("u8", second), await get("u8", 999999));
  assert.ok((await get("u7", second)).url);
  const first = await host.does("topic.add", { title: { en: "First" }, kind: "first" });
  const asked = await host.does("forum.thread", { title: "F", text: "x", topic: first });
  const mine = await uploads("u7");
  await author.does("forum.post", { thread: asked, text: "y", files: [mine] });
  assert.deepEqual(await get("u8", mine), await get("u8", 999999));
  assert.ok((await get("host", mine)).url);
  const unit = await host.does("unit.add", { title: { en: "Later" } });
  const shut = await host.does("topic.add", { title: { en: "Of it" }, kind: "discussion", unit });
  const theirs = await uploads("host");
  await host.does("forum.thread", { title: "U", text: "x", topic: shut, files: [theirs] });
  assert.deepEqual(await get("u8", theirs), await get("u8", 999999));
  await host.does("unit.release", { unit });
  assert.ok((await get("u8", theirs)).url);
  // Nobody was told that anything was uploaded: who, or when.
  await until(() => other.wire.frames.flat().some((text) => text.includes('"type":"unit.release"')), "the last that is told");
  const heard = other.wire.frames.flat().join("\n");
  assert.ok(heard.includes('"type":"forum.thread"') && !heard.includes('"type":"file.'));
});

test("of a file whose line was cut nothing is kept; sent again it is there once, and what came unheard stands in no post", async () => {
  const [author, other] = [await person("u7"), await person("u8")];
  const added = async () => (await server.entries(ROOM)).filter(({ type }) => type === "file.add").length;
  const before = await added();
  const op = "cut-1";
  // The half of it, and then nothing more: it is not kept.
  const { body } = await does(server, "u7", "POST", "/api/uploads", { room: ROOM, name: "dot.png", bytes: DOT.length, for: "post", op });
  const half = connectTcp(server.port, "127.0.0.1");
  await once(half, "connect");
  half.write(`POST ${new URL(body.url, server.url).pathname} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: ${DOT.length}\r\n\r\n`);
  half.write(DOT.subarray(0, 20));
  half.destroy();
  await once(half, "close");
  const first = await uploads("u7", { op });
  assert.equal(await added(), before + 1);
  // Whole, but the answer was lost: under the same op nothing comes twice, under another it waits for no post and is nobody's.
  assert.equal((await sends("u7", { op })).body.name, "op_reused");
  assert.equal(await added(), before + 1);
  const second = await uploads("u7");
  const thread = await author.does("forum.thread", { title: "T", text: `![A dot](file:${second})`, files: [second] });
  assert.deepEqual(await get("u8", first), await get("u8", 999999));
  assert.ok((await get("u8", second)).url);
  await other.refused("NOT_FOUND", "forum.post", { thread, text: "x", files: [first] });
  await author.does("file.remove", { file: first });
  await author.does("forum.delete", { post: thread });
});

test("of a post without a name neither its file nor what is kept says whose it is", async () => {
  const [author, other, host] = [await person(AUTHOR), await person("u8"), await person("host")];
  const topic = await host.does("topic.add", { title: { en: "Ask" }, kind: "question", anonymous: true });
  const thread = await host.does("forum.thread", { title: "T", text: "x", topic });
  const sent = await sends(AUTHOR, { name: `${AUTHOR}.png`, anonymous: true });
  assert.equal(sent.body.name, "file.png");
  const { file } = sent.body;
  // A document says who made it; staff write under their name.
  const pdf = Buffer.from("%PDF-1.4\n%%EOF\n");
  assert.equal((await sends(AUTHOR, { name: "a.pdf", content: pdf, anonymous: true })).status, 415);
  assert.equal((await sends("host", { anonymous: true })).body.name, "not_available");
  assert.equal((await does(server, AUTHOR, "POST", "/api/uploads", { room: ROOM, name: "a", bytes: 1, for: "own", anonymous: true })).status, 400);
  const channel = `${ROOM}/thread/${thread}`;
  await other.wire.ask("subscribe", { channel });
  await other.refused("NOT_FOUND", "forum.post", { thread, text: "z", anonymous: true, files: [file] });
  await author.refused("NOT_FOUND", "forum.post", { thread, text: "z", files: [file] });
  const post = await author.does("forum.post", { thread, text: `![Mine](file:${file})`, anonymous: true, files: [file] });
  const told = await get("host", file);
  assert.equal(told.name, "file.png");
  // Not in what others were sent, not in the journal's entries of it, and not before the content on the disk.
  const of = () => other.wire.frames.flat().filter((frame) => frame.includes(`"${post}"`));
  const frames = await until(() => of().length > 0 && of(), "the post");
  assert.ok(!frames.some((frame) => frame.includes(AUTHOR)));
  const entries = (await server.entries(ROOM)).filter(({ seq }) => seq === file || seq === post);
  assert.equal(entries.length, 2);
  assert.ok(!JSON.stringify(entries).includes(AUTHOR), JSON.stringify(entries));
  assert.notEqual(entries[0].by, entries[1].by, "nothing joins them but the post");
  const named = await uploads(AUTHOR);
  const blobs = readdirSync(server.folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile() && /^[0-9a-f]{60,}/.test(one.name));
  const says = blobs.filter((one) => readFileSync(join(one.path ?? one.parentPath, one.name)).includes(AUTHOR));
  assert.equal(says.length, 1, `the control: under a name it says whose it is (${blobs.length})`);
  await author.does("file.remove", { file: named });
});

test("its content goes with the post, and what stands in none can be taken back", async () => {
  const author = await person("u9");
  const thread = await author.does("forum.thread", { title: "Gone", text: "x" });
  const [file, loose] = [await uploads("u9"), await uploads("u9")];
  const post = await author.does("forum.post", { thread, text: "y", files: [file] });
  const [{ url }, { url: other }] = [await get("u8", file), await get("u9", loose)];
  const status = async (address) => (await server.get(address)).status;
  assert.deepEqual([await status(url), await status(other)], [200, 200]);
  await author.refused("NOT_AVAILABLE", "file.remove", { file });
  await author.does("file.remove", { file: loose });
  await until(async () => (await status(other)) === 404, "what was taken back is erased", 30000);
  await author.does("forum.delete", { post });
  await until(async () => (await status(url)) === 404, "what was deleted is erased", 30000);
  assert.equal((await get("u9", file)).name, "not_found");
  assert.ok(await server.verified());
});
