// SPDX-License-Identifier: Apache-2.0
// Nothing that a real server keeps or tells joins a person to an anonymous choice or question, or to a secret choice once
// the poll is over: neither journal, write-ahead log and keys, nor the log at its most talkative, nor exports and views,
// nor what is pushed to others, in its order. Where people say who they are the same look finds them.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { until } from "./client.mjs";
import { serve, token } from "./server.mjs";
import { connect, endAll } from "./wire.mjs";

after(endAll);

const room = "webinar:w1";
const VOTERS = 6;
const people = Array.from({ length: VOTERS }, (_, at) => `zeugin${4711 + at}`);
// In another order than that in which they came, and they have names.
const turns = [3, 0, 5, 1, 4, 2].map((at) => people[at]);
let ops = 0;
const does = (wire, method, data) => wire.rpc(method, { room, op: `joined-${++ops}`, ...data });

// Their ops say who they are, as those of some clients may.
const votes = (wire, sub, method, data) => wire.rpc(method, { room, op: `${sub}-${method}-${++ops}`, ...data });

const files = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => ({ name: one.name, bytes: readFileSync(join(one.path ?? one.parentPath, one.name)) }));

const keys = (server) => files(`${server.path}.keys`).filter(({ name }) => name.endsWith(".key"));

async function opened(host, type, ballot) {
  const { seq: poll } = await does(host, "poll.prepare", { type, ballot, title: { en: `${type} ${ballot}` }, results: "live" });
  await does(host, "poll.open", { poll });
  return poll;
}

// A server that says all it can, a host, one who only watches, and people who are all there before anything begins.
async function begun(t) {
  const server = await serve(t, { set: { "log.level": "debug", "limits.tally_ms": 50, "limits.grace_seconds": 1 } });
  const log = [];
  server.child.stderr.on("data", (bytes) => log.push(bytes.toString()));
  const [host, watcher] = [await connect(server, "host"), await connect(server, "u9")];
  for (const wire of [host, watcher]) await wire.ask("subscribe", { channel: room });
  await does(host, "stage.phase", { to: "live" });
  await does(host, "question.intake", { intake: "open", anonymous: true });
  const wires = {};
  for (const sub of people) {
    wires[sub] = await connect(server, sub);
    await wires[sub].ask("subscribe", { channel: room });
  }
  const here = ({ patch }) => patch?.presence?.count === VOTERS + 2;
  for (const wire of [host, watcher]) await wire.publication(room, here, "all are counted");
  return { server, log, host, watcher, wires };
}

// All that the API gives the host of these polls, and of the room.
async function taken(server, polls) {
  const headers = { Authorization: `Bearer ${token("host")}` };
  const asked = ["poll.prepared", "poll.prepared.csv", "report.acts", "report.acts.csv", "report.reports", "chat.history"];
  for (const poll of polls)
    for (const query of ["ballots", "answers", "results"])
      asked.push(`poll.${query}?poll=${poll}`, `poll.${query}.csv?poll=${poll}`);
  const texts = [await (await server.get(`/api/rooms/${room}`, { headers })).text()];
  for (const path of asked) texts.push(await (await server.get(`/api/rooms/${room}/${path}`, { headers })).text());
  return texts.join("\n");
}

// What came between two moments, which are given by how much there was: each a place in which to look for people.
const before = ({ log, host, watcher }) => ({ log: log.length, host: host.frames.length, watcher: watcher.frames.length });
async function since({ server, log, host, watcher }, then, seq, polls) {
  // What the log says comes by another way than what the socket does: the last command is awaited in it.
  const op = `last-${log.length}`;
  await host.frame({ rpc: { method: "poll.close", data: { room, op, poll: 1 } } });
  await until(() => log.slice(then.log).join("").includes(op), "the log of the last command");
  return {
    log: log.slice(then.log).join(""),
    host: host.frames.slice(then.host).flat().join("\n"),
    watcher: watcher.frames.slice(then.watcher).flat().join("\n"),
    journal: (await server.entries(room)).filter((entry) => entry.seq >= seq).map((entry) => JSON.stringify(entry)).join("\n"),
    exports: await taken(server, polls),
  };
}

// In which of these places any of them is found: by id, name, connection or op.
function told(places, wires) {
  const words = ["zeugin", ...people.map((sub) => wires[sub].hello.client)];
  return Object.keys(places).filter((place) => words.some((word) => places[place].includes(word)));
}

test("who votes or asks without a name is told by nothing that stays or is sent", async (t) => {
  const all = await begun(t);
  const { server, host, wires } = all;
  const then = before(all);
  const polls = [await opened(host, "yesno", "anonymous"), await opened(host, "text", "anonymous")];
  const questions = [];
  for (const [turn, sub] of turns.entries()) {
    await votes(wires[sub], sub, "poll.vote", { poll: polls[0], choices: [1 + (turn % 3)] });
    await votes(wires[sub], sub, "poll.answer", { poll: polls[1], texts: [`Word ${turn}`] });
    const asked = { text: `Question ${turn}`, anonymous: true };
    questions.push((await votes(wires[sub], sub, "question.ask", asked)).seq);
    await host.publication(room, ({ patch }) => patch?.poll?.polls?.[polls[0]]?.tally?.voters === turn + 1, "the vote");
  }
  await votes(wires[turns[1]], turns[1], "question.edit", { question: questions[1], text: "Asked otherwise" });
  await votes(wires[turns[2]], turns[2], "question.withdraw", { question: questions[2] });
  for (const poll of polls) await does(host, "poll.close", { poll });
  const places = await since(all, then, polls[0], polls);
  assert.ok(places.log.includes("method=poll.vote") && places.journal.includes("Word 5"), "there is something to look at");
  assert.deepEqual(told(places, wires), []);
  for (const { name, bytes } of files(server.folder))
    for (const sub of people) assert.ok(!bytes.includes(`${sub}-`), `an op of ${sub} is in ${name}`);
  // Nor when the server is killed, and comes back with what it has.
  await server.kill();
  await server.start();
  const again = await connect(server, "host");
  const { data } = await again.ask("subscribe", { channel: room });
  assert.ok(!JSON.stringify([data.poll, data.question]).includes("zeugin"));
  assert.equal(data.question.questions[questions[1]].text, "Asked otherwise");

  // The control: where they are known they are found in every place but what others are sent.
  const open = { ...all, log: [], host: again, watcher: await connect(server, "u9") };
  server.child.stderr.on("data", (bytes) => open.log.push(bytes.toString()));
  await open.watcher.ask("subscribe", { channel: room });
  for (const sub of people) wires[sub] = await connect(server, sub);
  const now = before(open);
  const named = await opened(again, "yesno", "named");
  for (const sub of turns) await votes(wires[sub], sub, "poll.vote", { poll: named, choices: [1] });
  await votes(wires[turns[0]], turns[0], "question.ask", { text: "By me" });
  await votes(wires[turns[0]], turns[0], "chat.post", { text: "I say so" });
  const found = told(await since(open, now, named, [named]), wires);
  assert.deepEqual(found.sort(), ["exports", "host", "journal", "log", "watcher"]);
});

test("what somebody chose in secret is nowhere while they vote, and cannot be read once it is over", async (t) => {
  const all = await begun(t);
  const { server, host, watcher, wires } = all;
  const then = before(all);
  const had = new Set(keys(server).map(({ name }) => name));
  const poll = await opened(host, "yesno", "secret");
  for (const [turn, sub] of turns.entries()) await votes(wires[sub], sub, "poll.vote", { poll, choices: [1 + (turn % 2)] });
  const open = ({ patch }) => patch?.poll?.polls?.[poll]?.tally?.voters === VOTERS;
  await host.publication(room, open, "all are counted");
  const voting = await since(all, then, poll, [poll]);
  for (const [place, text] of Object.entries(voting)) {
    assert.ok(!text.includes('"options":{'), `sums in ${place}`);
    assert.ok(!/"choices":\[/.test(text), `a choice in ${place}`);
  }
  const [key, ...more] = keys(server).filter(({ name }) => !had.has(name));
  assert.ok(key && more.length === 0, "a key of this poll alone");
  assert.ok(files(server.folder).some(({ bytes }) => bytes.includes(key.bytes)), "the control: the key is there before");

  await does(host, "poll.close", { poll });
  await does(host, "poll.publish", { poll, published: true });
  const counted = ({ patch }) => patch?.poll?.polls?.[poll]?.tally?.options?.[1] === 3;
  for (const wire of [host, watcher]) await wire.publication(room, counted, "the sums");
  await until(() => keys(server).every(({ name }) => name !== key.name), "the key is gone");
  for (const { name, bytes } of files(server.folder)) assert.ok(!bytes.includes(key.bytes), `the key is in ${name}`);

  // All who voted are known, and of each no more than that, by as many bytes as of any other.
  const acts = (await server.entries(room)).flatMap(({ data }) => data.acts?.[poll] ?? []);
  assert.deepEqual(acts.map(([by]) => by), turns);
  const sealed = acts.map(([, , choice]) => choice);
  assert.ok(sealed.every((one) => typeof one === "string" && one.length === 43), JSON.stringify(acts));
  assert.equal(new Set(sealed).size, VOTERS, "not even that two chose the same");
  // The sums are told once, to all at the same time, and never between.
  for (const wire of [host, watcher]) {
    const sums = wire.pushes.map(({ pub }) => pub?.data?.patch?.poll?.polls?.[poll]?.tally?.options).filter(Boolean);
    for (const one of sums) assert.deepEqual(one, { 1: 3, 2: 3, 3: 0 });
  }
  const exported = await taken(server, [poll]);
  assert.ok(!/zeugin\d+[^\n]{0,40}(\[1\]|\[2\]|"1"|"2")/.test(exported), exported);
  await server.kill();
  await server.start();
  for (const { name, bytes } of files(server.folder)) assert.ok(!bytes.includes(key.bytes), `the key came back in ${name}`);
  assert.ok(await server.verified());
});
