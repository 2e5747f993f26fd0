// SPDX-License-Identifier: Apache-2.0
// The thousands of a soak, in a process of their own: each is one socket that follows the session, comes back by itself
// where it left off, and now and then says something until it is answered. Four of five are lean, as pages in the background are.
// soak.mjs forks it, and asks by messages {ask, …}, each of which is answered by {told}.

import WebSocket from "ws";
import { pause, until } from "../wire/client.mjs";
import { errors } from "../wire/wire.mjs";
import { now, token } from "../wire/server.mjs";
import { Chance, ROOM } from "./people.mjs";

const ANSWER_MS = 90000; // an op is answered within this, whatever happens to the cluster
const REPLY_MS = 10000; // one try of it
const AGAIN_MS = 500;
const TOKEN_SECONDS = 20 * 3600; // nobody is sent away since theirs has ended
const ARRIVE_TOGETHER = 100;
const BACK_MS = [50, 4000]; // how soon somebody who was cut comes back, the first time and at most
const temporary = new Set(Object.values(errors).filter((error) => error.temporary).map(({ code }) => code));

const all = [];
const busy = new Set();
const acknowledged = [];
const counts = { codes: {}, denied: {}, recovered: 0, fresh: 0, refused: {}, again: 0, churned: 0 };
const wrong = [];
let chance;
let endpoint;
let polls = [];
let timer;
let said = 0;
let marked = 0; // up to where everybody had the same
let over = false;

const count = (where, key) => (where[key] = (where[key] ?? 0) + 1);

class Somebody {
  constructor(at) {
    this.sub = `s${at}`;
    this.lean = at % 5 !== 0;
    this.waiting = new Map(); // id → what takes the reply
    this.offset = 0;
    this.heard = []; // of who is not lean: the numbers of what came since the last mark
    this.partial = false; // a fresh view was given instead
    this.tries = 0;
    this.id = 0;
  }

  get there() {
    return this.subscribed === true;
  }

  open() {
    if (over) return;
    const socket = (this.socket = new WebSocket(endpoint, [], { perMessageDeflate: false, skipUTF8Validation: true }));
    socket.on("open", () => {
      this.ask("connect", { token: token(this.sub, { exp: now() + TOKEN_SECONDS }), ...(this.lean && { data: { class: "lean" } }) }, (reply) => {
        if (!reply) return;
        if (reply.error) {
          count(counts.denied, reply.error.code);
          socket.terminate();
          return;
        }
        this.connected = true;
        this.subscribe();
      });
    });
    socket.on("message", (bytes) => this.take(bytes.toString()));
    socket.on("unexpected-response", (request, { statusCode }) => {
      count(counts.denied, statusCode);
      request.destroy();
      socket.terminate();
    });
    socket.on("error", () => {});
    socket.on("close", (code) => this.closed(code));
  }

  closed(code) {
    if (this.connected && !this.leaves) count(counts.codes, code);
    this.leaves = false;
    this.connected = this.subscribed = false;
    for (const taken of this.waiting.values()) taken(undefined);
    this.waiting.clear();
    const most = Math.min(BACK_MS[0] * 2 ** this.tries++, BACK_MS[1]);
    setTimeout(() => this.open(), chance.below(most) + 1);
  }

  // As somebody who closes the page, and opens it again.
  churn() {
    if (!this.there) return;
    counts.churned++;
    this.leaves = true;
    this.socket.close();
  }

  ask(verb, params, taken) {
    this.waiting.set(++this.id, taken);
    this.socket.send(JSON.stringify({ id: this.id, [verb]: params }));
  }

  subscribe() {
    const from = this.epoch ? { recover: true, epoch: this.epoch, offset: this.offset } : {};
    this.ask("subscribe", { channel: ROOM, ...from }, (reply) => {
      if (!reply) return;
      if (reply.error) {
        setTimeout(() => this.connected && this.subscribe(), AGAIN_MS);
        return;
      }
      if (this.epoch && this.epoch !== reply.subscribe.epoch) wrong.push(`${this.sub}: another epoch`);
      if (this.epoch) counts[reply.subscribe.recovered ? "recovered" : "fresh"]++;
      if (!reply.subscribe.recovered) this.partial = true;
      if (!this.lean) this.heard.push(...(reply.subscribe.publications ?? []).map(({ offset }) => offset));
      if (reply.subscribe.offset < this.offset) wrong.push(`${this.sub} had ${this.offset} and was given ${reply.subscribe.offset}`);
      this.epoch = reply.subscribe.epoch;
      this.offset = reply.subscribe.offset;
      this.subscribed = true;
      this.tries = 0;
    });
  }

  // Most of what comes is a publication, of which the number alone matters here.
  take(text) {
    for (const line of text.split("\n")) {
      if (line === "{}") {
        this.socket.send("{}");
      } else if (line.startsWith('{"push"')) {
        this.push(line);
      } else {
        const reply = JSON.parse(line);
        const taken = this.waiting.get(reply.id);
        this.waiting.delete(reply.id);
        taken?.(reply);
      }
    }
  }

  push(line) {
    const at = line.lastIndexOf('"offset":');
    if (at >= 0) {
      const offset = Number.parseInt(line.slice(at + 9, at + 30), 10);
      // The lean are told in batches, of which one may hold again what the view held already.
      if (offset < this.offset + (this.lean ? 0 : 1)) wrong.push(`${this.sub} got ${offset} after ${this.offset}`);
      this.offset = offset;
      if (!this.lean) this.heard.push(offset);
    } else if (line.includes('"unsubscribe"') && JSON.parse(line).push.unsubscribe) {
      this.subscribed = false;
      setTimeout(() => this.connected && this.subscribe(), AGAIN_MS);
    }
  }

  // One try: the reply, or undefined when none came.
  try(method, data) {
    if (!this.connected) return undefined;
    return new Promise((done) => {
      const late = setTimeout(done, REPLY_MS);
      this.ask("rpc", { method, data }, (reply) => {
        clearTimeout(late);
        done(reply);
      });
    });
  }

  async say(method, data) {
    const op = `${this.sub}-${++said}`;
    const command = { room: ROOM, op, ...data };
    for (const end = Date.now() + ANSWER_MS; Date.now() < end; await pause(AGAIN_MS)) {
      const reply = await this.try(method, command);
      const code = reply?.error?.code;
      if (reply && code === undefined) {
        const { seq } = reply.rpc.data;
        acknowledged.push({ room: ROOM, op, by: this.sub, seq, type: method, command });
        return seq;
      }
      if (code === errors.INTERNAL.code) wrong.push(`${method} ${op} met an internal error`);
      if (code >= 100 && !temporary.has(code)) return count(counts.refused, `${method} ${code}`);
      counts.again++;
    }
    wrong.push(`${method} ${op} was not answered`);
  }
}

function act(somebody, method, data) {
  const done = somebody.say(method, data).finally(() => busy.delete(done));
  busy.add(done);
}

const vote = (somebody) => act(somebody, "poll.vote", { poll: chance.of(polls), choices: [1 + chance.below(3)] });

function second() {
  for (let times = 0; times < 2; times++) act(chance.of(all), "chat.post", { text: `word ${said}` });
  vote(chance.of(all));
  for (let times = 0; times < 3; times++) chance.of(all).churn();
}

// Somebody says something: once everybody has it, they have everything before it, and the same.
async function mark() {
  const upto = await all[0].say("chat.post", { text: "mark" });
  const behind = () => all.filter(({ offset }) => offset < upto);
  await until(() => behind().length === 0, `${upto}`, 60000).catch(({ message }) => {
    throw new Error(`${message} to ${behind().map(({ sub, offset }) => `${sub} at ${offset}`)}`);
  });
  const kept = all.filter(({ lean, partial }) => !lean && !partial);
  const parts = kept.map(({ heard }) => heard.filter((offset) => offset > marked && offset <= upto).join());
  if (marked > 0) {
    counts.compared = kept.length;
    const differs = parts.findIndex((part) => part !== parts[0]);
    if (differs >= 0) wrong.push(`${kept[differs].sub} heard ${parts[differs]}, and ${kept[0].sub} ${parts[0]}`);
  }
  for (const one of all) {
    one.partial = false;
    one.heard = one.heard.filter((offset) => offset > upto);
  }
  marked = upto;
}

const settled = () => all.every((one) => one.there);

const acts = {
  async arrive({ people, seed, url }) {
    chance = new Chance(seed);
    endpoint = url;
    for (let from = 0; from < people; from += ARRIVE_TOGETHER) {
      const some = Array.from({ length: Math.min(ARRIVE_TOGETHER, people - from) }, (_, at) => new Somebody(from + at));
      all.push(...some);
      for (const one of some) one.open();
      await until(() => some.every((one) => one.there), `the ${from}th to arrive`, 60000);
    }
    await mark();
  },

  begin(words) {
    polls = words.polls;
    timer ??= setInterval(second, 1000);
  },

  // Everybody votes, within a few seconds.
  async burst() {
    for (const one of all) setTimeout(() => vote(one), chance.below(5000));
  },

  counts: () => counts,

  // Nobody begins anything any more, everything begun is answered, and everybody is there with everything.
  async rest() {
    clearInterval(timer);
    timer = undefined;
    while (busy.size > 0) await Promise.all(busy);
    await until(settled, "everybody's place", 120000);
    await mark();
    return { acknowledged: acknowledged.splice(0), counts, wrong };
  },

  async end() {
    over = true;
    clearInterval(timer);
    for (const one of all) one.socket.terminate();
  },
};

process.on("message", ({ ask, ...words }) =>
  Promise.resolve(acts[ask](words)).then(
    (told) => process.send({ told }),
    (error) => process.send({ error: error.stack }),
  ),
);
process.on("disconnect", () => process.exit(1));
