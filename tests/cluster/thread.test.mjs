// SPDX-License-Identifier: Apache-2.0
// Twenty people in one discussion on three instances, of which one is killed in the middle: they post, edit, accept and
// delete, vote in its poll, the team moves it, nobody waits for anybody. Then all copies agree, and nothing is there twice. And who completes
// a course on an instance that dies has one certificate. SEED=N: the same acts.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { does } from "../wire/browser.mjs";
import { pause, until } from "../wire/client.mjs";
import { connect } from "../wire/wire.mjs";
import { COURSE } from "./people.mjs";
import { World } from "./world.mjs";

const [PEOPLE, ACTS] = [20, 8];
const MOVE_MS = 100;
const ACADEMY = "academy:main";
let world, host;

before(async () => {
  world = new World({ people: PEOPLE });
  await world.start();
  await world.people.rest(); // they do what is asked of them here
  host = await connect(world.cluster.instances[0], "host");
});
after(() => world.end());

let turn = 0;
const acts = async (method, data) => (await host.rpc(method, { room: COURSE, op: `team-${++turn}`, ...data })).seq;

// What somebody may do in the thread, and how often; undefined: nothing to do now.
const own = (person, posts) => Object.entries(posts).filter(([, post]) => post.by === person.sub && !post.deleted);
const lots = [
  ...Array(5).fill((person, { thread, text }) => ["forum.post", { thread, text }]),
  ...Array(3).fill((person, { posts, of, text }) => {
    const [post, { version } = {}] = of(own(person, posts)) ?? [];
    return post && ["forum.edit", { post: Number(post), version: version ?? Number(post), text }];
  }),
  // Not the first, which asks the poll.
  (person, { thread, posts, of }) => {
    const [post] = of(own(person, posts).filter(([post]) => Number(post) !== thread)) ?? [];
    return post && ["forum.delete", { post: Number(post) }];
  },
  ...Array(2).fill((person, { thread, of }) => ["forum.choose", { post: thread, choices: [of([1, 2])] }]),
];
// Whoever opened it takes an answer as well.
const accepts = (person, { thread, posts, of }) => {
  const others = Object.keys(posts).map(Number).filter((post) => post !== thread);
  return others.length > 0 ? ["forum.accept", { post: of(others), accepted: true }] : undefined;
};

async function plays(person, thread, opener) {
  const { chance } = world.people;
  const of = (list) => (list.length > 0 ? chance.of(list) : undefined);
  for (let n = 0; n < ACTS; n++) {
    const { posts = {} } = person.view(`${COURSE}/thread/${thread}`).thread;
    const text = `${person.sub} says ${n}`;
    const act = person === opener && n % 2 === 1 ? accepts : of(lots);
    const chosen = act(person, { thread, posts, of, text });
    if (chosen) await person.send(COURSE, ...chosen);
  }
}

async function moves(thread, topics, over) {
  for (let n = 1; !over(); n++) {
    await acts("forum.move", { thread, topic: topics[n % topics.length] });
    await pause(MOVE_MS);
  }
}

test("twenty in one thread on three instances, one of which is killed: all copies agree, nothing is there twice", async (t) => {
  const { people, cluster } = world;
  const topics = [];
  for (const en of ["One", "Two"]) topics.push(await acts("topic.add", { title: { en }, kind: "question" }));
  const [opener] = people.all;
  const { seq: thread } = await opener.send(COURSE, "forum.thread", { title: "Twenty", text: "Begin", topic: topics[0], poll: { options: ["Yes", "No"], change: true } });
  const channel = `${COURSE}/thread/${thread}`;
  for (const person of people.all) person.followers[channel] = await person.client.follow(channel);
  let over = false;
  const moving = moves(thread, topics, () => over);
  const playing = people.all.map((person) => plays(person, thread, opener));
  const written = () => people.acknowledged.filter(({ command }) => command.thread === thread).length;
  await until(() => written() >= PEOPLE, "they are in the middle of it");
  await cluster.instances[2].kill();
  await Promise.all(playing);
  over = true;
  await moving;
  await cluster.instances[2].start();
  // Of the journal, of the course's copies and of the thread's, on each instance.
  await world.holds();
  await people.rest();
  const done = new Set(people.acknowledged.map(({ type }) => type));
  for (const type of ["forum.post", "forum.edit", "forum.delete", "forum.accept"]) assert.ok(done.has(type), `no ${type}`);
  const { posts } = opener.view(channel).thread;
  const texts = Object.values(posts).flatMap(({ text }) => text ?? []);
  assert.equal(new Set(texts).size, texts.length, "a text stands there twice");
  // Whoever voted did once, and what they said last is what counts.
  assert.ok(done.has("forum.choose"), "nobody voted");
  const voted = new Map();
  for (const { type, by, seq, command } of people.acknowledged)
    if (type === "forum.choose" && seq >= (voted.get(by)?.seq ?? 0)) voted.set(by, { seq, choices: command.choices });
  const answers = [];
  for (const instance of cluster.instances) {
    const wire = await connect(instance, "host");
    answers.push(await wire.rpc("forum.ballots", { room: COURSE, post: thread }));
    wire.end();
  }
  const counted = new Map(answers[0].ballots.map(({ person, choices }) => [person, choices]));
  assert.deepEqual([...counted.keys()].sort(), [...voted.keys()].sort());
  assert.equal(answers[0].all, voted.size);
  for (const answer of answers) assert.deepEqual(answer, answers[0]);
  const { tally, voters } = posts[thread].poll;
  assert.equal(voters, voted.size);
  assert.equal(tally, undefined, "its sums are for who asks, and has voted");
  world.story(t);
});

test("who completes a course on an instance that dies has completed it once, with one certificate", async () => {
  const { cluster } = world;
  const takers = ["u7", "u8", "u9"];
  const asks = (at, who, method, data) => does(cluster.instances[at], who, "POST", `/api/rooms/${ACADEMY}/${method}`, data);
  for (const person of takers) assert.equal((await asks(0, "organiser", "person.add", { person, name: person })).status, 200);
  const unit = await acts("unit.add", { title: { en: "One" }, open: true });
  const item = await acts("item.add", { unit, kind: "article", title: { en: "A" }, text: { en: "B" }, counts: true });
  await acts("completion.rules", { items: 1 });
  const last = cluster.instances[2];
  const marks = async (instance, who) => {
    const wire = await connect(instance, who);
    return wire.rpc("item.mark", { op: "done", room: COURSE, unit, item, done: true });
  };
  // All three say so, each on two instances at once, of which one dies.
  const lost = takers.map((who) => marks(last, who).catch(() => undefined));
  const kept = takers.map((who, at) => marks(cluster.instances[at % 2], who));
  await Promise.race([...lost, ...kept]);
  await last.kill();
  await Promise.all([...lost, ...kept]);
  const awarded = async () => (await cluster.entries(ACADEMY)).filter(({ type }) => type === "credential.award");
  await until(async () => (await awarded()).length >= takers.length, "the certificates", 60000);
  await last.start();
  const reached = (await cluster.entries(COURSE)).filter(({ type }) => type === "completion.reach");
  assert.deepEqual(reached.map(({ data }) => data.whom).sort(), takers);
  assert.equal((await awarded()).length, takers.length);
  const told = [];
  for (const at of cluster.instances.keys()) {
    const { body } = await does(cluster.instances[at], "organiser", "GET", `/api/rooms/${ACADEMY}/credential.list`);
    told.push(body.credentials.map(({ credential, person }) => [credential, person]));
  }
  assert.equal(told[0].length, takers.length);
  assert.deepEqual(told[1], told[0]);
  assert.deepEqual(told[2], told[0]);
  assert.ok(await cluster.verified());
});
