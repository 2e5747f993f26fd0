// SPDX-License-Identifier: Apache-2.0
// Brings N simulated people over real sockets into the running demo, so that one person alone sees a
// room alive. Rates belong to the room, not to each person: a bigger crowd does not shout louder.
// The first person stays and looks: its copies of the views are everybody's eyes. The others come
// and go. Loopback only.

import { parseArgs } from "node:util";
import { acts, ballot } from "./acts.mjs";
import { delay, happens, pick, tastes, weigh } from "./chance.mjs";
import { Person } from "./person.mjs";
import { languages, shares } from "./texts.mjs";
import { View } from "./view.mjs";

const PEOPLE_MAX = 2000;
const MINUTES_MAX = 24 * 60;
const TICK_MS = 250;
const ARRIVALS_AT_ONCE = 10; // a tick: 40 people a second
const VOTERS_SHARE = 0.85;
const HELP = `usage: ./dev crowd N [--url http://127.0.0.1:7400] [--minutes M] [--room webinar:w1]
                   [--course course:c1]

Brings N simulated people (1 to ${PEOPLE_MAX}) into the running demo: they come and go, chat, vote in open
polls, ask, up-vote and write in the forum. Without --room they go to the webinar that the demo
shows. Ends after M minutes (60) or with Ctrl-C.`;

function refuse(sentence) {
  console.error(`crowd: ${sentence}`);
  process.exit(2);
}

function whole(text, most, what) {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > most)
    refuse(`${what} is a number from 1 to ${most}`);
  return number;
}

// A crowd is for one's own machine alone.
function loopback(text) {
  let url;
  try {
    url = new URL(text);
  } catch {
    refuse(`${text} is not an address such as http://127.0.0.1:7400`);
  }
  if (url.hostname === "localhost") url.hostname = "127.0.0.1";
  if (!/^127(\.\d{1,3}){3}$/.test(url.hostname) && url.hostname !== "[::1]")
    refuse(`${url.hostname} is not this machine: only loopback addresses are accepted`);
  return url.origin;
}

function optionsRead() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      url: { type: "string", default: "http://127.0.0.1:7400" },
      minutes: { type: "string", default: "60" },
      room: { type: "string" },
      course: { type: "string", default: "course:c1" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help || positionals.length !== 1) {
    console.log(HELP);
    process.exit(values.help ? 0 : 2);
  }
  return {
    people: whole(positionals[0], PEOPLE_MAX, "N"),
    minutes: whole(values.minutes, MINUTES_MAX, "--minutes"),
    base: loopback(values.url),
    room: values.room,
    course: values.course,
  };
}

class Crowd {
  constructor(options) {
    this.options = options;
    this.views = { room: new View(), course: new View() };
    this.counts = {};
    this.refused = {};
    this.people = Array.from({ length: options.people }, () => {
      const language = languages[weigh(languages.map((name) => shares[name]))];
      return new Person(options.base, language);
    });
    this.away = this.people.slice(1);
    this.started = Date.now();
  }

  get here() {
    return this.people.filter((person) => person.here);
  }

  // The webinar that the demo shows: after one has ended there is another.
  async find() {
    const answer = await fetch(`${this.options.base}/demo`);
    if (!answer.ok) throw new Error(`no demo: the server said ${answer.status}`);
    const { rooms } = await answer.json();
    this.options.room = rooms.find(({ room }) => room.startsWith("webinar:"))?.room;
    if (!this.options.room) throw new Error("the demo has no webinar");
  }

  // The first person comes, or the reason why nobody can is thrown.
  async start() {
    if (!this.options.room) await this.find();
    const [first] = this.people;
    await first.come(this.options.room, (subscription) =>
      this.views.room.follow(subscription, () => this.polls()),
    );
    this.views.course.follow(first.follow(this.options.course), () => {});
    this.timer = setInterval(() => this.tick(TICK_MS / 1000), TICK_MS);
  }

  stop() {
    clearInterval(this.timer);
    for (const person of this.people) person.leave();
  }

  tick(seconds) {
    const here = this.here;
    this.comeAndGo(here, seconds);
    if (here.length === 0) return;
    for (const act of acts)
      if (happens(act.rate(here.length, this.views), seconds)) this.perform(act, pick(here));
    this.polls();
  }

  // About nine of ten are there; at most two a second change their mind.
  comeAndGo(here, seconds) {
    const wanted = Math.ceil(this.people.length * 0.9);
    const present = this.people.length - this.away.length;
    for (let i = present; i < Math.min(wanted, present + ARRIVALS_AT_ONCE); i++) this.arrive();
    if (!happens(Math.min(2, this.people.length / 300), seconds)) return;
    const leaver = pick(here.slice(1));
    if (leaver && present > this.people.length * 0.75) {
      leaver.leave();
      this.away.push(leaver);
    }
    if (this.away.length > 1) this.arrive();
  }

  arrive() {
    const at = Math.floor(Math.random() * this.away.length);
    const [person] = this.away.splice(at, 1);
    person?.come(this.options.room).catch((error) => {
      this.refusal(error);
      setTimeout(() => this.away.push(person), 5000).unref();
    });
  }

  refusal(error) {
    const name = error?.message ?? String(error);
    this.refused[name] = (this.refused[name] ?? 0) + 1;
  }

  async send(method, person, channel, data) {
    try {
      await person.act(method, channel, data);
      this.counts[method] = (this.counts[method] ?? 0) + 1;
    } catch (error) {
      this.refusal(error);
    }
  }

  perform(act, person) {
    const view = this.views[act.in ?? "room"];
    const data = view.may(act.method) ? act.data(person, this.views) : null;
    if (data) this.send(act.method, person, this.options[act.in ?? "room"], data);
  }

  // Whoever sees an open poll for the first time decides whether and when to vote.
  polls() {
    if (!this.views.room.may("poll.vote")) return;
    const open = this.views.room.list("poll", "polls").filter(([, poll]) => poll.state === "open");
    if (open.length === 0) return;
    for (const person of this.here)
      for (const [seq, poll] of open) {
        if (person.planned.has(seq)) continue;
        person.planned.add(seq);
        if (Math.random() < VOTERS_SHARE)
          setTimeout(() => this.vote(person, seq, poll), delay(8000, 45000)).unref();
      }
  }

  vote(person, seq, poll) {
    const now = this.views.room.whole.poll?.polls?.[seq];
    if (!person.here || now?.state !== "open") return;
    this.send("poll.vote", person, this.options.room, {
      poll: seq,
      choices: ballot(seq, poll, tastes),
    });
  }

  line() {
    const minutes = Math.floor((Date.now() - this.started) / 60000);
    const count = (method) => this.counts[method] ?? 0;
    const refused = Object.values(this.refused).reduce((sum, n) => sum + n, 0);
    return [
      `${this.here.length} of ${this.people.length} here`,
      `messages ${count("chat.post")}`,
      `votes ${count("poll.vote")}`,
      `questions ${count("question.ask")}`,
      `up-votes ${count("question.vote")}`,
      `posts ${count("forum.post") + count("forum.thread")}`,
      ...(refused > 0 ? [`refused ${refused}`] : []),
      `${minutes} min`,
    ].join(" · ");
  }
}

async function main() {
  const options = optionsRead();
  const crowd = new Crowd(options);
  const terminal = process.stdout.isTTY;
  const show = () => process.stdout.write(terminal ? `\r\x1b[2K${crowd.line()}` : `${crowd.line()}\n`);
  try {
    await crowd.start();
  } catch (error) {
    refuse(`nobody can enter at ${options.base} (${error.cause?.code ?? error.message}); is ./dev run running?`);
  }
  const status = setInterval(show, terminal ? 1000 : 15000);
  const end = () => {
    clearInterval(status);
    show();
    if (terminal) process.stdout.write("\n");
    for (const [name, times] of Object.entries(crowd.refused))
      console.log(`refused ${times} × ${name}`);
    crowd.stop();
    setTimeout(() => process.exit(0), 500);
  };
  process.once("SIGINT", end);
  process.once("SIGTERM", end);
  setTimeout(end, options.minutes * 60000).unref();
}

await main();
