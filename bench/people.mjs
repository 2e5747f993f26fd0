#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// What an academy of N people (17,000) costs beside one of fifty, where everybody has signed in on
// two devices: signing in, home, queries, what the server holds in memory, how soon it is awake
// after a start; and whether the time of an answer tells that an address is known. Figures of each,
// and their ratio:
//
//     MUSTER=build-bench/muster bench/people.mjs [N | --time]

import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { Authenticator } from "../tests/wire/authenticator.mjs";
import { Browser, codeOf, does, link, originOf } from "../tests/wire/browser.mjs";
import { Server } from "../tests/wire/server.mjs";

const MANY = Number(process.argv[2] ?? 17000) || 0;
const FEW = 50;
const TIMES = 40;
const SIGNINS = 25; // more at once are not let through
const PAUSE_MS = 300; // so that nobody's budget is spent
const ROUNDS = 8; // of pairs
const PAIRS = 29; // of each kind: sixty addresses at once are let through
const ACADEMY = "/api/rooms/academy:main";

// Time on a processor of all threads, in µs.
function cpuOf(server) {
  const tasks = `/proc/${server.pid}/task`;
  const times = readdirSync(tasks).map((id) => readFileSync(`${tasks}/${id}/schedstat`, "utf8"));
  return times.reduce((sum, line) => sum + Number(line.split(" ")[0]), 0) / 1000;
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const middle = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

// Processor time of one call of `what`, the middle of `times`, in µs.
async function costs(server, times, what) {
  const all = [];
  for (let n = 0; n < times; n++) {
    const before = cpuOf(server);
    await what(n);
    all.push(cpuOf(server) - before);
    await pause(PAUSE_MS);
  }
  return middle(all);
}

// Everybody has signed in on two devices with a passkey: rows beside the journal, as the server
// would have made them one by one.
const LOGINS = `
import sqlite3, sys
file = sqlite3.connect(sys.argv[1])
put = "INSERT INTO account (kind, id, person, value, expires_ms) VALUES (?, ?, ?, '{}', ?)"
rows = [("login", 1 << 50), ("login", 1 << 50), ("passkey", 0)]
file.executemany(put, ((kind, f"bench-{n}-{i}", f"p{n}", ends)
    for n in range(1, int(sys.argv[2]) + 1) for i, (kind, ends) in enumerate(rows)))
file.commit()
`;

// What the first page asks for, and how many bytes its answers have.
async function home(browser, person) {
  const paths = ["/api/site", "/api/session", ACADEMY, "/api/rooms/inbox:me"];
  paths.push(`${ACADEMY}/room.list?scope=soon&limit=20`);
  let bytes = 0;
  for (const path of paths) {
    const answer = await browser.get(path);
    if (answer.status !== 200) throw new Error(`${path} for ${person}: ${answer.text}`);
    bytes += answer.text.length;
  }
  return bytes;
}

async function measure(people) {
  const server = new Server({ set: { "demo.people": people, "academy.gate": "members" } });
  const figures = {};
  try {
    await server.start();
    await until(server, people);
    await server.end();
    execFileSync("python3", ["-c", LOGINS, `${server.path}.accounts`, people]);
    const start = performance.now();
    await server.start();
    await does(server, "organiser", "GET", `${ACADEMY}/person.list?limit=1`);
    figures["awake after a start, ms"] = performance.now() - start;
    figures["memory, MiB"] = server.memory() / 1024;
    const key = new Authenticator();
    const first = new Browser(server);
    const code = codeOf(await link(server, "bench"));
    const { body } = await first.post("/api/enrol", { code });
    const credential = key.create(body.options, originOf(server));
    await first.post("/api/enrol/passkey", { code, credential, name: "bench" });
    let last = first;
    figures["signing in, µs of CPU"] = await costs(server, SIGNINS, async () => {
      last = new Browser(server);
      const { body: asked } = await last.post("/api/signin/options");
      const answer = key.get(asked.options, originOf(server));
      const done = await last.post("/api/signin/passkey", { credential: answer });
      if (done.status !== 200) throw new Error(done.text);
    });
    let bytes = 0;
    figures["home, µs of CPU"] = await costs(server, TIMES, async () => {
      bytes = await home(last, "bench");
    });
    figures["home, bytes"] = bytes;
    const query = (path) => costs(server, TIMES, () => does(server, "organiser", "GET", `${ACADEMY}/${path}`));
    figures["one address, µs of CPU"] = await query("person.list?mail=participant7@police.example");
    figures["a page of a country, µs of CPU"] = await query("person.list?country=TN&limit=50");
    figures["a name's beginning, µs of CPU"] = await query("person.list?prefix=part&limit=50");
    figures["nothing at all, µs of CPU"] = await costs(server, TIMES, () => server.get("/api/site"));
    return figures;
  } finally {
    await server.clean();
  }
}

async function until(server, people) {
  for (;;) {
    const { body } = await does(server, "organiser", "GET", `${ACADEMY}/person.list?limit=1`);
    if (body?.among >= people) return;
    await pause(50);
  }
}

// Which of two answers took longer, pair by pair, in turns: how often the known address did, and the
// middle of the differences. Half of the pairs, give or take what chance does (two standard
// deviations), is no difference.
async function tells() {
  let longer = 0;
  const gaps = [];
  for (let round = 0; round < ROUNDS; round++)
    for (const gap of await gapsOf()) {
      gaps.push(gap);
      longer += gap > 0;
    }
  const count = gaps.length;
  const chance = Math.sqrt(count).toFixed(1);
  const share = `${longer} of ${count} (${count / 2} ± ${chance} is chance)`;
  console.log(`\na known address took longer in ${share}, by ${middle(gaps).toFixed(3)} ms in the middle`);
}

// By how much longer a known address took, in ms, on a server of its own.
async function gapsOf() {
  const server = new Server({ set: { "mail.file": `/tmp/muster-bench-${process.pid}` } });
  const gaps = [];
  const took = async (mail) => {
    const headers = { "Content-Type": "application/json", Origin: originOf(server) };
    const start = performance.now();
    const answer = await server.get("/api/mail", { method: "POST", headers, body: JSON.stringify({ mail }) });
    await answer.text();
    return performance.now() - start;
  };
  try {
    await server.start();
    for (let n = 0; n < PAIRS; n++) {
      const data = { person: `k${n}`, name: "K", mail: `known${n}@police.example` };
      await does(server, "organiser", "POST", `${ACADEMY}/person.add`, data);
    }
    for (let n = 0; n < 60; n++) await server.get("/api/site");
    for (let n = 0; n < PAIRS; n++) {
      const mails = [`known${n}@police.example`, `other${n}@police.example`];
      const times = new Map();
      for (const mail of n % 2 ? mails : [...mails].reverse()) {
        times.set(mail, await took(mail));
        await pause(5); // what is done afterwards is no part of the next
      }
      gaps.push(times.get(mails[0]) - times.get(mails[1]));
    }
    return gaps;
  } finally {
    await server.clean();
  }
}

const load = readFileSync("/proc/loadavg", "utf8").split(" ").slice(0, 1);
console.log(`load ${load}`);
if (process.argv.includes("--time")) {
  await tells();
  process.exit(0);
}
const few = await measure(FEW);
const many = await measure(MANY);
console.log(`${"".padEnd(34)}${String(FEW).padStart(10)}${String(MANY).padStart(10)}   ratio`);
for (const [name, value] of Object.entries(many)) {
  const both = [few[name], value].map((one) => one.toFixed(1).padStart(10)).join("");
  console.log(`${name.padEnd(34)}${both}${(value / few[name]).toFixed(2).padStart(8)}`);
}
await tells();
