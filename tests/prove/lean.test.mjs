// SPDX-License-Identifier: Apache-2.0
// A week of a course by somebody whose line has 32 kbit/s, 600 ms there and back and 3 % loss, and goes away every day, also
// while they write, send, vote and mark, and once over the closing of the browser: nothing is lost, nothing comes twice, and all
// of it is 1 MB at most, the page's own files among it. And the page starts without a network within a second.
// What others write is written between the days. Bytes are those of TCP in both directions, without the heads of packets.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { afterAll } from "../after_all.mjs";
import { asks, organiserComes } from "../e2e/academy.mjs";
import { browserEnd } from "../e2e/browser.mjs";
import { found } from "../e2e/everywhere.mjs";
import { until } from "../e2e/until.mjs";
import { Window } from "../e2e/window.mjs";
import { COURSE, World } from "../e2e/world.mjs";
import { leaveAll, pause } from "../wire/client.mjs";
import { serve } from "../wire/server.mjs";
import { connect, endAll } from "../wire/wire.mjs";
import { SlowLine } from "./line.mjs";

const DAYS = 7;
const OTHERS = 8;
const [THREADS, POSTS_A_DAY, POST_CHARS, ARTICLE_CHARS] = [3, 12, 300, 3900];
const MOST_BYTES = 1_000_000;
const START_MS = 1000;
const AWAY_MS = 5000;
const PATIENCE_MS = 180_000;
const WORDS = "The number, the hour and who sealed it: all three stand in the register, and nobody writes there alone. ";
const text = (chars) => WORDS.repeat(Math.ceil(chars / WORDS.length)).slice(0, chars);

afterAll(browserEnd);
after(() => {
  endAll();
  leaveAll();
});

// The course as it is before the week: its people, a unit to read, discussions, one of them with a poll.
async function begun(server) {
  const host = await connect(server, "host");
  let turn = 0;
  const says = (wire, method, data) => wire.rpc(method, { room: COURSE, op: `week-${++turn}`, ...data });
  const people = await Promise.all(Array.from({ length: OTHERS }, (_, at) => connect(server, `other${at}`)));
  const { seq: unit } = await says(host, "unit.add", { title: { en: "What a phone tells" }, text: { en: text(400) }, open: true });
  const { seq: item } = await says(host, "item.add", { unit, kind: "article", title: { en: "Where it was" }, text: { en: text(ARTICLE_CHARS) }, counts: true });
  const threads = [];
  for (let n = 0; n < THREADS; n++) {
    const poll = n === 0 ? { poll: { options: ["Friday", "Monday"] } } : {};
    threads.push((await says(host, "forum.thread", { title: `Discussion ${n + 1}`, text: text(POST_CHARS), ...poll })).seq);
  }
  let written = 0;
  const day = async () => {
    for (let n = 0; n < POSTS_A_DAY; n++) {
      const number = ++written;
      await says(people[number % OTHERS], "forum.post", { thread: threads[number % THREADS], text: `${number} ${text(POST_CHARS)}` });
      await pause(150); // nobody writes faster than twice a second
    }
  };
  return { unit, item, threads, day };
}

// One who saves data, on a device of their own, where each day is a page that is opened and closed.
async function device(world, line) {
  const answer = await world.server.get("/demo/token?identity=participant", { method: "POST" });
  const identity = await answer.text();
  let window = await world.window({ address: line.url, fresh: true, serviceWorkers: "allow" });
  const { context } = window;
  context.setDefaultTimeout(PATIENCE_MS);
  await context.addInitScript((text) => {
    sessionStorage.setItem("muster.identity", text);
    localStorage.setItem("muster.saving", "yes");
  }, identity);
  window.id = JSON.parse(identity).id;
  return {
    id: window.id,
    async morning(path) {
      window ??= Object.assign(new Window(await context.newPage(), line.url), { id: JSON.parse(identity).id });
      window.tolerateLoss();
      await window.open(path);
      return window;
    },
    async evening() {
      await window.page.close();
      window = undefined;
    },
  };
}

test("a week of a course at 32 kbit/s with outages: nothing lost or twice, 1 MB at most", { timeout: 1_800_000 }, async (t) => {
  const server = await serve(t, { set: { "limits.tally_ms": 50 } });
  const line = await new SlowLine(server.port).start();
  const world = new World(server);
  const { unit, item, threads, day } = await begun(server);
  const mine = await device(world, line);
  const said = [];
  const tells = (what) => console.log(`# ${what}: ${line.bytes} bytes, ${line.packets} packets, ${line.held} sent again`);

  const writes = async (window, thread, n, cut) => {
    const words = `Mine of day ${n}`;
    said.push(words);
    await window.at(`text-post/${thread}`).fill(words);
    if (cut === "before") line.cut();
    await window.at(`send-post/${thread}`).click();
    if (cut === "behind") line.cut();
    if (cut) await pause(AWAY_MS);
    if (cut === "before" && n === 3) return; // the browser is closed over it
    if (cut) line.mend();
    await window.at("posts").getByText(words, { exact: true }).waitFor();
    await window.page.locator('[data-testid^="outbox"]').waitFor({ state: "detached" });
  };

  for (let n = 1; n <= DAYS; n++) {
    await day();
    const thread = threads[n % THREADS];
    const window = await mine.morning(COURSE.replace(":", "/").padStart(COURSE.length + 1, "/"));
    // On the day after the closing the line comes back while the page stands.
    if (line.away) {
      await pause(AWAY_MS);
      line.mend();
    }
    await window.isIn("connected");
    await window.shows("thread-new");
    if (n === 2 || n === 5) {
      // Read, and marked while the line is away.
      await window.open(`/course/c1/unit/${unit}#item-${item}`);
      await window.shows("item-text");
      if (n === 5) {
        line.cut();
        await window.at(`item-done-${item}`).click();
        await pause(AWAY_MS);
        line.mend();
        await window.page.locator(`[data-testid="item-done-${item}"][aria-pressed="true"]`).waitFor();
      }
    }
    await window.open(`/course/c1/thread/${thread}`);
    await window.shows("posts");
    if (n === 6) {
      // Voted while the line is away.
      await window.open(`/course/c1/thread/${threads[0]}`);
      await window.shows(`ballot-${threads[0]}`);
      line.cut();
      await window.at(`ballot-${threads[0]}`).locator("label", { hasText: "Friday" }).click();
      await window.at(`choose-${threads[0]}`).click();
      await pause(AWAY_MS);
      line.mend();
      await window.lacks(`ballot-${threads[0]}`);
      await writes(window, threads[0], n);
    } else {
      await writes(window, thread, n, { 1: undefined, 2: "behind", 3: "before", 4: undefined, 5: "before", 7: "behind" }[n]);
    }
    // The page's own files are kept once all that is wanted first has come.
    if (n === 1) await until(() => window.page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active), "the worker", PATIENCE_MS);
    tells(`day ${n}`);
    if (n < DAYS) await mine.evening();
    else assert.deepEqual(window.faults().filter((fault) => !/reloads/.test(fault)), []);
  }

  const entries = await server.entries(COURSE);
  const own = (type) => entries.filter((entry) => entry.type === type && entry.by === mine.id);
  assert.deepEqual(own("forum.post").map(({ data }) => data.text), said, "each once, in order");
  const votes = entries.filter(({ type }) => type === "forum.choose").flatMap(({ data }) => JSON.stringify(data).split(`"${mine.id}"`).slice(1));
  assert.equal(votes.length, 1, "the vote, once");
  assert.equal(own("item.mark").filter(({ data }) => data.done === true).length, 1, "the mark");
  tells("the week");
  assert.ok(line.bytes <= MOST_BYTES, `${line.bytes} bytes, and ${MOST_BYTES} are the most`);

  await line.end();
});

// What the course shows is written down.
const kept = (one) => until(async () => (await found(one, [`"what":"${COURSE}"`])).length === 1, "the course");

// How long it takes until that stands, from the moment on in which one goes there.
async function stands(one, path, id) {
  const began = performance.now();
  await one.open(path);
  await one.shows(id);
  const took_ms = Math.round(performance.now() - began);
  console.log(`# ${path} stands without a network after ${took_ms} ms`);
  assert.ok(took_ms <= START_MS, `${path}: ${took_ms} ms`);
}

test("who has signed in sees what they saw within a second of a start without a network", { timeout: 120_000 }, async (t) => {
  const server = await serve(t, { demo: false });
  const world = new World(server);
  const proxy = await world.proxy();
  const one = await organiserComes(world, "Ines", { address: proxy.url.replace("127.0.0.1", "localhost"), serviceWorkers: "allow" });
  one.tolerateLoss();
  await asks(one, "room.create", { of: COURSE, template: "spoc", start: Date.UTC(2098, 6, 7, 8), zone: "Europe/Paris", who: { to: "academy" }, title: { en: "Phones as evidence" } });
  const { seq } = await asks(one, "forum.thread", { title: "What was seen", text: text(POST_CHARS) }, COURSE);
  await one.open("/course/c1");
  await one.shows(`thread-${seq}`);
  await until(() => one.page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active), "the worker");
  await kept(one);
  await one.open("/");
  await one.shows("home");
  proxy.cut();
  await stands(one, "/", "home");
  await stands(one, "/course/c1", `thread-${seq}`);
  await one.shows("offline");
  await world.close(one);
  await proxy.end();
});

test("so does a tab of the demo, in which one is somebody", { timeout: 120_000 }, async (t) => {
  const server = await serve(t);
  const world = new World(server);
  const proxy = await world.proxy();
  const host = await connect(server, "host");
  const { seq } = await host.rpc("forum.thread", { room: COURSE, op: "kept", title: "What was seen", text: text(POST_CHARS) });
  const one = await world.enter("participant", COURSE, { address: proxy.url, serviceWorkers: "allow" });
  one.tolerateLoss();
  await one.shows(`thread-${seq}`);
  await until(() => one.page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active), "the worker");
  await kept(one);
  proxy.cut();
  await stands(one, "/course/c1", `thread-${seq}`);
  await world.close(one);
  await proxy.end();
});
