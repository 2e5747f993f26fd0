// SPDX-License-Identifier: Apache-2.0
// The first words between a client and the server.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { Client, join, leaveAll, until } from "./client.mjs";
import { muster, serve, sign, now, token } from "./server.mjs";
import { Wire, connect, endAll } from "./wire.mjs";

after(() => (leaveAll(), endAll()));

test("the SDK connects with a token and is told who it is and what time it is", async (t) => {
  const server = await serve(t, { memory: true });
  const client = await join(server, "u7");
  const [hello] = client.connects;
  assert.match(hello.client, /^[A-Za-z0-9_-]{22}$/);
  assert.deepEqual(hello.data.person, { id: "u7", name: "Participant 7" });
  assert.ok(Math.abs(hello.data.now - Date.now()) < 5000);
});

test("the SDK connects with a token that `muster token` made", async (t) => {
  const server = await serve(t, { memory: true });
  const made = await muster("token", "--sub", "u8", "--name", "Participant 8", "--ttl", "5m");
  assert.equal(made.code, 0);
  const client = await new Client(server, { token: made.stdout.trim() }).ready();
  assert.deepEqual(client.connects[0].data.person, { id: "u8", name: "Participant 8" });
});

test("the SDK connects with a token of the demo's door", async (t) => {
  const server = await serve(t, { memory: true });
  const answer = await server.get("/demo/token?identity=host", { method: "POST" });
  const { token: made, id } = await answer.json();
  const client = await new Client(server, { token: made }).ready();
  assert.equal(client.connects[0].data.person.id, id);
});

test("nobody connects without a token while plain channels are closed", async (t) => {
  const server = await serve(t, { memory: true });
  const client = new Client(server);
  await until(() => client.disconnects.length, "the end");
  assert.equal(client.disconnects[0].code, 101);
});

test("with open plain channels anybody connects, each as somebody else", async (t) => {
  const server = await serve(t, { memory: true, set: { "channels.open": "yes" } });
  const clients = await Promise.all([1, 2].map(() => new Client(server).ready()));
  const ids = clients.map((client) => client.connects[0].data.person.id);
  assert.match(ids[0], /^anon-/);
  assert.notEqual(ids[0], ids[1]);
});

test("an anonymous person is nobody in a webinar, also in an open one", async (t) => {
  const server = await serve(t, { memory: true, set: { "channels.open": "yes" } });
  const host = await connect(server, "host");
  await host.rpc("member.policy", { room: "webinar:w1", op: "close", policy: "members" });
  const nobody = await connect(server);
  assert.equal(await nobody.refusal("subscribe", { channel: "webinar:w1" }), "PERMISSION_DENIED");
  await host.rpc("member.policy", { room: "webinar:w1", op: "open", policy: "open" });
  assert.equal(await nobody.refusal("subscribe", { channel: "webinar:w1" }), "PERMISSION_DENIED");
  assert.equal(await nobody.refusal("subscribe", { channel: "webinar:no" }), "PERMISSION_DENIED");
});

test("the reply to connect says how pings, expiry and the session work", async (t) => {
  const server = await serve(t, { memory: true });
  const { hello } = await connect(server, "u7");
  assert.equal(hello.ping, 25);
  assert.equal(hello.pong, true);
  assert.equal(hello.expires, true);
  assert.ok(hello.ttl > 3590 && hello.ttl <= 3600, `${hello.ttl}`);
  assert.match(hello.version, /^muster /);
  for (const name of ["client", "session", "node"]) assert.match(hello[name], /^[\w-]{22}$/);
  const other = (await connect(server, "u7")).hello;
  assert.equal(other.node, hello.node);
  assert.notEqual(other.session, hello.session);
});

test("connect and all subscriptions in one frame are answered in order", async (t) => {
  const server = await serve(t, { memory: true });
  const wire = new Wire(server);
  await wire.open;
  const replies = await wire.frame(
    { connect: { token: token("u7") } },
    { subscribe: { channel: "webinar:w1" } },
    { subscribe: { channel: "course:c1" } },
    { subscribe: { channel: "inbox:me" } },
    { ping: {} },
  );
  assert.ok(replies.every((reply) => !reply.error));
  assert.equal(replies[1].subscribe.data.stage.kind, "webinar");
  assert.equal(replies[2].subscribe.data.stage.kind, "course");
  assert.deepEqual(replies[3].subscribe.data.inbox, { read: {}, mentions: {} });
  assert.deepEqual(replies[4].ping, {});
  assert.equal(wire.replies[0].id, 1);
});

test("commands of one frame to one room take effect in their order", async (t) => {
  const server = await serve(t, { memory: true });
  const wire = await connect(server, "host");
  const texts = Array.from({ length: 20 }, (_, at) => `message ${at}`);
  const replies = await wire.frame(
    ...texts.map((text, at) => ({
      rpc: { method: "chat.post", data: { room: "webinar:w1", op: `op-${at}`, text } },
    })),
  );
  const seqs = replies.map((reply) => reply.rpc.data.seq);
  assert.deepEqual(
    seqs,
    [...seqs].sort((a, b) => a - b),
  );
  const { data } = await wire.ask("subscribe", { channel: "webinar:w1" });
  assert.deepEqual(
    Object.values(data.chat.messages).map(({ text }) => text),
    texts,
  );
});

test("the sub-protocol of JSON is agreed to, and the one of protobuf is ended for good", async (t) => {
  const server = await serve(t, { memory: true });
  const json = new Wire(server, { protocols: ["centrifuge-json"] });
  await json.open;
  assert.equal(json.socket.protocol, "centrifuge-json");
  await json.ask("connect", { token: token("u7") });
  const binary = new Wire(server, { protocols: ["centrifuge-protobuf"] });
  await binary.open;
  assert.deepEqual(await binary.closed, { code: 3508, reason: "not available" });
});

test("a person has one name in every room, the one of the token, cleaned", async (t) => {
  const server = await serve(t, { memory: true });
  const wire = new Wire(server);
  await wire.open;
  const name = `  Long\u202Ename ${"x".repeat(200)}`;
  const { data } = await wire.ask("connect", { token: token("u7", { name }) });
  assert.ok([...data.person.name].length <= 80);
  assert.doesNotMatch(data.person.name, /[\u202A-\u202E\u2066-\u2069]|^\s/);
});

test("a token is taken up to ten seconds of difference between two clocks", async (t) => {
  const server = await serve(t, { memory: true });
  for (const claims of [{ iat: now() + 5 }, { nbf: now() + 5 }, { exp: now() - 3 }]) {
    const wire = new Wire(server);
    await wire.open;
    await wire.ask("connect", { token: sign({ sub: "u7", exp: now() + 60, ...claims }) });
  }
});
