// SPDX-License-Identifier: Apache-2.0
// A journal in SQLite moves to PostgreSQL, all of it and with the same chains, and goes on there.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { until } from "../wire/client.mjs";
import { muster, serve } from "../wire/server.mjs";
import { connect, endAll } from "../wire/wire.mjs";
import { Postgres } from "./child.mjs";

after(endAll);

const room = "webinar:w1";

// A content as the server keeps it in its folder.
function keep(server, text) {
  const hash = createHash("sha256").update(text).digest("hex");
  const folder = join(`${server.path}.files`, hash.slice(0, 2));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, hash.slice(2)), text);
  return hash;
}

function account(server, id) {
  const sql = "INSERT INTO account (kind, id, person, value, expires_ms) VALUES ('login', ?, 'u7', '{}', 0)";
  const words = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute(sys.argv[2], (sys.argv[3],)); c.commit()";
  execFileSync("python3", ["-c", words, `${server.path}.accounts`, sql, id]);
}

const view = async (server) => {
  const wire = await connect(server, "host");
  const { data } = await wire.ask("subscribe", { channel: room });
  wire.end();
  return data.chat.messages;
};

test("what is copied into PostgreSQL has the same chains, and goes on there", async (t) => {
  const postgres = new Postgres();
  t.after(() => postgres.clean());
  const [, old] = await Promise.all([postgres.start(), serve(t, { set: { "journal.erase_days": "0" } })]);
  const host = await connect(old, "host");
  for (let n = 0; n < 12; n++) await host.rpc("chat.post", { room, op: `m${n}`, text: `message ${n} ÄÖ` });
  const { seq } = await host.rpc("chat.post", { room, op: "gone", text: "to be erased" });
  await host.rpc("chat.delete", { room, op: "delete", message: seq });
  const erased = async () => (await old.entries(room)).some(({ type }) => type === "room.erased");
  await until(erased, "the erasure");
  const before = await view(old);
  const copy = (to) => muster("journal", "copy", old.journal, to);
  assert.match((await copy(postgres.url)).stderr, /in use by another Muster process/);
  await old.end();
  const kept = keep(old, "a picture");
  account(old, "hash");

  const made = await copy(postgres.url);
  assert.deepEqual([made.code, made.stderr], [0, ""]);
  assert.match(made.stdout, /every chain is the same: \d+ rooms, \d+ entries, 1 accounts, 1 files/);
  const manifest = async (url) => {
    const { stdout } = await muster("journal", "manifest", "--journal", url);
    return stdout.trim().split("\n").slice(1).sort();
  };
  assert.deepEqual(await manifest(postgres.url), await manifest(old.journal));
  const verified = await muster("journal", "verify", room, "--journal", postgres.url);
  assert.match(verified.stdout, /: \d+ entries, 1 erased, chain ends with/);
  const count = (sql) => postgres.ask(`SELECT count(*) FROM muster.${sql}`);
  assert.equal(await count(`blob WHERE encode(hash, 'hex') = '${kept}' AND NOT waits`), "1");
  assert.equal(await count("account WHERE kind = 'login' AND id = 'hash' AND person = 'u7'"), "1");
  assert.ok(Number(await count("mark")) > 0);
  const again = await copy(postgres.url);
  assert.deepEqual([again.code, /holds a journal already/.test(again.stderr)], [1, true]);

  const fresh = await serve(t, { journal: postgres.url });
  assert.deepEqual(await view(fresh), before);
  const wire = await connect(fresh, "host");
  await wire.rpc("chat.post", { room, op: "after", text: "in PostgreSQL" });
  assert.equal((await wire.rpc("chat.post", { room, op: "m0", text: "message 0 ÄÖ" })).seq, Number(Object.keys(before)[0]));
  assert.ok(await fresh.verified());
});
