// SPDX-License-Identifier: Apache-2.0
// How long the page holds the browser up (held.mjs), at the home of a course, in a long discussion and a long chat. A thread of 300 long posts shows
// within a second. Fails where a task is longer than 50 ms, without the collector.
// usage: node tests/e2e/tasks.mjs [act]     `act`: shows what the longest task of each such act consists of

import { leaveAll } from "../wire/client.mjs";
import { serve } from "../wire/server.mjs";
import { connect } from "../wire/wire.mjs";
import { browserEnd } from "./browser.mjs";
import { FULL, measure, watched } from "./held.mjs";
import { until } from "./until.mjs";
import { COURSE, WEBINAR, World } from "./world.mjs";

const POSTS = 300;
const MESSAGES = 2000;
// As many discussions as the view of a course lists, and some more.
const THREADS = 40;
// More is too much for two people's budgets.
const TOGETHER = 16;
const SHOWS_MS = 1000;
const LONG = 3900; // letters

let failed = false;
const held = async (...act) => (failed = !(await measure(...act)) || failed);

// `together`: at most this many are under way at once.
async function say(server, count, method, data, together = 1) {
  const team = [await connect(server, "host"), await connect(server, "moderator")];
  for (let first = 0; first < count; first += together) {
    const some = Array.from({ length: Math.min(together, count - first) }, (_, at) => first + at);
    await Promise.all(some.map((n) => team[n % 2].rpc(method, { op: `tasks-${n}`, ...data(n) })));
  }
  for (const wire of team) wire.end();
}

// A thread of POSTS posts: its number.
async function threadOf(world, op, text) {
  const host = await connect(world.server, "host");
  const opening = { room: COURSE, op, title: "A long one", text: "Where to begin?" };
  const { seq: thread } = await host.rpc("forum.thread", opening);
  host.end();
  await say(world.server, POSTS - 1, "forum.post", (n) => ({ room: COURSE, op: `${op}-${n}`, thread, text: `${n}: ${text}` }), TOGETHER);
  return thread;
}

const MARKED = "Some **words** about `it`,\n- one\n- two\n\nand https://example.org/a/page to read.";

async function courseHome(world) {
  await say(world.server, THREADS, "forum.thread", (n) => ({ room: COURSE, op: `home-${n}`, title: `What stands on label ${n}?`, text: MARKED }), TOGETHER);
  const window = await watched(world, COURSE);
  await held(window, "the home of a course is opened", async () => {
    await window.open("/course/c1");
    await window.shows("thread-new");
  }, () => window.page.goto("about:blank"));
  await world.close(window);
}

async function longPosts(world) {
  const thread = await threadOf(world, "long", `${MARKED}\n\n`.repeat(60).slice(0, LONG));
  const window = await watched(world, COURSE);
  await held(window, "a discussion of long posts is opened", async () => {
    await window.open(`/course/c1/thread/${thread}`);
    await window.page.waitForFunction((name) => performance.getEntriesByName(name).length > 0, FULL, { polling: 100 });
  }, () => window.page.goto("about:blank"), SHOWS_MS);
  await world.close(window);
}

async function discussion(world) {
  const thread = await threadOf(world, "tasks", MARKED);
  const window = await watched(world, COURSE);
  const posts = () => window.at("posts").locator("article").count();
  const open = async () => {
    await window.open(`/course/c1/thread/${thread}`);
    await window.shows("posts");
  };
  await held(window, "a discussion is opened", open, () => window.page.goto("about:blank"));
  await held(window, "all its posts are read in", async () => {
    while ((await window.at("gap-read").count()) > 0) {
      const before = await posts();
      await window.page.evaluate(() => document.querySelector('[data-testid="gap-read"]')?.click());
      await until(async () => (await posts()) > before, "more posts");
    }
    await until(async () => (await posts()) === POSTS, "all posts");
  }, open);
  console.log(`  ${await posts()} posts are there`);
  const field = window.at(`text-post/${thread}`);
  await held(window, "words are written below them", () => field.pressSequentially("Some words @par", { delay: 60 }));
  await held(window, "somebody answers", async () => {
    await say(world.server, 1, "forum.post", () => ({ room: COURSE, op: "last", thread, text: "The last one." }));
    // To look for it through all of them would be a long task of its own.
    await window.page.waitForFunction(() => document.querySelector(".posts").lastElementChild.textContent.includes("The last one."));
  });
}

async function chat(world) {
  await say(world.server, MESSAGES, "chat.post", (n) => ({ room: WEBINAR, text: `word ${n}.` }), TOGETHER);
  const window = await watched(world, WEBINAR);
  const rows = () => window.at("chat-log").locator("[data-row]").count();
  const open = async () => {
    await window.page.goto("about:blank"); // what was read in is forgotten
    await window.open("/webinar/w1");
    await window.shows("chat-log");
    await until(async () => (await rows()) > 0, "messages");
  };
  await held(window, "a webinar is opened", open, async () => {});
  await held(window, "its messages are read back to the first", async () => {
    while ((await window.at("chat-earlier-read").count()) > 0) {
      await window.at("chat-log").evaluate((log) => (log.scrollTop = 0));
      await window.page.evaluate(() => new Promise(requestAnimationFrame));
    }
  }, open);
  console.log(`  ${await rows()} messages are there`);
  await held(window, "fifty more arrive", () =>
    say(world.server, 50, "chat.post", (n) => ({ room: WEBINAR, op: `more-${n}`, text: `more ${n}.` })),
  );
}

const ends = [leaveAll, browserEnd];
try {
  const world = new World(await serve({ after: (end) => ends.unshift(end) }, {}));
  await courseHome(world);
  await longPosts(world);
  await discussion(world);
  await chat(world);
} finally {
  for (const end of ends) await end();
}
if (failed) process.exitCode = 1;
