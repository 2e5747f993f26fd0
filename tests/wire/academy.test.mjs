// SPDX-License-Identifier: Apache-2.0
// The academy over the wire: from a request to a person, and what follows in other rooms.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { until } from "./client.mjs";
import { serve } from "./server.mjs";
import { connect, endAll } from "./wire.mjs";

after(endAll);

const ACADEMY = "academy:main";

// A server with the demo's academy, and somebody who speaks there: says(method, data).
async function academy(t) {
  const server = await serve(t, { memory: true });
  let count = 0;
  const speaks = async (sub) => {
    const wire = await connect(server, sub);
    wire.says = (method, data) => wire.rpc(method, { room: ACADEMY, op: `op-${++count}`, ...data });
    wire.asks = (method, data) => wire.rpc(method, { room: ACADEMY, ...data });
    return wire;
  };
  return { server, speaks };
}

// Asks again until somebody is found: an effect comes by itself, soon.
async function found(wire, mail) {
  let people = [];
  await until(async () => {
    ({ people } = await wire.asks("person.list", { mail }));
    return people.length > 0;
  }, `somebody with ${mail}`);
  return people;
}

test("an approved request becomes a person once, who is to be sent a link", async (t) => {
  const { speaks } = await academy(t);
  const [coordinator, organiser] = [await speaks("coordinator"), await speaks("organiser")];
  const mail = "participant12@police.example";
  const asked = { name: "Participant 12", mail, country: "TN", language: "ar" };
  const { seq: request } = await coordinator.says("access.request", asked);
  await organiser.says("access.approve", { request });
  const people = await found(organiser, "PARTICIPANT12@police.example");
  assert.equal(people.length, 1);
  const { id, name, country, languages, invited } = people[0];
  assert.match(id, /^m\d+$/);
  assert.deepEqual({ name, country, languages, invited }, {
    name: "Participant 12",
    country: "TN",
    languages: ["ar"],
    invited: true,
  });
  const again = { room: ACADEMY, op: "x", request };
  assert.equal(await organiser.rpcRefusal("access.approve", again), "REQUEST_STATE");
});

test("who is no person of the academy is told nothing of it", async (t) => {
  const { speaks } = await academy(t);
  const stranger = await speaks("u7");
  const { error } = await stranger.command("subscribe", { channel: ACADEMY });
  assert.equal(error.code, 103);
  for (const [method, data] of [
    ["person.list", {}],
    ["person.get", { person: "organiser" }],
    ["access.list", {}],
    ["access.figures", {}],
  ])
    assert.equal(await stranger.rpcRefusal(method, { room: ACADEMY, ...data }), "PERMISSION_DENIED");
});

test("a person who is suspended loses the academy's channel at once", async (t) => {
  const { speaks } = await academy(t);
  const [manager, organiser] = [await speaks("manager"), await speaks("organiser")];
  const { data } = await manager.ask("subscribe", { channel: ACADEMY });
  assert.deepEqual(data.me.roles, ["member", "manager"]);
  assert.equal(data.people, undefined);
  await organiser.says("person.suspend", { person: "manager" });
  await manager.until(
    () => manager.pushes.find(({ unsubscribe }) => unsubscribe?.code === 2000),
    "the end of the subscription",
  );
});
