// SPDX-License-Identifier: Apache-2.0
// Streams without sticky sessions: what a client posts comes to an instance that does not hold its
// stream, and arrives all the same.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Client, leaveAll, pause, until } from "../wire/client.mjs";
import { token } from "../wire/server.mjs";
import { slidesMake } from "../wire/slides.mjs";
import { ask, emulate } from "../wire/stream.mjs";
import { connect, endAll } from "../wire/wire.mjs";
import { Cluster } from "./cluster.mjs";
import { ROOM } from "./people.mjs";

const POSTS = 6; // to subscribe, to say two things, to answer three pings
let cluster;
let speaker;

before(async () => {
  cluster = new Cluster({ instances: 2, balance: "roundrobin", set: { "limits.ping_seconds": 1 } });
  await cluster.start();
  speaker = await connect(cluster.instances[0], "host");
  await speaker.rpc("stage.phase", { room: ROOM, op: "live", to: "live" });
  // Until each knows of the other.
  for (const instance of cluster.instances)
    await until(async () => (await instance.metric("bus_nodes")) === 2, "the other instance");
});
after(async () => {
  leaveAll();
  endAll();
  await cluster.clean();
});

const emulated = async () => Promise.all(cluster.instances.map((one) => one.metric("emulated_total")));

// Each post goes to the instance that does not hold the stream, the later command first.
for (const transport of ["http_stream", "sse"])
  test(`${transport}: what was said first is done first, also through another instance`, async () => {
    const [holder, other] = cluster.instances;
    const wire = await connect(holder, "u9", { transport });
    for (const id of [4, 3, 2])
      assert.equal((await emulate(other, wire.hello, `{"id":${id},"ping":{}}`)).status, 204);
    await wire.reply(4);
    assert.deepEqual(
      wire.replies.map(({ id }) => id),
      [1, 2, 3, 4],
    );
    wire.end();
  });

// Nothing of it is kept: it goes from one instance to the other as it is, or is lost.
test("who points at a slide at one instance is seen at the other", async () => {
  const [first, second] = cluster.instances;
  const { deck } = await slidesMake(first, ROOM, 1);
  await speaker.rpc("slide.show", { room: ROOM, op: "shown", deck, page: 1 });
  const pointer = await new Client(first, { token: token("host"), timeout: 5000 }).ready();
  const other = await new Client(second, { token: token("u8"), timeout: 5000 }).ready();
  const followers = [await pointer.follow(ROOM), await other.follow(ROOM)];
  const points = (follower) => follower.publications.filter(({ data }) => data.type === "signal").map(({ data }) => data.patch.slide.point);
  const slides = async () => (await first.entries(ROOM)).map(({ type }) => type).filter((type) => type.startsWith("slide."));
  const before = await slides();
  for (let turn = 0; turn < 20 && points(followers[1]).length < 2; turn++) {
    await pointer.sdk.send({ method: "slide.point", data: { room: ROOM, x: 500, y: turn } });
    await pause(400);
  }
  for (const follower of followers) {
    const seen = points(follower);
    assert.ok(seen.length >= 2 && seen.every(({ x }) => x === 500), JSON.stringify(seen));
  }
  assert.deepEqual(await slides(), before, "none of it is an entry");
  pointer.sdk.disconnect();
  other.sdk.disconnect();
});

let said = 0;
const say = (sender, text) => sender.rpc("chat.post", { room: ROOM, op: `said-${++said}`, text });
const texts = (view) => Object.values(view.chat.messages).map(({ text }) => text);

// The stream is at one instance, and everything posted goes to the other.
async function crossed(transport, holder) {
  const other = cluster.other(holder);
  const client = new Client(
    { url: other.url },
    {
      transports: [{ transport, endpoint: `${holder.url}/connection/${transport}` }],
      token: token("u7"),
      timeout: 5000,
      maxServerPingDelay: 1500,
    },
  );
  return client.ready();
}

// What one does there, from its beginning to its end; returns how often it was cut.
async function lives(transport, at) {
  const holder = cluster.instances[at];
  const before = (await emulated())[at];
  const client = await crossed(transport, holder);
  assert.equal(client.connects[0].transport, transport);
  const follower = await client.follow(ROOM);
  const { seq } = await say(client, `from ${transport} ${at}`);
  assert.ok(seq > 0);
  await say(speaker, `to ${transport} ${at}`);
  await until(() => texts(follower.view).includes(`to ${transport} ${at}`), "what was said elsewhere");
  assert.ok(texts(follower.view).includes(`from ${transport} ${at}`));
  // Refusals come back too.
  await assert.rejects(say(client, ""), { code: 402 });
  await until(async () => (await emulated())[at] >= before + POSTS, "three pings were answered");
  assert.equal(client.sdk.state, "connected");
  assert.deepEqual(client.connecting.slice(1), []);
  client.cut();
  await until(() => follower.resumes.length === 1, "the resume");
  assert.ok(follower.resumes[0].recovered);
  client.sdk.disconnect();
  const carried = () => holder.metric(`transport_connections{transport="${transport}"}`);
  await until(async () => (await carried()) === 0, "its end");
}

for (const transport of ["http_stream", "sse"])
  test(`${transport} at either instance, what is posted goes to the other`, async () => {
    const before = await emulated();
    await Promise.all([0, 1].map((at) => lives(transport, at)));
    const passed = await emulated();
    // To subscribe, to say two things, to answer at least three pings.
    for (const at of [0, 1]) assert.ok(passed[at] - before[at] >= 6, `${passed} after ${before}`);
  });

test("everything in turn: streams and posts through a balancer without sessions", async (t) => {
  const clients = [];
  for (let at = 0; at < 12; at++) {
    const transports = [["http_stream"], ["sse"]][at % 2];
    const client = new Client(cluster.front, { transports, token: token(`u${at + 20}`), timeout: 5000 });
    await client.ready();
    clients.push({ client, follower: await client.follow(ROOM) });
    // An odd number of requests each, so that streams are at both.
    await cluster.front.get("/health");
  }
  const sent = [];
  const begun = Date.now();
  for (const [at, { client }] of clients.entries()) {
    sent.push(`from ${at}`);
    await say(client, sent.at(-1));
  }
  const each_ms = (Date.now() - begun) / clients.length;
  // HAProxy may keep pieces of a stream back for 200 ms if it is not told otherwise.
  assert.ok(each_ms < 150, `a command took ${each_ms} ms`);
  for (const { follower } of clients)
    await until(() => sent.every((text) => texts(follower.view).includes(text)), "every message");
  const each = await Promise.all(cluster.instances.map((one) => one.metric("connections")));
  assert.ok(
    each.every((count) => count > 0),
    `connections: ${each}`,
  );
  for (const { client } of clients) assert.equal(client.connecting.length, 1);
  t.diagnostic(`${each_ms.toFixed(1)} ms for a command and its answer`);
});

test("a session that nobody has is unknown", async () => {
  const { node } = speaker.hello;
  const post = async (at, name) => {
    const body = JSON.stringify({ session: "A".repeat(22), node: name, data: '{"id":1,"ping":{}}' });
    return (await ask(cluster.instances[at], "POST", "/emulation", { body })).status;
  };
  assert.equal(await post(0, node), 404);
  // Whether the other one has it is not asked back.
  assert.equal(await post(1, node), 204);
  // Once all who live have had the time to be heard.
  for (const at of [0, 1]) await until(async () => (await post(at, "nobody")) === 404, "404");
});
