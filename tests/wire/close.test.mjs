// SPDX-License-Identifier: Apache-2.0
// How the server ends connections, and how it ends itself.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, test } from "node:test";
import WebSocket from "ws";
import { join, leaveAll, until } from "./client.mjs";
import { serve, token } from "./server.mjs";
import { TRANSPORTS } from "./stream.mjs";
import { Wire, connect, endAll } from "./wire.mjs";

after(() => (leaveAll(), endAll()));

const closed = (wire, text) => (wire.text(text), wire.closed);

async function fresh(server) {
  const wire = new Wire(server);
  await wire.open;
  return wire;
}

test("what is not the protocol ends the connection with 3501", async (t) => {
  const server = await serve(t, { memory: true });
  const first = [
    "",
    "nonsense",
    "[]",
    '"text"',
    "{}",
    '{"id":1}',
    '{"id":1,"rpc":{"method":"chat.post","data":{}}}',
    '{"id":1,"subscribe":{"channel":"webinar:w1"}}',
    '{"connect":{}}',
    '{"id":0,"connect":{}}',
    '{"id":-1,"connect":{}}',
    '{"id":4294967296,"connect":{}}',
    '{"id":"1","connect":{}}',
    '{"id":1,"connect":null}',
  ];
  for (const text of first.slice(1)) {
    const answer = await closed(await fresh(server), text);
    assert.deepEqual(answer, { code: 3501, reason: "bad request" }, text);
  }
  const later = [
    "nonsense",
    '{"rpc":{}}',
    '{"id":5,"connect":{}}',
    '{"id":5,"ping":{}}\nnonsense',
  ];
  for (const text of later) {
    const answer = await closed(await connect(server, "u7"), text);
    assert.deepEqual(answer, { code: 3501, reason: "bad request" }, text);
  }
});

test("an empty message is nothing, and harms nobody", async (t) => {
  const server = await serve(t, { memory: true });
  const wire = await connect(server, "u7");
  wire.text("");
  wire.text("\n\n");
  await wire.ask("ping");
});

test("a binary frame ends the connection with 3506", async (t) => {
  const server = await serve(t, { memory: true });
  const wire = await connect(server, "u7");
  wire.socket.send(Buffer.from("{}"), { binary: true });
  assert.deepEqual(await wire.closed, { code: 3506, reason: "inappropriate protocol" });
});

test("the seventeenth connection of a person closes the oldest one with 4500", async (t) => {
  const server = await serve(t, { memory: true });
  const wires = [];
  for (let n = 0; n < 17; n++) wires.push(await connect(server, "u7"));
  assert.deepEqual(await wires[0].closed, { code: 4500, reason: "too many connections" });
  await connect(server, "u8");
  for (const wire of wires.slice(1)) await wire.ask("ping");
  assert.equal(await server.metric('refused_total{reason="person"}'), 1);
});

test("so many as the configuration says, by whatever way: the oldest goes, and the person stays", async (t) => {
  const server = await serve(t, { memory: true, set: { "limits.person_connections": 2, "limits.grace_seconds": 1 } });
  const host = await connect(server, "host");
  await host.ask("subscribe", { channel: "webinar:w1" });
  const wires = [];
  for (const way of [{}, ...TRANSPORTS.map((transport) => ({ transport })), {}]) {
    wires.push(await connect(server, "u7", way));
    await wires.at(-1).ask("subscribe", { channel: "webinar:w1" });
    const over = wires.at(-3);
    if (over) assert.deepEqual(await over.closed, { code: 4500, reason: "too many connections" });
  }
  await host.rpc("chat.post", { room: "webinar:w1", op: "heard", text: "Heard by both" });
  for (const wire of wires.slice(-2)) await wire.publication("webinar:w1", ({ type }) => type === "chat.post");
  const here = async () => Object.keys((await host.rpc("presence.roster", { room: "webinar:w1" })).people).sort().join();
  await until(async () => (await here()) === "host,u7", "both are here, once");
  assert.equal(await server.metric('refused_total{reason="person"}'), wires.length - 2);
});

test("the SDK whose place was taken by a newer window does not come back", async (t) => {
  const server = await serve(t, { memory: true });
  const client = await join(server, "u7");
  for (let n = 0; n < 16; n++) await connect(server, "u7");
  await until(() => client.disconnects.length, "the end");
  assert.equal(client.disconnects[0].code, 4500);
});

test("a connection too many is refused with 503, and health still answers", async (t) => {
  const server = await serve(t, { memory: true, set: { "limits.connections": 2 } });
  const wires = [await connect(server, "u1"), await connect(server, "u2")];
  const third = new Wire(server);
  await assert.rejects(third.open, /503/);
  assert.equal((await server.get("/health")).status, 200);
  wires[0].socket.close();
  await wires[0].closed;
  await until(async () => (await server.health()).connections === 1, "the place");
  await connect(server, "u3");
});

test("SIGTERM closes everybody with 3001 and ends with status 0", async (t) => {
  const server = await serve(t);
  const wires = await Promise.all([1, 2, 3].map((n) => connect(server, `u${n}`)));
  const nobody = await fresh(server);
  await wires[0].ask("subscribe", { channel: "webinar:w1" });
  const client = await join(server, "u9");
  const ended = server.end();
  for (const wire of [...wires, nobody])
    assert.deepEqual(await wire.closed, { code: 3001, reason: "shutdown" });
  await until(() => client.connecting.length === 2, "the SDK coming back");
  assert.equal(client.connecting[1].code, 3001);
  assert.equal(await ended, 0);
  await server.start();
  await until(() => client.connects.length === 2, "the SDK back");
});

test("the many go one after the other, and whoever is still there is served", async (t) => {
  const server = await serve(t, { memory: true, set: { "limits.drain_seconds": 60 } });
  const wires = [];
  for (let n = 0; n < 200; n++) wires.push(await connect(server, `u${n}`));
  const open = new Set(wires);
  for (const wire of wires) wire.closed.then(() => open.delete(wire));
  const ended = server.end();
  await until(() => open.size < wires.length, "the first to go");
  const data = { room: "webinar:w1", op: "late", text: "Still here" };
  const answers = [...open].map((wire) => wire.command("rpc", { method: "chat.post", data }));
  const served = (await Promise.allSettled(answers)).filter(({ value }) => value?.rpc).length;
  assert.ok(served > 0, "nobody was served any more");
  for (const wire of wires)
    assert.deepEqual(await wire.closed, { code: 3001, reason: "shutdown" });
  assert.equal(await ended, 0);
});

test("a disk that takes no more ends the server with status 1, says why, and a restart goes on", async (t) => {
  const server = await serve(t);
  let wire = await connect(server, "host");
  const data = { room: "webinar:w1", op: "before", text: "before" };
  await wire.rpc("chat.post", data);
  execFileSync("prlimit", ["--pid", String(server.pid), "--fsize=1"]);
  const answer = await wire.command("rpc", {
    method: "chat.post",
    data: { ...data, op: "after" },
  });
  assert.ok(answer.error);
  assert.deepEqual(await server.ended, { code: 1, signal: null });
  assert.match(
    server.log,
    /ERROR the journal could not be written: stopping reason="[^"]+ \(\d+: File too large\)" file=\S+journal\.db free_kb=\d+/,
  );
  await server.start();
  wire = await connect(server, "host");
  await wire.rpc("chat.post", { ...data, op: "after" });
  assert.deepEqual(
    (await server.entries("webinar:w1")).filter(({ type }) => type === "chat.post").map(({ op }) => op),
    ["before", "after"],
  );
});

test("SIGTERM under load loses no acknowledged command and ends with status 0", async (t) => {
  const server = await serve(t);
  const wire = await connect(server, "host");
  let stop = false;
  const acknowledged = [];
  const load = (async () => {
    for (let n = 0; !stop; n++) {
      const data = { room: "webinar:w1", op: `op-${n}`, text: `message ${n}` };
      const answer = await wire.command("rpc", { method: "chat.post", data }).catch(() => null);
      if (!answer?.rpc) break;
      acknowledged.push([data.op, answer.rpc.data.seq]);
    }
  })();
  await until(() => acknowledged.length >= 50, "fifty messages");
  assert.equal(await server.end(), 0);
  stop = true;
  await load;
  const entries = await server.entries("webinar:w1");
  const seqs = new Map(entries.map(({ op, seq }) => [op, seq]));
  for (const [op, seq] of acknowledged) assert.equal(seqs.get(op), seq);
  assert.ok(await server.verified());
});

test("a client that says goodbye is answered with its own code", async (t) => {
  const server = await serve(t, { memory: true });
  const wire = await connect(server, "u7");
  wire.socket.close(1000, "bye");
  assert.equal((await wire.closed).code, 1000);
  await until(async () => (await server.health()).connections === 0, "its place");
});

test("no extension is negotiated: frames stay as they are made", async (t) => {
  const server = await serve(t, { memory: true });
  const socket = new WebSocket(server.endpoint, { perMessageDeflate: true });
  await new Promise((done, failed) => socket.on("open", done).on("error", failed));
  assert.equal(socket.extensions, "");
  socket.send(JSON.stringify({ id: 1, connect: { token: token("u7") } }));
  const reply = await new Promise((done) => socket.on("message", done));
  assert.equal(JSON.parse(reply).id, 1);
  socket.terminate();
});
