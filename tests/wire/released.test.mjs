// SPDX-License-Identifier: Apache-2.0
// What is not open yet is in no byte that a member of the course is sent: not by any query there is, list, search, calendar,
// sheet or refusal; and is there, by the same looks, from the moment on at which it opens. And a share in a topic is one
// person's share, over however many connections they come.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { pause } from "./client.mjs";
import { found, looks } from "./looks.mjs";
import { serve } from "./server.mjs";
import { connect, endAll, nameOf } from "./wire.mjs";

after(endAll);

const COURSE = "course:c1";
const DAY_MS = 86_400_000;

// Each canary in a place of its own, in a word of its own that search finds.
async function prepare(host, at) {
  let turn = 0;
  const acts = async (method, data) => (await host.rpc(method, { room: COURSE, op: `p${++turn}`, ...data })).seq;
  const en = (text) => ({ en: text });
  const unit = await acts("unit.add", { title: en("Canarytitle"), text: en("Canarytext"), at });
  await acts("unit.announce", { unit, text: en("Canaryannounced") });
  const topic = await acts("topic.add", { title: en("Canarytopic"), text: en("Canarywhat"), kind: "question", unit });
  const item = async (kind, more) => acts("item.add", { unit, kind, title: en(`Canary${kind}`), ...more });
  const items = [await item("article", { text: en("Canarywritten") }), await item("test"), await item("assignment")];
  await acts("assignment.set", { item: items[2], text: en("Canarytask"), takes: "both", attempts: 2 });
  await acts("test.ask", { item: items[1], type: "text", title: en("Canaryasked"), correct: ["Canaryright"] });
  const thread = await acts("forum.thread", { topic, title: "Canarythread", text: "Canarypost" });
  return { unit, topic, items, thread };
}

test("a unit before its time is in no byte of a member's, and there by the same looks once it is open", async (t) => {
  const server = await serve(t);
  const host = await connect(server, "host");
  const listening = await connect(server, "u8");
  for (const channel of [COURSE, "inbox:me"]) await listening.ask("subscribe", { channel });
  const made = await prepare(host, Date.now() + DAY_MS);
  assert.deepEqual(found(await looks(server, "u7", made)), []);
  assert.deepEqual(found(listening.frames.flat().join("\n")), []);
  assert.match(server.log, /a command was refused/, "the control: the log tells of what they tried");
  assert.deepEqual(found(server.log), []);
  await server.kill();
  await server.start();
  const again = await connect(server, "host");
  await again.rpc("unit.release", { room: COURSE, op: "open", unit: made.unit });
  // The control: what is looked through does hold it then.
  const open = found(await looks(server, "u7", made));
  for (const word of ["title", "text", "announced", "topic", "what", "article", "written", "test", "asked", "assignment", "task", "thread", "post"])
    assert.ok(open.includes(`canary${word}`), `${word} is not seen where it may be: ${open}`);
  assert.ok(!open.includes("canaryright"), "what is right is told to nobody who takes the test");
});

test("sixty threads by one person on sixteen connections, half of them without a name: as many as may be, and a place again for each that goes", async (t) => {
  const BLOCK = 5;
  const server = await serve(t);
  const host = await connect(server, "host");
  const { seq: topic } = await host.rpc("topic.add", { room: COURSE, op: "t", title: { en: "T" }, kind: "discussion", anonymous: true, block: BLOCK, minutes: 60 });
  const wires = [];
  for (let n = 0; n < 16; n++) wires.push(await connect(server, "u7"));
  // The name of what became of it; a connection that is told to wait does.
  const opens = async (wire, n) => {
    for (;;) {
      const { rpc, error } = await wire.command("rpc", { method: "forum.thread", data: { room: COURSE, op: `o${n}`, topic, title: `T ${n}`, text: "One", ...(n % 2 ? { anonymous: true, mask: `${n}`.padStart(16, "0") } : {}) } });
      if (rpc) return rpc.data.seq;
      if (nameOf(error.code) !== "TOO_MANY_REQUESTS") return [nameOf(error.code), error.temporary];
      await pause(error.retry_ms);
    }
  };
  const all = await Promise.all(Array.from({ length: 60 }, (_, n) => opens(wires[n % 16], n)));
  const opened = all.filter((seq) => typeof seq === "number");
  assert.equal(opened.length, BLOCK);
  for (const refused of all.filter(Array.isArray)) assert.deepEqual(refused, ["TOPIC_THROTTLED", true]);
  await wires[3].rpc("forum.delete", { room: COURSE, op: "d", post: opened[0] });
  const more = await Promise.all(wires.slice(0, 3).map((wire, n) => opens(wire, 100 + n)));
  assert.equal(more.filter((seq) => typeof seq === "number").length, 1);
  // The control: another person has a share of their own, and staff none.
  assert.equal(typeof (await opens(await connect(server, "u8"), 200)), "number");
  assert.equal(typeof (await opens(host, 202)), "number");
  // What stands, also once the journal is read anew: entries that came too late beside others are void.
  const stand = async () => {
    const { data } = await (await connect(server, "u8")).ask("subscribe", { channel: COURSE });
    return Object.values(data.forum.threads).filter((thread) => thread.topic === topic).map(({ by }) => (by.startsWith("*") ? "u7" : by));
  };
  const expected = [...Array(BLOCK).fill("u7"), "u8", "host"];
  assert.deepEqual(await stand(), expected);
  await server.kill();
  await server.start();
  assert.deepEqual(await stand(), expected);
});
