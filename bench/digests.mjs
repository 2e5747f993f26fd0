#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// Seventeen thousand people want their mail of what is new at the same minute: how long until the
// last one has left, what that costs, and what somebody in a room waits meanwhile. The server has
// core 0, with a mail server that takes everything, this program and its two clocks on the other:
//
//     MUSTER=build-bench/muster bench/digests.mjs [PEOPLE [THINKS_MS]]   (17,000 and 0)
//
// PEOPLE of one time zone; the mail server answers THINKS_MS after each mail's end.

import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { Agent, request } from "node:http";
import { createServer } from "node:net";
import { Worker, isMainThread, parentPort, workerData } from "node:worker_threads";
import { connect } from "../tests/wire/wire.mjs";
import { does } from "../tests/wire/browser.mjs";
import { Server, token } from "../tests/wire/server.mjs";

const PEOPLE = Number(process.argv[2] ?? 17000);
const THINKS_MS = Number(process.argv[3] ?? 0);
const ACADEMY = "/api/rooms/academy:main";
const ROOM = "webinar:w1";
const AT_ONCE = 32;
const INVITED = 100; // more at once are not
const BEFORE_MS = 10000; // from the start to the minute
const PULSES = 10; // connections, in turn: one alone may not ask that often
const PULSE_MS = 5;
const ASK_MS = 100;
const WAIT_MS = 200;
const LATE_MS = 600000;

const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const percent = (list, part) => [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * part))] ?? 0;

function pin(pid, core) {
  for (const id of readdirSync(`/proc/${pid}/task`)) execFileSync("taskset", ["-cp", String(core), id], { stdio: "ignore" });
}

// Time on a processor of all threads, in ms.
function cpuOf(pid) {
  const tasks = readdirSync(`/proc/${pid}/task`);
  return tasks.reduce((sum, id) => sum + Number(readFileSync(`/proc/${pid}/task/${id}/schedstat`, "utf8").split(" ")[0]), 0) / 1e6;
}

// A mail server that takes everything, and remembers when, and under which name.
class Sink {
  constructor() {
    this.times = [];
    this.names = new Map();
    this.server = createServer((socket) => this.#serve(socket));
  }

  async start() {
    await new Promise((done) => this.server.listen(0, "127.0.0.1", done));
    return `smtp://127.0.0.1:${this.server.address().port}`;
  }

  #serve(socket) {
    let text = "";
    let mail = false;
    socket.setNoDelay(true);
    socket.on("error", () => {});
    socket.write("220 sink\r\n");
    socket.on("data", (bytes) => {
      text += bytes.toString("latin1");
      for (;;) {
        const end = text.indexOf(mail ? "\r\n.\r\n" : "\r\n");
        if (end < 0) return;
        const said = text.slice(0, end);
        text = text.slice(end + (mail ? 5 : 2));
        if (mail) this.#take(said);
        const answer = mail ? "250 taken" : /^(EHLO|HELO)/.test(said) ? "250-sink\r\n250 8BITMIME" : said === "DATA" ? "354 go on" : said === "QUIT" ? "221 bye" : "250 ok";
        if (mail && THINKS_MS) setTimeout(() => socket.write(`${answer}\r\n`), THINKS_MS);
        else socket.write(`${answer}\r\n`);
        mail = said === "DATA" && !mail;
      }
    });
  }

  #take(text) {
    const name = /^Message-ID: (.*)\r$/m.exec(text)?.[1];
    this.times.push(performance.now());
    this.names.set(name, (this.names.get(name) ?? 0) + 1);
  }
}

const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });

function asks(server, who, path, data) {
  const headers = { Authorization: `Bearer ${token(who)}`, "Content-Type": "application/json" };
  return new Promise((done, failed) => {
    const asked = request(server.url + path, { method: "POST", headers, agent }, (answer) => {
      let text = "";
      answer.on("data", (bytes) => (text += bytes));
      answer.on("end", () => done({ status: answer.statusCode, text }));
    });
    asked.on("error", failed);
    asked.end(JSON.stringify(data));
  });
}

// Said again by whoever is too fast.
async function says(server, who, path, data) {
  let answer;
  for (; (answer = await asks(server, who, path, data)).status === 429; ) await pause(WAIT_MS);
  if (answer.status !== 200) throw new Error(`${path} for ${who}: ${answer.text}`);
}

// `what(n)` for each from 1 to `count`, some at once.
async function each(count, what) {
  let next = 1;
  const one = async () => {
    while (next <= count) await what(next++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}

async function until(what, good) {
  for (const end = performance.now() + LATE_MS; !(await good()); await pause(100)) if (performance.now() > end) throw new Error(`${what} did not come`);
}

// Everybody wants a mail every day, and is asked to come to a session.
async function people(server) {
  const count = async () => (await does(server, "organiser", "GET", `${ACADEMY}/person.list?limit=1`)).body?.among ?? 0;
  await until("everybody", async () => (await count()) >= PEOPLE);
  await says(server, "organiser", `${ACADEMY}/room.create`, { of: "webinar:all", template: "webinar", title: { en: "Traces on phones" }, hosts: ["organiser"], who: { to: "academy" }, start: Date.now() + 1e9 });
  await each(PEOPLE, (n) => says(server, `p${n}`, "/api/rooms/inbox:me/inbox.set", { mail: "daily", zone: "Africa/Tunis", hour: 1080 }));
  for (let n = 1; n <= PEOPLE; n += INVITED) {
    const asked = Array.from({ length: Math.min(INVITED, PEOPLE - n + 1) }, (_, i) => `p${n + i}`);
    await says(server, "organiser", `${ACADEMY}/room.invite`, { of: "webinar:all", people: asked });
  }
  await until("the invitations", async () => (await server.metric("effects_total")) >= PEOPLE);
  await until("everybody's mark", () => Number(execFileSync("python3", ["-c", COUNT, server.path])) >= PEOPLE);
}

const COUNT = `
import sqlite3, sys
file = sqlite3.connect(sys.argv[1])
print(file.execute("SELECT count(*) FROM mark WHERE name = 'mail' AND value > 0").fetchone()[0])
`;

const MARKS = `
import sqlite3, sys
file = sqlite3.connect(sys.argv[1])
file.execute("UPDATE mark SET value = ? WHERE name = 'mail' AND value > 0", (int(sys.argv[2]),))
file.execute("UPDATE mark SET value = 1 WHERE name = 'mailed'")
file.commit()
`;

// What a loop that stops does to others, measured by a thread that does nothing else: pings by the
// clock, and what somebody asks of a room.
async function clocks({ server }) {
  const said = { pings: [], asks: [] };
  const ones = [];
  for (let n = 0; n < PULSES; n++) {
    const one = await connect(server, `pulse${n}`);
    one.socket.on("pong", (sent) => said.pings.push(performance.now() - Number(sent)));
    ones.push(one);
  }
  const asker = await connect(server, "host");
  let turn = 0;
  setInterval(() => {
    ones[turn++ % PULSES].socket.ping(String(performance.now()));
  }, PULSE_MS);
  setInterval(async () => {
    const begun = performance.now();
    await asker.rpc("chat.history", { room: ROOM, before: 1000000 }).catch(() => {});
    said.asks.push(performance.now() - begun);
  }, ASK_MS);
  parentPort.on("message", () => {
    parentPort.postMessage(said);
    said.pings.length = 0;
    said.asks.length = 0;
  });
}

// What the clocks have seen since they were last asked.
const seen = (thread) =>
  new Promise((done) => {
    thread.once("message", done);
    thread.postMessage("");
  });

if (!isMainThread) await clocks(workerData);
else await measure();

async function measure() {
const sink = new Sink();
const set = {
  "demo.people": PEOPLE,
  "mail.url": await sink.start(),
  "mail.from": "academy@academy.example",
  "server.url": "http://localhost:7400",
};
const server = new Server({ set });
try {
  await server.start();
  await people(server);
  await server.end();
  const due = Date.now() + BEFORE_MS;
  execFileSync("python3", ["-c", MARKS, server.path, String(due)]);
  await server.start();
  pin(server.pid, 0);
  pin(process.pid, 1);
  const thread = new Worker(new URL(import.meta.url), { workerData: { server: { url: server.url, endpoint: server.endpoint } } });
  await pause(due - Date.now() - 100);
  const silence = await seen(thread);
  const before = cpuOf(server.pid);
  const begun = performance.now() + due - Date.now();
  await until("the mails", () => sink.times.length >= PEOPLE);
  const cpu = cpuOf(server.pid) - before;
  const meanwhile = await seen(thread);
  const twice = [...sink.names.values()].filter((times) => times > 1).length;
  const all = sink.times.map((at) => (at - begun) / 1000);
  const say = (name, ...values) => console.log(`${name.padEnd(44)}${values.join("  ")}`);
  say("mails, of how many people", sink.names.size, PEOPLE);
  say("sent twice", twice);
  say("the first, half of them, the last, s", ...[0, 0.5, 1].map((part) => percent(all, part).toFixed(1)));
  say("a mail, µs of the server's CPU", ((cpu * 1000) / PEOPLE).toFixed(0));
  const parts = (list) => [0.5, 0.99, 1].map((part) => percent(list, part).toFixed(1));
  say("loop's stop, ms: median, p99, longest", ...parts(meanwhile.pings));
  say("  before", ...parts(silence.pings));
  say("somebody in a room waits, ms: the same", ...parts(meanwhile.asks));
  say("  before", ...parts(silence.asks));
  say("server, MiB", (server.memory() / 1024).toFixed(0));
  if (twice || sink.names.size !== PEOPLE) process.exitCode = 1;
} catch (error) {
  console.error(error, server.log.slice(-2000));
  process.exitCode = 1;
} finally {
  await server.clean();
  process.exit();
}
}
