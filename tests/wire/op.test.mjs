// SPDX-License-Identifier: Apache-2.0
// An op is done once, however often it is sent and whatever becomes of the server in between.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { pause } from "./client.mjs";
import { serve } from "./server.mjs";
import { connect, endAll } from "./wire.mjs";

after(endAll);

const room = "webinar:w1";
const KILLS = 10;
const SPEAKERS = 8;
const TOGETHER = 12; // commands of one speaker under way

test("the same op with the same command gives its first answer, and happens once", async (t) => {
  const server = await serve(t);
  const wire = await connect(server, "u7");
  const message = { room, op: "one", text: "once" };
  const first = await wire.rpc("chat.post", message);
  for (let times = 0; times < 3; times++)
    assert.deepEqual(await wire.rpc("chat.post", message), first);
  const other = await connect(server, "u7");
  assert.deepEqual(await other.rpc("chat.post", message), first);
  const entries = await server.entries(room);
  assert.equal(entries.filter(({ op }) => op === "one").length, 1);
});

test("the same op sent many times at once is one entry with one answer", async (t) => {
  const server = await serve(t);
  const wires = await Promise.all([1, 2, 3].map(() => connect(server, "host")));
  const message = { room, op: "one", text: "once" };
  const sends = Array.from({ length: 30 }, (_, at) => wires[at % 3].rpc("chat.post", message));
  const answers = await Promise.all(sends);
  assert.equal(new Set(answers.map(({ seq }) => seq)).size, 1);
  assert.equal((await server.entries(room)).filter(({ op }) => op === "one").length, 1);
});

test("the same op for anything else is refused with 400", async (t) => {
  const server = await serve(t);
  const wire = await connect(server, "u7");
  const message = { room, op: "one", text: "once" };
  const first = await wire.rpc("chat.post", message);
  const others = [
    ["chat.post", { ...message, text: "twice" }],
    ["chat.post", { ...message, reply: first.seq }],
    ["question.ask", message],
  ];
  for (const [method, data] of others)
    assert.equal(await wire.rpcRefusal(method, data), "OP_REUSED", method);
  assert.deepEqual(await wire.rpc("chat.post", message), first);
});

test("the order of members and white space do not make another command", async (t) => {
  const server = await serve(t);
  const wire = await connect(server, "u7");
  const first = await wire.rpc("chat.post", { room, op: "one", text: "once" });
  wire.text(
    `{ "id": 99, "rpc": {"data" : {"text":"on\\u0063e", "op":"one","room":"${room}"} ,` +
      '"method":"chat.post"}}',
  );
  assert.deepEqual((await wire.reply(99)).rpc.data, first);
});

test("two people may use the same op, and a person the same op in two rooms", async (t) => {
  const server = await serve(t);
  const [one, two] = [await connect(server, "u1"), await connect(server, "u2")];
  const first = await one.rpc("chat.post", { room, op: "same", text: "mine" });
  const second = await two.rpc("chat.post", { room, op: "same", text: "mine too" });
  assert.notEqual(first.seq, second.seq);
  const thread = { room: "course:c1", op: "same", title: "A thread", text: "mine" };
  await one.rpc("forum.thread", thread);
});

test("a refused op is free: it may be used once its command is possible", async (t) => {
  const server = await serve(t);
  const host = await connect(server, "host");
  const wire = await connect(server, "u7");
  await host.rpc("chat.mode", { room, op: "off", mode: "off" });
  const message = { room, op: "one", text: "later" };
  assert.equal(await wire.rpcRefusal("chat.post", message), "CHAT_CLOSED");
  await host.rpc("chat.mode", { room, op: "open", mode: "open" });
  const { seq } = await wire.rpc("chat.post", message);
  await host.rpc("chat.mode", { room, op: "off2", mode: "off" });
  assert.deepEqual(await wire.rpc("chat.post", message), { seq });
});

test("after kill -9 a repeated op gives its first answer, and 400 for anything else", async (t) => {
  const server = await serve(t);
  const wire = await connect(server, "u7");
  const message = { room, op: "one", text: "once" };
  const first = await wire.rpc("chat.post", message);
  await server.kill();
  await server.start();
  const again = await connect(server, "u7");
  assert.deepEqual(await again.rpc("chat.post", message), first);
  const other = { ...message, text: "twice" };
  assert.equal(await again.rpcRefusal("chat.post", other), "OP_REUSED");
});

// One person who writes without a pause until the connection ends: what was not answered is sent
// again first of all, with its op, as a good client does.
class Speaker {
  constructor(sub) {
    this.sub = sub;
    this.count = 0;
    this.waiting = new Map(); // op → data, not answered
    this.seqs = new Map(); // op → seq, acknowledged
    this.wrong = [];
  }

  async speak(server, wanted) {
    const wire = await connect(server, this.sub);
    const again = [...this.waiting.values()];
    const next = () => again.shift() ?? (this.count < wanted ? this.fresh() : null);
    const one = async () => {
      for (let data = next(); data; data = next()) {
        const reply = await wire.command("rpc", { method: "chat.post", data }).catch(() => null);
        if (!reply) return; // killed
        if (reply.error?.code === 111) await pause(reply.error.retry_ms);
        else if (reply.error) this.wrong.push(reply.error);
        else this.heard(data.op, reply.rpc.data.seq);
        if (reply.error) again.push(data);
      }
    };
    await Promise.all(Array.from({ length: TOGETHER }, one));
    wire.end();
  }

  fresh() {
    const op = `${this.sub}-${this.count++}`;
    const data = { room, op, text: `message ${op}` };
    this.waiting.set(op, data);
    return data;
  }

  heard(op, seq) {
    this.waiting.delete(op);
    if (this.seqs.has(op) && this.seqs.get(op) !== seq) this.wrong.push({ op, seq });
    this.seqs.set(op, seq);
  }
}

test(`what was acknowledged is there once after each of ${KILLS} kills under load`, async (t) => {
  const server = await serve(t);
  const speakers = Array.from({ length: SPEAKERS }, (_, at) => new Speaker(`u${at + 1}`));
  const known = () => new Map(speakers.flatMap(({ seqs }) => [...seqs]));
  let unanswered = 0;
  for (let round = 1; round <= KILLS; round++) {
    const before = known().size;
    const talk = Promise.all(speakers.map((speaker) => speaker.speak(server, Infinity)));
    while (known().size < before + 40) await pause(5);
    await pause(Math.random() * 100);
    await server.kill();
    await talk;
    unanswered += speakers.reduce((sum, { waiting }) => sum + waiting.size, 0);
    const seqs = new Map();
    for (const { op, seq, type } of await server.entries(room)) {
      if (type !== "chat.post") continue;
      assert.ok(!seqs.has(op), `${op} is there twice`);
      seqs.set(op, seq);
    }
    for (const [op, seq] of known()) assert.equal(seqs.get(op), seq, `${op} in round ${round}`);
    assert.ok(await server.verified(), `the chain after kill ${round}`);
    await server.start();
  }
  await Promise.all(speakers.map((speaker) => speaker.speak(server, 0)));
  for (const { waiting, wrong } of speakers) {
    assert.deepEqual(wrong, []);
    assert.equal(waiting.size, 0);
  }
  assert.ok(unanswered > 0, "no kill came in the middle of anything");
  const posts = (await server.entries(room)).filter(({ type }) => type === "chat.post");
  assert.equal(posts.length, known().size);
  assert.deepEqual(new Map(posts.map(({ op, seq }) => [op, seq])), known());
  for (const { by, op, data } of posts)
    assert.deepEqual([data.text, op.split("-")[0]], [`message ${op}`, by]);
  assert.equal(await server.end(), 0);
  assert.ok(await server.verified());
  t.diagnostic(`${posts.length} messages, ${unanswered} times sent again`);
});
