// SPDX-License-Identifier: Apache-2.0
// Faults at random for as long as one likes, also several at a time; in between all must hold. The
// seed gives the same faults and the same people, as far as the clock lets it.

import { parseArgs } from "node:util";
import { pause } from "../wire/client.mjs";
import { Chance } from "./people.mjs";
import { World } from "./world.mjs";
import { whole } from "./whole.mjs";

const MINUTES_MAX = 24 * 60;
const HELP = `usage: ./dev faults [--minutes N] [--seed S] [--people P]

Kills, stops, freezes and cuts off three instances, Redis and PostgreSQL at random for N minutes (5)
while P people (36) are active, and looks after every few faults whether everything holds. Exit
status 1 when something does not.`;

function optionsRead() {
  const { values } = parseArgs({
    options: {
      minutes: { type: "string", default: "5" },
      seed: { type: "string", default: String(1 + (Date.now() % 1e6)) },
      people: { type: "string", default: "36" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    process.exit(0);
  }
  return {
    minutes: whole("faults", values.minutes, MINUTES_MAX, "--minutes"),
    seed: whole("faults", values.seed, 2 ** 31, "--seed"),
    people: whole("faults", values.people, 500, "--people"),
  };
}

// Each fault: what it is of (one at a time of each), and what is done; `ms` is how long it lasts.
const faults = {
  "kill -9 of an instance": ["instance", (world, at) => hurt(world, at, "kill")],
  "SIGTERM to an instance": ["instance", (world, at) => hurt(world, at, "end")],
  "Redis forgets its clients": ["redis", ({ redis }, at, ms, kind) => redis.ask("CLIENT", "KILL", "TYPE", kind)],
  "Redis forgets everything": ["redis", ({ redis }) => redis.ask("FLUSHALL")],
  "Redis sleeps": ["redis", ({ redis }, at, ms) => redis.ask("DEBUG", "SLEEP", String(ms / 1000))],
  "Redis is silent": ["redis", ({ redis }, at, ms) => frozen(redis, ms)],
  "Redis is away": ["redis", ({ redis }, at, ms) => away(redis, "SIGKILL", ms)],
  "PostgreSQL is silent": ["postgres", ({ postgres }, at, ms) => frozen(postgres, ms)],
  "PostgreSQL is away": ["postgres", ({ postgres }, at, ms) => away(postgres, "SIGINT", ms)],
  "PostgreSQL crashes": ["postgres", ({ postgres }, at, ms) => away(postgres, "SIGQUIT", ms)],
  "PostgreSQL ends its connections": [
    "postgres",
    ({ postgres }) =>
      postgres.ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'muster'"),
  ],
  "an instance loses Redis": ["way", ({ cluster }, at, ms) => swallowed(cluster.holes[at].redis, ms)],
  "an instance loses PostgreSQL": ["way", ({ cluster }, at, ms) => swallowed(cluster.holes[at].postgres, ms)],
  "the connections of an instance break": [
    "way",
    ({ cluster }, at) => Object.values(cluster.holes[at]).forEach((hole) => hole.drop()),
  ],
};

async function hurt({ cluster }, at, how) {
  const instance = cluster.instances[at];
  const code = await instance[how]();
  if (how === "end" && code !== 0) throw new Error(`instance ${at} ended with ${code}: ${instance.log}`);
  await pause(500);
  await startAgain(instance);
}

// Without PostgreSQL it does not start: then it is tried again, as systemd would.
async function startAgain(instance) {
  for (let tries = 1; ; tries++) {
    const error = await instance.start().then(
      () => null,
      (error) => error,
    );
    if (!error) return;
    if (tries === 60 || !/ended before it was ready/.test(error.message)) throw error;
    await pause(500);
  }
}

async function frozen(server, ms) {
  server.freeze();
  await pause(ms);
  server.thaw();
}

async function away(server, signal, ms) {
  await server.stop(signal);
  await pause(ms);
  await server.start();
}

async function swallowed(hole, ms) {
  hole.swallow();
  await pause(ms);
  hole.mend();
}

// One to three faults of different things at once, each at a moment of its own.
async function strike(world, chance, say) {
  const names = Object.keys(faults);
  const struck = new Map();
  for (let count = 1 + chance.below(3); count > 0; count--) {
    const name = chance.of(names);
    struck.set(faults[name][0], name);
  }
  await Promise.all(
    [...struck.values()].map(async (name) => {
      const [wait_ms, ms, at] = [chance.below(2000), 200 + chance.below(8000), chance.below(3)];
      const kind = chance.of(["normal", "pubsub"]);
      await pause(wait_ms);
      say(`${name} (${at + 1}, ${ms} ms)`);
      world.people.burst();
      await pause(chance.below(20));
      await faults[name][1](world, at, ms, kind);
    }),
  );
}

async function run(options, say) {
  const world = new World({ seed: options.seed, people: options.people, holes: true });
  const chance = new Chance(options.seed + 1);
  const end = Date.now() + options.minutes * 60000;
  let rounds = 0;
  try {
    await world.start();
    Object.assign(world, { redis: world.cluster.redis, postgres: world.cluster.postgres });
    while (Date.now() < end) {
      for (let times = 1 + chance.below(3); times > 0; times--) await strike(world, chance, say);
      await world.says("journal", "ok");
      await world.says("bus", "ok");
      await world.holds();
      world.story({ diagnostic: (text) => say(`all holds; ${text}`) });
      rounds++;
    }
  } catch (error) {
    for (const { log } of world.cluster.instances) console.error(log.split("\n").slice(-15).join("\n"));
    throw error;
  } finally {
    await world.end();
  }
  return rounds;
}

const options = optionsRead();
const begun = Date.now();
const say = (text) => console.log(`${((Date.now() - begun) / 1000).toFixed(1).padStart(7)} s  ${text}`);
say(`seed ${options.seed}`);
try {
  say(`everything held ${await run(options, say)} times`);
  process.exit(0);
} catch (error) {
  console.error(error);
  say(`it did not hold; ./dev faults --seed ${options.seed}`);
  process.exit(1);
}
