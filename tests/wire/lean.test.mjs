// SPDX-License-Identifier: Apache-2.0
// The lean class: fewer and larger patches, and never fewer facts.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { join, leaveAll, until } from "./client.mjs";
import { serve } from "./server.mjs";
import { connect, endAll } from "./wire.mjs";

after(() => (leaveAll(), endAll()));

const room = "webinar:w1";
const lean = { data: { class: "lean" } };

async function talk(host, from, to) {
  for (let n = from; n < to; n++)
    await host.rpc("chat.post", { room, op: `op-${n}`, text: `message ${n}` });
}

async function agrees(server, follower, sub) {
  const fresh = async () => {
    const wire = await connect(server, sub);
    const { data } = await wire.ask("subscribe", { channel: room });
    wire.end();
    return JSON.stringify(sorted(data)) === JSON.stringify(sorted(follower.view));
  };
  await until(fresh, `the same view for ${sub}`);
}

const sorted = (value) =>
  value && typeof value === "object" && !Array.isArray(value)
    ? Object.fromEntries(
        Object.keys(value)
          .sort()
          .map((name) => [name, sorted(value[name])]),
      )
    : value;

test("a lean client gets many events as one patch and ends with the same view", async (t) => {
  const server = await serve(t);
  const host = await connect(server, "host");
  const client = await join(server, "u1", lean);
  const plain = await (await join(server, "u2")).follow(room);
  const follower = await client.follow(room);
  await talk(host, 0, 40);
  await until(
    () => Object.keys(follower.view.chat?.messages ?? {}).length === 40,
    "forty messages",
  );
  const chats = follower.publications.filter(({ data }) => data.patch.chat);
  assert.ok(chats.length <= 3, `${chats.length} publications`);
  assert.ok(chats.every(({ data }) => data.type === "batch"));
  assert.equal(plain.publications.filter(({ data }) => data.type === "chat.post").length, 40);
  await agrees(server, follower, "u1");
});

test("a lean client that was cut resumes, and so it does after kill -9", async (t) => {
  const server = await serve(t);
  const client = await join(server, "u1", lean);
  const follower = await client.follow(room);
  await talk(await connect(server, "host"), 0, 5);
  await until(() => Object.keys(follower.view.chat?.messages ?? {}).length === 5, "five messages");
  client.leave();
  await talk(await connect(server, "host"), 5, 10);
  client.back();
  await until(() => follower.resumes.length === 1, "the first resume");
  await agrees(server, follower, "u1");
  client.leave();
  await talk(await connect(server, "host"), 10, 12);
  await server.kill();
  await server.start();
  client.back();
  await until(() => follower.resumes.length === 2, "the second resume");
  await talk(await connect(server, "host"), 12, 14);
  await agrees(server, follower, "u1");
  assert.deepEqual(
    follower.resumes.map(({ recovered }) => recovered),
    [true, true],
  );
});
