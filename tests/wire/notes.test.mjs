// SPDX-License-Identifier: Apache-2.0
// Shared notes over real sockets: who is told of them, what ends a hold, and what is sent of words that were wiped.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { serve } from "./server.mjs";
import { connect, endAll } from "./wire.mjs";

after(endAll);

const room = "webinar:w1";
const text = `${room}/notes/text`;
let ops = 0;
const does = async (wire, method, data) =>
  (await wire.rpc(method, { room, op: `notes-${++ops}`, ...data })).seq;

test("the notes are told to those who look at them; who leaves lets go; what is wiped is sent to nobody who was away", async (t) => {
  const server = await serve(t, { memory: true, set: { "limits.grace_seconds": 1 } });
  const [host, one, two, elsewhere, away] = await Promise.all(
    ["host", "u1", "u2", "u3", "u4"].map((sub) => connect(server, sub)),
  );
  for (const wire of [host, two, elsewhere]) await wire.ask("subscribe", { channel: room });
  for (const wire of [host, one]) await wire.ask("subscribe", { channel: text });
  const { epoch, offset, data } = await away.ask("subscribe", { channel: text });
  await away.ask("unsubscribe", { channel: text });
  assert.deepEqual(data.notes, { paragraphs: {} });
  await host.publication(room, ({ patch }) => patch?.presence?.count >= 3, "three people");
  const paragraph = await does(one, "notes.add", { text: "canary of the notes", done: true });
  const added = ({ patch }) => patch.notes?.paragraphs?.[paragraph]?.text === "canary of the notes";
  await host.publication(text, added, "the paragraph");

  // A hold ends when its person has left, by the server's own clock.
  await does(two, "notes.take", { paragraph });
  assert.equal(await one.rpcRefusal("notes.take", { room, op: "late", paragraph }), "NOTES_HELD");
  two.end();
  const freed = ({ type, patch }) =>
    type === "notes.expire" && patch.notes.paragraphs[paragraph].hold === null;
  await host.publication(text, freed, "that nobody writes there any more");
  await does(one, "notes.take", { paragraph });

  // Whoever comes back from before is not sent what was wiped meanwhile.
  await does(host, "notes.wipe", { paragraph });
  const back = await away.ask("subscribe", { channel: text, recover: true, epoch, offset });
  assert.equal(back.recovered, true);
  assert.ok(JSON.stringify(back.publications).includes(`"${paragraph}":null`));
  assert.ok(!JSON.stringify(back).includes("canary"));
  assert.ok(!JSON.stringify(elsewhere.pushes).includes("canary"));
});
