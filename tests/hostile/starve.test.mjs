// SPDX-License-Identifier: Apache-2.0
// Sockets that take and give nothing: heads that never end, answers nobody reads, upgrades that
// never say who they are. However many there are, everybody else is answered at once.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, test } from "node:test";
import { media, serve, token } from "../wire/server.mjs";
import { connect } from "../wire/wire.mjs";
import { Raw, endSockets, pause, request, simple, socket, textFrame, upgrade } from "./raw.mjs";

const STUCK = 4600; // more than there may be in all
const ADDRESSES = 3;
const ADDRESS_MAX = 2048; // protocol/bounds.def, STRANGERS_ADDRESS; less where descriptors are few
const SOON_MS = 5000;

afterEach(endSockets);

async function start(t, set = {}) {
  const folder = mkdtempSync(join(tmpdir(), "muster-starve-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, "demo"));
  writeFileSync(join(folder, "demo/big.mp4"), Buffer.alloc(4 << 20, "x"));
  return serve(t, { memory: true, set: { "server.media": folder, ...set } });
}

async function soon(what, promise) {
  const late = new Promise((done) => setTimeout(done, SOON_MS, "late").unref());
  assert.notEqual(await Promise.race([promise, late]), "late", `${what} took too long`);
}

// `count` sockets of several addresses, each of which says `text` (or text(n)) and then neither speaks nor reads.
async function stuck(server, count, text, first = 1, addresses = ADDRESSES) {
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

async function healthy(server) {
  assert.match((await request(server, simple("GET /health"))).text, /"status":"ok"/);
}

// Health, a route, and a newcomer to a room.
async function answersAtOnce(server) {
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

test("heads that never end hold up nobody", async (t) => {
  const server = await start(t);
  await stuck(server, STUCK, "GET /health HTTP/1.1\r\nHost: x\r\n");
  await answersAtOnce(server);
});

test("answers that nobody reads hold up nobody", async (t) => {
  const server = await start(t);
  await stuck(server, STUCK, simple(`GET ${media("/demo/big.mp4")}`));
  await answersAtOnce(server);
});

test("bodies that never come hold up nobody", async (t) => {
  const server = await start(t);
  await stuck(server, STUCK, simple("POST /emulation", "Host: x\r\nContent-Length: 60000\r\n"));
  await answersAtOnce(server);
});

test("one address cannot take the places of the others", async (t) => {
  const server = await start(t);
  const others = await stuck(server, 30, "GET /health HTTP/1.1\r\n", 7);
  const many = await stuck(server, ADDRESS_MAX + 50, "GET /health HTTP/1.1\r\n", 1, 1);
  await Promise.all(many.slice(0, 50).map((raw) => raw.ends()));
  assert.ok((await server.metric('refused_total{reason="crowded"}')) >= 50);
  assert.ok(!many.at(-1).over && others.every((raw) => !raw.over));
  await answersAtOnce(server);
});

test("health has an address of its own, which the others do not reach", async (t) => {
  const server = await start(t, { "server.health_listen": "127.0.0.1:0" });
  const port = Number(/an address of their own.*port=(\d+)/.exec(server.log)[1]);
  const own = { port };
  await stuck(own, 200, "GET /health HTTP/1.1\r\nHost: x\r\n");
  await stuck(server, STUCK, simple("POST /emulation", "Host: x\r\nContent-Length: 60000\r\n"));
  await soon("health", healthy(own));
  await soon(
    "metrics",
    request(own, simple("GET /metrics")).then(({ text }) => assert.match(text, /muster_sockets/)),
  );
  for (const path of ["/", "/demo", "/media/x", "/connection/websocket"])
    assert.equal((await request(own, simple(`GET ${path}`))).status, 404, path);
  for (const path of ["/health", "/metrics"])
    assert.equal((await request(server, simple(`GET ${path}`))).status, 404, path);
});

test("behind a trusted proxy everybody has an address of their own", async (t) => {
  const server = await start(t, { "server.proxies": "10.0.0.0/8 127.0.1.1" });
  const whose = (n) => ({ "X-Forwarded-For": `203.0.113.1, 198.51.${n >> 8}.${n & 255}` });
  const post = (n) => {
    const head = `X-Forwarded-For: ${whose(n)["X-Forwarded-For"]}\r\nContent-Length: 60000\r\n`;
    return simple("POST /emulation", head);
  };
  await stuck(server, 1500, (n) => (n % 2 ? post(n) : upgrade(server, whose(n))), 1, 1);
  await answersAtOnce(server);
  assert.equal(await server.metric('refused_total{reason="crowded"}'), 0);
});

test("upgrades that never say who they are take no member's place", async (t) => {
  const server = await start(t, { "limits.connections": 40 });
  await stuck(server, 100, upgrade(server));
  await answersAtOnce(server);
  const closed = async () => (await server.health()).connections;
  for (let n = 0; (await closed()) > 0 && n < 100; n++);
  for (let n = 0; n < 40; n++) await socket(server, `u${100 + n}`);
  assert.equal(await server.metric("connections"), 40);
  assert.equal((await request(server, upgrade(server))).status, 503);
});

// The shortest times that may be configured, or nearly: the defaults are 60 and 30 s.
const patience = { timeout: 60_000 };
const impatient = { "limits.still_seconds": 10, "limits.exchange_seconds": 5 };
const slow = async (server) => server.metric('refused_total{reason="slow"}');

// Whether the session of the request has been told, in the answer's first message.
const welcome = (raw) => /"connect":(\{.*?"node":"[^"]*")/.exec(raw.text)?.[1];

// A streaming connection of `sub`, and how to say something on it.
async function streaming(server, path, sub) {
  const raw = new Raw(server);
  await raw.open;
  const hello = JSON.stringify({ id: 1, connect: { token: token(sub) } });
  raw.write(simple(`POST ${path}`, `Host: x\r\nContent-Length: ${hello.length}\r\n`) + hello);
  const { session, node } = JSON.parse(`${await raw.until(() => welcome(raw), "the welcome")}}`);
  const say = (data) => {
    const body = JSON.stringify({ session, node, data });
    const head = `Host: x\r\nContent-Length: ${body.length}\r\n`;
    return request(server, simple("POST /emulation", head) + body);
  };
  return { raw, say };
}

test("whoever takes no bytes for long is ended, whatever it says", patience, async (t) => {
  const server = await start(t, { "channels.open": "yes", ...impatient });
  const channel = "channel:slow";
  const subscribe = JSON.stringify({ id: 2, subscribe: { channel } });
  const plain = await socket(server, "u1");
  const peers = [{ raw: plain, say: (text) => plain.write(textFrame(text)) }];
  for (const path of ["/connection/http_stream", "/connection/sse"])
    peers.push(await streaming(server, path, `u${peers.length + 1}`));
  for (const { raw, say } of peers) {
    await say(subscribe);
    await raw.until(() => (raw.text.includes('"id":2') ? true : undefined));
    raw.socket.pause();
  }
  const chatter = setInterval(() => peers.forEach(({ say }) => say("{}")), 4000);
  const loud = await connect(server, "u9");
  for (let n = 0; n < 60; n++)
    await loud.ask("publish", { channel, data: { text: "x".repeat(20000) } });
  while (!((await slow(server)) >= peers.length)) await pause(500);
  while ((await server.metric("connections")) > 1) await pause(100);
  clearInterval(chatter);
});

test("an answer that nobody reads is given up", patience, async (t) => {
  const server = await start(t, impatient);
  await stuck(server, 3, simple(`GET ${media("/demo/big.mp4")}`));
  while (!((await slow(server)) >= 3)) await pause(500);
});
