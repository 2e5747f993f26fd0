// SPDX-License-Identifier: Apache-2.0
// Tests over real sockets: time runs on while the server is down, an answer that was given survives, what is handed in is
// marked once, and nothing that is right is in any byte before it may be known.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { serve } from "./server.mjs";
import { connect, endAll } from "./wire.mjs";

after(endAll);

const ROOM = "course:c1";
const CANARY = "Canary";

async function until(look, what) {
  for (const end = Date.now() + 20_000; ; ) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`${what} did not come`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

async function written(host, set) {
  const does = async (method, data) => (await host.rpc(method, { room: ROOM, op: `${method}.${Object.keys(data).length}${data.type ?? ""}`, ...data })).seq;
  const unit = await does("unit.add", { title: { en: "One" }, open: true });
  const item = await does("item.add", { unit, kind: "test", title: { en: "T" }, counts: true });
  const options = [{ en: "Phones" }, { en: "Paper" }];
  const feedback = { wrong: { en: CANARY }, right: { en: CANARY }, options: [{ en: CANARY }, { en: CANARY }] };
  const choice = await does("test.ask", { item, type: "single", title: { en: "Which?" }, options, correct: [2], feedback });
  const word = await does("test.ask", { item, type: "text", title: { en: "Name it" }, correct: [CANARY] });
  await does("test.set", { item, pass: 100, ...set });
  return { unit, item, choice, word };
}

const marks = async (server) => (await server.entries(ROOM)).filter(({ type }) => type === "test.mark");

test("an attempt ends by the server's clock though the server was down over its end, and is marked once", async (t) => {
  const server = await serve(t);
  const host = await connect(server, "host");
  const { item, word } = await written(host, { attempts: 1, minutes: 1 });
  let one = await connect(server, "u7");
  await one.rpc("test.begin", { room: ROOM, op: "b", item });
  await one.rpc("test.answer", { room: ROOM, op: "a", item, attempt: 1, question: word, texts: ["canary"] });
  await server.kill();
  await server.start();
  one = await connect(server, "u7");
  const { paper } = await one.rpc("test.paper", { room: ROOM, item });
  assert.equal(paper.ends, paper.began + 60_000);
  assert.deepEqual(paper.questions.find(({ question }) => question === word).ballot, ["canary"]);
  // The first answer to the same op, though the connection was another.
  const again = { room: ROOM, op: "a", item, attempt: 1, question: word, texts: ["canary"] };
  assert.ok((await one.rpc("test.answer", again)).seq > 0);
  await one.rpc("test.hand", { room: ROOM, op: "h", item, attempt: 1 });
  await one.rpc("test.hand", { room: ROOM, op: "h", item, attempt: 1 });
  assert.equal(await one.rpcRefusal("test.hand", { room: ROOM, op: "h2", item, attempt: 1 }), "NOT_AVAILABLE");
  const [mark] = await until(async () => (await marks(server)).length > 0 && marks(server), "the mark");
  assert.deepEqual([mark.by, mark.data.score], ["system", 50]);
  await server.kill();
  await server.start();
  one = await connect(server, "u7");
  const { taken } = await one.rpc("test.paper", { room: ROOM, item });
  assert.equal(taken[0].score, 50);
  assert.equal((await marks(server)).length, 1);
});

test("what is right is in no byte before it may be known, nor what another has answered", async (t) => {
  const server = await serve(t, { memory: true });
  const host = await connect(server, "host");
  const { item, choice, word } = await written(host, { attempts: 2 });
  const [one, other] = [await connect(server, "u7"), await connect(server, "u8")];
  for (const wire of [one, other]) await wire.ask("subscribe", { channel: ROOM });
  const answers = [];
  const asks = async (wire, method, data) => answers.push(JSON.stringify(await wire.command("rpc", { method, data: { room: ROOM, ...data } })));
  await asks(one, "test.begin", { op: "b", item });
  await asks(one, "test.paper", { item });
  await asks(one, "test.answer", { op: "a", item, attempt: 1, question: word, texts: ["Secret7"] });
  await asks(one, "test.answer", { op: "c", item, attempt: 1, question: choice, choices: [1] });
  await asks(one, "test.answer", { op: "d", item, attempt: 1, question: choice, choices: [9] });
  for (const method of ["test.read", "test.results"]) await asks(one, method, { item });
  await asks(one, "test.paper", { item });
  assert.equal(answers.join("").includes(CANARY), false);
  assert.ok(answers.join("").includes("Secret7"), "one's own answer is there");
  await one.rpc("test.hand", { room: ROOM, op: "h", item, attempt: 1 });
  await until(async () => (await one.rpc("test.paper", { room: ROOM, item })).taken[0].score !== undefined, "the mark");
  const judged = await one.rpc("test.paper", { room: ROOM, item, attempt: 1 });
  assert.equal(JSON.stringify(judged).includes('"correct"'), false);
  assert.ok(JSON.stringify(judged).includes(CANARY), "feedback on what was chosen is there");
  await asks(other, "test.paper", { item });
  await asks(other, "test.paper", { item, attempt: 1 });
  await other.rpc("item.mark", { room: ROOM, op: "m", unit: 1, item }).catch(() => undefined);
  const heard = JSON.stringify(other.pushes) + answers.slice(-2).join("");
  assert.equal(heard.includes("Secret7"), false);
  assert.equal(heard.includes(CANARY), false);
});
