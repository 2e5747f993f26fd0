// SPDX-License-Identifier: Apache-2.0
// Sockets that say something and then neither speak nor read, however many, and whether everybody
// else is answered at once meanwhile.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "../wire/client.mjs";
import { serve } from "../wire/server.mjs";
import { connect } from "../wire/wire.mjs";
import { Raw, request, simple } from "./raw.mjs";

const ADDRESSES = 3;
const SOON_MS = 5000;
const ASLEEP = 10; // looks
const DONE_MS = 60_000;

export async function start(t, set = {}) {
  const folder = mkdtempSync(join(tmpdir(), "muster-starve-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, "demo"));
  writeFileSync(join(folder, "demo/big.mp4"), Buffer.alloc(4 << 20, "x"));
  return serve(t, { memory: true, set: { "server.media": folder, ...set } });
}

export async function soon(what, promise) {
  const late = new Promise((done) => setTimeout(done, SOON_MS, "late").unref());
  assert.notEqual(await Promise.race([promise, late]), "late", `${what} took too long`);
}

// `count` sockets of several addresses, each of which says `text` (or text(n)) and then neither
// speaks nor reads.
export async function stuck(server, count, text, first = 1, addresses = ADDRESSES) {
  const raws = [];
  for (let n = 0; n < count; n++) {
    const raw = new Raw(server, { localAddress: `127.0.1.${first + (n % addresses)}` });
    const words = typeof text === "function" ? text(n) : text;
    const said = raw.open.then(() => raw.socket.pause()).then(() => raw.write(words));
    raws.push(raw);
    if (n % 50 === 49) await Promise.allSettled([said]);
  }
  await Promise.allSettled(raws.map((raw) => raw.open));
  return raws;
}

export async function healthy(server) {
  assert.match((await request(server, simple("GET /health"))).text, /"status":"ok"/);
}

// Returns when the server sleeps: to take what thousands said, and to fill what they do not read, is seconds of a
// processor, which others may want too. Whoever is held up by them afterwards waits for a server that does nothing.
export async function asleep(server) {
  const state = () => readFileSync(`/proc/${server.pid}/stat`, "utf8").split(") ")[1][0];
  let looks = 0;
  await until(() => (looks = state() === "S" ? looks + 1 : 0) >= ASLEEP, "that the server sleeps", DONE_MS);
}

// Health, a route, and a newcomer to a room.
export async function answersAtOnce(server) {
  await asleep(server);
  await soon("health", healthy(server));
  const route = request(server, simple("GET /demo"));
  await soon(
    "a route",
    route.then(({ status }) => assert.equal(status, 200)),
  );
  await soon(
    "a newcomer",
    connect(server, "u7").then((wire) => wire.end()),
  );
}

// How many were ended because they took or gave too little.
export const slow = async (server) => server.metric('refused_total{reason="slow"}');
