// SPDX-License-Identifier: Apache-2.0
// What follows from an entry happens once, whenever the server is killed: mentions reach inboxes.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { pause, until } from "./client.mjs";
import { serve } from "./server.mjs";
import { connect, endAll } from "./wire.mjs";

after(endAll);

const COURSE = "course:c1";
const KILLS = 12;
const WRITERS = ["host", "moderator", "presenter"]; // staff may write fast
const TOGETHER = 8; // posts of one writer under way
const MENTIONED = ["u1", "u2", "u3"];
const SOON_MS = 20000;

// Every entry of a room that may have none.
async function entriesOf(server, room) {
  try {
    return await server.entries(room);
  } catch {
    return [];
  }
}

// "person post" of every mention there should be, and of every one there is.
async function mentions(server) {
  const due = (await entriesOf(server, COURSE))
    .filter(({ data }) => data.mentions)
    .flatMap(({ seq, data }) => data.mentions.map((person) => `${person} ${seq}`));
  const inboxes = MENTIONED.map(async (person) =>
    (await entriesOf(server, `inbox:${person}`))
      .filter(({ type }) => type === "inbox.mention")
      .map(({ data }) => `${person} ${data.post}`),
  );
  return { due: due.sort(), told: (await Promise.all(inboxes)).flat().sort() };
}

// Writes until it is killed.
async function write(server, thread, who, round) {
  const wire = await connect(server, who);
  for (let at = 0; at < TOGETHER; at++) {
    const op = `${who}-${round}-${at}`;
    const data = { room: COURSE, op, thread, text: "See", mentions: MENTIONED };
    wire.text(JSON.stringify({ id: 10 + at, rpc: { method: "forum.post", data } }));
  }
  return wire;
}

test(`after each of ${KILLS} kills every mention is there once, and none without its post`, async (t) => {
  const server = await serve(t);
  let between = 0;
  const host = await connect(server, "host");
  const { seq } = await host.rpc("forum.thread", { room: COURSE, op: "t", title: "T", text: "T" });
  host.end();
  for (let round = 0; round < KILLS; round++) {
    const wires = await Promise.all(WRITERS.map((who) => write(server, seq, who, round)));
    await wires[0].until(() => wires[0].replies.find(({ id }) => id === 10), "an answer");
    await pause(round % 4);
    await server.kill();
    const left = await mentions(server);
    between += left.due.length > left.told.length;
    await server.start();
    await until(
      async () => {
        const { due, told } = await mentions(server);
        return due.length > 0 && due.length <= told.length;
      },
      "all mentions",
      SOON_MS,
    );
    const { due, told } = await mentions(server);
    assert.deepEqual(told, due, `after kill ${round}`);
  }
  assert.ok(await server.verified());
  const reader = await connect(server, "u1");
  const { data } = await reader.ask("subscribe", { channel: "inbox:me" });
  const shown = Object.values(data.inbox.mentions);
  assert.ok(shown.length > 10 && shown.length <= 100, `${shown.length} are shown`);
  for (const one of shown)
    assert.deepEqual(Object.keys(one).sort(), ["at", "by", "name", "of", "post", "thread"]);
  t.diagnostic(`${between} of ${KILLS} kills came between posts and their mentions`);
});
