// SPDX-License-Identifier: Apache-2.0
// Six hundred people in one room, over real sockets: a poll is launched, they vote, show 5,000
// reactions, ask fifty questions and fill a cloud with their words, and in the middle of each of it
// all of them are cut and come back: of the reactions, whose repeats would count, between two. Every
// vote counts once, and in the end every copy, kept by patches alone, is what a newcomer is sent.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { join, leaveAll, pause, until } from "./client.mjs";
import { serve } from "./server.mjs";
import { connect, endAll } from "./wire.mjs";

const room = "webinar:w1";
const PEOPLE = 600;
const REACTIONS = 5000;
const APART_MS = 300; // SIGNAL_MS of protocol/bounds.def
const QUESTIONS = 50;
const WORDS = 40; // that several say
const SHOWN = 50; // POLL_WORDS of protocol/bounds.def
const TOGETHER = 60; // who come in at the same time
const WAIT_MS = 60000;
const KINDS = ["clap", "heart", "thumb", "wow", "laugh"];
const TOO_FAST = 111;

after(() => (leaveAll(), endAll()));

const hashed = (op) => createHash("sha256").update(op).digest().subarray(0, 6).toString("base64url");
const wait = (look, what) => until(look, what, WAIT_MS);

// `does` for each of `all`, TOGETHER at a time.
async function inTurn(all, does) {
  const left = [...all.entries()];
  const one = async () => {
    for (let next; (next = left.shift()); ) await does(next[1], next[0]);
  };
  await Promise.all(Array.from({ length: TOGETHER }, one));
}

async function peopleCome(server) {
  const people = [];
  await inTurn(Array.from({ length: PEOPLE }, (_, at) => `u${at + 1}`), async (sub, at) => {
    const client = await join(server, sub, { timeout: WAIT_MS });
    people[at] = { sub, client, follower: await client.follow(room) };
  });
  return people;
}

// A command until it is answered: what was under way when the connection was lost is sent again.
async function says(client, method, data) {
  for (;;)
    try {
      return await client.rpc(method, { room, ...data });
    } catch (error) {
      // Below 100 are those of the SDK.
      if (error.code >= 100 && error.code !== TOO_FAST) throw new Error(`${method}: ${error.message}`);
      await pause(error.code === TOO_FAST ? APART_MS : 20);
      await client.sdk.ready(WAIT_MS);
    }
}

// `speakers` say something at once, and when a quarter of them has an answer everybody is cut; their
// answers.
async function cutAmidst(people, speakers, say) {
  let answered = 0;
  const heard = (answer) => {
    if (++answered === Math.ceil(speakers.length / 4)) for (const { client } of people) client.cut();
    return answer;
  };
  return Promise.all(speakers.map((speaker, at) => say(speaker, at).then(heard)));
}

async function launch(host, people, poll) {
  const { seq } = await host.rpc("poll.prepare", { room, op: `prepare-${poll.type}`, ...poll });
  await host.rpc("poll.open", { room, op: `open-${poll.type}`, poll: seq });
  const has = ({ follower }) => follower.view.poll?.polls?.[seq]?.state === "open";
  await wait(() => people.every(has), "the poll, everywhere");
  return seq;
}

const pollOf = ({ follower }, poll) => follower.view.poll.polls[poll];

async function everybodyVotes(server, host, people) {
  const options = ["One", "Two", "Three"].map((en) => ({ en }));
  const poll = await launch(host, people, { type: "single", title: { en: "Which?" }, options, results: "live" });
  const vote = ({ sub }, at) => ({ op: `vote-${sub}`, poll, choices: [1 + (at % 3)] });
  const answers = await cutAmidst(people, people, (person, at) => says(person.client, "poll.vote", vote(person, at)));
  const sums = { 1: PEOPLE / 3, 2: PEOPLE / 3, 3: PEOPLE / 3 };
  const right = (person) => isDeepStrictEqual(pollOf(person, poll)?.tally, { voters: PEOPLE, options: sums });
  await wait(() => people.every(right), "the sums, everywhere");
  const acts = (await server.entries(room))
    .filter(({ type }) => type === "poll.vote")
    .flatMap(({ seq, data }) => (data.acts[poll] ?? []).map((act) => [...act, seq]));
  const wanted = people.map((person, at) => [
    person.sub,
    hashed(vote(person, at).op),
    vote(person, at).choices,
    answers[at].seq,
  ]);
  const ordered = (all) => [...all].sort(([one], [other]) => (one < other ? -1 : 1));
  assert.deepEqual(ordered(acts), ordered(wanted));
}

async function everybodyReacts(people) {
  const some = people.slice(0, 500);
  const half = REACTIONS / some.length / 2;
  const sums = {};
  const react = async ({ client }, at) => {
    const kind = KINDS[at % KINDS.length];
    for (let n = 0; n < half; n++) {
      await says(client, "reaction.send", { kind });
      await pause(APART_MS);
    }
    sums[kind] = (sums[kind] ?? 0) + half;
  };
  await Promise.all(some.map(react));
  for (const { client } of people) client.cut();
  await Promise.all(people.map(({ client }) => client.sdk.ready(WAIT_MS)));
  await Promise.all(some.map(react));
  const right = ({ follower }) => isDeepStrictEqual(follower.view.reaction?.sums, sums);
  await wait(() => people.every(right), "all reactions, everywhere");
}

async function someAsk(people) {
  const ask = ({ client, sub }) => says(client, "question.ask", { op: `ask-${sub}`, text: `A question of ${sub}` });
  const answers = await cutAmidst(people, people.slice(0, QUESTIONS), ask);
  const asked = answers.map(({ seq }) => String(seq)).sort();
  const right = ({ follower }) => isDeepStrictEqual(Object.keys(follower.view.question?.questions ?? {}).sort(), asked);
  await wait(() => people.every(right), "all questions, everywhere");
}

// A word that others say too, and one that nobody else does: 640 words, of which those said most are shown.
async function everybodyHasAWord(host, people) {
  const poll = await launch(host, people, { type: "cloud", title: { en: "In a word?" }, ask: { words: 2 }, results: "live" });
  const word = (at) => `word${at % WORDS}`;
  const texts = (at) => [word(at), `own${at}`];
  const answer = ({ client, sub }, at) => says(client, "poll.answer", { op: `word-${sub}`, poll, texts: texts(at) });
  await cutAmidst(people, people, answer);
  const wanted = Array.from({ length: WORDS }, (_, at) => `${word(at)} ${PEOPLE / WORDS}`).sort();
  const right = (person) => {
    const { voters, words = [] } = pollOf(person, poll)?.tally ?? {};
    const said = words.map(([text, n]) => `${text} ${n}`);
    const rest = said.slice(WORDS);
    return voters === PEOPLE && isDeepStrictEqual(said.slice(0, WORDS).sort(), wanted) &&
      rest.length === SHOWN - WORDS && rest.every((one) => /^own\d+ 1$/.test(one));
  };
  await wait(() => people.every(right), "the cloud, everywhere");
}

// What somebody who comes now is sent.
async function fresh(server, sub) {
  const wire = await connect(server, sub);
  const { data } = await wire.ask("subscribe", { channel: room });
  wire.end();
  return data;
}

async function everyCopyIsRight(server, people) {
  await inTurn(people, async ({ sub, follower }) => {
    let data;
    const same = async () => isDeepStrictEqual(follower.view, (data = await fresh(server, sub)));
    await wait(same, `the copy of ${sub}`).catch(() => assert.deepEqual(follower.view, data, sub));
  });
}

test(`${PEOPLE} people vote, react, ask and fill a cloud, all cut and back: once each, every copy right`, async (t) => {
  const server = await serve(t);
  const host = await join(server, "host", { timeout: WAIT_MS });
  const follower = await host.follow(room);
  await host.rpc("stage.phase", { room, op: "live", to: "live" });
  const people = await peopleCome(server);
  await everybodyVotes(server, host, people);
  await everybodyReacts(people);
  await someAsk(people);
  await everybodyHasAWord(host, people);
  let resumed = 0;
  for (const { client, follower: copy } of people) {
    assert.ok(client.connects.length >= 5, "not everybody was cut four times");
    resumed += copy.resumes.filter(({ recovered }) => recovered).length;
  }
  assert.ok(resumed > PEOPLE, `only ${resumed} resumes brought what was missed`);
  await everyCopyIsRight(server, [...people, { sub: "host", follower }]);
  const { poll, question, reaction } = follower.view;
  assert.equal(await server.end(), 0);
  await server.start();
  const again = await fresh(server, "host");
  assert.deepEqual([again.poll, again.question, again.reaction], [poll, question, reaction]);
  assert.ok(await server.verified());
});
