// SPDX-License-Identifier: Apache-2.0
// What instances tell each other through Redis, entries and all: heard by somebody there, forged,
// repeated, cut, changed, moved, late and lost. Nothing is applied that the journal does not hold.
// SEED=N: the same people.

import assert from "node:assert/strict";
import { createCipheriv, randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { until } from "../wire/client.mjs";
import { connect } from "../wire/wire.mjs";
import { COURSE, Chance, ROOM } from "./people.mjs";
import { Replies, Stranger, message, readNews, writeNews } from "./resp.mjs";
import { World } from "./world.mjs";

const BELL_BYTES = 4096; // protocol/bounds.def
const AHEAD = 60; // places that are forged
const FORGED = "never said by anybody";
const channelOf = (room) => `muster:room:${room}`;
const otherOf = (channel) => channelOf(channel === channelOf(ROOM) ? COURSE : ROOM);
let world, stranger, chance;

before(async () => {
  world = new World({ holes: true });
  await world.start();
  await world.says("bus", "ok");
  chance = new Chance(world.seed);
  stranger = await new Stranger(world.cluster.redis.port).start(channelOf(ROOM), channelOf(COURSE));
});
after(async () => {
  stranger?.end();
  await world.end();
});

// The sum of a figure over all instances.
async function sum(name) {
  const all = await Promise.all(world.cluster.instances.map((instance) => instance.metric(name)));
  return all.reduce((total, one) => total + one, 0);
}

async function rises(name, by) {
  const wanted = (await sum(name)) + by;
  await until(async () => (await sum(name)) >= wanted, `${name} to reach ${wanted}`, 30000);
}

const stored = (sql) => world.cluster.postgres.ask(sql);
const epochStored = () => stored("SELECT value FROM muster.meta WHERE key = 'epoch'");
const headOf = async (room) =>
  Number(await stored(`SELECT head FROM muster.room WHERE name = '${room}'`));

const carried = () =>
  stranger.heard.flatMap(({ channel, payload }) =>
    readNews(payload).parts.map((part) => ({ channel, ...part, payload })),
  );

// As server/hub/bell.c writes an entry, under any key.
function seal(key, { epoch, room, seq }, entry) {
  const number = (value, bytes) => {
    const all = Buffer.alloc(8);
    all.writeBigUInt64BE(BigInt(value));
    return all.subarray(8 - bytes);
  };
  const words = [entry.type, entry.by, entry.name, entry.op, JSON.stringify(entry.data)];
  const texts = words.map((text) => Buffer.from(text));
  const about = [number(1, 1), number(seq, 8), Buffer.from(`${epoch}\0${room}`)];
  const pairs = texts.flatMap((text) => [number(text.length, 4), text]);
  const plain = [number(1, 1), number(Date.now(), 8), ...pairs];
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.concat(about));
  const text = Buffer.concat([cipher.update(Buffer.concat(plain)), cipher.final()]);
  return Buffer.concat([nonce, text, cipher.getAuthTag()]);
}

const forgedEntry = () => ({
  type: "chat.post",
  by: "u1",
  name: "Participant 1",
  op: `forged-${randomBytes(8).toString("hex")}`,
  data: { text: FORGED },
});

// What people hold is what the instances hold, and what one makes that has read the journal alone.
async function replayed() {
  const anew = world.cluster.instances[2];
  assert.equal(await anew.end(), 0);
  await anew.start();
  await world.says("bus", "ok");
  await world.holds();
}

async function nobodyHears(text) {
  for (const instance of world.cluster.instances) {
    const wire = await connect(instance, "host");
    const { data } = await wire.ask("subscribe", { channel: ROOM });
    assert.ok(!JSON.stringify(data).includes(text), `"${text}" was believed`);
    wire.end();
  }
}

test("what is committed at one instance reaches the others with the bell", async () => {
  await rises("bus_entries_total", 200);
  await world.holds();
  const parts = carried();
  assert.ok(parts.length > 50);
  assert.ok(parts.every(({ sealed }) => sealed.length <= BELL_BYTES));
  assert.equal(await sum("bus_refused_total"), 0);
});

test("an instance that the journal is away from hears all the same", async (t) => {
  const { postgres } = world.cluster.holes[1];
  await world.people.rest();
  postgres.swallow();
  t.after(() => postgres.mend());
  const delays = [];
  for (let i = 0; i < 5; i++) delays.push(await world.delay());
  postgres.mend();
  await world.says("journal", "ok");
  world.people.begin();
  await world.holds();
  t.diagnostic(`seen elsewhere within ${delays} ms`);
});

test("who listens at Redis reads nothing of what people write, nor who they are", () => {
  const all = Buffer.concat(stranger.heard.map(({ payload }) => payload)).toString("latin1");
  for (const word of ["measured", "chat.post", "poll.vote", "Participant", "choices", "text"])
    assert.ok(!all.includes(word), `"${word}" can be read`);
});

test("forged, repeated and moved bells change nothing", async () => {
  const [epoch, seq] = [await epochStored(), await headOf(ROOM)];
  const real = carried().slice(-40);
  const publish = (node, at, sealed, channel = channelOf(ROOM)) =>
    stranger.publish(channel, writeNews({ node, seq: at, parts: [{ seq: at, sealed }] }));
  for (let ahead = 1; ahead <= AHEAD; ahead++) {
    const place = { epoch, room: ROOM, seq: seq + ahead };
    const another = seal(randomBytes(32), place, forgedEntry()); // the key of another cluster
    publish("forger", place.seq, another);
    publish("forger", place.seq, randomBytes(1 + chance.below(BELL_BYTES)));
    publish("forger", place.seq, randomBytes(3 * BELL_BYTES));
    const one = chance.of(real);
    publish("forger", place.seq, one.sealed); // of another place
    publish("forger", one.seq, one.sealed, otherOf(one.channel));
    stranger.publish(one.channel, one.payload); // again, as it was
    publish("forger", place.seq, cutOf(one.sealed));
  }
  await until(async () => (await sum("bus_refused_total")) > 0, "what was forged to be refused");
  // What was kept for later would have its turn by then.
  await until(async () => (await headOf(ROOM)) > seq + AHEAD, "the room to go on", 30000);
  await replayed();
  await nobodyHears(FORGED);
});

const cutOf = (sealed) => sealed.subarray(0, 1 + chance.below(sealed.length - 1));

// Somebody between Redis and an instance, who does to one message in three what they like.
function meddle() {
  const replies = new Replies();
  const seen = [];
  let late;
  const news = ({ channel, payload }) => {
    const told = readNews(payload);
    seen.push({ channel, payload });
    const part = told.parts.at(-1);
    if (!part || chance.below(3)) return [message(channel, payload)];
    const changed = Buffer.from(part.sealed);
    const withPart = (other) => {
      told.parts.splice(-1, 1, other);
      return [message(channel, writeNews(told))];
    };
    switch (chance.below(8)) {
      case 0: // lost
        return [];
      case 1: // cut
        return withPart({ ...part, sealed: cutOf(changed) });
      case 2: // changed
        changed[chance.below(changed.length)] ^= 1 << chance.below(8);
        return withPart({ ...part, sealed: changed });
      case 3: // of the place behind
        told.seq = part.seq + 1;
        return withPart({ seq: part.seq + 1, sealed: changed });
      case 4: // of another room
        return [message(otherOf(channel), payload)];
      case 5: // again, with one of before
        return [payload, chance.of(seen).payload].map((each) => message(channel, each));
      case 6: // without what it carries
        return [message(channel, writeNews({ ...told, parts: [] }))];
      default: // behind the next one
        late = message(channel, payload);
        return [];
    }
  };
  return (bytes) =>
    Buffer.concat(
      replies.take(bytes).flatMap((reply) => {
        if (!reply.channel?.startsWith("muster:room:")) return [reply.raw];
        const waiting = late ? [late] : [];
        late = undefined;
        return [...news(reply), ...waiting];
      }),
    );
}

test("somebody between Redis and two instances does to news what they like", async (t) => {
  const [, ...ways] = world.cluster.holes;
  for (const { redis } of ways) {
    redis.through = meddle;
    redis.drop();
  }
  await world.says("bus", "ok");
  const entries = await sum("bus_entries_total");
  await rises("bus_refused_total", 60);
  assert.ok((await sum("bus_entries_total")) > entries);
  await world.holds();
  for (const { redis } of ways) {
    redis.through = () => (bytes) => bytes;
    redis.drop();
  }
  await world.says("bus", "ok");
  await replayed();
  world.story(t);
});

test("what is longer than a bell carries is read", async () => {
  const host = await connect(world.cluster.instances[0], "host");
  const wire = await connect(world.cluster.instances[1], "u1");
  await wire.ask("subscribe", { channel: COURSE });
  const texts = ["short", "é".repeat(3000), "short again"];
  for (const [at, text] of texts.entries()) {
    const thread = { room: COURSE, op: `long-${at}`, title: `Thread ${at}`, text };
    const { seq } = await host.rpc("forum.thread", thread);
    const appears = ({ patch }) => patch.forum?.threads?.[seq];
    await wire.publication(COURSE, appears, `thread ${seq}`);
  }
  const told = stranger.heard.filter(({ channel }) => channel === channelOf(COURSE));
  assert.ok(told.some(({ payload }) => readNews(payload).parts.length === 0));
  host.end();
  wire.end();
  await world.holds();
});

// That what was refused above was refused for its key alone: under the key of the cluster it is
// taken, and the copies there are wrong from then on. The end of this world.
test("the key is all that keeps forgers out: with it they would be believed", async () => {
  await world.people.rest();
  const [instance] = world.cluster.instances;
  const key = Buffer.from(await stored("SELECT encode(value, 'hex') FROM muster.secret"), "hex");
  const place = { epoch: await epochStored(), room: ROOM, seq: (await headOf(ROOM)) + 1 };
  const parts = [{ seq: place.seq, sealed: seal(key, place, forgedEntry()) }];
  const wire = await connect(instance, "host");
  await wire.ask("subscribe", { channel: ROOM });
  stranger.publish(channelOf(ROOM), writeNews({ node: "forger", seq: place.seq, parts }));
  const isForged = ({ patch }) => JSON.stringify(patch).includes(FORGED);
  await wire.publication(ROOM, isForged, "what was forged with the key");
  wire.end();
});
