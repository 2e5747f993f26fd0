// SPDX-License-Identifier: Apache-2.0
// Whatever becomes of Redis: people notice a moment of delay at most, and nothing else.
// SEED=N: the same people.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { pause, until } from "../wire/client.mjs";
import { connect } from "../wire/wire.mjs";
import { ROOM } from "./people.mjs";
import { World } from "./world.mjs";

// Half a second between looks into the journal, and what a busy machine takes.
const AWAY_MS = 3000;
let world;
let redis;

before(async () => {
  world = new World({ holes: true });
  redis = world.cluster.redis;
  await world.start();
  await world.says("bus", "ok");
});
after(() => world.end());

const most = (delays) => Math.max(...delays);

// The longest delay of what is said from `break_it` on, until `wait_ms` after it. Nobody else says
// anything: at an instance where somebody does, the journal itself tells of what came before.
async function slowest(break_it, wait_ms) {
  await world.people.rest();
  await break_it();
  const delays = await world.delays(wait_ms);
  world.people.begin();
  return most(delays);
}

for (const type of ["normal", "pubsub"])
  test(`connections to Redis of the type ${type} are killed`, async (t) => {
    const before = await world.cluster.instances[0].metric("bus_reconnects_total");
    const kill = async () => assert.ok(Number(await redis.ask("CLIENT", "KILL", "TYPE", type)) >= 3);
    const delay = await slowest(kill, 2000);
    assert.ok(delay < AWAY_MS, `a message took ${delay} ms`);
    await world.says("bus", "ok");
    if (type === "pubsub")
      assert.ok((await world.cluster.instances[0].metric("bus_reconnects_total")) > before);
    await world.holds([world.cluster.instances[1]]);
    t.diagnostic(`at most ${delay} ms`);
  });

test("Redis sleeps for three seconds", async (t) => {
  const delay = await slowest(() => void redis.ask("DEBUG", "SLEEP", "3"), 3500);
  assert.ok(delay < AWAY_MS, `a message took ${delay} ms`);
  await world.says("bus", "ok");
  await world.holds([world.cluster.instances[2]]);
  t.diagnostic(`at most ${delay} ms`);
});

test("Redis forgets everything, and is started anew with nothing in it", async (t) => {
  await redis.ask("FLUSHALL");
  assert.ok((await world.delay()) < AWAY_MS);
  const delay = await slowest(() => redis.stop(), 2000);
  assert.ok(delay < AWAY_MS, `a message took ${delay} ms`);
  await world.says("bus", "away");
  await redis.start();
  await world.says("bus", "ok");
  await world.holds([world.cluster.instances[0]]);
  t.diagnostic(`at most ${delay} ms`);
});

test("Redis is silent: health says degraded, messages take a moment, all comes back", async (t) => {
  t.after(() => redis.thaw());
  const delay = await slowest(() => redis.freeze(), 6000);
  world.people.burst();
  for (const at of [0, 1, 2]) {
    const { code, status, bus, journal } = await world.health(at);
    assert.deepEqual({ code, status, bus, journal }, { code: 200, status: "degraded", bus: "away", journal: "ok" });
    assert.match(world.cluster.instances[at].log, /redis is away/);
  }
  redis.thaw();
  await world.says("bus", "ok");
  for (const at of [0, 1, 2]) assert.match(world.cluster.instances[at].log, /redis is there[^]*$/);
  await world.holds([world.cluster.instances[1]]);
  t.diagnostic(`at most ${delay} ms`);
  assert.ok(delay < AWAY_MS, `a message took ${delay} ms`);
});

test("one instance alone loses Redis: taken for gone, its people are counted again", async (t) => {
  const [, , alone] = world.cluster.instances;
  const wire = await connect(alone, "host");
  const { node } = wire.hello;
  wire.end();
  const hole = world.cluster.holes[2].redis;
  hole.swallow();
  t.after(() => hole.mend());
  const spoken = async () =>
    (await world.cluster.entries(ROOM)).filter(({ type, data }) => type === "presence.gone" && data.node === node);
  await until(async () => (await spoken()).length > 0, "presence.gone");
  await pause(5000);
  const times = (await spoken()).length;
  hole.mend();
  await world.says("bus", "ok");
  await world.holds();
  t.diagnostic(`${times} times in five seconds`);
  assert.ok(times <= 3, `its presence was closed ${times} times in five seconds`);
});

test("forged messages change nothing", async (t) => {
  const before = await world.cluster.instances[0].metric("bus_heard_total");
  const forged = [
    `forger ${Number.MAX_SAFE_INTEGER}`,
    "forger 9223372036854775807",
    "forger 99999999999999999999999999",
    "forger -5",
    "forger 0",
    "forger",
    "",
    "\u0000\u0001\u0002",
    "forger 12 and more",
    "x".repeat(100000),
    '{"type":"chat.post","seq":3}',
  ];
  const channels = (await redis.ask("PUBSUB", "CHANNELS", "*")).split("\n");
  const rooms = channels.filter((name) => name.endsWith(ROOM));
  assert.equal(rooms.length, 1, `no channel of the room among ${channels}`);
  for (const text of forged)
    for (const channel of channels) await redis.ask("PUBLISH", channel, text.replaceAll("\0", "0"));
  const delay = most(await world.delays(500));
  assert.ok(delay < AWAY_MS, `a message took ${delay} ms`);
  assert.ok((await world.cluster.instances[0].metric("bus_heard_total")) > before);
  await world.says("bus", "ok");
  await world.holds();
  world.story(t);
});
