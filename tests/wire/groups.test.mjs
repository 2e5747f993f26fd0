// SPDX-License-Identifier: Apache-2.0
// The server is killed again and again in the middle of break-out groups, while everybody writes, votes and raises a
// hand in theirs: groups, places, chat, notes, polls and the time that is left come back, nothing is lost or twice, and
// nothing of one group has reached another.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { join, leaveAll, pause, until } from "./client.mjs";
import { serve } from "./server.mjs";
import { connect, endAll } from "./wire.mjs";

after(() => (leaveAll(), endAll()));

const room = "webinar:w1";
const GROUPS = 2;
const EACH = 3; // people
const KILLS = 3;
const WORDS = 4; // of each person between two kills
const WAIT_MS = 60000;
const TOO_FAST = 111;

const wait = (look, what) => until(look, what, WAIT_MS);
const part = (group) => `${room}/group/${group}`;

// A command until it is answered: what was under way when the server died is sent again.
async function says({ client }, method, data) {
  for (;;)
    try {
      return (await client.rpc(method, { room, ...data })).seq;
    } catch (error) {
      // Below 100 are those of the SDK.
      if (error.code >= 100 && error.code !== TOO_FAST) throw new Error(`${method}: ${error.message}`);
      await pause(error.code === TOO_FAST ? 300 : 20);
      await client.sdk.ready(WAIT_MS);
    }
}

const texts = (things) => Object.values(things ?? {}).map(({ text }) => text).sort();

async function peopleCome(server) {
  const people = [];
  for (let at = 0; at < GROUPS * EACH; at++) {
    const sub = `u${at + 1}`;
    const client = await join(server, sub, { timeout: WAIT_MS });
    people.push({ sub, client, group: 1 + (at % GROUPS), main: await client.follow(room), said: [], noted: [] });
  }
  return people;
}

async function groupsOpen(host, people) {
  await says(host, "stage.phase", { op: "live", to: "live" });
  await says(host, "group.make", { op: "make", how: "hand", count: GROUPS });
  for (const { sub, group } of people) await says(host, "group.move", { op: `move-${sub}`, whom: sub, number: group });
  await says(host, "group.open", { op: "open", seconds: 600 });
  for (const person of people) {
    await wait(() => person.main.view.me.group?.mine, `the place of ${person.sub}`);
    person.inside = await person.client.follow(part(person.group));
  }
  const polls = {};
  for (let group = 1; group <= GROUPS; group++) {
    const asks = { type: "yesno", title: { en: `Of group ${group}?` }, results: "live", change: true };
    polls[group] = await says(host, "poll.prepare", { op: `ask-${group}`, group, ...asks });
    await says(host, "poll.open", { op: `poll-${group}`, group, poll: polls[group] });
  }
  return polls;
}

// What one of them does between two kills, in their group.
async function takesPart(person, round, polls) {
  const { sub, group } = person;
  for (let n = 0; n < WORDS; n++) {
    const text = `Said by ${sub}, ${round}.${n}, in ${group}.`;
    await says(person, "chat.post", { op: `say-${sub}-${round}-${n}`, group, text });
    person.said.push(text);
  }
  const text = `Noted by ${sub}, ${round}, in ${group}.`;
  await says(person, "notes.add", { op: `note-${sub}-${round}`, group, text, done: true });
  person.noted.push(text);
  person.choice = 1 + ((round + person.sub.length + group) % 3);
  await says(person, "poll.vote", { op: `vote-${sub}-${round}`, group, poll: polls[group], choices: [person.choice] });
}

function right(person, people, polls) {
  const mine = people.filter(({ group }) => group === person.group);
  const { chat, notes, poll, hand } = person.inside.view;
  const options = { 1: 0, 2: 0, 3: 0 };
  for (const { choice } of mine) options[choice]++;
  return (
    isDeepStrictEqual(texts(chat?.messages), mine.flatMap(({ said }) => said).sort()) &&
    isDeepStrictEqual(texts(notes?.paragraphs), mine.flatMap(({ noted }) => noted).sort()) &&
    isDeepStrictEqual(poll?.polls?.[polls[person.group]]?.tally, { voters: mine.length, options }) &&
    hand?.count === 1
  );
}

// What somebody who comes now is sent of the room and of their group.
async function fresh(server, { sub, group }) {
  const wire = await connect(server, sub);
  const views = [];
  for (const channel of [room, part(group)]) views.push((await wire.ask("subscribe", { channel })).data);
  wire.end();
  return views;
}

test(`${KILLS} kills amid break-outs: groups, places, chat, notes, votes and time come back, each once`, async (t) => {
  const server = await serve(t);
  const host = { client: await join(server, "host", { timeout: WAIT_MS }) };
  host.main = await host.client.follow(room);
  const people = await peopleCome(server);
  const polls = await groupsOpen(host, people);
  for (let group = 1; group <= GROUPS; group++)
    await says(people[group - 1], "hand.raise", { op: `hand-${group}`, group });
  const stood = people[0].main.view.group;
  assert.ok(stood.state === "open" && stood.ends > Date.now(), JSON.stringify(stood));

  for (let round = 1; round <= KILLS; round++) {
    const acting = Promise.all(people.map((person) => takesPart(person, round, polls)));
    await wait(() => people.some(({ said }) => said.length >= (round - 1) * WORDS + 2), "words");
    await pause(Math.random() * 30);
    await server.kill();
    assert.ok(await server.verified(), `the chain after kill ${round}`);
    await server.start();
    await acting;
  }
  for (const person of people) await wait(() => right(person, people, polls), `all of group ${person.group}, for ${person.sub}`);
  assert.deepEqual(people[0].main.view.group, stood, "groups and the time that is left");
  for (const person of people) {
    const { sub, group, main, inside, client } = person;
    assert.equal(main.view.me.group.mine, group, `the place of ${sub}`);
    await wait(async () => isDeepStrictEqual([main.view, inside.view], await fresh(server, person)), `the copies of ${sub}`);
    const heard = JSON.stringify([main.publications, inside.publications, main.subscribed, inside.subscribed]);
    for (let other = 1; other <= GROUPS; other++)
      assert.equal(heard.includes(`, in ${other}.`), other === group, `${sub} of group ${group} and group ${other}`);
    assert.ok(client.connects.length > 1, "everybody lost the server");
  }
  // A place that is taken after all this, and the way back.
  const moved = people[0];
  await says(host, "group.move", { op: "away", whom: moved.sub, number: 2 });
  await wait(() => moved.main.view.me.group.mine === 2, "another place");
  await wait(() => moved.inside.over, "the group that was left");
  await says(host, "group.back", { op: "back", seconds: 1 });
  await wait(() => people.every(({ main }) => main.view.group.state === "closed"), "everybody is back");
  const entries = await server.entries(room);
  const written = entries.filter(({ type, data, void: gone }) => type === "chat.post" && data.group && !gone).map(({ data }) => data.text);
  assert.deepEqual(written.sort(), people.flatMap(({ said }) => said).sort());
});
