// SPDX-License-Identifier: Apache-2.0
// What must be true of a cluster once it rests, whatever was done to it before.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { pause } from "../wire/client.mjs";
import { connect } from "../wire/wire.mjs";
import { COURSE, ROOM } from "./people.mjs";

const AGREE_MS = 15000;
const CHANNELS = [ROOM, COURSE];
const GATHERED = ["poll.vote", "question.vote", "forum.vote", "forum.choose"];

const shortened = (op) => createHash("sha256").update(op).digest().subarray(0, 6).toString("base64url");

// Of gathered entries (protocol/README.md): "by short-op thing" → the numbers of the entries it is in.
// An act that is repeated at another instance may stand there again, and is void the second time.
function actsIn(entries) {
  const acts = new Map();
  for (const { seq, type, data } of entries)
    for (const [thing, list] of Object.entries(data.acts ?? {}))
      for (const [by, op] of list) {
        const key = `${type} ${by} ${op} ${thing}`;
        acts.set(key, [...(acts.get(key) ?? []), seq]);
      }
  return acts;
}

function checkAct(acts, { by, op, seq, type, command }) {
  const found = acts.get(`${type} ${by} ${shortened(op)} ${command.poll ?? command.question ?? command.post}`);
  assert.ok(found, `${type} ${op}, acknowledged as ${seq}, is lost`);
  assert.ok(found.includes(seq), `${op}, acknowledged as ${seq}, is in ${found}`);
}

// Every op is in the journal at most once; what was acknowledged exactly once, with its number.
export function checkEntries(entries, acknowledged) {
  const found = new Map();
  const acts = actsIn(entries);
  entries.forEach(({ seq }, at) => assert.equal(seq, at + 1, "a number is missing, or twice there"));
  for (const entry of entries) {
    const key = `${entry.by} ${entry.op}`;
    assert.ok(!found.has(key), `${key} is there twice`);
    found.set(key, entry);
  }
  for (const { by, op, seq, type, command } of acknowledged) {
    if (GATHERED.includes(type)) {
      checkAct(acts, { by, op, seq, type, command });
      continue;
    }
    const entry = found.get(`${by} ${op}`);
    assert.ok(entry, `${type} ${op}, acknowledged as ${seq}, is lost`);
    assert.deepEqual([entry.seq, entry.type], [seq, type], op);
    for (const name of ["text", "poll", "question", "thread", "reply", "title"])
      if (name in command) assert.deepEqual(entry.data[name], command[name], `${name} of ${op}`);
  }
}

// The same op was never acknowledged with two numbers, and no two ops with one.
export function checkAcknowledged(acknowledged) {
  const [ops, seqs] = [new Map(), new Map()];
  for (const { room, by, op, seq, type } of acknowledged) {
    assert.ok(Number.isSafeInteger(seq) && seq > 0, `${op} got ${seq}`);
    const [name, place] = [`${room} ${by} ${op}`, `${room} ${seq}`];
    assert.equal(ops.get(name) ?? seq, seq, name);
    const held = GATHERED.includes(type) ? type : name;
    assert.equal(seqs.get(place) ?? held, held, place);
    ops.set(name, seq);
    seqs.set(place, held);
  }
}

// What the SDK passed on came once and in order. To the lean it comes in batches, of which one may
// hold again what the view held already (fanout/pace.c).
export function checkOffsets(person) {
  for (const [channel, follower] of Object.entries(person.followers)) {
    const { offsets } = follower;
    const least = person.lean ? 0 : 1;
    const wrong = offsets.findIndex((offset, at) => at > 0 && offset < offsets[at - 1] + least);
    assert.equal(wrong, -1, `${person.sub} got ${offsets[wrong]} after ${offsets[wrong - 1]} of ${channel}`);
  }
}

// Where the copies that people hold differ from what they are given elsewhere: the first difference.
async function difference(people, instance) {
  let first;
  for (let at = 0; at < people.all.length && !first; at += 12) {
    const some = people.all.slice(at, at + 12);
    await Promise.all(
      some.map(async (person) => {
        const wire = await connect(instance, person.sub);
        for (const channel of Object.keys(person.followers)) {
          const { data } = await wire.ask("subscribe", { channel });
          if (!isDeepStrictEqual(person.view(channel), data))
            first ??= { person, channel, held: person.view(channel), fresh: data };
        }
        wire.end();
      }),
    );
  }
  return first;
}

async function agree(people, instance) {
  for (const end = Date.now() + AGREE_MS; ; await pause(250)) {
    const found = await difference(people, instance);
    if (!found) return;
    if (Date.now() > end) assert.deepEqual(found.held, found.fresh, `${found.person.sub} on ${found.channel}`);
  }
}

// Everybody rests; everything holds: the journal, and every copy against each instance.
export async function check(cluster, people, instances = cluster.instances) {
  await people.rest();
  assert.deepEqual(people.wrong, []);
  const internal = Object.keys(people.refused).filter((name) => name.endsWith("internal"));
  assert.deepEqual(internal, [], "internal errors");
  assert.ok(await cluster.verified(), "the chain");
  checkAcknowledged(people.acknowledged);
  for (const channel of CHANNELS) {
    const mine = people.acknowledged.filter(({ room }) => room === channel);
    checkEntries(await cluster.entries(channel), mine);
  }
  for (const instance of instances) await agree(people, instance);
  for (const person of people.all) checkOffsets(person);
}
