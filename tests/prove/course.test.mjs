// SPDX-License-Identifier: Apache-2.0
// A course as large as it may be: 200 members in 60 groups, 5,000 discussions, 50,000 posts, one of them with 300 long posts.
// What its opening weighs, how soon it is awake after the server was killed, what its forum holds in memory, how long a merge of
// two discussions of 150 takes, and how long its pages hold a browser up whose processor is four times slower. Each figure is
// told beside its bound; the test fails where one is over it. Needs build/bench/forum: ./dev prove course.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { afterAll } from "../after_all.mjs";
import { browserEnd } from "../e2e/browser.mjs";
import { measure, watched } from "../e2e/held.mjs";
import { COURSE, World } from "../e2e/world.mjs";
import { leaveAll, pause } from "../wire/client.mjs";
import { root, serve } from "../wire/server.mjs";
import { connect, endAll } from "../wire/wire.mjs";

const [PEOPLE, GROUPS, THREADS, POSTS] = [200, 60, 5000, 50_000];
const [LONG_POSTS, LONG, MERGED] = [300, 3900, 150];
const LARGEST = { opening: 60_000, waking_ms: 500, post_bytes: 250, merge_ms: 100, thread_ms: 1000 };
const STILL_MS = 4000;
const WORDS = "The number, the hour and who sealed it: all three stand in the register, and nobody writes there alone.";
const MARKED = "Some **words** about `it`,\n- one\n- two\n\nand https://example.org/a/page to read.\n\n";

const ends = [];
let server, host;
const threads = { long: 0, two: [] };
before(async () => {
  server = await serve({ after: (end) => ends.unshift(end) }, {});
}, { timeout: 60_000 });
after(async () => {
  endAll();
  leaveAll();
  for (const end of ends) await end();
});
afterAll(browserEnd);

function within(what, figure, largest, unit) {
  console.log(`${what}: ${figure} ${unit} of ${largest}`);
  assert.ok(figure <= largest, `${what}: ${figure} ${unit}, and ${largest} are the most`);
}

let turn = 0;
const says = async (wire, method, data) => (await wire.rpc(method, { room: COURSE, op: `large-${++turn}`, ...data })).seq;

// Each has what they do of `count` things, one after the other, and all at once.
async function together(people, count, act) {
  let next = 0;
  const goes = async (wire) => {
    for (let n = next++; n < count; n = next++) await act(wire, n);
  };
  await Promise.all(people.map(goes));
}

// How many posts stand in the course already, in how many threads.
async function standing() {
  return (await host.rpc("forum.list", { room: COURSE, limit: 1 })).count;
}

// A participant may write twice a second, so that 50,000 posts would take two minutes of waiting, whatever the server can
// do; staff may write twenty times. They all are, while they write.
async function are(people, role) {
  await Promise.all(people.map(({ sub }) => says(host, "member.set", { whom: sub, role })));
}

async function groups(people) {
  for (let n = 1; n <= GROUPS; n++) await says(host, "cohort.add", { title: { en: `Group ${n}` } });
  await are(people, "participant");
  for (let n = 1; n <= GROUPS; n++) {
    const own = people.filter((_, at) => (at % GROUPS) + 1 === n).map(({ sub }) => sub);
    await says(host, "cohort.put", { people: own, cohort: n });
  }
}

// In turns by all: a tenth of the discussions is for the group of whom it is by, and theirs alone write there.
async function fill(people) {
  const opened = [];
  const had = await standing();
  await together(people, THREADS - had - 3, async (wire, n) => {
    const cohorts = n % 10 === 0 ? { cohorts: [wire.cohort] } : {};
    const seq = await says(wire, "forum.thread", { title: `What stands on label ${n}?`, text: `Who knows ${n}?`, ...cohorts });
    if (n % 10 !== 0) opened.push(seq);
  });
  for (const title of ["A long one", "One of two", "Two of two"])
    threads.two.push(await says(people[0], "forum.thread", { title, text: "Where to begin?" }));
  threads.long = threads.two.shift();
  const writes = (count, thread, text) =>
    together(people, count, (wire, n) => says(wire, "forum.post", { thread: thread(n), text: text(n) }));
  for (const thread of threads.two) await writes(MERGED - 1, () => thread, (n) => `${n}: ${WORDS}`);
  await writes(LONG_POSTS - 1, () => threads.long, (n) => `${n}: ${MARKED.repeat(60)}`.slice(0, LONG));
  await writes(POSTS - THREADS - 2 * (MERGED - 1) - (LONG_POSTS - 1), (n) => opened[n % opened.length], (n) => `${n}: ${WORDS}`);
}

test("200 members in 60 groups write 50,000 posts in 5,000 discussions", { timeout: 900_000 }, async () => {
  host = await connect(server, "host");
  const people = [];
  for (let n = 0; n < PEOPLE; n++) {
    const sub = `u${n + 1}`;
    people.push(Object.assign(await connect(server, sub), { sub, cohort: (n % GROUPS) + 1 }));
  }
  await groups(people);
  await are(people, "moderator");
  const [start, before] = [Date.now(), processor_ms(server.pid)];
  await fill(people);
  console.log(`${THREADS} discussions, ${POSTS} posts, in ${Math.round((Date.now() - start) / 1000)} s, ${Math.round((processor_ms(server.pid) - before) / 1000)} s of the server's processor`);
  await are(people, "participant");
  assert.equal(await standing(), THREADS);
});

// A demo looks into its course as it starts: it falls asleep again first.
test("it is awake within half a second", { timeout: 120_000 }, async () => {
  const [took, worked] = [[], []];
  server.set["limits.sleep_seconds"] = 1;
  for (let n = 0; n < 3; n++) {
    await server.kill();
    await server.start();
    const wire = await connect(server, "u1");
    const asleep = await becomesStill(() => server.metric("rooms"));
    const [start, before] = [performance.now(), processor_ms(server.pid)];
    assert.ok((await wire.command("subscribe", { channel: COURSE })).subscribe);
    took.push(Math.round(performance.now() - start));
    worked.push(Math.round(processor_ms(server.pid) - before));
    assert.equal(await server.metric("rooms"), asleep + 1, "it slept");
    wire.end();
  }
  delete server.set["limits.sleep_seconds"];
  await server.kill();
  await server.start();
  console.log(`awake after ${took.join(", ")} ms, on a machine that may do other things`);
  within("awake after the server was killed, time of its processor", Math.min(...worked), LARGEST.waking_ms, "ms");
});

// What all threads of a process have worked.
function processor_ms(pid) {
  const of = (thread) => Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ")[0]);
  return readdirSync(`/proc/${pid}/task`).reduce((sum, thread) => sum + of(thread), 0) / 1e6;
}

// A figure that is the same for some seconds.
async function becomesStill(figure) {
  for (let was = NaN, since = Date.now(); ; await pause(250)) {
    const is = await figure();
    if (is === was && Date.now() - since > STILL_MS) return is;
    if (is !== was) [was, since] = [is, Date.now()];
  }
}

test("two discussions of 150 posts become one within 100 ms", async () => {
  host = await connect(server, "host");
  await host.ask("subscribe", { channel: COURSE });
  const [into, thread] = threads.two;
  const start = performance.now();
  await says(host, "forum.merge", { thread, into });
  within("a merge of two discussions of 150 posts", Math.ceil(performance.now() - start), LARGEST.merge_ms, "ms");
});

test("a post costs 250 bytes at most", () => {
  const told = execFileSync(join(root, "build/bench/forum"), [String(THREADS - 2), String(POSTS)], { encoding: "utf8" });
  within("what a post costs in memory", Number(/(\d+) bytes a post/.exec(told)[1]), LARGEST.post_bytes, "B");
});

// In the page: when the list of its discussions stood first. What is fetched from then on is for what comes next.
function noteShown() {
  const look = () => {
    if (!globalThis.shown && document.querySelector('[data-testid="threads"] li')) globalThis.shown = performance.now();
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
}

// As they are sent, compressed, without their headers.
function filesUntilShown() {
  const all = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
  return all.filter(({ startTime }) => startTime <= globalThis.shown).reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
}

test("it opens with 60 kB, of files and of what the room says", { timeout: 60_000 }, async () => {
  const world = new World(server);
  const answer = await server.get("/demo/token?identity=participant", { method: "POST" });
  const window = await world.window();
  await window.be(await answer.text());
  await window.page.addInitScript(noteShown);
  await window.open("/course/c1");
  await window.shows("thread-new");
  await window.page.waitForFunction(() => globalThis.shown);
  const files = await window.page.evaluate(filesUntilShown);
  const said = window.received.reduce((sum, frame) => sum + Buffer.byteLength(frame), 0);
  within("the course's opening, files", files, LARGEST.opening, "B");
  within("the course's opening, what is said", said, LARGEST.opening, "B");
  await world.close(window);
});

test("its pages show without a task that is seen, on a slow processor", { timeout: 300_000 }, async () => {
  const world = new World(server);
  const window = await watched(world, COURSE);
  const anew = () => window.page.goto("about:blank");
  const opens = (path, id) => async () => {
    await window.open(path);
    await window.shows(id);
  };
  const home = opens("/course/c1", "thread-new");
  const held = [
    await measure(window, "the course's home is opened", home, anew),
    await measure(window, "the list of its discussions is opened", opens("/course/c1/forum", "threads"), anew),
    await measure(window, "a discussion of 300 long posts is opened", opens(`/course/c1/thread/${threads.long}`, "posts"), anew, LARGEST.thread_ms),
  ];
  assert.ok(held.every(Boolean), "a page held the browser up (50 ms are the most), or took too long");
  await world.close(window);
});
