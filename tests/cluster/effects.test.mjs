// SPDX-License-Identifier: Apache-2.0
// What follows from an entry happens once, whichever instance is killed and whoever has the room
// awake elsewhere.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { pause, until } from "../wire/client.mjs";
import { connect, endAll } from "../wire/wire.mjs";
import { Cluster } from "./cluster.mjs";

const COURSE = "course:c1";
const KILLS = 4;
const TOGETHER = 10; // posts under way when the instance is killed
const MENTIONED = ["u1", "u2", "u3"];
const SOON_MS = 60000; // two looks and a fold
let cluster;

before(async () => {
  cluster = await new Cluster().start();
});
after(async () => {
  endAll();
  await cluster.clean();
});

async function entriesOf(room) {
  try {
    return await cluster.entries(room);
  } catch {
    return []; // there are none
  }
}

// "person post" of every mention there should be, and of every one there is.
async function mentions() {
  const due = (await entriesOf(COURSE))
    .filter(({ data }) => data.mentions)
    .flatMap(({ seq, data }) => data.mentions.map((person) => `${person} ${seq}`));
  const inboxes = MENTIONED.map(async (person) =>
    (await entriesOf(`inbox:${person}`))
      .filter(({ type }) => type === "inbox.mention")
      .map(({ data }) => `${person} ${data.post}`),
  );
  return { due: due.sort(), told: (await Promise.all(inboxes)).flat().sort() };
}

async function dies(instance, thread, round) {
  const wire = await connect(instance, "host");
  for (let at = 0; at < TOGETHER; at++) {
    const data = { room: COURSE, op: `p-${round}-${at}`, thread, text: "See", mentions: MENTIONED };
    wire.text(JSON.stringify({ id: 10 + at, rpc: { method: "forum.post", data } }));
  }
  await wire.until(() => wire.replies.find(({ id }) => id === 10), "an answer");
  await pause(round % 3);
  await instance.kill();
}

test(`after ${KILLS} kills every mention is there once, done by those who are left`, async (t) => {
  const host = await connect(cluster.instances[0], "host");
  const { seq } = await host.rpc("forum.thread", { room: COURSE, op: "t", title: "T", text: "T" });
  host.end();
  let between = 0;
  for (let round = 0; round < KILLS; round++) {
    const instance = cluster.instances[round % cluster.instances.length];
    // Every other time somebody has the course open elsewhere.
    const reader = await connect(cluster.other(instance), "u9");
    if (round % 2) await reader.ask("subscribe", { channel: COURSE });
    await dies(instance, seq, round);
    const left = await mentions();
    between += left.due.length > left.told.length;
    const all = async () => {
      const { due, told } = await mentions();
      return due.length > 0 && told.length >= due.length;
    };
    await until(all, "all mentions", SOON_MS);
    const { due, told } = await mentions();
    assert.deepEqual(told, due, `after kill ${round}`);
    reader.end();
    await instance.start();
  }
  assert.ok(await cluster.verified());
  t.diagnostic(`${between} of ${KILLS} kills came between posts and their mentions`);
});
