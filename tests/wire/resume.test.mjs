// SPDX-License-Identifier: Apache-2.0
// Lost connections: what was missed comes, all of it and once; or a fresh view, never a part.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { join, leaveAll, merge, until } from "./client.mjs";
import { serve } from "./server.mjs";
import { connect, endAll } from "./wire.mjs";

after(() => (leaveAll(), endAll()));

const room = "webinar:w1";
const plain = { set: { "channels.open": "yes" } };
const numbers = (count) => Array.from({ length: count }, (_, at) => at + 1);

function post(client, text, op = text) {
  return client.rpc("chat.post", { room, op: op.replaceAll(" ", "-"), text });
}

// A client that stays and speaks, and one that follows `channel` and will be cut.
async function pair(server, channel) {
  const speaker = await connect(server, "host");
  const client = await join(server, "u7");
  return { speaker, client, follower: await client.follow(channel) };
}

async function viewOf(server, sub, channel = room) {
  const wire = await connect(server, sub);
  const { data } = await wire.ask("subscribe", { channel });
  wire.end();
  return data;
}

// The last resume of a follower, once the subscription has been answered `times` times more.
async function resumed(follower, times = 1) {
  await until(() => follower.resumes.length >= times, "the resume");
  return follower.resumes.at(-1);
}

// The view of the follower becomes the one that a newcomer is given. Once is enough: the newcomer's
// own coming and going is news too.
async function agrees(server, follower, sub, channel) {
  let difference;
  const same = async () => {
    const fresh = await viewOf(server, sub, channel);
    try {
      assert.deepEqual(follower.view, fresh);
      return true;
    } catch (error) {
      difference = error;
      return false;
    }
  };
  await until(same, "the same view").catch((late) => {
    throw difference ?? late;
  });
}

test("after a cut a plain channel brings exactly what was missed", async (t) => {
  const server = await serve(t, plain);
  const { speaker, client, follower } = await pair(server, "news");
  const publish = (n) => speaker.ask("publish", { channel: "news", data: n });
  for (const n of numbers(3)) await publish(n);
  await until(() => follower.publications.length === 3, "the first three");
  client.leave();
  for (const n of [4, 5, 6]) await publish(n);
  client.back();
  const answer = await resumed(follower);
  assert.deepEqual([answer.wasRecovering, answer.recovered], [true, true]);
  await publish(7);
  await until(() => follower.publications.length >= 7, "the seventh");
  const expected = numbers(7).map((n) => ({ data: n, offset: n }));
  assert.deepEqual(follower.publications, expected);
});

test("after a cut a webinar brings exactly what was missed and no view", async (t) => {
  const server = await serve(t);
  const { speaker, client, follower } = await pair(server, room);
  const first = await post(speaker, "one");
  await until(() => follower.publications.some(({ offset }) => offset === first.seq), "one");
  client.leave();
  const missed = [await post(speaker, "two"), await post(speaker, "three")];
  const heardBefore = follower.offsets.length;
  client.back();
  const answer = await resumed(follower);
  assert.deepEqual([answer.wasRecovering, answer.recovered], [true, true]);
  assert.equal(answer.data, undefined);
  const last = await post(speaker, "four");
  await until(() => follower.offsets.includes(last.seq), "four");
  assert.deepEqual(
    follower.offsets.slice(heardBefore),
    [...missed, last].map(({ seq }) => seq),
  );
  await agrees(server, follower, "u7");
});

test("a socket destroyed in the middle of a stream loses and repeats nothing", async (t) => {
  const server = await serve(t, plain);
  const { speaker, client, follower } = await pair(server, "stream");
  for (const n of numbers(120)) {
    await speaker.ask("publish", { channel: "stream", data: n });
    if (n % 20 === 10) client.cut();
    /* Some were published while it was away; the next cut needs a connection to cut. */
    if (n % 20 === 19) await until(() => follower.resumes.length > (n - 19) / 20, "it is back");
  }
  await until(() => follower.publications.length >= 120, "all 120");
  await client.settled();
  assert.deepEqual(
    follower.publications,
    numbers(120).map((n) => ({ data: n, offset: n })),
  );
  assert.ok(follower.resumes.length >= 6);
  assert.ok(follower.resumes.every(({ recovered }) => recovered));
});

test("what concerns one person alone is right again after a cut", async (t) => {
  const server = await serve(t);
  const { speaker, client, follower } = await pair(server, room);
  await speaker.rpc("stage.phase", { room, op: "live", to: "live" });
  const poll = { room, type: "yesno", title: { en: "Agreed?" } };
  const { seq } = await speaker.rpc("poll.prepare", { ...poll, op: "prepare" });
  await speaker.rpc("poll.open", { room, op: "open", poll: seq });
  client.leave();
  const other = await connect(server, "u7");
  await other.rpc("poll.vote", { room, op: "vote", poll: seq, choices: [2] });
  client.back();
  assert.equal((await resumed(follower)).recovered, true);
  await until(() => follower.view.me.poll?.ballots, "the ballot");
  assert.deepEqual(follower.view.me.poll.ballots, { [seq]: [2] });
  await agrees(server, follower, "u7");
});

test("after kill -9 and a restart everybody resumes as if there had been none", async (t) => {
  const server = await serve(t, plain);
  const { speaker, client, follower } = await pair(server, room);
  const news = await client.follow("news");
  const publish = (wire, n) => wire.ask("publish", { channel: "news", data: n });
  await publish(speaker, 1);
  const { seq } = await post(speaker, "before");
  await until(() => follower.offsets.includes(seq) && news.offsets.includes(1), "the first");
  client.leave();
  const missed = await post(speaker, "missed");
  await publish(speaker, 2);
  await server.kill();
  await server.start();
  client.back();
  for (const one of [follower, news])
    assert.deepEqual([(await resumed(one)).recovered, one.resumes.length], [true, 1]);
  const again = await connect(server, "host");
  await publish(again, 3);
  const after = await post(again, "after");
  await until(() => follower.offsets.includes(after.seq) && news.offsets.includes(3), "after");
  assert.deepEqual(follower.offsets.slice(-3), [seq, missed.seq, after.seq]);
  assert.deepEqual(
    news.publications,
    numbers(3).map((n) => ({ data: n, offset: n })),
  );
  await agrees(server, follower, "u7");
});

test("a new journal is a new epoch: recovered is false and the view is fresh", async (t) => {
  const server = await serve(t, plain);
  const { speaker, client, follower } = await pair(server, room);
  const news = await client.follow("news");
  await post(speaker, "of the old journal");
  await speaker.ask("publish", { channel: "news", data: "old" });
  await until(() => news.publications.length && follower.offsets.length, "the old ones");
  client.leave();
  await server.kill();
  server.forget();
  await server.start();
  const early = await connect(server, "host");
  for (const n of numbers(8)) {
    await early.ask("publish", { channel: "news", data: n });
    await post(early, `early ${n}`);
  }
  client.back();
  const answer = await resumed(follower);
  assert.deepEqual([answer.wasRecovering, answer.recovered], [true, false]);
  assert.equal(Object.values(answer.data.chat.messages)[0].text, "early 1");
  assert.notEqual(answer.streamPosition.epoch, follower.subscribed[0].streamPosition.epoch);
  const plainAnswer = await resumed(news);
  assert.deepEqual([plainAnswer.wasRecovering, plainAnswer.recovered], [true, false]);
  const again = await connect(server, "host");
  await again.ask("publish", { channel: "news", data: "new" });
  await post(again, "of the new journal");
  await until(() => news.publications.length === 2, "the new one");
  assert.deepEqual(news.publications.at(-1), { data: "new", offset: 9 });
  await agrees(server, follower, "u7");
});

test("who is too far behind in a webinar gets recovered false and a fresh view", async (t) => {
  const server = await serve(t);
  const { client, follower } = await pair(server, room);
  client.leave();
  // Five messages of this length are about what a person may write at once.
  const speakers = await Promise.all(numbers(60).map((n) => connect(server, `u${n}`)));
  const text = "𝕄".repeat(1000); // 4 bytes each: a tape of 1 MiB holds some 260
  const posts = numbers(5).flatMap((n) =>
    speakers.map((wire, by) => post(wire, text, `op-${by}-${n}`)),
  );
  await Promise.all(posts);
  client.back();
  const answer = await resumed(follower);
  assert.deepEqual([answer.wasRecovering, answer.recovered], [true, false]);
  assert.equal(Object.keys(answer.data.chat.messages).length, 100);
  await agrees(server, follower, "u7");
});

test("who is too far behind on a plain channel is told so, and goes on from there", async (t) => {
  const server = await serve(t, plain);
  const { speaker, client, follower } = await pair(server, "flood");
  const big = "x".repeat(24000);
  await speaker.ask("publish", { channel: "flood", data: 1 });
  await until(() => follower.publications.length === 1, "the first");
  client.leave();
  for (let n = 0; n < 60; n++) await speaker.ask("publish", { channel: "flood", data: big });
  client.back();
  const answer = await resumed(follower);
  assert.deepEqual([answer.wasRecovering, answer.recovered], [true, false]);
  await speaker.ask("publish", { channel: "flood", data: 2 });
  await until(() => follower.publications.length === 2, "the next");
  assert.deepEqual(follower.publications[1], { data: 2, offset: 62 });
});

test("an offset beyond the head is not recovered but answered with the view", async (t) => {
  const server = await serve(t, { memory: true });
  const wire = await connect(server, "u7");
  const { epoch, offset } = await wire.ask("subscribe", { channel: room });
  await wire.ask("unsubscribe", { channel: room });
  const position = { channel: room, recover: true, epoch, offset: offset + 1000 };
  const answer = await wire.ask("subscribe", position);
  assert.deepEqual([answer.was_recovering, answer.recovered], [true, false]);
  assert.equal(answer.data.stage.kind, "webinar");
});

test("from the first entry on, a webinar is told whole as publications", async (t) => {
  const server = await serve(t, { memory: true });
  const wire = await connect(server, "u7");
  const { epoch, offset, data } = await wire.ask("subscribe", { channel: room });
  await wire.ask("unsubscribe", { channel: room });
  const answer = await wire.ask("subscribe", { channel: room, recover: true, epoch, offset: 0 });
  assert.equal(answer.recovered, true);
  const offsets = answer.publications.map((one) => one.offset).filter(Boolean);
  assert.deepEqual(
    offsets,
    [...offsets].sort((a, b) => a - b),
  );
  assert.ok(offsets.at(-1) <= offset);
  const patches = answer.publications.map((one) => one.data.patch);
  assert.equal(answer.publications[0].data.type, "stage.create");
  assert.deepEqual(patches.reduce(merge, {}).stage, data.stage);
});

test("a person made moderator subscribes anew and sees what staff see", async (t) => {
  const server = await serve(t);
  const { speaker, client, follower } = await pair(server, room);
  const draft = { room, op: "prepare", type: "yesno", title: { en: "A draft" } };
  const { seq } = await speaker.rpc("poll.prepare", draft);
  await post(speaker, "a marker");
  await until(() => follower.view.chat.messages, "the marker");
  assert.equal(follower.view.poll.polls?.[seq], undefined);
  await speaker.rpc("member.set", { room, op: "appoint", whom: "u7", role: "moderator" });
  const answer = await resumed(follower);
  assert.deepEqual([answer.wasRecovering, answer.recovered], [true, false]);
  assert.equal(answer.data.me.role, "moderator");
  assert.equal(answer.data.poll.polls[seq].state, "draft");
  await speaker.rpc("member.set", { room, op: "dismiss", whom: "u7", role: "participant" });
  assert.equal((await resumed(follower, 2)).data.poll.polls?.[seq], undefined);
  await agrees(server, follower, "u7");
});

test("a person put out of a webinar is unsubscribed and does not come in again", async (t) => {
  const server = await serve(t);
  const { speaker, follower } = await pair(server, room);
  await speaker.rpc("member.policy", { room, op: "close", policy: "members" });
  await until(() => follower.over, "the end of the subscription");
  assert.equal(follower.over.code, 2000);
});
