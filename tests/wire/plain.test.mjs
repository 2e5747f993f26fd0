// SPDX-License-Identifier: Apache-2.0
// Plain channels: the protocol without rooms, as the SDK knows it from other servers.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Client, leaveAll, until } from "./client.mjs";
import { serve } from "./server.mjs";
import { connect, endAll } from "./wire.mjs";

let server;
let cleanUp;

before(async () => {
  server = await serve(
    { after: (fn) => (cleanUp = fn) },
    { demo: false, memory: true, set: { "channels.open": "yes" } },
  );
});
after(async () => {
  leaveAll();
  endAll();
  await cleanUp();
});

const anybody = () => new Client(server).ready();
const numbers = (count) => Array.from({ length: count }, (_, at) => at + 1);

test("what one client publishes every subscriber gets once, in order, numbered", async () => {
  const [sender, ...listeners] = await Promise.all(numbers(4).map(anybody));
  const followers = await Promise.all(listeners.map((client) => client.follow("order")));
  await Promise.all(numbers(50).map((n) => sender.sdk.publish("order", { n })));
  await until(() => followers.every(({ publications }) => publications.length >= 50), "all 50");
  const expected = numbers(50).map((n) => ({ data: { n }, offset: n }));
  for (const follower of followers) assert.deepEqual(follower.publications, expected);
});

test("two clients that publish at once are heard in one order by everybody", async () => {
  const clients = await Promise.all(numbers(4).map(anybody));
  const followers = await Promise.all(clients.map((client) => client.follow("order2")));
  const sends = numbers(40).flatMap((n) =>
    clients.slice(0, 2).map((client, by) => client.sdk.publish("order2", { by, n })),
  );
  await Promise.all(sends);
  await until(() => followers.every(({ publications }) => publications.length >= 80), "all 80");
  for (const follower of followers) {
    assert.deepEqual(follower.publications, followers[0].publications);
    assert.deepEqual(follower.offsets, numbers(80));
  }
  for (const by of [0, 1]) {
    const own = followers[0].publications.filter(({ data }) => data.by === by);
    assert.deepEqual(
      own.map(({ data }) => data.n),
      numbers(40),
    );
  }
});

test("a subscription publishes as well, and its publisher hears itself", async () => {
  const follower = await (await anybody()).follow("echo");
  await follower.subscription.publish({ hello: "world" });
  await until(() => follower.publications.length, "the echo");
  assert.deepEqual(follower.publications, [{ data: { hello: "world" }, offset: 1 }]);
});

test("any JSON value is published and comes as it was", async () => {
  const client = await anybody();
  const follower = await client.follow("values");
  const values = [{}, [], [1, [2, [3]]], "text", "", "ي🎓\u2028\n", 0, -(2 ** 53 - 1), true];
  for (const value of values) await client.sdk.publish("values", value);
  await until(() => follower.publications.length >= values.length, "all values");
  assert.deepEqual(
    follower.publications.map(({ data }) => data),
    values,
  );
});

test("who subscribes later gets nothing of what was before, and everything after", async () => {
  const [sender, late] = await Promise.all(numbers(2).map(anybody));
  await sender.sdk.publish("later", { n: 1 });
  const follower = await late.follow("later");
  assert.equal(follower.subscribed[0].streamPosition.offset, 1);
  await sender.sdk.publish("later", { n: 2 });
  await until(() => follower.publications.length, "the second");
  assert.deepEqual(follower.publications, [{ data: { n: 2 }, offset: 2 }]);
});

test("who has unsubscribed gets nothing more", async () => {
  const [sender, client] = await Promise.all(numbers(2).map(anybody));
  const follower = await client.follow("short");
  await sender.sdk.publish("short", 1);
  await until(() => follower.publications.length, "the first");
  follower.subscription.unsubscribe();
  await client.sdk.rpc("publish", { room: "other", op: "marker", data: 0 });
  await sender.sdk.publish("short", 2);
  const again = await (await anybody()).follow("short");
  assert.equal(again.subscribed[0].streamPosition.offset, 2);
  assert.equal(follower.publications.length, 1);
});

test("history gives the newest page, from a position on, forwards and backwards", async () => {
  const client = await anybody();
  for (const n of numbers(12)) await client.sdk.publish("past", n);
  const data = (answer) => answer.publications.map((one) => one.data);
  const whole = await client.sdk.history("past", { limit: 100 });
  assert.deepEqual(data(whole), numbers(12));
  assert.deepEqual(
    whole.publications.map(({ offset }) => offset),
    numbers(12),
  );
  assert.equal(whole.offset, 12);
  const { epoch } = whole;
  const none = await client.sdk.history("past");
  assert.deepEqual([none.publications, none.offset, none.epoch], [[], 12, epoch]);
  const since = (offset, options) =>
    client.sdk.history("past", { since: { offset, epoch }, limit: 4, ...options });
  assert.deepEqual(data(await since(3)), [4, 5, 6, 7]);
  assert.deepEqual(data(await since(10)), [11, 12]);
  assert.deepEqual(data(await since(12)), []);
  assert.deepEqual(data(await since(6, { reverse: true })), [5, 4, 3, 2]);
  assert.deepEqual(
    data(await client.sdk.history("past", { limit: 3, reverse: true })),
    [12, 11, 10],
  );
  assert.deepEqual(data(await client.sdk.history("past", { limit: 3 })), [1, 2, 3]);
});

test("history from a position of another epoch is refused as unrecoverable", async () => {
  const client = await anybody();
  await client.sdk.publish("past2", 1);
  const asked = client.sdk.history("past2", { since: { offset: 0, epoch: "other" }, limit: 1 });
  await assert.rejects(asked, { code: 112 });
});

test("presence_stats counts connections and people", async () => {
  const clients = await Promise.all(numbers(3).map(anybody));
  const stats = () => clients[0].sdk.presenceStats("crowd");
  assert.deepEqual(await stats(), { numClients: 0, numUsers: 0 });
  const followers = await Promise.all(clients.map((client) => client.follow("crowd")));
  assert.deepEqual(await stats(), { numClients: 3, numUsers: 3 });
  followers[1].subscription.unsubscribe();
  clients[2].cut();
  await until(async () => (await stats()).numClients <= 2, "one less");
  await until(async () => clients[2].connects.length === 2, "the third again");
  await until(async () => (await stats()).numClients === 2, "two of them");
});

test("plain channels do not exist until they are configured", async (t) => {
  const closed = await serve(t, { memory: true });
  const wire = await connect(closed, "u7");
  for (const verb of ["subscribe", "presence_stats", "history"])
    assert.equal(await wire.refusal(verb, { channel: "order" }), "PERMISSION_DENIED");
  assert.equal(await wire.refusal("publish", { channel: "order", data: 1 }), "PERMISSION_DENIED");
});
