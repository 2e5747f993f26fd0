// SPDX-License-Identifier: Apache-2.0
// How long the page holds the browser up: the longest task of each act, in a long discussion and a long
// chat, on a processor slowed down four times. A measurement and no test: it says what it saw.
// usage: node tests/e2e/tasks.mjs

import { leaveAll } from "../wire/client.mjs";
import { serve } from "../wire/server.mjs";
import { connect } from "../wire/wire.mjs";
import { browserEnd } from "./browser.mjs";
import { until } from "./until.mjs";
import { COURSE, WEBINAR, World } from "./world.mjs";

const POSTS = 300;
const MESSAGES = 2000;
const SLOWER = 4;
const HELD_UP_MS = 50;

// Before anything of the page runs: what the browser says of long tasks and frames is kept.
function watch() {
  const kept = { tasks: [], frames: [] };
  globalThis.held = kept;
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) kept.tasks.push({ at: startTime, ms: duration });
  }).observe({ type: "longtask", buffered: true });
  new PerformanceObserver((list) => {
    for (const frame of list.getEntries()) {
      const scripts = frame.scripts.map((script) => ({
        what: `${script.invoker} ${script.sourceFunctionName} ${script.sourceURL.split("/").pop()}:${script.sourceCharPosition}`,
        ms: Math.round(script.duration),
        layout: Math.round(script.forcedStyleAndLayoutDuration),
      }));
      const drawn = frame.styleAndLayoutStart > 0 ? frame.startTime + frame.duration - frame.styleAndLayoutStart : 0;
      kept.frames.push({ at: frame.startTime, ms: frame.duration, drawn: Math.round(drawn), scripts });
    }
  }).observe({ type: "long-animation-frame", buffered: true });
}

async function say(server, count, method, data) {
  const team = [await connect(server, "host"), await connect(server, "moderator")];
  for (let n = 0; n < count; n++) await team[n % 2].rpc(method, { op: `tasks-${n}`, ...data(n) });
  for (const wire of team) wire.end();
}

// The act is over when what it leads to is there and two frames were drawn.
async function measure(window, name, act) {
  await window.page.evaluate(() => ((held.tasks.length = 0), (held.frames.length = 0))).catch(() => {});
  await act();
  await window.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 300))));
  const { tasks, frames } = await window.page.evaluate(() => held);
  const longest = tasks.reduce((most, { ms }) => Math.max(most, ms), 0);
  console.log(`${name}: longest task ${longest ? `${Math.round(longest)} ms` : `under ${HELD_UP_MS} ms`}, ${tasks.length} over ${HELD_UP_MS} ms`);
  for (const frame of frames.sort((a, b) => b.ms - a.ms).slice(0, 2)) {
    console.log(`  frame of ${Math.round(frame.ms)} ms, style, layout and paint ${frame.drawn} ms`);
    for (const { what, ms, layout } of frame.scripts.sort((a, b) => b.ms - a.ms).slice(0, 3))
      console.log(`    ${ms} ms (layout within ${layout}) ${what}`);
  }
}

async function slowed(world, room) {
  const window = await world.enter("participant", room);
  await window.page.addInitScript(watch);
  const session = await window.context.newCDPSession(window.page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  return window;
}

async function discussion(world) {
  const host = await connect(world.server, "host");
  const opening = { room: COURSE, op: "tasks", title: "A long one", text: "Where to begin?" };
  const { seq: thread } = await host.rpc("forum.thread", opening);
  host.end();
  const text = "Some **words** about `it`,\n- one\n- two\n\nand https://example.org/a/page to read.";
  await say(world.server, POSTS - 1, "forum.post", (n) => ({ room: COURSE, thread, text: `${n}: ${text}` }));
  const window = await slowed(world, COURSE);
  const posts = () => window.at("posts").locator("article").count();
  await measure(window, "a discussion is opened", async () => {
    await window.open(`/course/c1/thread/${thread}`);
    await window.shows("posts");
  });
  await measure(window, "all its posts are read in", async () => {
    while ((await window.at("gap-read").count()) > 0) {
      const before = await posts();
      await window.at("gap-read").first().dispatchEvent("click");
      await until(async () => (await posts()) > before, "more posts");
    }
  });
  console.log(`  ${await posts()} posts are there`);
  const field = window.at(`text-post/${thread}`);
  await measure(window, "words are written below them", () => field.pressSequentially("Some words @par", { delay: 60 }));
  await measure(window, "somebody answers", async () => {
    await say(world.server, 1, "forum.post", () => ({ room: COURSE, op: "last", thread, text: "The last one." }));
    await window.at("posts").getByText("The last one.").waitFor();
  });
}

async function chat(world) {
  await say(world.server, MESSAGES, "chat.post", (n) => ({ room: WEBINAR, text: `word ${n}.` }));
  const window = await slowed(world, WEBINAR);
  const rows = () => window.at("chat-log").locator("[data-row]").count();
  await measure(window, "a webinar is opened", async () => {
    await window.open("/webinar/w1");
    await window.shows("chat-log");
    await until(async () => (await rows()) > 0, "messages");
  });
  await measure(window, "its messages are read back to the first", async () => {
    while ((await window.at("chat-earlier-read").count()) > 0) {
      await window.at("chat-log").evaluate((log) => (log.scrollTop = 0));
      await window.page.evaluate(() => new Promise(requestAnimationFrame));
    }
  });
  console.log(`  ${await rows()} messages are there`);
  await measure(window, "fifty more arrive", () =>
    say(world.server, 50, "chat.post", (n) => ({ room: WEBINAR, op: `more-${n}`, text: `more ${n}.` })),
  );
}

const ends = [leaveAll, browserEnd];
try {
  const world = new World(await serve({ after: (end) => ends.unshift(end) }, {}));
  await discussion(world);
  await chat(world);
} finally {
  for (const end of ends) await end();
}
