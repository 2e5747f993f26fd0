// SPDX-License-Identifier: Apache-2.0
// The index of a million posts, in SQLite and in PostgreSQL: how long the first page of a rare word and of a common one takes,
// how fast it takes posts in, and that it weighs no more than they do. Each figure is told beside its bound; the test fails where one is beyond it.
// Of SQLite the times are of the processor; PostgreSQL works elsewhere, so that there a machine with other work counts too.
// Needs build/bench/search: ./dev prove search.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { Postgres } from "../cluster/child.mjs";
import { root } from "../wire/server.mjs";

const POSTS = 1_000_000;
const [RARE_MS, COMMON_MS, LEAST_A_SECOND] = [50, 150, 5000];

async function measured(where) {
  const { stdout } = await promisify(execFile)(join(root, "build/bench/search"), [String(POSTS), where]);
  for (const line of stdout.trim().split("\n")) console.log(`# ${line}`);
  const [, text, rate] = /posts, (\d+) MB of text: (\d+) a second/.exec(stdout);
  const first = (what) => Math.max(...[...stdout.matchAll(new RegExp(`^${what} .* p99 +([\\d.]+) ms`, "gm"))].map(([, ms]) => Number(ms)));
  return { text: Number(text), rate: Number(rate), rare: first("a rare word"), common: first("a common word") };
}

function within(name, { text, rate, rare, common }, megabytes) {
  console.log(`# ${name}: ${megabytes} MB for ${text} MB of text`);
  assert.ok(megabytes <= text, `${megabytes} MB, and ${text} are the most`);
  assert.ok(rare <= RARE_MS, `a rare word: ${rare} ms, and ${RARE_MS} are the most`);
  assert.ok(common <= COMMON_MS, `a common word: ${common} ms, and ${COMMON_MS} are the most`);
  assert.ok(rate >= LEAST_A_SECOND, `${rate} a second, and ${LEAST_A_SECOND} are the least`);
}

test("a million posts in SQLite", { timeout: 1_800_000 }, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "muster-search-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "index");
  const figures = await measured(path);
  within("SQLite", figures, Math.round(statSync(path).size / 1e6));
});

test("a million posts in PostgreSQL", { timeout: 3_600_000 }, async (t) => {
  const postgres = new Postgres();
  t.after(() => postgres.clean());
  await postgres.start();
  const figures = await measured(postgres.url);
  const bytes = await postgres.ask("SELECT sum(pg_table_size(oid) + pg_indexes_size(oid)) FROM pg_class WHERE relnamespace = 'muster'::regnamespace AND relname LIKE 'search%' AND relkind = 'r'");
  within("PostgreSQL", figures, Math.round(Number(bytes) / 1e6));
});
