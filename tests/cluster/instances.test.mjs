// SPDX-License-Identifier: Apache-2.0
// Instances that die, and instances that are replaced one after another, under load.
// SEED=N: the same people.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { pause, until } from "../wire/client.mjs";
import { connect } from "../wire/wire.mjs";
import { ROOM } from "./people.mjs";
import { World } from "./world.mjs";

const GONE_MS = 30000;
const DOWN_MS = 6000;
const SLACK_MS = 1500;
let world;

before(async () => {
  world = new World();
  await world.start();
});
after(() => world.end());

async function nodeOf(instance) {
  const wire = await connect(instance, "host");
  wire.end();
  return wire.hello.node;
}

const gone = async (node) =>
  (await world.cluster.entries(ROOM)).filter(({ type, data }) => type === "presence.gone" && data.node === node);

// Killed and started again: the name that its people were present under.
async function replace(instance) {
  const node = await nodeOf(instance);
  const before = await instance.metric("connections");
  assert.ok(before > 0, "nobody was there");
  world.people.burst();
  await pause(5);
  await instance.kill();
  await until(
    () => world.people.all.every(({ client }) => client.sdk.state === "connected"),
    "everybody is back elsewhere",
  );
  await instance.start();
  return node;
}

test("what people show on one instance is in the sums of all", async () => {
  const [here, there] = await Promise.all(
    world.cluster.instances.slice(0, 2).map((instance) => connect(instance, "host")),
  );
  const { data: before } = await there.ask("subscribe", { channel: ROOM });
  await here.ask("subscribe", { channel: ROOM });
  const room = { room: ROOM, kind: "wow" };
  here.socket.send(JSON.stringify({ send: { data: { method: "reaction.send", data: room } } }));
  const rose = ({ patch }) => patch.reaction?.sums?.wow > (before.reaction?.sums?.wow ?? 0);
  await there.publication(ROOM, rose, "the sum on the other instance");
  here.end();
  there.end();
});

test("an instance killed with -9: its people are elsewhere, one entry closes their presence", async (t) => {
  const node = await replace(world.cluster.instances[2]);
  await until(async () => (await gone(node)).length > 0, "presence.gone", GONE_MS);
  await world.holds([world.cluster.instances[2]]);
  assert.equal((await gone(node)).length, 1);
  world.story(t);
});

test("the others killed one after the other: the new ones close their presence", async (t) => {
  const { instances } = world.cluster;
  const nodes = [];
  for (const instance of instances.slice(0, 2)) {
    nodes.push(await replace(instance));
    await pause(500);
  }
  for (const node of nodes) await until(async () => (await gone(node)).length > 0, "presence.gone", GONE_MS);
  await world.holds([instances[0]]);
  for (const node of nodes) assert.equal((await gone(node)).length, 1);
  assert.ok(world.people.resumes.recovered > 0, "no resume brought what was missed");
  world.story(t);
});

test("a rolling restart loses and repeats nothing, and ends with status 0", async (t) => {
  for (const instance of world.cluster.instances) {
    const node = await nodeOf(instance);
    assert.equal(await instance.end(), 0);
    await instance.start();
    await until(async () => (await gone(node)).length > 0, "presence.gone after the end");
  }
  await world.holds();
  world.story(t);
});

test("all of them killed at once: what nobody served is nobody's time, and everybody's is right", async (t) => {
  const { instances } = world.cluster;
  const attended = async () => {
    const wire = await connect(instances[0], "host");
    const list = await wire.rpc("attendance.list", { room: ROOM });
    wire.end();
    return list;
  };
  // Whom nobody is at is not missed.
  const joins = (await world.cluster.entries(ROOM)).filter(({ type }) => type === "presence.join");
  const nodes = (await Promise.all(instances.map(nodeOf))).filter((node) => joins.some(({ data }) => data.node === node));
  assert.ok(nodes.length > 0, "nobody was there");
  const before = await attended();
  const began = Date.now();
  await Promise.all(instances.map((instance) => instance.kill()));
  const fell = Date.now();
  await pause(DOWN_MS);
  await Promise.all(instances.map((instance) => instance.start()));
  const rose = Date.now();
  for (const node of nodes) await until(async () => (await gone(node)).length > 0, "presence.gone", GONE_MS);
  // The copy that is asked may be a moment behind the journal.
  let after, grown, served;
  await until(async () => {
    after = await attended();
    served = Date.now() - rose + fell - began;
    grown = after.length - before.length;
    return grown <= served + SLACK_MS;
  }, "the time of nobody to be taken out", GONE_MS).catch(() => undefined);
  t.diagnostic(`down for ${rose - fell} ms of ${Date.now() - began}: the session has ${grown} ms more`);
  // What a sign of life or an entry last said lies before the fall, and an instance serves from its start on.
  assert.ok(grown <= served + SLACK_MS, `${grown} of ${served} ms`);
  for (const [person, { total }] of Object.entries(after.people))
    assert.ok(total - (before.people[person]?.total ?? 0) <= served + SLACK_MS, `${person}: ${total}`);
  await world.holds();
});
