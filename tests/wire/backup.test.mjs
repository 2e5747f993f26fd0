// SPDX-License-Identifier: Apache-2.0
// A journal is backed up beside its server, destroyed and put back, and everybody is right again by
// themselves. What a chain cannot show, that its end is missing, a manifest does.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join as path } from "node:path";
import { after, test } from "node:test";
import { join, leaveAll, until } from "./client.mjs";
import { environment, muster, program, serve } from "./server.mjs";
import { connect, endAll } from "./wire.mjs";

after(() => (leaveAll(), endAll()));

const room = "webinar:w1";
const post = (client, text) => client.rpc("chat.post", { room, op: text.replaceAll(" ", "-"), text });
const journal = (server, ...words) => muster("journal", ...words, "--journal", server.journal);

// What no backup has, and what a disaster takes.
function destroy(server) {
  server.forget();
  for (const name of readdirSync(server.folder))
    if (name.startsWith("journal.db.")) rmSync(path(server.folder, name), { recursive: true });
}

// A content as the server keeps it; `as` damages it.
function keep(server, text, as = text) {
  const hash = createHash("sha256").update(text).digest("hex");
  const folder = path(`${server.path}.files`, hash.slice(0, 2));
  mkdirSync(folder, { recursive: true });
  writeFileSync(path(folder, hash.slice(2)), as);
  return path("files", hash.slice(0, 2), hash.slice(2));
}

// Statements of SQLite on a file that nobody has open.
function edit(file, sql) {
  const words = ["-c", "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.executescript(sys.argv[2])"];
  execFileSync("python3", [...words, file, sql]);
}

async function view(server, sub) {
  const wire = await connect(server, sub);
  const { data } = await wire.ask("subscribe", { channel: room });
  wire.end();
  return data;
}

test("a drill: backed up under load, destroyed, put back, and everybody is right again", async (t) => {
  const server = await serve(t);
  const client = await join(server, "u7");
  const follower = await client.follow(room);
  const kept = keep(server, "a picture");
  const speakers = await Promise.all([1, 2, 3].map((n) => connect(server, `u${n}`)));
  const said = [];
  let stop = false;
  const load = speakers.map(async (wire, by) => {
    for (let n = 0; !stop; n++) {
      const { rpc } = await wire.command("rpc", {
        method: "chat.post",
        data: { room, op: `load-${by}-${n}`, text: `load ${by} ${n}` },
      });
      if (rpc) said.push(`load ${by} ${n}`);
      else await new Promise((done) => setTimeout(done, 50));
    }
  });
  await until(() => said.length >= 6, "some load");
  const before = [...said];
  const backup = path(server.folder, "backup");
  const made = await journal(server, "backup", backup);
  stop = true;
  await Promise.all(load);
  assert.deepEqual([made.code, made.stderr], [0, ""]);
  assert.match(made.stdout, /backup is the backup: \d+ rooms, 1 files of 9 bytes/);
  assert.deepEqual(readdirSync(backup).sort(), ["accounts.db", "files", "journal.db", "manifest"]);
  assert.equal(statSync(path(backup, "journal.db")).mode & 0o777, 0o600);
  assert.equal(readFileSync(path(backup, kept), "utf8"), "a picture");
  const held = await journal(server, "verify", "--against", path(backup, "manifest"));
  assert.match(held.stdout, /rooms: all that the manifest names is there/);

  // Somebody is ahead of the backup: these are lost, and everybody has seen them.
  const host = await connect(server, "host");
  await post(host, "after the backup");
  const texts = () => Object.values(follower.view.chat.messages).map(({ text }) => text);
  await until(() => texts().includes("after the backup"), "the message that will be lost");
  await server.kill();
  destroy(server);
  const back = await journal(server, "restore", backup);
  assert.deepEqual([back.code, back.stderr], [0, ""]);
  assert.match(back.stdout, /was put back: \d+ rooms, 1 files/);
  assert.ok(existsSync(path(`${server.path}.files`, kept.slice("files/".length))));
  await server.start();

  await until(() => follower.resumes.length > 0, "the client that comes back by itself");
  assert.deepEqual([follower.resumes[0].wasRecovering, follower.resumes[0].recovered], [true, false]);
  const again = await connect(server, "host");
  await post(again, "after the backup"); // whoever sent it sends it once more, by the same op
  await post(again, "of the restored journal");
  await until(() => texts().includes("of the restored journal"), "what comes after it");
  assert.equal(texts().filter((text) => text === "after the backup").length, 1);
  for (const text of before) assert.ok(texts().includes(text), text);
  await until(async () => {
    const fresh = Object.keys((await view(server, "u7")).chat.messages).join();
    return fresh === Object.keys(follower.view.chat.messages).join();
  }, "the same messages as for whoever comes now");
  assert.ok(await server.verified());
  const since = await journal(server, "verify", "--against", path(backup, "manifest"));
  assert.equal(since.code, 0, since.stdout);
});

test("what is missing at the end, or is another journal, is seen by the manifest alone", async (t) => {
  const server = await serve(t);
  const host = await connect(server, "host");
  for (const text of ["one", "two", "three"]) await post(host, text);
  const manifest = path(server.folder, "manifest");
  writeFileSync(manifest, (await journal(server, "manifest")).stdout);
  await post(host, "four");
  await server.end();
  assert.equal((await journal(server, "verify", "--against", manifest)).code, 0);

  const whole = path(server.folder, "whole.db");
  cpSync(server.path, whole);
  const last = "(SELECT max(e.id) FROM entry e JOIN room r ON r.id = e.room WHERE r.name = 'webinar:w1')";
  edit(server.path, `DELETE FROM entry WHERE id >= ${last} - 1`);
  assert.equal((await journal(server, "verify")).code, 0, "chains alone do not show it");
  const cut = await journal(server, "verify", "--against", manifest);
  assert.equal(cut.code, 1);
  assert.match(cut.stdout, /"webinar:w1" has \d+ entries where the manifest has \d+/);

  const lines = readFileSync(manifest, "utf8").trim().split("\n");
  const against = async (text) => {
    writeFileSync(`${manifest}.other`, text);
    return muster("journal", "verify", "--against", `${manifest}.other`, "--journal", `sqlite:${whole}`);
  };
  assert.equal((await against(`${lines.join("\n")}\n`)).code, 0);
  const forged = lines.map((line) => line.replace(/"chain":"../, '"chain":"00'));
  assert.match((await against(`${forged.join("\n")}\n`)).stdout, /is another one than the manifest's/);
  const gone = [lines[0], '{"room":"webinar:gone","seq":3,"chain":"' + "0".repeat(64) + '"}', '{"rooms":1}'];
  assert.match((await against(`${gone.join("\n")}\n`)).stdout, /"webinar:gone" has no entries where/);
  for (const bad of [lines.slice(0, -1), lines.slice(1), [...lines, lines[1]], ["nonsense"]])
    assert.match((await against(`${bad.join("\n")}\n`)).stdout, /is no manifest, or not a whole one/);
});

test("nothing is written over, and what is damaged is not put back", async (t) => {
  const server = await serve(t);
  await post(await connect(server, "host"), "kept");
  keep(server, "good");
  keep(server, "bad", "something else");
  const backup = path(server.folder, "backup");
  const made = await journal(server, "backup", backup);
  assert.deepEqual([made.code, /1 files are damaged and were left out/.test(made.stderr)], [1, true]);
  assert.match((await journal(server, "backup", backup)).stdout, /File exists/);
  assert.match((await journal(server, "restore", backup)).stdout, /journal\.db is there: move/);
  const other = await muster("journal", "backup", `${backup}2`, "--journal", "postgresql://h/d");
  assert.match(other.stdout, /PostgreSQL has its own backups, pg_dump/);
  await server.kill();
  destroy(server);
  edit(path(backup, "journal.db"), "UPDATE entry SET text = '{\"text\":\"forged\"}' WHERE text LIKE '%kept%'");
  const back = await journal(server, "restore", backup);
  assert.equal(back.code, 1);
  assert.match(back.stdout, /"webinar:w1" is BROKEN at entry \d+/);
  assert.ok(!existsSync(server.path));
});

test("a journal and a backup are verified in a folder where nothing can be written", async (t) => {
  const server = await serve(t);
  await post(await connect(server, "host"), "kept");
  const backup = path(server.folder, "backup");
  await journal(server, "backup", backup);
  await server.end();
  const only = path(server.folder, "only");
  mkdirSync(only);
  cpSync(server.path, path(only, "journal.db"));
  for (const name of ["journal.db", "../backup/journal.db", "../backup/manifest"])
    chmodSync(path(only, name), 0o444);
  for (const folder of [only, backup]) chmodSync(folder, 0o555);
  chmodSync(server.folder, 0o755);
  // Root may write anywhere.
  const nobody = process.getuid() === 0 ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : [];
  for (const file of [path(only, "journal.db"), path(backup, "journal.db")]) {
    const words = [program, "journal", "verify", "--journal", `sqlite:${file}`];
    const [first, ...rest] = [...nobody, ...words, "--against", path(backup, "manifest")];
    assert.match(execFileSync(first, rest, { encoding: "utf8", env: environment() }), /all that the manifest names is there/);
  }
});

// `muster journal backup FOLDER --follow`, until it is ended; how(signal) gives its status.
function follows(t, server, folder) {
  const words = ["--pdeathsig", "KILL", "--", program, "journal", "backup", folder, "--follow", "--journal", server.journal];
  const child = spawn("setpriv", words, { env: environment(), stdio: ["ignore", "pipe", "pipe"] });
  const ended = once(child, "exit");
  let said = "";
  child.stderr.on("data", (bytes) => (said += bytes));
  t.after(() => child.kill("SIGKILL"));
  return { how: async (signal) => (signal && child.kill(signal), (await ended)[0]), said: () => said };
}

const figure = (folder, name) => Number(new RegExp(`^muster_backup_${name} (\\d+)$`, "m").exec(readFileSync(path(folder, "status"), "utf8"))?.[1]);

test("a copy on another disk follows, wherever either of both is interrupted, and is put back", async (t) => {
  const server = await serve(t, { set: { "journal.erase_days": "0" } });
  const host = await connect(server, "host");
  await post(host, "before it began");
  const copy = path(server.folder, "copy");
  const copied = async (text) => {
    const { stdout } = await muster("journal", "print", room, "--journal", `sqlite:${path(copy, "journal.db")}`);
    return stdout.includes(text);
  };
  const first = follows(t, server, copy);
  await until(() => existsSync(path(copy, "status")), "the first round");
  const kept = keep(server, "a picture");
  const secret = (await post(host, "Canary word that goes")).seq;
  await until(async () => (await copied("Canary word")) && existsSync(path(copy, kept)), "what came since");
  await host.rpc("chat.delete", { room, op: "gone", message: secret });
  await until(async () => !(await copied("Canary word")), "it is erased in the copy too");
  assert.ok(!readFileSync(path(copy, "journal.db"), "latin1").includes("Canary word"));
  assert.ok(figure(copy, "as_of_seconds") > Date.now() / 1000 - 10);
  assert.equal(figure(copy, "failures_total"), 0);
  assert.ok((await server.metric("backup_as_of_seconds")) > Date.now() / 1000 - 10, "the server's figures have it");
  await first.how("SIGKILL");
  await post(host, "while nobody followed");

  const second = follows(t, server, copy);
  await until(() => copied("while nobody followed"), "it goes on where it was");
  rmSync(path(server.folder, "journal.db.files", kept.slice("files/".length)));
  await until(() => !existsSync(path(copy, kept)), "a file that goes goes in the copy");
  const organiser = await connect(server, "organiser");
  const academy = (method, data) => organiser.rpc(method, { room: "academy:main", op: method, of: "course:short", ...data });
  await academy("room.create", { template: "spoc", title: { en: "Short" }, who: { to: "invited" } });
  await academy("room.archive", { archived: true });
  const gone = await journal(server, "drop", "course:short", "--set", `server.listen=127.0.0.1:${server.port}`);
  assert.equal(gone.code, 0, gone.stderr);
  const ofCopy = () => muster("journal", "verify", "--journal", `sqlite:${path(copy, "journal.db")}`);
  await until(async () => (await ofCopy()).stdout.includes(gone.stdout.trim()), "what is dropped is dropped in the copy");
  await server.kill();
  await server.start();
  await post(await connect(server, "host"), "after the crash of the server");
  await until(() => copied("after the crash"), "it has survived that");
  assert.equal(await second.how("SIGTERM"), 0, second.said());
  const whole = await muster("journal", "verify", "--against", path(copy, "manifest"), "--journal", `sqlite:${path(copy, "journal.db")}`);
  assert.equal(whole.code, 0, whole.stdout);
  await post(await connect(server, "host"), "this one is lost");
  const held = await journal(server, "verify", "--against", path(copy, "manifest"));
  assert.equal(held.code, 0, held.stdout);
  const before = (await muster("journal", "print", room, "--journal", `sqlite:${path(copy, "journal.db")}`)).stdout;
  assert.ok(await server.kill() === undefined);
  destroy(server);
  const back = await journal(server, "restore", copy);
  assert.deepEqual([back.code, back.stderr], [0, ""], back.stdout);
  await server.start();
  assert.equal((await journal(server, "print", room)).stdout.slice(0, before.length), before);
  // The control: what was put back is another journal than the one that was followed.
  const third = follows(t, server, copy);
  assert.equal(await third.how(), 1);
  assert.match(third.said(), /is a copy of another journal: begin a new folder/);
});
