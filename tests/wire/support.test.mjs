// SPDX-License-Identifier: Apache-2.0
// What `muster support` gathers: enough to help, no secret, and nothing that people wrote.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { until } from "./client.mjs";
import { muster, serve, token } from "./server.mjs";
import { connect, endAll } from "./wire.mjs";

after(endAll);

const unpack = `
import json, sys, zipfile
print(json.dumps({name: zipfile.ZipFile(sys.argv[1]).read(name).decode() for name in zipfile.ZipFile(sys.argv[1]).namelist()}))
`;
const members = ["configuration.ini", "figures.txt", "health.json", "journal.txt", "limits.txt", "log.txt", "version.txt"];
const read = (path) => JSON.parse(execFileSync("python3", ["-c", unpack, path], { encoding: "utf8", maxBuffer: 1 << 26 }));

function folderOf(t) {
  const folder = mkdtempSync(join(tmpdir(), "muster-support-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test("the bundle of a server that runs has what helps, no secret and no word of anybody", async (t) => {
  const folder = folderOf(t);
  const password = join(folder, "mail.secret");
  writeFileSync(password, "canary-password-of-mails", { mode: 0o600 });
  const server = await serve(t, { set: { "mail.url": "smtp://127.0.0.1:9", "mail.password_file": password, "mail.user": "us" } });
  const host = await connect(server, "host", { token: token("host", { name: "Canary-name" }) });
  await host.rpc("chat.post", { room: "webinar:w1", op: "said", text: "canary-words" });
  await host.rpcRefusal("chat.post", { room: "webinar:w1", op: "again", text: "canary-refused".repeat(1000) });
  await until(() => / op=again /.test(server.log), "the line of what was refused");
  const log = join(folder, "log");
  writeFileSync(log, `${server.log.replaceAll(/^/gm, "Jan 31 host muster[1]: ")}\ncanary: a line of another program\n`);
  const path = join(folder, "support.zip");
  const secret = "canary-secret-of-tokens-0123456789abcdef";
  const words = ["--log", log];
  const set = { "server.listen": `127.0.0.1:${server.port}`, "journal.url": server.journal, "token.secret": secret, "mail.password": "canary-password", "mail.password_file": password };
  const flags = Object.entries(set).flatMap(([key, value]) => ["--set", `${key}=${value}`]);
  const said = await muster("support", path, ...words, ...flags);
  assert.equal(said.code, 0, said.stderr);
  assert.equal(statSync(path).mode & 0o777, 0o600);
  const held = read(path);
  assert.deepEqual(Object.keys(held).sort(), members);
  assert.match(held["version.txt"], /^muster \d/);
  assert.match(held["configuration.ini"], /^secret +\= \*{8} /m);
  assert.match(held["limits.txt"], /^disk_mb \d+ free of \d+$/m);
  assert.equal(JSON.parse(held["health.json"]).status, "ok");
  assert.match(held["figures.txt"], /^muster_command_seconds_count [1-9]/m);
  assert.match(held["journal.txt"], /^kind webinar rooms [1-9]\d* entries [1-9]/m);
  assert.match(held["journal.txt"], /^file journal bytes [1-9]/m);
  assert.match(held["log.txt"], /^\S+Z INFO a command was refused room=webinar:w1 .* op=again reason=/m);
  // Not among what is there by its name, either.
  assert.doesNotMatch(JSON.stringify(held), /canary/i);
  assert.doesNotMatch(held["journal.txt"], /w1/);

  const again = await muster("support", path, ...words, ...flags);
  assert.equal(again.code, 1, "what is there is not written over");
});

test("where nothing answers it is said, and passwords of addresses are masked", async (t) => {
  const folder = folderOf(t);
  const path = join(folder, "support.zip");
  const set = {
    "journal.url": "postgresql://muster:canary-1@127.0.0.1:9/muster?connect_timeout=1",
    "bus.url": "redis://:canary-2@127.0.0.1:9",
    "mail.url": "smtp://us:canary-3@127.0.0.1:9",
    "server.listen": "127.0.0.1:9",
  };
  const flags = Object.entries(set).flatMap(([key, value]) => ["--set", `${key}=${value}`]);
  assert.equal((await muster("support", path, ...flags)).code, 0);
  const held = read(path);
  assert.match(held["health.json"], /no server answers/);
  assert.match(held["journal.txt"], /cannot be opened/);
  assert.doesNotMatch(JSON.stringify(held), /canary/);
  assert.ok(!existsSync(join(folder, "var")));
});
