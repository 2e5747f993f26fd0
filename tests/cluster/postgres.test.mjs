// SPDX-License-Identifier: Apache-2.0
// Whatever becomes of PostgreSQL: views go on, commands get a temporary error, and nothing is lost.
// SEED=N: the same people.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { pause, until } from "../wire/client.mjs";
import { handbook } from "../wire/handbook.mjs";
import { connect, errors } from "../wire/wire.mjs";
import { ROOM } from "./people.mjs";
import { World } from "./world.mjs";

let world;
let postgres;

before(async () => {
  world = new World({ holes: true });
  postgres = world.cluster.postgres;
  await world.start();
});
after(() => world.end());

// What somebody who comes now is shown by each instance.
async function viewsOf(sub) {
  return Promise.all(
    world.cluster.instances.map(async (instance) => {
      const wire = await connect(instance, sub);
      const { data } = await wire.ask("subscribe", { channel: ROOM });
      wire.end();
      return data;
    }),
  );
}

async function refusal(instance, op) {
  const wire = await connect(instance, "u90");
  const name = await wire.rpcRefusal("chat.post", { room: ROOM, op, text: "Is anybody there?" });
  wire.end();
  return name;
}

const sentAgain = () => world.people.repeated[errors.JOURNAL_AWAY.code] ?? 0;

test("the tables are of the version that the handbook names", async () => {
  const [, version] = /`muster\.schema_version` \| (\d+) \|/.exec(handbook);
  assert.equal(await postgres.ask("SELECT max(version) FROM muster.schema_version"), version);
});

test("the connections to PostgreSQL are ended, twice: people notice nothing", async (t) => {
  for (let times = 0; times < 2; times++) {
    world.people.burst();
    await pause(5);
    const ended = await postgres.ask(
      "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity " +
        "WHERE pid <> pg_backend_pid() AND application_name = 'muster'",
    );
    assert.ok(Number(ended) >= 3, `${ended} ended`);
    await world.delays(500);
  }
  assert.equal(sentAgain(), 0, "somebody was told");
  await world.holds([world.cluster.instances[2]]);
  world.story(t);
});

test("PostgreSQL stops: views are served, commands get a temporary error; then all goes on", async (t) => {
  world.people.burst();
  await pause(5);
  await postgres.stop("SIGINT");
  await world.says("journal", "away");
  for (const at of [0, 1, 2]) {
    const { code, status } = await world.health(at);
    assert.deepEqual({ code, status }, { code: 200, status: "degraded" });
  }
  for (const view of await viewsOf("u90")) assert.ok(Object.keys(view.chat.messages).length > 0);
  for (const instance of world.cluster.instances)
    assert.equal(await refusal(instance, "in-the-dark"), "JOURNAL_AWAY");
  assert.ok(sentAgain() > 0, "nobody was told");
  await postgres.start();
  await world.says("journal", "ok");
  await world.holds();
  world.story(t);
});

test("PostgreSQL crashes and recovers", async (t) => {
  world.people.burst();
  await pause(5);
  await postgres.stop("SIGQUIT");
  await pause(1000);
  await postgres.start();
  await world.delay();
  await world.holds([world.cluster.instances[0]]);
  world.story(t);
});

test("the way from one instance to PostgreSQL swallows everything: it alone is away", async (t) => {
  const hole = world.cluster.holes[2].postgres;
  const journal = async (at) => (await world.health(at)).journal;
  hole.swallow();
  t.after(() => hole.mend());
  world.people.burst();
  await until(async () => (await journal(2)) === "away", "the journal is away", 20000);
  assert.deepEqual([await journal(0), await journal(1)], ["ok", "ok"]);
  await world.delay();
  hole.mend();
  await world.says("journal", "ok");
  await world.holds();
  world.story(t);
});
