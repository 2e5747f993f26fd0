// SPDX-License-Identifier: Apache-2.0
// Votes that come together are few entries; each is answered for itself and counted once, whatever
// becomes of the server in between.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, test } from "node:test";
import { pause, until } from "./client.mjs";
import { muster, serve } from "./server.mjs";
import { connect, endAll, nameOf } from "./wire.mjs";

after(endAll);

const room = "webinar:w1";
const VOTERS = 40;
const KILLS = 8;
const PATIENCE_MS = 20000;

const hashed = (op) => createHash("sha256").update(op).digest().subarray(0, 6).toString("base64url");

async function openPoll(server, change) {
  const host = await connect(server, "host");
  const phase = await host.command("rpc", {
    method: "stage.phase",
    data: { room, op: "live", to: "live" },
  });
  assert.ok(phase.rpc || phase.error); // it may be live already
  const poll = { room, op: "prepare", type: "yesno", title: { en: "Agreed?" }, change };
  const { seq } = await host.rpc("poll.prepare", poll);
  await host.rpc("poll.open", { room, op: "open", poll: seq });
  return { host, poll: seq };
}

// Every act of the poll, in the order in which they were done: [person, op's hash, choices, seq].
async function acts(server, poll) {
  const entries = (await server.entries(room)).filter(({ type }) => type === "poll.vote");
  for (const { by } of entries) assert.equal(by, "system");
  return {
    entries: entries.length,
    acts: entries.flatMap(({ seq, data }) =>
      (data.acts[poll] ?? []).map((act) => [...act, seq]),
    ),
  };
}

async function tally(server, poll) {
  const wire = await connect(server, "host");
  const { subscribe } = await wire.command("subscribe", { channel: room });
  return subscribe.data.poll.polls[poll].tally;
}

const people = Array.from({ length: VOTERS }, (_, at) => `u${at + 1}`);

test("votes at once are few entries, and each has the seq of its own", async (t) => {
  const server = await serve(t);
  const { poll } = await openPoll(server, false);
  const wires = await Promise.all(people.map((sub) => connect(server, sub)));
  const vote = (at) => ({ room, op: `v${at}`, poll, choices: [1 + (at % 3)] });
  // All are there before the first is looked at, however slow those who send them are.
  process.kill(server.pid, "SIGSTOP");
  const asked = wires.map((wire, at) => wire.rpc("poll.vote", vote(at)));
  while (wires.some(({ socket }) => socket.bufferedAmount > 0)) await pause(1);
  process.kill(server.pid, "SIGCONT");
  const answers = await Promise.all(asked);
  const found = await acts(server, poll);
  assert.ok(found.entries < VOTERS / 2, `${found.entries} entries`);
  assert.equal(found.acts.length, VOTERS);
  for (const [by, hash, choices, seq] of found.acts) {
    const at = people.indexOf(by);
    assert.deepEqual([hash, choices, seq], [hashed(`v${at}`), [1 + (at % 3)], answers[at].seq]);
  }
  assert.equal((await tally(server, poll)).voters, VOTERS);
  assert.ok(await server.verified());
});

test("whoever votes before the close is counted, and nobody behind it", async (t) => {
  const server = await serve(t);
  const { host, poll } = await openPoll(server, false);
  const wires = await Promise.all(people.map((sub) => connect(server, sub)));
  const cast = (wire, at) =>
    wire.command("rpc", { method: "poll.vote", data: { room, op: `v${at}`, poll, choices: [1] } });
  const early = wires.slice(0, 20).map(cast);
  const close = host.rpc("poll.close", { room, op: "close", poll });
  const late = wires.slice(20).map(cast);
  const replies = await Promise.all([...early, ...late]);
  const { seq } = await close;
  const counted = replies.filter(({ rpc }) => rpc);
  for (const { rpc } of counted) assert.ok(rpc.data.seq < seq);
  for (const { error } of replies.filter((reply) => reply.error)) assert.equal(error.code, 423);
  assert.equal((await tally(server, poll)).voters, counted.length);
});

// Votes without a pause until the server is gone: what was not answered is sent again first.
class Voter {
  constructor(sub, poll) {
    Object.assign(this, { sub, poll, count: 0, waiting: null, seqs: [], wrong: [] });
  }

  fresh() {
    const op = `${this.sub}-${this.count++}`;
    return { room, op, poll: this.poll, choices: [1 + (this.count % 3)] };
  }

  async vote(server, again) {
    const wire = await connect(server, this.sub);
    for (;;) {
      this.waiting ??= again ? null : this.fresh();
      if (!this.waiting) break;
      const data = this.waiting;
      const reply = await wire.command("rpc", { method: "poll.vote", data }).catch(() => null);
      if (!reply) return; // killed
      if (reply.error?.code === 111) await pause(reply.error.retry_ms);
      else if (reply.error) this.wrong.push(reply.error);
      if (reply.error?.code === 111) continue;
      if (reply.rpc) this.seqs.push([data, reply.rpc.data.seq]);
      this.waiting = null;
    }
    // The last four are known, whoever asks.
    for (const [data, seq] of this.seqs.slice(-4)) {
      const { rpc } = await wire.command("rpc", { method: "poll.vote", data });
      if (rpc?.data.seq !== seq) this.wrong.push([data, seq, rpc]);
    }
    wire.end();
  }
}

test(`a vote is done once and answered alike through ${KILLS} kills under load`, async (t) => {
  const server = await serve(t);
  const { poll } = await openPoll(server, true);
  const voters = people.slice(0, 16).map((sub) => new Voter(sub, poll));
  const known = () => voters.reduce((sum, { seqs }) => sum + seqs.length, 0);
  let unanswered = 0;
  for (let round = 1; round <= KILLS; round++) {
    const before = known(), late = Date.now() + PATIENCE_MS;
    const talk = Promise.all(voters.map((voter) => voter.vote(server, false)));
    while (known() < before + 60 && Date.now() < late) await pause(5);
    await pause(Math.random() * 50);
    await server.kill();
    await talk;
    unanswered += voters.filter(({ waiting }) => waiting).length;
    assert.ok(await server.verified(), `the chain after kill ${round}`);
    await server.start();
  }
  await Promise.all(voters.map((voter) => voter.vote(server, true)));
  for (const { wrong } of voters) assert.deepEqual(wrong, []);
  assert.ok(unanswered > 0, "no kill came in the middle of anything");
  const found = await acts(server, poll);
  // What was acknowledged stands where it was said to; what was sent twice was done once, so that
  // the last choice of each is the one that counts.
  const places = new Map(found.acts.map(([by, hash, , seq]) => [`${by} ${hash} ${seq}`, true]));
  for (const { sub, seqs } of voters)
    for (const [{ op }, seq] of seqs) assert.ok(places.has(`${sub} ${hashed(op)} ${seq}`), op);
  const last = voters.map(({ seqs }) => seqs.at(-1)[0].choices[0]);
  const { voters: counted, options } = await tally(server, poll);
  assert.equal(counted, voters.length);
  for (const option of [1, 2, 3])
    assert.equal(options[option], last.filter((choice) => choice === option).length);
  t.diagnostic(`${known()} votes in ${found.entries} entries, ${unanswered} times sent again`);
});

test("an operator asks the journal what became of each command of somebody", async (t) => {
  const server = await serve(t);
  const { host, poll } = await openPoll(server, false);
  await host.rpc("chat.post", { room, op: "hello", text: "never to be told" });
  const wire = await connect(server, "u7");
  // Both are on their way before either is counted: the second is void in its turn.
  const votes = ["one", "two"].map((op) =>
    wire.command("rpc", { method: "poll.vote", data: { room, op, poll, choices: [1] } }),
  );
  const [first, second] = await Promise.all(votes);
  assert.ok(first.rpc && second.error, JSON.stringify([first, second]));
  const late = await wire.command("rpc", {
    method: "poll.vote",
    data: { room, op: "three", poll, choices: [1] },
  });
  assert.ok(late.error);
  const reason = nameOf(late.error.code).toLowerCase();
  const line = ` INFO a command was refused room=${room} person= method=poll.vote op= reason=${reason}`;
  await until(() => server.log.includes(line), "the line of it");
  await host.command("rpc", { method: "chat.delete", data: { room, op: "none", message: 99999 } });
  const other = ` room=${room} person=host method=chat.delete op=none reason=`;
  await until(() => server.log.includes(other), "the line of the other");
  await host.rpc("question.intake", { room, op: "shut", intake: "closed", anonymous: true });
  // Whoever asks without a name is named nowhere, also where they may not.
  const asked = await wire.command("rpc", {
    method: "question.ask",
    data: { room, op: "unknown", text: "never to be told", anonymous: true },
  });
  assert.ok(asked.error, JSON.stringify(asked));
  await until(() => / person= method=question\.ask op= reason=questions_closed$/m.test(server.log), "its line");
  assert.doesNotMatch(server.log, /unknown|never to be told/);
  const trace = async (...words) => {
    const where = ["--journal", server.journal];
    const { code, stdout, stderr } = await muster("journal", "trace", room, ...words, ...where);
    assert.doesNotMatch(stdout, /never to be told/);
    const lines = stdout.split("\n").filter(Boolean).map((line) => JSON.parse(line));
    return { code, stderr, told: lines.filter(({ type }) => !type.startsWith("presence.")) };
  };
  const { told } = await trace("--person", "u7");
  assert.deepEqual(
    told.map(({ type, op, became, why }) => [type, op, became, why]),
    [
      ["poll.vote", hashed("one"), "counted", undefined],
      ["poll.vote", hashed("two"), "void", nameOf(second.error.code).toLowerCase()],
    ],
  );
  const one = await trace("--op", "two");
  assert.deepEqual([one.code, one.told], [0, [told[1]]]);
  const never = await trace("--person", "u7", "--op", "three");
  assert.deepEqual([never.code, never.told], [1, []]);
  assert.match(never.stderr, /nothing of it came into the journal/);
  assert.equal((await trace("--op", "hello")).told[0].became, "counted");
  assert.equal((await muster("journal", "trace", "nonsense", "--journal", server.journal)).code, 1);
});
