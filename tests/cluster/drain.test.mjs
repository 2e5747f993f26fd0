// SPDX-License-Identifier: Apache-2.0
// An instance behind config/haproxy.cfg is told to stop: its people leave one after another, and
// come back to the other one at once. Nobody is cut off.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { freePort } from "../../scripts/port.mjs";
import { until } from "../wire/client.mjs";
import { Server, root, serve } from "../wire/server.mjs";
import { connect, endAll } from "../wire/wire.mjs";
import { Haproxy } from "./child.mjs";

after(endAll);

// Two milliseconds each: longer than HAProxy needs to take an instance for dead.
const PEOPLE = 1250;

// HAProxy in front of `servers`, as its file has it; but it asks each in turn, so that some are sent
// back to the one that they have just left, which it does not know yet.
async function front(t, servers) {
  const port = await freePort();
  const lines = servers.map((server, at) => `    server i${at} 127.0.0.1:${server.port}\n`);
  const text = readFileSync(join(root, "config/haproxy.cfg"), "utf8")
    .replace(/^ {4}server .*\n/gm, "")
    .replace("balance leastconn", "balance roundrobin")
    .replace("${MUSTER_BIND}", `127.0.0.1:${port}`)
    .replace(/maxconn .*/, "maxconn 6000");
  const haproxy = new Haproxy("haproxy.cfg");
  t.after(() => haproxy.clean());
  writeFileSync(join(haproxy.folder, "haproxy.cfg"), text + lines.join(""));
  haproxy.port = port;
  await haproxy.start();
  // Whoever is on the way to an instance in the moment in which it is found dead is cut.
  await until(() => /i1 is DOWN/.test(haproxy.log), "the front to find out that one is not there yet");
  const url = `http://127.0.0.1:${port}`;
  return { url, port, endpoint: `ws://127.0.0.1:${port}/connection/websocket` };
}

// A connection through `there` to the instance that has just come up, sooner or later.
async function arrives(there, server) {
  let wire;
  const came = async () => {
    wire?.end();
    wire = await connect(there, "host");
    return (await server.health()).connections > 0;
  };
  await until(came, "the front to find the other instance");
  return wire;
}

test("people leave an instance with 3001, none is cut, and all come back at once", async (t) => {
  const set = { "limits.grace_seconds": 1 };
  const leaving = await serve(t, { memory: true, set });
  const staying = new Server({ memory: true, set });
  t.after(() => staying.clean());
  staying.port = await freePort();
  const there = await front(t, [leaving, staying]);
  for (const path of ["/metrics", "/metrics?all"])
    assert.equal((await fetch(there.url + path)).status, 403);
  assert.equal((await fetch(`${there.url}/health`)).status, 200);
  const open = [];
  while (open.length < PEOPLE)
    open.push(...(await Promise.all([...Array(50)].map((_, at) => connect(there, `u${open.length + at}`)))));
  await staying.start();
  const other = await arrives(there, staying);

  const began = Date.now();
  const endings = [];
  const back = [];
  for (const [n, wire] of open.entries())
    wire.closed.then(({ code }) => {
      endings.push({ code, at: Date.now() - began });
      back.push(connect(there, `u${n}`).then(() => "came", String));
    });
  const ended = leaving.end();
  const stopping = async () => {
    const health = await fetch(`${leaving.url}/health`, { headers: { connection: "close" } });
    return health.status === 503 && (await health.json()).status === "stopping";
  };
  await until(stopping, "health to say so while people are still there");
  assert.equal(await ended, 0);
  await until(() => endings.length === PEOPLE, "all of them to have gone");
  assert.deepEqual(endings.filter(({ code }) => code !== 3001), []);
  const last = Math.max(...endings.map(({ at }) => at));
  assert.ok(last > 2 * PEOPLE - 100, `they were all gone after ${last} ms`);
  assert.deepEqual((await Promise.all(back)).filter((how) => how !== "came"), []);
  assert.equal((await staying.health()).connections, PEOPLE + 1);
  await other.ask("ping");
});
