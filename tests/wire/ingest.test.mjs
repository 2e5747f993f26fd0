// SPDX-License-Identifier: Apache-2.0
// What a media server asks and tells of the streams of rooms, and who has a room's stream key.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { muster, serve } from "./server.mjs";
import { connect, endAll } from "./wire.mjs";

const room = "webinar:w1";
let server, cleanUp;

before(async () => {
  const set = { "server.ingest": "rtmp://live.example/live" };
  server = await serve({ after: (fn) => (cleanUp = fn) }, { set });
});
after(async () => {
  endAll();
  await cleanUp();
});

async function keyOf(wire) {
  const { key } = await wire.rpc("ingest.key", { room });
  assert.match(key, /^w1\?key=\d+\.[\w-]{22}$/);
  return key.split("?key=")[1];
}

// The form as nginx writes it, and the status of the answer.
async function calls(call, key, more = {}, headers = {}) {
  const body = new URLSearchParams({ app: "live", call, clientid: "7", name: "w1", key, ...more });
  return (await server.get("/api/ingest", { method: "POST", body, headers })).status;
}
const refused = () => server.metric('refused_total{reason="stream"}');

test("a stream begins, goes on and ends, and everybody in the room is told", async () => {
  const host = await connect(server, "host");
  const one = await connect(server, "u7");
  const { data } = await one.ask("subscribe", { channel: room });
  assert.equal(data.ingest, undefined);
  const key = await keyOf(host);
  assert.equal(await calls("publish", key), 204);
  const tells = (type) => one.publication(room, (publication) => publication.type === type);
  assert.equal((await tells("ingest.begin")).data.patch.ingest.live, true);
  assert.equal(await calls("update_publish", key), 204, "it is known");
  assert.equal(await calls("publish_done", key, { clientid: "8" }), 204, "another connection");
  assert.equal(await calls("publish_done", key), 204);
  assert.equal((await tells("ingest.end")).data.patch.ingest.live, false);
  assert.equal(await calls("publish_done", key), 204, "nothing more to end");
  const entries = (await server.entries(room)).filter(({ type }) => type.startsWith("ingest."));
  assert.deepEqual(
    entries.map(({ type }) => type),
    ["ingest.begin", "ingest.end"],
  );
});

test("keys that are not good are refused and counted", async () => {
  const host = await connect(server, "host");
  const key = await keyOf(host);
  const [turn, mac] = key.split(".");
  const before_count = await refused();
  const bad = [
    ["publish", ""],
    ["publish", mac],
    ["publish", `${Number(turn) + 1}.${mac}`],
    ["publish", `0${turn}.${mac}`],
    ["publish", `${turn}.${mac.slice(0, -1)}${mac.endsWith("A") ? "Q" : "A"}`],
    ["publish", key, { name: "w2" }],
    ["publish", key, { name: ".." }],
    ["publish", key, { name: "../w1" }],
    ["update_publish", `${key}A`],
  ];
  for (const [call, wrong, more] of bad) assert.equal(await calls(call, wrong, more), 403, wrong);
  assert.equal(await refused(), before_count + bad.length);
  assert.equal(await calls("record_done", "0.x", { path: "/x/w1-1.flv" }), 403);
  assert.equal(await refused(), before_count + bad.length, "nobody wanted to send");
});

test("a renewed key ends what the one before sends", async () => {
  const host = await connect(server, "host");
  const old = await keyOf(host);
  assert.equal(await calls("publish", old), 204);
  await host.rpc("ingest.renew", { room, op: "renew" });
  const key = await keyOf(host);
  assert.notEqual(key, old);
  const count = await refused();
  assert.equal(await calls("update_publish", old), 404);
  assert.equal(await refused(), count + 1);
  assert.equal(await calls("publish_done", old), 204);
  assert.equal(await calls("publish", old), 404);
  assert.equal(await calls("publish", key), 204);
  assert.equal(await calls("publish_done", key), 204);
  assert.equal(await calls("record_done", old, { path: "/m/incoming/w1-17.flv" }), 204, "late");
});

test("what is no such form is refused, and pages may not ask", async () => {
  const host = await connect(server, "host");
  const key = await keyOf(host);
  assert.equal(await calls("play", key), 400);
  assert.equal(await calls("record_done", key, { path: "/m/incoming/a b.flv" }), 400);
  assert.equal(await calls("publish", key, {}, { origin: server.url }), 403);
  const post = (body, type = "application/x-www-form-urlencoded") =>
    server.get("/api/ingest", { method: "POST", body, headers: { "content-type": type } });
  const form = `call=publish&name=w1&key=${key}`;
  assert.equal((await post(form, "application/json")).status, 415);
  assert.equal((await post(`${form}&name=w2`)).status, 400, "what a sender adds comes last");
  assert.equal((await post("call=publish&name=%ff")).status, 400);
  assert.equal((await post("x".repeat(100000))).status, 413);
  assert.equal((await server.get(`/api/ingest?${form}`)).status, 405);
});

test("the key is the host's, and in no byte of anybody else", async () => {
  const host = await connect(server, "host");
  const one = await connect(server, "u7");
  await one.ask("subscribe", { channel: room });
  await host.ask("subscribe", { channel: room });
  const key = await keyOf(host);
  assert.equal(await one.rpcRefusal("ingest.key", { room }), "PERMISSION_DENIED");
  await host.rpc("ingest.renew", { room, op: "again" });
  const next = await keyOf(host);
  await calls("record_done", next, { path: "/m/incoming/w1-secret.flv" });
  await host.publication(room, ({ type }) => type === "ingest.recorded");
  await host.rpc("chat.post", { room, op: "last", text: "last" }).catch(() => undefined);
  const heard = JSON.stringify(one.pushes);
  for (const word of [key.split(".")[1], next.split(".")[1], "w1-secret"])
    assert.ok(!heard.includes(word), word);
  const { stdout } = await muster("journal", "print", room, "--journal", server.journal);
  assert.ok(!stdout.includes(next.split(".")[1]), "nor in the journal");
});

test("a recording is told to the team, and opens for it", async () => {
  const host = await connect(server, "host");
  const { data } = await host.ask("subscribe", { channel: room });
  const [seq, { file }] = Object.entries(data.ingest.recordings).at(-1);
  const found = await host.rpc("ingest.recording", { room, recording: Number(seq) });
  assert.match(found.url, new RegExp(`^/media/\\d{10}\\.[\\w-]{22}/recordings/w1/${file}\\.mp4$`));
  const one = await connect(server, "u8");
  const wanted = { room, recording: Number(seq) };
  assert.equal(await one.rpcRefusal("ingest.recording", wanted), "PERMISSION_DENIED");
  const opens = async (path) => (await server.get(path)).status;
  const address = found.url.replace("/media/", "/api/media/");
  assert.equal(await opens(address), 204);
  assert.equal(await opens(address.replace("recordings/w1", "recordings/w2")), 403);
  assert.equal(await opens("/api/media/x/live/w1/index.m3u8"), 403);
});

test("where no streams are taken there is no key, and nobody is asked", async (t) => {
  const other = await serve(t, { memory: true });
  const host = await connect(other, "host");
  assert.deepEqual(await host.rpc("ingest.key", { room }), {});
  const body = new URLSearchParams({ call: "publish", name: "w1", key: "0.x" });
  assert.equal((await other.get("/api/ingest", { method: "POST", body })).status, 404);
});
