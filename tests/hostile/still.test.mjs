// SPDX-License-Identifier: Apache-2.0
// Connections that take and give nothing: upgrades that never say who they are, readers who never
// read. However many there are, everybody else is answered at once.

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { token } from "../wire/server.mjs";
import { connect } from "../wire/wire.mjs";
import { Raw, endSockets, pause, request, simple, socket, textFrame, upgrade } from "./raw.mjs";
import { answersAtOnce, slow, start, stuck } from "./stuck.mjs";

afterEach(endSockets);

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
    const head = `Host: x\r\nConnection: close\r\nContent-Length: ${body.length}\r\n`;
    return request(server, simple("POST /emulation", head) + body);
  };
  return { raw, say };
}

// Nearly the shortest time that may be configured: the default is 60 s.
const impatient = { "limits.still_seconds": 10 };
const patience = { timeout: 60_000 };

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
