// SPDX-License-Identifier: Apache-2.0
// A random story with cuts and a crash: whatever happened, every copy is what a newcomer gets.
// SEED=N tells the story of seed N again.

import assert from "node:assert/strict";
import { test } from "node:test";
import { join, leaveAll, pause, until } from "./client.mjs";
import { serve } from "./server.mjs";
import { connect, endAll } from "./wire.mjs";

const room = "webinar:w1";
const course = "course:c1";
const ACTS = 400;
const people = ["host", "moderator", "u1", "u2", "u3"];

// Marsaglia's xorshift, 32 bits: the same numbers for the same seed.
class Chance {
  constructor(seed) {
    this.state = (seed ^ 0x9e3779b9) >>> 0 || 1;
  }

  below(limit) {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    return (this.state >>> 0) % limit;
  }

  of(list) {
    return list[this.below(list.length)];
  }
}

const keys = (object) => Object.keys(object ?? {}).map(Number);

// What somebody may try; things are chosen from the view of whoever does it. undefined: not now.
const acts = [
  ({ text }) => ["chat.post", { text }],
  ({ text, of, view }) => {
    const reply = of(keys(view.chat?.messages));
    return reply && ["chat.post", { text, reply }];
  },
  ({ of, view }) => ["chat.delete", { message: of(keys(view.chat?.messages)) }],
  ({ of, view }) => ["chat.approve", { message: of(keys(view.chat?.messages)) }],
  ({ of }) => ["chat.mode", { mode: of(["open", "open", "approve", "staff", "off"]) }],
  ({ of }) => ["stage.phase", { to: of(["live", "live", "paused"]) }],
  ({ of }) => ["poll.prepare", { type: of(["yesno"]), title: { en: "Agreed?" }, change: true }],
  ({ text }) => {
    const options = ["One", "Two", "Three"].map((en) => ({ en }));
    return ["poll.prepare", { type: "multiple", title: { en: text }, options, max: 3 }];
  },
  ({ of, view }) => ["poll.open", { poll: of(keys(view.poll?.polls)) }],
  ({ of, view }) => ["poll.close", { poll: of(keys(view.poll?.polls)) }],
  ({ of, view }) => ["poll.delete", { poll: of(keys(view.poll?.polls)) }],
  ({ of, view }) => {
    const poll = of(keys(view.poll?.polls));
    return ["poll.publish", { poll, published: of([true, false]) }];
  },
  ({ of, view }) => {
    const poll = of(keys(view.poll?.polls));
    return ["poll.vote", { poll, choices: of([[1], [2], [1, 2], [3]]) }];
  },
  ({ text }) => ["question.ask", { text }],
  ({ of, view }) => ["question.vote", { question: of(keys(view.question?.questions)) }],
  ({ of, view }) => ["question.unvote", { question: of(keys(view.question?.questions)) }],
  ({ of, view }) => {
    const question = of(keys(view.question?.questions));
    return [`question.${of(["approve", "take", "dismiss", "reopen", "answer"])}`, { question }];
  },
  ({ of }) => [
    "question.intake",
    { intake: of(["open", "open", "voting"]), moderated: of([true, false]) },
  ],
  ({ of }) => ["member.set", { whom: "u3", role: of(["presenter", "moderator", "participant"]) }],
  ({ text }) => ["forum.thread", { title: text, text }],
  ({ of, forum, text }) => ["forum.post", { thread: of(keys(forum.forum?.threads)), text }],
  ({ thread, text }) => ["forum.post", { thread, text }],
  ({ of, posts, part, text }) => {
    const post = of(posts);
    return ["forum.edit", { post, version: part.thread?.posts[post]?.version ?? post, text }];
  },
  // The opening post stays: without any the thread would be no more.
  ({ of, posts, thread }) => [
    "forum.delete",
    { post: of(posts.filter((post) => Number(post) !== thread)) },
  ],
  ({ of, posts }) => ["forum.accept", { post: of(posts), accepted: of([true, false]) }],
];

async function story(t, seed) {
  const chance = new Chance(seed);
  t.after(() => (leaveAll(), endAll()));
  const server = await serve(t);
  const thread = (
    await (
      await connect(server, "host")
    ).rpc("forum.thread", {
      room: course,
      op: "first",
      title: "The first thread",
      text: "It stays",
    })
  ).seq;
  const channels = [room, course, `${course}/thread/${thread}`];
  const clients = [];
  for (const sub of people) {
    const options = sub === "u2" ? { data: { class: "lean" } } : {};
    const client = await join(server, sub, { ...options, timeout: 3000 });
    client.followers = [];
    for (const channel of channels) client.followers.push(await client.follow(channel));
    clients.push(client);
  }
  const codes = {};
  const pending = [];
  const crashAt = 100 + chance.below(200);
  for (let step = 0; step < ACTS; step++) {
    const client = chance.of(clients);
    const [view, forum, part] = client.followers.map((follower) => follower.view);
    const act = chance.of(acts)({
      view,
      forum,
      part,
      thread,
      posts: keys(part.thread?.posts),
      text: `${chance.of(["word", "كلمة", "mot 🎓", "palabra"])} ${step}`,
      of: (list) => (list.length ? chance.of(list) : undefined),
    });
    if (act) {
      const [method, data] = act;
      const where = method.startsWith("forum.") ? course : room;
      const done = client.rpc(method, { room: where, op: `step-${step}`, ...data });
      const note = (code) => (codes[code] = (codes[code] ?? 0) + 1);
      pending.push(
        done.then(
          () => note(0),
          (error) => note(error.code),
        ),
      );
    }
    if (chance.below(20) === 0) chance.of(clients).cut();
    if (step === crashAt) {
      await server.kill();
      await server.start();
    }
    if (chance.below(3) === 0) await pause(chance.below(20));
  }
  await Promise.all(pending);
  assert.ok(codes[0] > ACTS / 10, `too little happened: ${JSON.stringify(codes)}`);
  assert.equal(codes[100], undefined, "an internal error");
  await allAgree(server, clients, channels);
  const resumes = clients.flatMap(({ followers }) => followers.flatMap((one) => one.resumes));
  const again = resumes.filter(({ recovered }) => recovered).length;
  t.diagnostic(`${codes[0]} of ${ACTS} acts; ${again} of ${resumes.length} resumes recovered`);
}

async function allAgree(server, clients, channels) {
  const end = Date.now() + 12000;
  for (;;) {
    const differences = [];
    for (const [at, sub] of people.entries()) {
      const wire = await connect(server, sub);
      for (const [which, channel] of channels.entries()) {
        const { data } = await wire.ask("subscribe", { channel });
        const { view } = clients[at].followers[which];
        try {
          assert.deepEqual(view, data, `${sub} on ${channel}`);
        } catch (error) {
          differences.push(error);
        }
      }
      wire.end();
    }
    if (differences.length === 0) return;
    if (Date.now() > end) throw differences[0];
    await pause(300);
  }
}

const seeds = process.env.SEED ? [Number(process.env.SEED)] : [1, Date.now() % 1e6];
for (const seed of seeds)
  test(`after a random story with cuts and a crash all copies agree (seed ${seed})`, (t) =>
    story(t, seed));
