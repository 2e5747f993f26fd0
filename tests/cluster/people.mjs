// SPDX-License-Identifier: Apache-2.0
// People in the rooms of a cluster, by the unchanged SDK: they write, vote, ask and up-vote, and send
// an op again until it is answered. What was acknowledged is written down for the checker.

import { Client, pause, until } from "../wire/client.mjs";
import { errors } from "../wire/wire.mjs";
import { token } from "../wire/server.mjs";

export const ROOM = "webinar:w1";
export const COURSE = "course:c1";

const ANSWER_MS = 30000; // an op is answered within this, whatever happens to the cluster
const AGAIN_MS = 100;
const temporary = new Set(
  Object.values(errors)
    .filter((error) => error.temporary)
    .map(({ code }) => code),
);

// Marsaglia's xorshift, 32 bits: the same numbers for the same seed.
export class Chance {
  constructor(seed) {
    this.state = (seed ^ 0x9e3779b9) >>> 0 || 1;
    for (let i = 0; i < 8; i++) this.below(2);
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

// Who somebody is to the SDK, for longer than a token holds.
export const as = (sub) => ({ token: token(sub), getToken: async () => token(sub) });

const keys = (object) => Object.keys(object ?? {}).map(Number);

// What a participant may try and how often; undefined: nothing to do now.
const acts = [
  [10, ({ text }) => [ROOM, "chat.post", { text }]],
  [4, ({ text, room, of }) => [ROOM, "chat.post", { text, reply: of(keys(room.chat?.messages)) }]],
  [6, ({ room, of }) => [ROOM, "poll.vote", { poll: of(keys(room.poll?.polls)), choices: [of([1, 2, 3])] }]],
  [2, ({ text }) => [ROOM, "question.ask", { text }]],
  [5, ({ room, of }) => [ROOM, "question.vote", { question: of(keys(room.question?.questions)) }]],
  [2, ({ room, of }) => [ROOM, "question.unvote", { question: of(keys(room.question?.questions)) }]],
  [4, ({ of }) => [ROOM, "reaction.send", { kind: of(["clap", "heart"]) }]],
  [1, ({ text }) => [COURSE, "forum.thread", { title: text, text }]],
  [3, ({ text, course, of }) => [COURSE, "forum.post", { thread: of(keys(course.forum?.threads)), text }]],
];
const lots = acts.flatMap(([times, act]) => Array(times).fill(act));

class Person {
  constructor(people, sub, options) {
    this.people = people;
    this.sub = sub;
    this.count = 0;
    this.lean = options.data?.class === "lean";
    this.waiting = new Map(); // op → {room, method, data}
    this.client = new Client(people.server, { ...as(sub), timeout: 4000, ...options });
    this.followers = {};
  }

  async arrive() {
    await this.client.ready();
    for (const channel of [ROOM, COURSE]) this.followers[channel] = await this.client.follow(channel);
  }

  view(channel) {
    return this.followers[channel].view;
  }

  // One command until it is answered: its seq, or the code of its refusal.
  async send(room, method, data) {
    const op = `${this.sub}-${this.people.name}-${++this.count}`;
    const command = { room, op, ...data };
    this.waiting.set(op, command);
    for (const end = Date.now() + ANSWER_MS; Date.now() < end; await pause(AGAIN_MS)) {
      const answer = await this.client.rpc(method, command).then(
        ({ seq }) => ({ seq }),
        ({ code }) => ({ code }),
      );
      const { code } = answer;
      this.people.heard({ person: this, room, method, op, command, ...answer });
      if (code >= 100 && !temporary.has(code)) this.people.note(this.people.refused, `${method} ${code}`);
      else if (code !== undefined) {
        this.people.note(this.people.repeated, code);
        continue;
      }
      this.waiting.delete(op);
      return answer;
    }
    throw new Error(`${method} ${op} was not answered`);
  }

  // A signal, of which nobody hears what became.
  async show(room, method, data) {
    await this.client.sdk.send({ method, data: { room, ...data } }).catch(() => {});
  }

  async act() {
    const { chance } = this.people;
    const chosen = chance.of(lots)({
      room: this.view(ROOM),
      course: this.view(COURSE),
      text: `${chance.of(["word", "كلمة", "mot 🎓", "palabra"])} ${this.people.acted++}`,
      of: (list) => (list.length ? chance.of(list) : undefined),
    });
    // What names nothing is left undone: undefined is not a value of JSON.
    if (Object.values(chosen[2]).includes(undefined)) return;
    if (chosen[1] === "reaction.send") await this.show(...chosen);
    else await this.send(...chosen);
  }
}

// Everybody of a cluster. `server` is where they connect to.
export class People {
  constructor(server, { name = "a", seed = 1, pause_ms = 800 } = {}) {
    this.server = server;
    this.name = name; // what makes their ops other ones
    this.chance = new Chance(seed);
    this.pause_ms = pause_ms;
    this.all = [];
    this.acknowledged = []; // {room, op, by, seq, type, command}
    this.refused = {}; // "method code" → times
    this.repeated = {}; // code of a temporary error → times
    this.wrong = [];
    this.acted = 0;
    this.busy = new Set();
    this.going = false;
  }

  note(counts, key) {
    counts[key] = (counts[key] ?? 0) + 1;
  }

  heard({ person, room, method, op, command, seq, code }) {
    if (seq === undefined) {
      if (code === errors.INTERNAL.code) this.note(this.refused, `${method} internal`);
      return;
    }
    this.acknowledged.push({ room, op, by: person.sub, seq, type: method, command });
  }

  async arrive(count, options = {}) {
    const from = this.all.length;
    const fresh = Array.from({ length: count }, (_, at) => {
      const sub = `u${from + at + 1}`;
      const lean = (from + at) % 10 === 9 ? { data: { class: "lean" } } : {};
      return new Person(this, sub, { ...lean, ...options });
    });
    this.all.push(...fresh);
    await Promise.all(fresh.map((person) => person.arrive()));
    return fresh;
  }

  // From now on everybody does something every now and then.
  begin() {
    if (this.going) return;
    this.going = true;
    for (const person of this.all) this.#live(person);
  }

  async #live(person) {
    await pause(this.chance.below(this.pause_ms));
    while (this.going) {
      const done = person.act().catch((error) => this.wrong.push(error));
      this.busy.add(done);
      await done;
      this.busy.delete(done);
      await pause(this.pause_ms / 2 + this.chance.below(this.pause_ms));
    }
  }

  // Everybody does something at once; what is struck now is struck in the middle of it.
  burst() {
    for (const person of this.all) {
      const done = person.act().catch((error) => this.wrong.push(error));
      this.busy.add(done);
      done.then(() => this.busy.delete(done));
    }
  }

  // Nobody begins anything any more, and everything begun has been answered.
  async rest() {
    this.going = false;
    while (this.busy.size > 0) await Promise.all(this.busy);
    await until(
      () => this.all.every(({ client }) => client.sdk.state === "connected"),
      "everybody's connection",
    );
  }

  // How often subscriptions were taken up again, and how often what was missed was all there.
  get resumes() {
    const all = this.all.flatMap(({ followers }) => Object.values(followers).flatMap((one) => one.resumes));
    return { all: all.length, recovered: all.filter(({ recovered }) => recovered).length };
  }

  leave() {
    this.going = false;
    for (const { client } of this.all) {
      client.sdk.disconnect();
      client.sockets.at(-1)?.terminate();
    }
  }
}
