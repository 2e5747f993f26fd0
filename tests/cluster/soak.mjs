// SPDX-License-Identifier: Apache-2.0
// Three instances for an hour: thousands follow a session, some live in it, and round after round an operator does what
// operators do while the disk fails now and then. Nothing that was acknowledged may be lost, no copy be wrong, nobody be cut
// off, and no instance become larger or hold a file or a socket that it had not before.

import assert from "node:assert/strict";
import { execFile, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, readdirSync, readlinkSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { pause, until } from "../wire/client.mjs";
import { muster } from "../wire/server.mjs";
import { check } from "./checker.mjs";
import { ROOM } from "./people.mjs";
import { World } from "./world.mjs";
import { whole } from "./whole.mjs";

const run = promisify(execFile);
const PEOPLE_MAX = 5000;
const MINUTES_MAX = 24 * 60;
const LATE_MINUTES = 15; // for a last round and the end; then it has not ended by itself
const LIVELY_MS = 15000; // between two things that are done
const DISK_MS = 8000;
const LIVES = 6; // of each place of an instance, but of three rounds at least
const ROUND_MINUTES = 1;
// What may come to a process that lives on: pages of the allocator that are not given back, another thread that reads.
const GROWN_KB = 8192;
const ENTRY_KB = 2; // and what a room keeps of an entry
const HEAP_GROWN_KB = 2048; // of what is in use, from one process to the next: the allocator keeps what it had for a rush
const PERSON_KB = 8;
const FILES_MORE = 4;
const HELP = `usage: ./dev soak [--minutes N] [--people P] [--seed S]

P people (5000) at three instances, PostgreSQL and Redis for N minutes (60). Each round: a backup that is put back
and proved, a reload, a disk that fails; every few rounds a rolling restart. Exit status 1 when something acknowledged
was lost, a copy is wrong, somebody was cut off, or a process has grown.`;

function optionsRead() {
  const { values } = parseArgs({
    options: {
      minutes: { type: "string", default: "60" },
      seed: { type: "string", default: String(1 + (Date.now() % 1e6)) },
      people: { type: "string", default: String(PEOPLE_MAX) },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    process.exit(0);
  }
  return {
    minutes: whole("soak", values.minutes, MINUTES_MAX, "--minutes"),
    seed: whole("soak", values.seed, 2 ** 31, "--seed"),
    people: whole("soak", values.people, PEOPLE_MAX, "--people"),
  };
}

// The process of soak_crowd.mjs; one question at a time.
class Crowd {
  constructor() {
    this.child = fork(new URL("soak_crowd.mjs", import.meta.url));
    this.gone = once(this.child, "exit").then(([code, signal]) => {
      throw new Error(`the crowd's process ended with ${code ?? signal}`);
    });
    this.gone.catch(() => {});
  }

  async ask(what, words = {}) {
    this.child.send({ ask: what, ...words });
    const [{ told, error }] = await Promise.race([once(this.child, "message"), this.gone]);
    if (error) throw new Error(error);
    return told;
  }
}

// ---- what an operator does ----

async function rolled(world) {
  for (const instance of world.cluster.instances) {
    assert.equal(await instance.end(), 0, instance.log);
    await instance.start();
    await world.says("bus", "ok");
    await pause(1500); // HAProxy asks once a second whether it is there
  }
}

// A backup under load, put back into a database of its own, and proved there by its manifest.
async function backed(world, soak) {
  const { postgres } = world.cluster;
  const [manifest, dump] = ["manifest", "dump"].map((name) => join(soak.folder, name));
  const { code, stdout, stderr } = await muster("journal", "manifest", "--journal", postgres.url);
  assert.equal(code, 0, stderr);
  writeFileSync(manifest, stdout);
  await run("pg_dump", ["--no-unlogged-table-data", "-Fc", "-f", dump, postgres.url]);
  await postgres.ask("DROP DATABASE IF EXISTS restored");
  await postgres.ask("CREATE DATABASE restored");
  const restored = postgres.url.replace(/\/postgres$/, "/restored");
  await run("pg_restore", ["-d", restored, dump]);
  for (const journal of [restored, postgres.url]) {
    const said = await muster("journal", "verify", "--against", manifest, "--journal", journal);
    assert.equal(said.code, 0, said.stderr);
  }
  const bytes = statSync(dump).size;
  await postgres.ask("DROP DATABASE restored");
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

async function reloaded(world, soak) {
  for (const instance of world.cluster.instances) {
    const put = (text) => {
      writeFileSync(`${instance.config}.new`, text, { mode: 0o600 });
      renameSync(`${instance.config}.new`, instance.config);
    };
    const again = async (text, line) => {
      put(text);
      instance.log = "";
      instance.child.kill("SIGHUP");
      await until(() => instance.log.includes(line), line);
    };
    await again("[limits]\nfile_kb = none\n", "the configuration cannot be used: all stays as it was");
    await again(`[limits]\nfile_kb = ${1000 + soak.round}\n`, "the configuration was read again");
  }
}

// What becomes of the disk of PostgreSQL, and how that ends.
const disks = {
  full: [(postgres) => postgres.shorten(0), (postgres) => postgres.shorten(null)],
  hangs: [(postgres) => postgres.freeze(), (postgres) => postgres.thaw()],
  stutters: [
    async (postgres) => {
      for (let times = 0; times < 8; times++) {
        postgres.freeze();
        await pause(700);
        postgres.thaw();
        await pause(300);
      }
    },
    () => {},
  ],
};

// PostgreSQL may end of it, and is started again, as its unit would.
async function failed(world, soak) {
  const { postgres, instances } = world.cluster;
  const how = Object.keys(disks)[soak.round % 3];
  const [begins, ends] = disks[how];
  await begins(postgres);
  await pause(DISK_MS);
  const ended = !postgres.process;
  const told = await Promise.all(instances.map(async (instance) => (await instance.health()).journal));
  if (how !== "stutters") assert.ok(ended || told.includes("away"), `nobody noticed that the disk ${how}`);
  await ends(postgres);
  if (!postgres.process) await postgres.start();
  await world.says("journal", "ok", 60000);
  return `${how}${ended ? ", and PostgreSQL ended" : ""}`;
}

// ---- what is measured ----

// What a process holds open, by /proc.
function held(pid) {
  const kinds = { sockets: 0, others: 0, deleted: 0 };
  for (const fd of readdirSync(`/proc/${pid}/fd`)) {
    try {
      const where = readlinkSync(`/proc/${pid}/fd/${fd}`);
      kinds[where.startsWith("socket:") ? "sockets" : "others"]++;
      kinds.deleted += where.endsWith(" (deleted)");
    } catch {
      // It was closed meanwhile.
    }
  }
  return { ...kinds, threads: readdirSync(`/proc/${pid}/task`).length };
}

async function measured(instance) {
  const text = await (await instance.get("/metrics")).text();
  const figure = (name) => Number(new RegExp(`^muster_${name} (\\d+)`, "m").exec(text)[1]);
  const { sockets, ...rest } = held(instance.pid);
  return {
    pid: instance.pid,
    kb: instance.memory(),
    heap_kb: Math.round(figure("heap_bytes") / 1024),
    connections: figure("connections"),
    entries: figure("entries_total"),
    strangers: figure("sockets") - figure("connections"), // that somebody opened and who is not there
    own: sockets - figure("sockets"), // to PostgreSQL, to Redis, to listen
    ...rest,
  };
}

const told = (one) =>
  `${(one.kb / 1024).toFixed(1)} MB, ${(one.heap_kb / 1024).toFixed(1)} in use, ${one.connections} people, ${one.own} own sockets, ${one.others} other files, ${one.threads} threads`;

// How many entries all rooms have: what every process that starts has to fold, and keeps some of.
const entriesOf = async ({ postgres }) => Number(await postgres.ask("SELECT sum(head) FROM muster.room"));

// The first round of a process beside that of the one before it: what has come to the journal is all that it has more.
function relived(before, now, name, say) {
  const [heap_kb, entries] = [now.heap_kb - before.heap_kb, now.journal - before.journal];
  const most_kb = HEAP_GROWN_KB + ENTRY_KB * entries + PERSON_KB * Math.max(0, now.connections - before.connections);
  say(`  ${name}: ${heap_kb} kB more in use than by the process before it, for ${entries} more entries`);
  assert.ok(heap_kb <= most_kb, `${name} begins with ${heap_kb} kB more, and may have ${most_kb}`);
}

// What a process may not have become since it was measured first.
function compared(first, now, name) {
  assert.equal(now.pid, first.pid, `${name} was started again by nobody`);
  const most_kb = first.kb + GROWN_KB + ENTRY_KB * (now.entries - first.entries) + PERSON_KB * Math.max(0, now.connections - first.connections);
  assert.ok(now.kb <= most_kb, `${name} has grown from ${first.kb} to ${now.kb} kB, and may have ${most_kb}`);
  for (const what of ["own", "others", "threads", "strangers"])
    assert.ok(now[what] <= first[what] + FILES_MORE, `${name}: ${what} from ${first[what]} to ${now[what]}`);
  assert.ok(now.deleted <= first.deleted, `${name} holds files that are gone`);
}

// ---- rounds ----

async function lively(world, crowd, polls) {
  world.people.begin();
  await crowd.ask("begin", { polls });
  await pause(LIVELY_MS);
}

async function judged(world, crowd, soak, say) {
  await world.people.rest();
  const rest = await crowd.ask("rest");
  assert.deepEqual(rest.wrong, []);
  soak.acknowledged += rest.acknowledged.length;
  world.people.acknowledged.push(...rest.acknowledged);
  await check(world.cluster, world.people);
  const lost = Object.keys(rest.counts.codes).filter((code) => code !== "3001");
  assert.deepEqual(lost, [], `connections ended otherwise than by a restart: ${JSON.stringify(rest.counts.codes)}`);
  say(`all holds: ${world.people.acknowledged.length} acknowledged; the crowd ${JSON.stringify(rest.counts)}`);
  const journal = await entriesOf(world.cluster);
  for (const [at, instance] of world.cluster.instances.entries()) {
    const now = { ...(await measured(instance)), journal };
    const first = (soak.first[at] ??= now);
    if (first === now && soak.before[at]) relived(soak.before[at], now, `instance ${at + 1}`, say);
    compared(first, now, `instance ${at + 1}`);
    say(`  instance ${at + 1}: ${told(now)}${first === now ? "" : ` (${now.kb - first.kb} kB since its first round)`}`);
  }
}

async function round(world, crowd, soak, say) {
  soak.round++;
  const polls = Object.keys(world.people.all[0].view(ROOM).poll.polls).map(Number);
  await lively(world, crowd, polls);
  if (soak.round % soak.life === 1) {
    await rolled(world);
    soak.before = soak.first;
    soak.first = [];
    say(`round ${soak.round}: all three were restarted`);
  }
  say(`round ${soak.round}: backed up and put back, ${await backed(world, soak)}`);
  const before = JSON.stringify((await crowd.ask("counts")).codes);
  await reloaded(world, soak);
  assert.equal(JSON.stringify((await crowd.ask("counts")).codes), before, "a reload sends nobody away");
  await crowd.ask("burst");
  say(`round ${soak.round}: the disk: ${await failed(world, soak)}`);
  await lively(world, crowd, polls);
  await judged(world, crowd, soak, say);
}

// Everybody goes: nothing of them stays.
async function emptied(world, crowd, soak, say) {
  await crowd.ask("end");
  crowd.child.disconnect();
  world.people.leave();
  const few = async () => (await Promise.all(world.cluster.instances.map((one) => one.metric("connections")))).every((n) => n < 10);
  await until(few, "everybody's connection to end", 60000);
  await pause(2000);
  for (const [at, instance] of world.cluster.instances.entries()) {
    const now = await measured(instance);
    say(`empty: instance ${at + 1}: ${told(now)}`);
    compared(soak.first[at], now, `instance ${at + 1}, empty,`);
    assert.equal(await instance.end(), 0, instance.log);
  }
}

async function soaked(options, say) {
  const folder = mkdtempSync(join(tmpdir(), "muster-soak-"));
  const life = Math.max(3, Math.round(options.minutes / ROUND_MINUTES / LIVES));
  const soak = { round: 0, life, first: [], before: [], folder, acknowledged: 0 };
  const set = { "limits.drain_seconds": 8 };
  const world = new World({ seed: options.seed, config: "", places: 8000, set });
  const crowd = new Crowd();
  const end = Date.now() + options.minutes * 60000;
  try {
    await world.start();
    world.people.pause_ms = 15000; // thousands hear each of them
    await crowd.ask("arrive", { people: options.people, seed: options.seed, url: world.cluster.front.endpoint });
    say(`${options.people} people are there`);
    while (Date.now() < end || soak.round < 2) await round(world, crowd, soak, say);
    await emptied(world, crowd, soak, say);
  } catch (error) {
    for (const { log } of world.cluster.instances) console.error(log.split("\n").slice(-15).join("\n"));
    console.error(world.cluster.postgres.log.slice(-3000));
    throw error;
  } finally {
    if (crowd.child.connected) crowd.child.disconnect();
    await world.end();
    rmSync(folder, { recursive: true, force: true });
  }
  return soak;
}

const options = optionsRead();
const begun = Date.now();
const say = (text) => console.log(`${((Date.now() - begun) / 1000).toFixed(1).padStart(7)} s  ${text}`);
setTimeout(() => {
  say("it did not end by itself");
  process.exit(1);
}, (options.minutes + LATE_MINUTES) * 60000).unref();
say(`seed ${options.seed}`);
try {
  const { round, acknowledged } = await soaked(options, say);
  say(`everything held in ${round} rounds; ${acknowledged} acknowledged to the crowd`);
  process.exit(0);
} catch (error) {
  console.error(error);
  say(`it did not hold; ./dev soak --seed ${options.seed}`);
  process.exit(1);
}
