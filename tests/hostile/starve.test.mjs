// SPDX-License-Identifier: Apache-2.0
// Sockets that take and give nothing in HTTP: heads that never end, answers nobody reads. However
// many there are, everybody else is answered at once.

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { media } from "../wire/server.mjs";
import { endSockets, pause, request, simple } from "./raw.mjs";
import { answersAtOnce, asleep, healthy, slow, soon, start, stuck } from "./stuck.mjs";

const STUCK = 4600; // more than there may be in all
const ADDRESS_MAX = 2048; // protocol/bounds.def, STRANGERS_ADDRESS; less where descriptors are few

afterEach(endSockets);

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
  await asleep(server);
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

// Nearly the shortest time that may be configured: the default is 30 s.
const impatient = { "limits.exchange_seconds": 5 };
const patience = { timeout: 60_000 };

test("an answer that nobody reads is given up", patience, async (t) => {
  const server = await start(t, impatient);
  await stuck(server, 3, simple(`GET ${media("/demo/big.mp4")}`));
  while (!((await slow(server)) >= 3)) await pause(500);
});
