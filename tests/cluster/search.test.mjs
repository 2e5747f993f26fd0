// SPDX-License-Identifier: Apache-2.0
// One index of several instances, in PostgreSQL: what one of them takes in, all find, once each, also when the one that was at
// it is killed; and a post that goes at one instance is found at no other.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { after, test } from "node:test";
import { does } from "../wire/browser.mjs";
import { pause, until } from "../wire/client.mjs";
import { connect, endAll } from "../wire/wire.mjs";
import { cluster } from "./cluster.mjs";

after(endAll);

const COURSE = "course:c1";

test("what was written at one instance is found at the others, each once, and what goes at one goes at all and out of the files", async (t) => {
  const { instances, postgres } = await cluster(t, { instances: 2, set: { "journal.erase_days": "0" } });
  const find = async (at, words) => {
    for (;;) {
      const { status, body } = await does(instances[at], "u7", "POST", "/api/search", { words, room: COURSE, limit: 50 });
      // The newest is first by its time, and each instance has a clock.
      if (status !== 429) return body.hits.map(({ post }) => post).sort((a, b) => b - a);
      await pause(500);
    }
  };
  const [host, other] = [await connect(instances[0], "host"), await connect(instances[1], "host")];
  const { seq: thread } = await host.rpc("forum.thread", { room: COURSE, op: "t", title: "Search", text: "Begin" });
  const posts = [];
  for (let n = 0; n < 20; n++) posts.unshift((await (n % 2 ? host : other).rpc("forum.post", { room: COURSE, op: `p${n}`, thread, text: `Le كِتاب quokka ${n}` })).seq);
  for (const at of [0, 1]) await until(async () => (await find(at, "quokka كتاب")).length === 20, "all of them");
  assert.deepEqual(await find(0, "quokka"), posts);
  // The files of the index in which a word stands.
  const files = async (word) => {
    await postgres.ask("CHECKPOINT");
    const paths = await postgres.ask("SELECT current_setting('data_directory') || '/' || pg_relation_filepath(oid) FROM pg_class WHERE relnamespace = 'muster'::regnamespace AND relname LIKE 'search%' AND pg_relation_filepath(oid) IS NOT NULL");
    return paths.split("\n").filter((path) => existsSync(path) && readFileSync(path).includes(word)).length;
  };
  const { seq: canary } = await host.rpc("forum.post", { room: COURSE, op: "c", thread, text: "Canaryxerus" });
  await until(async () => (await files("canaryxerus")) > 0, "the control: it is there before", 30_000);
  for (const [op, post] of Object.entries({ d: posts[0], e: canary })) await other.rpc("forum.delete", { room: COURSE, op, post });
  assert.deepEqual(await find(0, "quokka"), posts.slice(1));
  await until(async () => (await files("canaryxerus")) === 0, "that it is gone", 60_000);
  assert.ok((await files("quokka")) > 0, "what stands is there");
  // Whoever is left goes on with what the other had begun.
  const { seq: last } = await host.rpc("forum.post", { room: COURSE, op: "l", thread, text: "Numbat quokka" });
  await instances[0].kill();
  await other.rpc("forum.post", { room: COURSE, op: "m", thread, text: "Numbat too" });
  await until(async () => (await find(1, "numbat")).length === 2, "both");
  assert.deepEqual(await find(1, "quokka"), [last, ...posts.slice(1)]);
});
