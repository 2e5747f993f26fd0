// SPDX-License-Identifier: Apache-2.0
// What can be taken out of a room about its polls, as JSON or as a file for spreadsheets: who chose
// what is in it where a poll is named, and in no other; drafts and what is correct are the team's.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { does as asks } from "./browser.mjs";
import { serve, token } from "./server.mjs";
import { connect, endAll } from "./wire.mjs";

after(endAll);

const room = "webinar:w1";
const kinds = ["confidential", "anonymous", "secret", "named"];
const voter = "u4711";
let ops = 0;
const does = (wire, method, data) => wire.rpc(method, { room, op: `ballot-${++ops}`, ...data });

// One of choices and one of words, in which the voter and four more vote; closed in the end.
async function ask(host, voters, ballot) {
  const polls = [];
  for (const type of ballot === "secret" ? ["boolean"] : ["boolean", "text"]) {
    const title = { en: type };
    const { seq: poll } = await does(host, "poll.prepare", { type, title, ballot, results: "closed" });
    await does(host, "poll.open", { poll });
    for (const [at, wire] of voters.entries())
      await (type === "text"
        ? does(wire, "poll.answer", { poll, texts: [`word-${at}`] })
        : does(wire, "poll.vote", { poll, choices: [1 + (at % 2)] }));
    await does(host, "poll.close", { poll });
    polls.push(poll);
  }
  return polls;
}

// All that the API gives of these polls.
async function taken(server, who, polls) {
  const headers = { Authorization: `Bearer ${token(who)}` };
  const asked = ["", "poll.prepared", "poll.prepared.csv"];
  for (const poll of polls)
    for (const query of ["ballots", "answers", "results"])
      asked.push(`poll.${query}?poll=${poll}`, `poll.${query}.csv?poll=${poll}`);
  const texts = [];
  for (const path of asked) {
    const answer = await server.get(`/api/rooms/${room}${path && `/${path}`}`, { headers });
    texts.push(`${path} ${answer.status} ${await answer.text()}`);
  }
  return texts;
}

test("exports name who chose what in named polls alone", async (t) => {
  const server = await serve(t, { memory: true });
  const host = await connect(server, "host");
  await does(host, "stage.phase", { to: "live" });
  const voters = await Promise.all([voter, "u1", "u2", "u3", "u5"].map((sub) => connect(server, sub)));
  for (const ballot of kinds) {
    const texts = await taken(server, "host", await ask(host, voters, ballot));
    const named = texts.filter((text) => text.includes(voter) || text.includes(voter.slice(1)));
    assert.deepEqual(named.map((text) => text.split("?")[0]).sort(), ballot !== "named" ? [] : [
      "poll.answers", "poll.answers.csv", "poll.ballots", "poll.ballots", "poll.ballots.csv", "poll.ballots.csv",
    ]);
    assert.ok(texts.some((text) => text.includes('"voters"') || text.includes("voters")));
  }
});

test("drafts, what is correct and what is kept are in nothing that others can take", async (t) => {
  const server = await serve(t, { memory: true });
  const host = await connect(server, "host");
  await does(host, "stage.phase", { to: "live" });
  const asks = { type: "text", title: { en: "Open?" }, correct: ["canary-answer"] };
  const { seq: open } = await does(host, "poll.prepare", { ...asks, quiz: "q1", timed: 10 });
  await does(host, "poll.open", { poll: open });
  const next = { ...asks, title: { en: "canary-next" } };
  const { seq: draft } = await does(host, "poll.prepare", next);
  await host.rpc("library.add", { room: "inbox:me", op: "keep", poll: next });
  for (const who of ["u1", "u2"]) {
    const texts = await taken(server, who, [open, draft]);
    const headers = { Authorization: `Bearer ${token(who)}` };
    for (const path of ["/api/rooms/inbox:me", "/api/rooms/inbox:host"])
      texts.push(await (await server.get(path, { headers })).text());
    assert.deepEqual(texts.filter((text) => text.includes("canary")), []);
  }
  const own = await taken(server, "host", [open, draft]);
  assert.ok(own.some((text) => text.includes("canary-next")), "the control: the team has it");
});

test("more answers than a page holds are all in the file, each once", async (t) => {
  const server = await serve(t, { memory: true });
  const host = await connect(server, "host");
  await does(host, "stage.phase", { to: "live" });
  const { seq: poll } = await does(host, "poll.prepare", { type: "text", title: { en: "Why?" } });
  await does(host, "poll.open", { poll });
  for (let n = 0; n < 103; n++)
    await asks(server, `u${100 + n}`, "POST", `/api/rooms/${room}/poll.answer`, { poll, texts: [`because-${n}.`] });
  const headers = { Authorization: `Bearer ${token("host")}` };
  const file = await (await server.get(`/api/rooms/${room}/poll.answers.csv?poll=${poll}`, { headers })).text();
  assert.equal(file.match(/because-/g).length, 103);
  assert.equal(new Set(file.match(/because-\d+\./g)).size, 103);
});
