// SPDX-License-Identifier: Apache-2.0
// Older messages: whatever was said can be read again, and what was taken back is in no byte.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { serve } from "./server.mjs";
import { connect, endAll } from "./wire.mjs";

after(endAll);

const room = "webinar:w1";
const count = 200;

// Staff say so much, in turn, that half of it has left the view; the seqs of it.
async function talk(...staff) {
  const seqs = [];
  for (let n = 0; n < count; n++) {
    const said = { room, op: `say-${n}`, text: `word ${n}.` };
    seqs.push((await staff[n % staff.length].rpc("chat.post", said)).seq);
  }
  return seqs;
}

// All pages there are, from the newest back.
async function readBack(wire, limit) {
  const texts = [];
  for (let before; ; ) {
    const page = await wire.rpc("chat.history", { room, limit, ...(before && { before }) });
    texts.unshift(...Object.values(page.messages).map(({ text }) => text));
    before = page.next;
    if (!before) return texts;
  }
}

test("history goes back to the first message, and what was deleted is in no byte", async (t) => {
  const server = await serve(t, {});
  const host = await connect(server, "host");
  const seqs = await talk(host, await connect(server, "moderator"));
  const reader = await connect(server, "u1");
  const left = seqs.map((_, n) => `word ${n}.`).slice(0, -100);
  assert.deepEqual(await readBack(reader, 50), left);

  await reader.ask("subscribe", { channel: room });
  await host.rpc("chat.delete", { room, op: "gone", message: seqs[7] });
  const { data } = await reader.publication(room, ({ type }) => type === "chat.delete", "it goes");
  assert.deepEqual(data.patch, { chat: { messages: { [seqs[7]]: null } } });

  await server.kill();
  await server.start();
  const late = await connect(server, "u2");
  assert.deepEqual(await readBack(late, 100), left.filter((text) => text !== "word 7."));
  assert.doesNotMatch(late.frames.flat().join("\n"), /word 7\./);
});
