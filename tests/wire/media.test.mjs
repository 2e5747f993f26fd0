// SPDX-License-Identifier: Apache-2.0
// What a room shows can be fetched by whoever has a role in it, and by nobody else.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { media, serve } from "./server.mjs";
import { connect, endAll } from "./wire.mjs";

const room = "webinar:w1";
const HOUR_MS = 3600_000;
let server, cleanUp, folder;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "muster-media-"));
  for (const name of ["demo/low", "other"]) mkdirSync(join(folder, name), { recursive: true });
  const files = ["demo/index.m3u8", "demo/part00.ts", "demo/low/index.m3u8", "other/secret.mp4"];
  for (const name of files) writeFileSync(join(folder, name), `bytes of ${name}`);
  const set = { "server.media": folder };
  server = await serve({ after: (fn) => (cleanUp = fn) }, { memory: true, set });
});
after(async () => {
  endAll();
  await cleanUp();
  rmSync(folder, { recursive: true, force: true });
});

const status = async (path, options) => (await server.get(path, options)).status;
const told = async (sub) => (await connect(server, sub)).rpc("stage.media", { room });

test("a participant is told an address that opens the playlist and what it names", async () => {
  const { url, type, expires } = await told("u7");
  assert.equal(type, "hls");
  assert.match(url, /^\/media\/\d{10}\.[\w-]{22}\/demo\/index\.m3u8$/);
  const left = expires - Date.now();
  assert.ok(left > 12 * HOUR_MS - 60_000 && left <= 13 * HOUR_MS, `${left}`);
  assert.equal(await (await server.get(url)).text(), "bytes of demo/index.m3u8");
  const beside = (name) => new URL(name, `${server.url}${url}`).pathname;
  assert.equal(await status(beside("part00.ts")), 200);
  assert.equal(await status(beside("low/index.m3u8")), 200);
  assert.equal(await status(beside("none.ts")), 404);
  assert.equal(await status(url, { method: "HEAD" }), 200);
  assert.equal((await told("u8")).url, url, "everybody is told the same address");
  assert.equal(media("/demo/index.m3u8", { expiry: expires / 1000 }), url, "as documented");
});

test("without a signature that holds there is nothing", async () => {
  const { url } = await told("u7");
  const past = Math.floor(Date.now() / 1000) - 1;
  const shut = [
    "/media/demo/index.m3u8",
    "/media/demo/none.m3u8",
    "/media/",
    "/media/0000000000.AAAAAAAAAAAAAAAAAAAAAA/demo/index.m3u8",
    url.replace("/demo/index.m3u8", "/other/secret.mp4"),
    media("/demo/index.m3u8", { key: "another" }),
    media("/demo/index.m3u8", { expiry: past }),
    media("/demo/low/index.m3u8").replace("/low", ""),
  ];
  for (const path of shut) {
    const answer = await server.get(path);
    assert.equal(answer.status, 403, path);
    assert.match(answer.headers.get("content-type"), /^application\/problem\+json/);
    assert.doesNotMatch(await answer.text(), /bytes of/);
  }
  assert.equal(await server.metric('refused_total{reason="signature"}'), shut.length);
});

test("an address elsewhere is told as it is, and where nothing plays there is none", async () => {
  const host = await connect(server, "host");
  const stream = { url: "https://cdn.example/a.m3u8", type: "hls" };
  await host.rpc("stage.stream", { room, op: "away", ...stream });
  assert.deepEqual(await told("u7"), stream);
  await host.rpc("stage.stream", { room, op: "back", url: "/media/demo/index.m3u8", type: "hls" });
  assert.equal(await host.rpcRefusal("stage.media", { room: "course:c1" }), "NOT_FOUND");
});

test("who has no role in the room is told nothing", async () => {
  const host = await connect(server, "host");
  await host.rpc("member.policy", { room, op: "closed", policy: "members" });
  const stranger = await connect(server, "stranger-1");
  assert.equal(await stranger.rpcRefusal("stage.media", { room }), "PERMISSION_DENIED");
});
