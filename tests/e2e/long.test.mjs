// SPDX-License-Identifier: Apache-2.0
// What is longer than its view: older messages and long discussions are read piece by piece, and what
// one looks at stays where it is.

import assert from "node:assert/strict";
import { connect } from "../wire/wire.mjs";
import { COURSE, WEBINAR, story } from "./world.mjs";
import { callsOf } from "./counts.mjs";
import { becomes, until } from "./until.mjs";

const MESSAGES = 160;
// CHAT_WINDOW of protocol/bounds.def.
const VIEW = 100;
const POSTS = 150;

// Says it `count` times, by two of the team in turn: one has no such budget. The seqs.
async function say(world, count, method, data) {
  const staff = [await connect(world.server, "host"), await connect(world.server, "moderator")];
  const seqs = [];
  for (let n = 0; n < count; n++)
    seqs.push((await staff[n % 2].rpc(method, { op: `long-${n}`, ...data(n) })).seq);
  for (const wire of staff) wire.end();
  return seqs;
}

// Near the top: the message that one sees there, and where.
const place = (window) =>
  window.at("chat-log").evaluate((log) => {
    log.scrollTop = 300;
    const rows = [...log.querySelectorAll("[data-row]")];
    const row = rows.find((each) => each.getBoundingClientRect().top > 200);
    return { id: row.id, top: Math.round(row.getBoundingClientRect().top) };
  });

story("older messages are read back to the first, and what is deleted goes", {}, async (world) => {
  const room = { room: WEBINAR };
  const seqs = await say(world, MESSAGES, "chat.post", (n) => ({ ...room, text: `word ${n}.` }));
  const reader = await world.enter("participant", WEBINAR);
  await reader.shows(`message-${seqs.at(-1)}`);
  // All that the view holds is drawn: the top of the list is the top of the view.
  await reader.shows(`message-${seqs.at(-VIEW)}`);
  await reader.shows("chat-earlier-read");
  const before = await place(reader);
  await until(async () => (await reader.at(`message-${seqs[40]}`).count()) > 0, "a page before");
  const row = reader.page.locator(`#${before.id}`);
  await until(async () => Math.abs((await row.boundingBox()).y - before.top) < 16, "it stays in place");
  for (let n = 0; n < 4; n++) await reader.at("chat-log").evaluate((log) => (log.scrollTop = 0));
  await until(async () => {
    await reader.at("chat-log").evaluate((log) => (log.scrollTop = 0));
    return (await reader.at(`message-${seqs[0]}`).count()) > 0;
  }, "the first message");
  await becomes(() => reader.at("chat-earlier-read").count(), 0);
  await world.shot(reader, "chat-earlier");
  const host = await connect(world.server, "host");
  await host.rpc("chat.delete", { ...room, op: "gone", message: seqs[3] });
  await becomes(() => reader.at(`message-${seqs[3]}`).count(), 0);
  assert.equal(await reader.at(`message-${seqs[4]}`).count(), 1);
  host.end();

  // Where one reads is in the address: a reload comes back to it, and a link leads to a message that far back.
  await reader.at(`message-${seqs[30]}`).evaluate((row) => row.scrollIntoView({ block: "start" }));
  const kept = () => Number(new URL(reader.page.url()).searchParams.get("at"));
  const at = await until(() => Math.abs(seqs.indexOf(kept()) - 30) <= 1 && kept(), "the place in the address");
  await reader.reload();
  await inSight(reader, `message-${at}`);
  await reader.open(`/webinar/w1#message-${seqs[10]}`);
  await inSight(reader, `message-${seqs[10]}`);
  await reader.page.waitForFunction((id) => document.activeElement?.id === id, `message-${seqs[10]}`);
});

const inSight = (window, id, of = '[role="log"]') => window.page.waitForFunction(([name, list]) => {
  const row = document.getElementById(name)?.getBoundingClientRect();
  const area = document.querySelector(list)?.getBoundingClientRect();
  return row && area && row.bottom > Math.max(0, area.top) && row.top < Math.min(innerHeight, area.bottom);
}, [id, of]);

story("what arrives costs the same, however much was read back to", {}, async (world) => {
  const seqs = await say(world, 400, "chat.post", (n) => ({ room: WEBINAR, text: `word ${n}.` }));
  const reader = await world.enter("participant", WEBINAR);
  const host = await connect(world.server, "host");
  let arrived = 0;
  const arrive = () => callsOf(reader, async () => {
    const text = `news ${(arrived += 1)}.`;
    const { seq } = await host.rpc("chat.post", { op: `news-${arrived}`, room: WEBINAR, text });
    await reader.shows(`message-${seq}`);
  });
  // What else happens meanwhile, a clock that goes on say, is not in all of them.
  const least = async () => {
    const calls = [];
    for (let n = 0; n < 10; n++) calls.push(await arrive());
    return Math.min(...calls);
  };
  // The view is drawn, and what is loaded later has come.
  await reader.shows(`message-${seqs.at(-VIEW)}`);
  await reader.shows("chat-earlier-read");
  const few = await least();
  await until(async () => {
    await reader.at("chat-log").evaluate((log) => (log.scrollTop = 0));
    return (await reader.at(`message-${seqs[0]}`).count()) > 0;
  }, "the first message");
  await becomes(() => reader.at("chat-log").locator("[data-row]").count(), 410);
  await reader.at("chat-log").evaluate((log) => (log.scrollTop = log.scrollHeight));
  await becomes(() => reader.at("chat-new").count(), 0);
  const many = await least();
  const more = (many - few) / 300;
  console.log(`a message that arrives: ${few} calls, ${many} with 300 more rows`);
  // What a list compares of a group of eight; a group that follows the room is ten for each row, a row that does 34.
  assert.ok(more < 8, `for each row that was read back to, ${more} calls more`);
  host.end();
});

// Of the rows that were added: how many elements that have a box a row is made of at most, how many come in one task at
// most, and how often the page asks what is painted somewhere. They are the same on every machine, and what a turn costs.
const watched = () => {
  const told = (globalThis.told = { rows: 0, boxes: 0, asked: 0 });
  const ask = Document.prototype.elementFromPoint;
  Document.prototype.elementFromPoint = function (...at) {
    told.asked++;
    return ask.apply(this, at);
  };
  const older = document.querySelector(".messages-older");
  new MutationObserver((records) => {
    const groups = records.flatMap(({ addedNodes }) => [...addedNodes]).filter((each) => each.matches?.(".messages, .messages-stretch"));
    const rows = groups.flatMap((group) => [...group.querySelectorAll("[data-row]")]);
    told.rows = Math.max(told.rows, rows.length);
    const boxes = (row) => 1 + [...row.querySelectorAll("*")].filter((each) => each.checkVisibility()).length;
    // A name begins what one person says.
    told.boxes = Math.max(told.boxes, ...rows.filter((row) => row.matches(".message-joined")).map(boxes));
  }).observe(older, { childList: true, subtree: true });
};

story("what is read back to comes a few rows at a time, each of few elements", {}, async (world) => {
  const host = await connect(world.server, "host");
  const seqs = [];
  for (let n = 0; n < 2 * VIEW; n++)
    seqs.push((await host.rpc("chat.post", { op: `few-${n}`, room: WEBINAR, text: `word ${n}.` })).seq);
  host.end();
  const reader = await world.enter("participant", WEBINAR);
  await reader.shows(`message-${seqs.at(-VIEW)}`);
  await reader.shows("chat-earlier-read");
  await reader.page.evaluate(watched);
  await until(async () => {
    await reader.at("chat-log").evaluate((log) => (log.scrollTop = 0));
    return (await reader.at(`message-${seqs[0]}`).count()) > 0;
  }, "the first message");
  const told = await reader.page.evaluate(() => globalThis.told);
  console.log(`read back to: ${told.rows} rows in one task, ${told.boxes} elements in a row`);
  assert.ok(told.rows > 0 && told.rows <= 8, `${told.rows} rows in one task`);
  assert.ok(told.boxes > 0 && told.boxes <= 9, `${told.boxes} elements in a row`);
  assert.equal(told.asked, 0, "what is painted somewhere is not asked");
});

story("a long discussion opens where one is, and leads everywhere", {}, async (world) => {
  const host = await connect(world.server, "host");
  const opening = { room: COURSE, op: "long", title: "A long one", text: "Where to begin?" };
  const { seq: thread } = await host.rpc("forum.thread", opening);
  host.end();
  const data = (n) => ({ room: COURSE, thread, text: `post ${n}.` });
  const seqs = await say(world, POSTS, "forum.post", data);
  const reader = await world.enter("participant", COURSE);
  await reader.open(`/course/c1/thread/${thread}`);
  // Nothing of it was read: it begins at the beginning.
  await reader.shows(`post-${seqs[0]}`);
  await reader.shows(`post-${seqs.at(-1)}`);
  await becomes(() => reader.at("gap").allInnerTexts(), ["50 more posts here"]);
  assert.equal(await reader.at(`post-${seqs[60]}`).count(), 0);
  await reader.at("gap-read").click();
  await reader.shows(`post-${seqs[60]}`);
  await becomes(() => reader.at("gap").count(), 0);
  await world.shot(reader, "thread-long");
  // Where one reads is in the address: a reload comes back to it, though what it lies in is read in anew.
  await reader.at(`post-${seqs[60]}`).evaluate((post) => post.scrollIntoView({ block: "start" }));
  const kept = () => Number(new URL(reader.page.url()).searchParams.get("at"));
  const at = await until(() => Math.abs(seqs.indexOf(kept()) - 60) <= 1 && kept(), "the place in the address");
  await reader.reload();
  await inSight(reader, `post-${at}`, ".posts");
  // A link names a post in the middle, for somebody else.
  const linked = await world.enter("participant", COURSE);
  await linked.open(`/course/c1/thread/${thread}#post-${seqs[70]}`);
  await linked.shows(`post-${seqs[70]}`);
  await until(() => linked.page.evaluate((id) => document.activeElement?.id === id, `post-${seqs[70]}`), "it is in focus");
  await becomes(() => linked.at("gap").count(), 2);
  await world.shot(linked, "thread-linked");
  // And a day.
  const day = linked.at("to-day");
  await day.fill(await day.getAttribute("min"));
  await until(() => linked.page.evaluate((ids) => ids.includes(document.activeElement?.id), [thread, seqs[0]].map((seq) => `post-${seq}`)), "the first post of that day");
});
