// SPDX-License-Identifier: Apache-2.0
// The lean class with packed frames: the SDK, unchanged, over the web client's own socket.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { deflateRawSync } from "node:zlib";
import WebSocket from "ws";
import { join as enter, leaveAll, until } from "./client.mjs";
import { Saver, saverEnd, saverMake, sentence } from "./saver.mjs";
import { serve, token } from "./server.mjs";
import { slidesMake } from "./slides.mjs";

let server;
let cleanUp;

before(async () => {
  await saverMake();
  server = await serve({ after: (fn) => (cleanUp = fn) }, { memory: true });
});
after(async () => {
  leaveAll();
  saverEnd();
  await cleanUp?.();
});

// What one browser remembers, and the frames that came to it.
class Browser extends Saver {
  join(sub) {
    return super.join(server, sub);
  }
}

const chat = (client, op, text) => client.rpc("chat.post", { room: "webinar:w1", op, text });
const texts = (view) => Object.values(view.chat.messages).map(({ text }) => text);
const without = ({ me, ...view }) => view;

test("a lean client that unpacks sees what a full one sees, in fewer bytes", async () => {
  const browser = new Browser();
  const [speaker, full] = [await enter(server, "host"), await enter(server, "u1")];
  const lean = await browser.join("u2");
  const [all, some] = [await full.follow("webinar:w1"), await lean.follow("webinar:w1")];
  for (let n = 0; n < 20; n++) await chat(speaker, `lean-${n}`, `Message ${n}, مرحبا`);
  await until(() => texts(some.view).includes("Message 19, مرحبا"), "the last message");
  await until(() => all.view.presence.count === some.view.presence.count, "the same count");
  assert.deepEqual(without(some.view), without(all.view));
  const [welcome, ...frames] = browser.frames;
  assert.equal(welcome.binary, false);
  assert.ok(frames.length > 0 && frames.every(({ binary }) => binary));
  const batch = frames.map(({ data }) => data).find((data) => data[0] === 1 && data.length > 100);
  assert.ok(batch.length < 1200, `${batch.length} bytes`);
  assert.deepEqual(lean.errors, []);
});

test("who has the dictionary is not sent it again", async () => {
  const browser = new Browser();
  for (const again of [false, true]) {
    const client = await browser.join("u3");
    await client.follow("webinar:w1");
    const { connect } = JSON.parse(browser.frames[0].data);
    assert.equal(connect.flag, 1);
    assert.equal(connect.dict.data_b64 === undefined, again);
    client.sdk.disconnect();
    browser.frames.length = 0;
  }
});

test("a cut connection resumes packed, with all that was missed", async () => {
  const browser = new Browser();
  const other = await enter(server, "u4");
  const client = await browser.join("u5");
  const follower = await client.follow("webinar:w1");
  await chat(other, "cut-1", "before the cut");
  await until(() => texts(follower.view).includes("before the cut"), "the first");
  client.sdk.disconnect();
  await chat(other, "cut-2", "during the cut");
  client.back();
  await until(() => texts(follower.view).includes("during the cut"), "the second");
  assert.equal(follower.resumes.at(-1).recovered, true);
  assert.equal(texts(follower.view).filter((text) => text === "before the cut").length, 1);
});

test("where nothing is composed each event comes packed", async () => {
  const browser = new Browser();
  const other = await enter(server, "u6");
  const client = await browser.join("u7");
  const course = "course:c1";
  const { seq } = await other.rpc("forum.thread", { room: course, op: "t1", title: "T", text: "One" });
  const follower = await client.follow(`${course}/thread/${seq}`);
  await other.rpc("forum.post", { room: course, op: "t2", thread: seq, text: "Two" });
  await until(() => follower.publications.some(({ data }) => data.type === "forum.post"), "the post");
  assert.ok(browser.frames.slice(1).every(({ binary }) => binary));
});

test("a full client that asks for packed frames gets text", async () => {
  const wire = new WebSocket(server.endpoint);
  await new Promise((done) => wire.on("open", done));
  wire.send(JSON.stringify({ id: 1, connect: { token: token("u9"), flag: 1 } }));
  const [data, binary] = await new Promise((done) => wire.once("message", (...words) => done(words)));
  assert.equal(binary, false);
  assert.equal(JSON.parse(data).connect.flag, undefined);
  wire.terminate();
});

test("an hour of captions costs who saves data little more than its words", async () => {
  const LINES = 60;
  const IN_AN_HOUR = 900; // one every four seconds
  const [speaker, browser] = [await enter(server, "host"), new Browser()];
  await speaker.rpc("captions.offer", { room: "webinar:w1", op: "offer", languages: ["fr"] });
  const lean = await browser.join("u5");
  const captions = await lean.follow("webinar:w1/captions/fr");
  const before = browser.frames.length;
  const came = () => Object.values(captions.view.captions.lines).at(-1)?.text;
  for (let n = 0; n < LINES; n++) {
    const from = Date.now() - 3400;
    const said = { language: "fr", text: sentence(n), from, to: from + 3400 };
    await speaker.rpc("captions.line", { room: "webinar:w1", op: `said-${n}`, ...said });
    await until(() => came() === sentence(n), sentence(n));
  }
  const frames = browser.frames.slice(before);
  const bytes = frames.reduce((sum, { data }) => sum + data.length + 2, 0);
  const hour = Math.round((bytes / LINES) * IN_AN_HOUR);
  console.log(`# captions: ${Math.round(bytes / LINES)} bytes a line, ${hour} an hour`);
  assert.ok(frames.every(({ binary }) => binary));
  // Each packed as well as it can be, by itself and without a word beside it.
  let bare = 0;
  for (let n = 0; n < LINES; n++) bare += deflateRawSync(sentence(n), { level: 9 }).length;
  console.log(`# captions: their words alone ${Math.round(bare / LINES)} bytes a line`);
  assert.ok(bytes < 1.5 * bare, `${bytes} bytes for ${bare}`);
  // The moments in it pack as they fall.
  assert.ok(hour < 90_000, `${hour} bytes an hour`);
});

test("an hour with slides and captions costs who saves data at most 120 kB", async () => {
  const LINES = 40;
  const LINES_HOUR = 900; // one every four seconds
  const SHOWN = 6;
  const SHOWN_HOUR = 60; // one a minute
  const COUNTS_HOUR = 150; // people who come and go
  const PINGS_HOUR = 144;
  const speaker = await enter(server, "host");
  const { deck, pages } = await slidesMake(server, "webinar:w1", SHOWN);
  await speaker.rpc("captions.offer", { room: "webinar:w1", op: "offer-hour", languages: ["fr"] });
  const browser = new Browser();
  const lean = await browser.join("u30");
  const bytes = (since) => browser.frames.slice(since).reduce((sum, { data }) => sum + data.length + 2, 0);
  const follower = await lean.follow("webinar:w1");
  const captions = await lean.follow("webinar:w1/captions/fr");
  const joining = bytes(0);
  // Slides: each comes by itself, as they do a minute apart.
  let before = browser.frames.length;
  for (let page = 1; page <= pages; page++) {
    await speaker.rpc("slide.show", { room: "webinar:w1", op: `show-${page}`, deck, page });
    await until(() => follower.view.slide.page === page, `page ${page}`);
  }
  const slide = bytes(before) / pages;
  before = browser.frames.length;
  const told = [];
  for (let n = 0; n < LINES; n++) {
    const from = Date.now() - 3400;
    await speaker.rpc("captions.line", { room: "webinar:w1", op: `hour-${n}`, language: "fr", text: sentence(n), from, to: from + 3000 });
    told.push(sentence(n));
    await until(() => Object.values(captions.view.captions.lines).at(-1)?.text === sentence(n), sentence(n));
  }
  const line = bytes(before) / LINES;
  before = browser.frames.length;
  const guest = await enter(server, "u31");
  await guest.follow("webinar:w1");
  await until(() => browser.frames.length > before, "one more");
  const count = bytes(before);
  const hour = Math.round(joining + slide * SHOWN_HOUR + line * LINES_HOUR + count * COUNTS_HOUR + PINGS_HOUR * 5);
  console.log(`# an hour: ${hour} bytes; coming in ${joining}, a slide ${Math.round(slide)}, a line ${Math.round(line)}, people ${count}`);
  assert.ok(hour <= 120_000, `${hour} bytes an hour`);
  const came = captions.publications.flatMap(({ data }) => Object.values(data.patch.captions?.lines ?? {})).filter(Boolean).map(({ text }) => text);
  assert.deepEqual(came.slice(-LINES), told, "each line once, in order");
});
