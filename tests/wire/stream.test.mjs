// SPDX-License-Identifier: Apache-2.0
// Where WebSocket is blocked: the same protocol in an answer that does not end, and what the client
// says in requests of their own.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { Client, join, leaveAll, pause, until } from "./client.mjs";
import { now, serve, token } from "./server.mjs";
import { TRANSPORTS, ask, emulate, opening } from "./stream.mjs";
import { Wire, connect, endAll } from "./wire.mjs";

after(() => (leaveAll(), endAll()));

const room = "webinar:w1";
const SDK = ["http_stream", "sse"];
const post = (wire, text) => wire.rpc("chat.post", { room, op: text.replaceAll(" ", "-"), text });

for (const transport of TRANSPORTS) {
  test(`${transport}: connect, subscribe, commands, pushes`, async (t) => {
    const server = await serve(t, { memory: true });
    const wire = await connect(server, "u7", { transport });
    assert.deepEqual(wire.hello.data.person, { id: "u7", name: "Participant 7" });
    const [subscribed, pong] = await wire.frame({ subscribe: { channel: room } }, { ping: {} });
    assert.equal(subscribed.subscribe.data.stage.kind, "webinar");
    assert.deepEqual(pong.ping, {});
    const { seq } = await post(wire, "hello there");
    const own = await wire.publication(room, ({ type }) => type === "chat.post");
    assert.equal(own.offset, seq);
    const other = await connect(server, "u8");
    await post(other, "from a WebSocket");
    await wire.publication(room, (data) =>
      Object.values(data.patch?.chat?.messages ?? {}).some(({ text }) => /WebSocket/.test(text)),
    );
    assert.ok(wire.socket.posts.every((status) => status === 204));
    assert.equal(await wire.refusal("subscribe", { channel: "webinar:none" }), "PERMISSION_DENIED");
  });

  test(`${transport}: a resume brings exactly what was missed`, async (t) => {
    const server = await serve(t, { memory: true });
    const speaker = await connect(server, "host");
    const first = await connect(server, "u7", { transport });
    const { offset, epoch } = await first.ask("subscribe", { channel: room });
    await post(speaker, "one");
    await first.publication(room, ({ type }) => type === "chat.post");
    first.end();
    const missed = [await post(speaker, "two"), await post(speaker, "three")];
    const second = await connect(server, "u7", { transport });
    const answer = await second.ask("subscribe", { channel: room, recover: true, offset, epoch });
    assert.equal(answer.recovered, true);
    assert.equal(answer.data, undefined);
    const offsets = answer.publications.map((one) => one.offset).filter((one) => one);
    assert.deepEqual(
      offsets.slice(-2),
      missed.map(({ seq }) => seq),
    );
  });

  test(`${transport}: what ends a session is said before the body ends`, async (t) => {
    const server = await serve(t, { memory: true });
    const wire = new Wire(server, { transport });
    await wire.open;
    wire.text("nonsense");
    assert.deepEqual(await wire.closed, { code: 3501, reason: "bad request" });
    assert.ok(wire.socket.whole, "the body ended as it should");
    const wrong = new Wire(server, { transport });
    await wrong.open;
    wrong.text(JSON.stringify({ id: 1, connect: { token: token("u7", {}, { key: "other" }) } }));
    assert.deepEqual(await wrong.closed, { code: 3500, reason: "invalid token" });
    const later = await connect(server, "u7", { transport });
    later.text("nonsense");
    assert.equal((await later.closed).code, 3501);
    await until(async () => (await server.health()).connections === 0, "their places");
  });

  test(`${transport}: who does not get in is told why, and the answer ends`, async (t) => {
    const server = await serve(t, { memory: true });
    const expired = new Wire(server, { transport });
    await expired.open;
    const reply = await expired.command("connect", { token: token("u7", { exp: now() - 60 }) });
    assert.equal(reply.error.code, 109);
    assert.deepEqual(await expired.closed, { code: 0, reason: "" });
    assert.ok(expired.socket.whole);
    const nobody = new Wire(server, { transport });
    await nobody.open;
    assert.equal(await nobody.refusal("connect"), "UNAUTHORIZED");
    assert.equal((await nobody.closed).code, 0);
  });

  test(`${transport}: each session of a person is spoken to by its own secret`, async (t) => {
    const server = await serve(t, { memory: true });
    const wires = [];
    for (let n = 0; n < 2; n++) wires.push(await connect(server, "u7", { transport }));
    const [one, two] = wires;
    assert.notEqual(one.hello.session, two.hello.session);
    assert.equal(one.hello.node, two.hello.node);
    const text = JSON.stringify({ id: 77, ping: {} });
    assert.equal((await emulate(server, two.hello, text)).status, 204);
    await two.reply(77);
    await one.ask("ping");
    assert.ok(!one.replies.some(({ id }) => id === 77));
    two.end();
    await until(async () => (await server.health()).connections === 1, "its end");
    assert.equal((await emulate(server, two.hello, text)).status, 404);
    await one.ask("ping");
  });

  test(`${transport}: the seventeenth connection of a person ends the oldest`, async (t) => {
    const server = await serve(t, { memory: true });
    const first = await connect(server, "u7", { transport });
    for (let n = 0; n < 16; n++) await connect(server, "u7");
    assert.deepEqual(await first.closed, { code: 4500, reason: "too many connections" });
  });

  test(`${transport}: SIGTERM is told, and the server ends with status 0`, async (t) => {
    const server = await serve(t);
    const wires = await Promise.all([1, 2].map((n) => connect(server, `u${n}`, { transport })));
    const ended = server.end();
    for (const wire of wires) {
      assert.deepEqual(await wire.closed, { code: 3001, reason: "shutdown" });
      assert.ok(wire.socket.whole);
    }
    assert.equal(await ended, 0);
  });

  test(`${transport}: a large view comes whole to a slow reader`, async (t) => {
    const server = await serve(t, { memory: true });
    const host = await connect(server, "host");
    for (let n = 0; n < 100; n++)
      await host.rpc("chat.post", { room, op: `op-${n}`, text: `${n} ${"\u{1F600}".repeat(990)}` });
    const wire = await connect(server, "u7", { transport });
    wire.socket.response.pause();
    const answer = wire.ask("subscribe", { channel: room });
    await pause(500);
    wire.socket.response.resume();
    const { data } = await answer;
    assert.ok(JSON.stringify(data).length > 150000);
    const { data: same } = await (await connect(server, "u7")).ask("subscribe", { channel: room });
    assert.deepEqual(data.chat, same.chat);
    await wire.ask("ping");
  });

  test(`${transport}: a reader who falls behind costs little and is caught up`, async (t) => {
    const server = await serve(t, { set: { "channels.open": "yes" } });
    const speakers = await Promise.all([1, 2, 3].map((n) => connect(server, `s${n}`)));
    const wires = [];
    for (let n = 0; n < 30; n++) {
      const wire = await connect(server, `u${n}`, { transport });
      await wire.ask("subscribe", { channel: room });
      await wire.ask("subscribe", { channel: "river" });
      wire.socket.response.pause();
      wires.push(wire);
    }
    const before = server.memory();
    const data = "x".repeat(20000);
    await Promise.all(
      speakers.flatMap((speaker) =>
        Array.from({ length: 150 }, () => speaker.ask("publish", { channel: "river", data })),
      ),
    );
    const { seq } = await post(speakers[0], "after the flood");
    const grown = server.memory() - before;
    t.diagnostic(`9 MB to 30 readers who do not read: ${grown} kB more`);
    assert.ok(grown < 24576, `${grown} kB more`);
    for (const wire of wires) wire.socket.response.resume();
    for (const wire of wires) {
      const caught = () =>
        wire.pushes.find(({ channel, pub }) => channel === room && pub?.offset >= seq);
      await wire.until(() => caught() ?? wire.over, "the last message");
      if (!wire.over) await wire.ask("ping");
      assert.ok(!wire.over || wire.over.code === 3008, `${wire.over?.code}`);
    }
  });
}

test("a stream that leaves is noticed at once", async (t) => {
  const server = await serve(t, { memory: true });
  for (const transport of TRANSPORTS) {
    const wire = await connect(server, "u7", { transport });
    assert.equal((await server.health()).connections, 1);
    wire.end();
    await until(async () => (await server.health()).connections === 0, "its end", 2000);
  }
});

test("/metrics counts connections by what carries them", async (t) => {
  const server = await serve(t, { memory: true });
  const carried = (name) => server.metric(`transport_connections{transport="${name}"}`);
  await connect(server, "u1");
  const stream = await connect(server, "u2", { transport: "http_stream" });
  await connect(server, "u3", { transport: "sse" });
  await connect(server, "u4", { transport: "sse by POST" });
  assert.deepEqual(
    await Promise.all(["websocket", "http_stream", "sse"].map(carried)),
    [1, 1, 2],
  );
  await stream.ask("ping");
  assert.equal(await server.metric("emulated_total"), 1);
  assert.equal(await server.metric("connections"), 4);
});

test("a lean class is granted on a stream, packed frames are not", async (t) => {
  const server = await serve(t, { memory: true });
  const wire = new Wire(server, { transport: "http_stream" });
  await wire.open;
  const asked = { token: token("u7"), flag: 1, data: { class: "lean" } };
  const hello = await wire.ask("connect", asked);
  assert.equal(hello.flag, undefined);
  assert.equal(hello.dict, undefined);
  await wire.ask("subscribe", { channel: room });
  await post(await connect(server, "host"), "composed");
  await wire.publication(room, ({ type }) => type === "batch");
});

test("a stream for which there is no place is refused with 503", async (t) => {
  const server = await serve(t, { memory: true, set: { "limits.connections": 1 } });
  await connect(server, "u1", { transport: "http_stream" });
  for (const transport of TRANSPORTS) {
    const request = opening(server, transport, JSON.stringify({ id: 1, connect: {} }));
    const [response] = await new Promise((done) => request.on("response", (one) => done([one])));
    assert.equal(response.statusCode, 503);
    response.resume();
  }
});

test("what is posted for nobody is 404, what makes no sense 400, too much 413", async (t) => {
  const server = await serve(t, { memory: true });
  const { hello } = await connect(server, "u7", { transport: "http_stream" });
  const socket = await connect(server, "u7");
  const status = async (session, data = "{}") => (await emulate(server, session, data)).status;
  assert.equal(await status(hello), 204);
  assert.equal(await status({ ...hello, session: "0123456789012345678901" }), 404);
  assert.equal(await status({ ...hello, session: "" }), 404);
  assert.equal(await status({ ...hello, node: "0123456789012345678901" }), 404);
  assert.equal(await status({ ...hello, node: "" }), 404);
  assert.equal(await status(socket.hello), 404, "a WebSocket speaks for itself");
  for (const body of ["", "nonsense", "[]", "{}", JSON.stringify({ ...hello })]) {
    const { status: code } = await ask(server, "POST", "/emulation", { body });
    assert.ok(code === 400 || (body === "" && code === 411), `${body}: ${code}`);
  }
  const { session, node } = hello;
  const around = JSON.stringify({ session, node, data: "" }).length;
  const spaces = (bytes) => status(hello, " ".repeat(bytes - around));
  assert.equal(await spaces(65537), 413);
  const wire = new Wire(server, { transport: "http_stream" });
  await wire.open;
  const request = opening(server, "http_stream", " ".repeat(65537));
  const response = await new Promise((done) => request.on("response", done));
  assert.equal(response.statusCode, 413);
  response.resume();
});

test("a whole 64 KiB may be posted at once", async (t) => {
  const server = await serve(t, { memory: true, set: { "channels.open": "yes" } });
  const wire = await connect(server, "u7", { transport: "http_stream" });
  const data = "x".repeat(20000);
  const commands = [1, 2, 3].map(() => ({ publish: { channel: "large", data } }));
  const replies = await wire.frame(...commands);
  assert.ok(replies.every(({ publish }) => publish));
});

const doors = [
  ["POST", "/connection/http_stream"],
  ["POST", "/connection/sse"],
  ["GET", "/connection/sse?cf_connect=%7B%7D"],
  ["POST", "/emulation"],
];

test("a page of another origin is refused with 403, on every path and pre-flight", async (t) => {
  const page = "https://academy.example";
  const server = await serve(t, { memory: true, set: { "server.origins": page } });
  const headers = (origin) => ({ Origin: origin, "Content-Type": "application/json" });
  for (const [method, path] of doors) {
    for (const verb of [method, "OPTIONS"]) {
      const options = { body: verb === "POST" ? "{}" : undefined };
      const foreign = { ...options, headers: headers("https://evil.example") };
      const refused = await ask(server, verb, path, foreign);
      assert.equal(refused.status, 403, `${verb} ${path}`);
      assert.equal(refused.headers["access-control-allow-origin"], undefined);
    }
    const flight = await ask(server, "OPTIONS", path, { headers: headers(page) });
    assert.equal(flight.status, 204);
    assert.equal(flight.headers["access-control-allow-origin"], page);
    assert.match(flight.headers["access-control-allow-methods"], new RegExp(method));
    assert.match(flight.headers["access-control-allow-headers"], /content-type/i);
    const own = await ask(server, "OPTIONS", path, { headers: headers(server.url) });
    assert.equal(own.status, 204);
  }
  const before = await server.metric('refused_total{reason="origin"}');
  assert.equal(before, doors.length * 2);
  const request = opening(server, "http_stream", "{}", headers(page));
  const response = await new Promise((done) => request.on("response", done));
  assert.equal(response.statusCode, 200);
  assert.equal(response.headers["access-control-allow-origin"], page);
  response.resume();
});

test("other methods are told which are allowed", async (t) => {
  const server = await serve(t, { memory: true });
  for (const [path, allowed] of [
    ["/connection/http_stream", "POST, OPTIONS"],
    ["/connection/sse", "GET, POST, OPTIONS"],
    ["/emulation", "POST, OPTIONS"],
  ])
    for (const method of ["PUT", "DELETE", "PATCH", "HEAD"]) {
      const { status, headers } = await ask(server, method, path);
      assert.equal(status, 405, `${method} ${path}`);
      assert.equal(headers.allow, allowed);
    }
});

for (const transport of SDK) {
  test(`the SDK by ${transport} alone connects, follows, commands and comes back`, async (t) => {
    const server = await serve(t);
    const client = await join(server, "u7", { transports: [transport] });
    const follower = await client.follow(room);
    const { seq } = await post(client, "over a stream");
    await until(() => follower.offsets.includes(seq), "the push");
    client.cut();
    await until(() => client.connects.length === 2, "it is back");
    await until(() => follower.resumes.length === 1, "the resume");
    assert.equal(follower.resumes[0].recovered, true);
    const missed = await post(await connect(server, "host"), "after the cut");
    await until(() => follower.offsets.includes(missed.seq), "the next push");
    await server.kill();
    await server.start();
    await until(() => client.connects.length === 3, "it is back again");
    const last = await post(client, "after kill -9");
    await until(() => follower.offsets.includes(last.seq), "the last push");
    assert.equal(new Set(follower.offsets).size, follower.offsets.length, "each once");
  });

  test(`the SDK by ${transport} is told the end like by WebSocket`, async (t) => {
    const server = await serve(t);
    const client = await join(server, "u7", { transports: [transport] });
    for (let n = 0; n < 16; n++) await connect(server, "u7");
    await until(() => client.disconnects.length, "the end");
    assert.equal(client.disconnects[0].code, 4500);
    const nobody = new Client(server, { transports: [transport] });
    await until(() => nobody.disconnects.length, "the refusal");
    assert.equal(nobody.disconnects[0].code, 101);
    const again = await join(server, "u8", { transports: [transport] });
    const ended = server.end();
    await until(() => again.connecting.length === 2, "coming back");
    assert.equal(again.connecting[1].code, 3001);
    assert.equal(await ended, 0);
  });

  test(`the SDK by ${transport} exchanges an expired token`, async (t) => {
    const server = await serve(t, { memory: true });
    let asked = 0;
    const getToken = async () => (asked++, token("u7"));
    const old = { token: token("u7", { exp: now() - 60 }), getToken };
    const client = await new Client(server, { transports: [transport], ...old }).ready();
    assert.equal(asked, 1);
    assert.equal(client.connects[0].transport, transport);
  });
}

test("the SDK falls back by itself: WebSocket, HTTP streaming, SSE", async (t) => {
  const server = await serve(t, { memory: true });
  const closed = (transport) => ({
    transport,
    endpoint: `${transport === "websocket" ? server.url.replace("http", "ws") : server.url}/none`,
  });
  const first = await join(server, "u7", { transports: ["websocket", ...SDK] });
  assert.equal(first.connects[0].transport, "websocket");
  const second = await join(server, "u7", { transports: [closed("websocket"), ...SDK] });
  assert.equal(second.connects[0].transport, "http_stream");
  const third = await join(server, "u7", {
    transports: [closed("websocket"), closed("http_stream"), "sse"],
  });
  assert.equal(third.connects[0].transport, "sse");
  await post(third, "at last");
});
