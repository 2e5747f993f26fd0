// SPDX-License-Identifier: Apache-2.0
// What it costs to be in a page from nothing on a slow link, 400 kbit/s and 300 ms: bytes, files, and how many times a file
// asks for others. On such a link these make the time; a clock would tell how busy this machine is.

import assert from "node:assert/strict";
import { connect } from "../wire/wire.mjs";
import { COURSE, WEBINAR, story } from "./world.mjs";

const BYTES_S = 50_000;
const LATENCY_MS = 300;
const LINK = { offline: false, latency: LATENCY_MS, downloadThroughput: BYTES_S, uploadThroughput: BYTES_S };
const USABLE_MS = 3000;

// `handshakes`: of the connection that the page needs to be of use.
const PAGES = [
  { name: "entry", path: "/", usable: "identity-host", files: 13, handshakes: 0 },
  { name: "webinar", path: `/${WEBINAR.replace(":", "/")}`, usable: "chat-text", files: 15, handshakes: 1 },
  // What is shown of it is loaded, and not before the field for a message is there.
  { name: "webinar with an open poll", path: `/${WEBINAR.replace(":", "/")}`, usable: "chat-text", files: 15, handshakes: 1, before: pollOpen },
  { name: "course", path: `/${COURSE.replace(":", "/")}`, usable: "thread-new", files: 14, handshakes: 1 },
];

async function pollOpen(world) {
  const host = await connect(world.server, "host");
  await host.rpc("stage.phase", { room: WEBINAR, op: "weight-0", to: "live" });
  const options = [{ en: "One" }, { en: "Two" }];
  const { seq: poll } = await host.rpc("poll.prepare", { room: WEBINAR, op: "weight-1", type: "single", title: { en: "Which?" }, options });
  await host.rpc("poll.open", { room: WEBINAR, op: "weight-2", poll });
  host.end();
}

// Files that are asked for together are one round; the next begins a latency later, or more.
function rounds(starts_ms) {
  let [count, begun_ms] = [0, -Infinity];
  for (const start_ms of starts_ms) {
    if (start_ms - begun_ms < LATENCY_MS) continue;
    count++;
    begun_ms = start_ms;
  }
  return count;
}

// Runs in the page, and notes when it shows what makes it usable.
function usableAt(id) {
  const look = () => {
    if (document.querySelector(`[data-testid="${id}"]`)) window.usableAt ??= Date.now();
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
}

for (const { name, path, usable, files, handshakes, before: begin } of PAGES) {
  story(`${name}: usable within three seconds on a slow link`, {}, async (world) => {
    await begin?.(world);
    const answer = await world.server.get("/demo/token?identity=participant", { method: "POST" });
    const identity = await answer.text();
    // The largest of the languages, and a profile of its own: nothing is cached.
    const window = await world.window({ locale: "ar", fresh: true });
    if (name !== "entry") await window.context.addInitScript((text) => sessionStorage.setItem("muster.identity", text), identity);
    await window.context.addInitScript(usableAt, usable);
    const link = await window.context.newCDPSession(window.page);
    await link.send("Network.enable");
    await link.send("Network.emulateNetworkConditions", LINK);
    const asked = new Map();
    link.on("Network.requestWillBeSent", ({ requestId, wallTime }) => asked.set(requestId, { start_ms: wallTime * 1000, bytes: 0 }));
    link.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => asked.has(requestId) && (asked.get(requestId).bytes = encodedDataLength));
    await window.open(path);
    await window.shows(usable);
    // What the room loads once it stands is not what one waits for.
    const usable_ms = await window.page.evaluate(() => window.usableAt);
    const before = [...asked.values()].filter(({ start_ms }) => start_ms < usable_ms);
    const starts_ms = before.map(({ start_ms }) => start_ms);
    const loaded = before.reduce((sum, { bytes }) => sum + bytes, 0);
    const turns = rounds(starts_ms) + handshakes;
    const takes_ms = Math.round((loaded / BYTES_S) * 1000 + turns * LATENCY_MS);
    const told = `${name}: ${loaded} bytes, ${starts_ms.length} files, ${turns} rounds: ${takes_ms} ms`;
    console.log(told);
    assert.ok(starts_ms.length <= files && takes_ms <= USABLE_MS, told);
  });
}

// Runs in the page, and adds up how much of what was seen moved by itself, and by how much of the window.
function shiftsSummed() {
  window.moved = 0;
  const add = (list) => list.getEntries().forEach(({ value }) => (window.moved += value));
  new PerformanceObserver(add).observe({ type: "layout-shift", buffered: true });
}

story("what comes later on the page of a host's course moves nothing that stands there", {}, async (world) => {
  const answer = await world.server.get("/demo/token?identity=host", { method: "POST" });
  const window = await world.window({ fresh: true, viewport: { width: 390, height: 800 } });
  await window.context.addInitScript(shiftsSummed);
  await window.be(await answer.text());
  const link = await window.context.newCDPSession(window.page);
  await link.send("Network.enable");
  await link.send("Network.emulateNetworkConditions", { ...LINK, downloadThroughput: 4 * BYTES_S });
  await window.open(`/${COURSE.replace(":", "/")}`);
  for (const id of ["thread-new", "to-build", "survey-team", "to-topics"]) await window.shows(id);
  // What moved is known with the frame after.
  await window.page.evaluate(() => new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(seen)))));
  const moved = await window.page.evaluate(() => window.moved);
  await world.shot(window, "course-host-phone");
  assert.ok(moved < 0.05, `${moved}`);
});
