// SPDX-License-Identifier: Apache-2.0
// Three instances of an earlier build are replaced by this one, one after another, while people are active; for a while both serve
// the same rooms. Nothing that was acknowledged is lost, and nobody is cut off. Where the tables are of another version now the
// earlier one says why it does not come back; where they are not it comes back in the place of one, and nothing is lost either.
// MUSTER_EARLIER is that build's folder (./dev prove upgrade makes it).

import assert from "node:assert/strict";
import { once } from "node:events";
import { after, test } from "node:test";
import { join } from "node:path";
import { spawn } from "node:child_process";
import { leaveAll, pause } from "../wire/client.mjs";
import { environment, program } from "../wire/server.mjs";
import { endAll } from "../wire/wire.mjs";
import { World } from "../cluster/world.mjs";

after(() => (leaveAll(), endAll()));

const EARLIER = join(process.env.MUSTER_EARLIER ?? "", "muster");
const BESIDE_MS = 15000; // both builds together, after each step

// How every socket of anybody ended, whenever it is opened.
function codes(people) {
  const seen = new Set();
  const counts = {};
  const look = () => {
    for (const { client } of people.all)
      for (const socket of client.sockets)
        if (!seen.has(socket)) {
          seen.add(socket);
          socket.once("close", (code) => (counts[code] = (counts[code] ?? 0) + 1));
        }
  };
  const timer = setInterval(look, 20);
  return { counts, end: () => clearInterval(timer) };
}

// What a program says that does not start.
async function refused(journal) {
  const child = spawn(EARLIER, ["serve", "--listen", "127.0.0.1:0", "--journal", journal], { env: { ...environment(), MUSTER_TOKEN_SECRET: "x".repeat(40) }, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (bytes) => (said += bytes));
  const [code] = await once(child, "exit");
  return { code, said };
}

test("three instances are replaced one after another under load, and nobody loses anything", async (t) => {
  const world = new World({ runs: EARLIER });
  t.after(() => world.end());
  await world.start();
  const version = () => world.cluster.postgres.ask("SELECT max(version) FROM muster.schema_version");
  const before = await version();
  const ended = codes(world.people);
  t.after(() => ended.end());
  for (const [at, instance] of world.cluster.instances.entries()) {
    assert.equal(await instance.end(), 0, instance.log);
    instance.runs = program;
    await instance.start();
    await world.says("bus", "ok");
    const delays = await world.delays(BESIDE_MS);
    const latest = Math.max(...delays);
    t.diagnostic(`${at + 1} of 3 replaced: ${delays.length} messages from one instance to another, the latest after ${latest} ms`);
    // What both builds tell each other is understood by both.
    for (const one of world.cluster.instances) {
      assert.ok((await one.metric("bus_entries_total")) > 0);
      assert.equal(await one.metric("bus_refused_total"), 0);
    }
  }
  const now = await version();
  t.diagnostic(`the tables were of version ${before}, and are of ${now}`);
  if (now !== before) {
    const { code, said } = await refused(world.cluster.postgres.url);
    assert.equal(code, 1);
    assert.match(said, /newer version of Muster/);
  } else {
    const [first] = world.cluster.instances;
    assert.equal(await first.end(), 0, first.log);
    first.runs = EARLIER;
    await first.start();
    await world.says("bus", "ok");
    await world.delays(BESIDE_MS);
  }
  await world.holds();
  await pause(1000);
  await world.holds();
  assert.equal(ended.counts[1006] ?? 0, 0, JSON.stringify(ended.counts));
  assert.ok((ended.counts[3001] ?? 0) > 0, JSON.stringify(ended.counts));
  t.diagnostic(`sockets ended with ${JSON.stringify(ended.counts)}`);
  world.story(t);
});
