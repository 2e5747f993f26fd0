// SPDX-License-Identifier: Apache-2.0
// A room that is dropped for good: nothing of it is on the disk, in the index, among the files, in the catalogue or in anybody's
// inbox; its name is nobody else's; and that it was dropped, and where it ended, is proved.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join as path } from "node:path";
import { after, test } from "node:test";
import { does } from "./browser.mjs";
import { leaveAll, until } from "./client.mjs";
import { muster, serve } from "./server.mjs";
import { connect, endAll } from "./wire.mjs";

after(() => (leaveAll(), endAll()));

const [ACADEMY, GONE, STAYS] = ["academy:main", "course:gone", "course:stays"];
const CANARIES = ["canarytitle", "canarypost", "canaryanswer", "canaryfile"]; // however they are written
const journal = (server, ...words) => muster("journal", ...words, "--journal", server.journal);
const en = (text) => ({ en: text });

// Which canaries stand in any file of the server's folder.
function found(folder) {
  const there = new Set();
  for (const file of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue;
    const bytes = readFileSync(path(file.path ?? file.parentPath, file.name), "latin1").toLowerCase();
    for (const canary of CANARIES) if (bytes.includes(canary)) there.add(`${canary} in ${file.name}`);
  }
  return [...there];
}

async function uploads(server, who, room, content) {
  const { body } = await does(server, who, "POST", "/api/uploads", { room, name: "said.txt", bytes: content.length, for: "room" });
  const put = await fetch(server.url + body.url, { method: "POST", body: content });
  assert.equal(put.status, 200, await put.clone().text());
}

let turn = 0;
const acts = async (wire, room, method, data) => (await wire.rpc(method, { room, op: `d${++turn}`, ...data })).seq;

// Two courses with the same file, and one with more.
async function filled(server) {
  const organiser = await connect(server, "organiser");
  for (const person of ["h7", "u7"]) await acts(organiser, ACADEMY, "person.add", { person, name: `Person ${person}` });
  const host = await connect(server, "h7");
  for (const of of [GONE, STAYS]) {
    const title = en(of === GONE ? "Canarytitle" : "Another");
    await acts(organiser, ACADEMY, "room.create", { of, template: "spoc", title, hosts: ["h7"], who: { to: "academy" } });
  }
  await acts(organiser, ACADEMY, "room.invite", { of: GONE, people: ["u7"], role: "participant" });
  for (const room of [GONE, STAYS])
    await until(async () => (await host.command("subscribe", { channel: room })).subscribe, `the host is in ${room}`);
  const thread = await acts(host, GONE, "forum.thread", { title: "A thread", text: "Canarypost of the host" });
  await acts(host, GONE, "forum.post", { thread, text: "Canaryanswer" });
  for (const room of [GONE, STAYS]) await uploads(server, "h7", room, "in both of them\n");
  await uploads(server, "h7", GONE, "canaryfile of one alone\n");
  return { organiser, host };
}

const refusal = (wire, room, method, data) => wire.rpcRefusal(method, { room, op: `d${++turn}`, ...data });

test("a room is dropped beside its server, and nothing is left of it but the proof", async (t) => {
  const server = await serve(t, { set: { "journal.erase_days": "0" } });
  const { organiser, host } = await filled(server);
  const inbox = await connect(server, "u7");
  const invited = async () => (await inbox.ask("subscribe", { channel: "inbox:me" })).data.inbox?.invitations?.[GONE];
  await until(() => found(server.folder).some((one) => one.includes(".search")), "the index has its words");
  const manifest = path(server.folder, "manifest");
  writeFileSync(manifest, (await journal(server, "manifest")).stdout);
  const files = server.filesKept();
  assert.ok(await invited(), "u7 is invited");
  inbox.end();

  const early = await journal(server, "drop", GONE, "--set", `server.listen=127.0.0.1:${server.port}`);
  assert.deepEqual([early.code, /not possible in this phase/.test(early.stderr)], [1, true], early.stderr);
  assert.equal(await refusal(organiser, ACADEMY, "room.drop", { of: GONE }), "PERMISSION_DENIED");
  await acts(organiser, ACADEMY, "room.archive", { of: GONE, archived: true });
  const dropped = await journal(server, "drop", GONE, "--set", `server.listen=127.0.0.1:${server.port}`);
  assert.deepEqual([dropped.code, dropped.stderr], [0, ""]);
  const [, entries, chain] = /^course:gone: dropped, (\d+) entries, chain ended with ([0-9a-f]{64})$/m.exec(dropped.stdout);
  assert.ok(Number(entries) > 4);

  await until(() => found(server.folder).length === 0, "no word of it is on the disk", 30000);
  assert.equal(server.filesKept(), files - 2, "its files go, and the other course's stays");
  await until(async () => (await host.command("rpc", { method: "forum.post", data: { room: GONE, op: "late", thread: 1, text: "x" } })).error, "refused");
  assert.equal(await refusal(host, GONE, "forum.thread", { title: "x", text: "Again" }), "ROOM_DROPPED");
  const title = en("Another of that name");
  const create = { of: GONE, template: "spoc", title, who: { to: "academy" } };
  assert.equal(await refusal(organiser, ACADEMY, "room.create", create), "ROOM_DROPPED");
  const got = await does(server, "organiser", "GET", `/api/rooms/academy:main/room.get?of=${GONE}`);
  assert.equal(got.status, 404);
  const again = await connect(server, "u7");
  const view = (await again.ask("subscribe", { channel: "inbox:me" })).data;
  assert.equal(view.inbox?.invitations?.[GONE], undefined);
  assert.equal((await again.command("subscribe", { channel: GONE })).error?.code, 486);

  const whole = await journal(server, "verify");
  assert.equal(whole.code, 0, whole.stdout);
  assert.ok(whole.stdout.includes(`course:gone: dropped, ${entries} entries, chain ended with ${chain}`), whole.stdout);
  const since = await journal(server, "verify", "--against", manifest);
  assert.deepEqual([since.code, /all that the manifest names is there/.test(since.stdout)], [0, true], since.stdout);
  assert.equal((await journal(server, "drop", GONE, "--set", `server.listen=127.0.0.1:${server.port}`)).stdout, dropped.stdout, "once more is the same");
  assert.equal(await server.end(), 0);
  await server.start();
  assert.equal(await refusal(await connect(server, "h7"), GONE, "forum.thread", { title: "x", text: "Again" }), "ROOM_DROPPED");
  assert.equal(await server.end(), 0);
  assert.deepEqual(found(server.folder), []);

  // The controls: a room that only looks dropped, and one that ended elsewhere.
  const edit = (sql) => execFileSync("python3", ["-c", "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.executescript(sys.argv[2])", server.path, sql]);
  writeFileSync(manifest, (await journal(server, "manifest")).stdout);
  edit("UPDATE room SET head = head - 1 WHERE name = 'course:gone'");
  assert.match((await journal(server, "verify")).stdout, /course:gone: BROKEN: was dropped, and ended elsewhere than the academy says/);
  assert.match((await journal(server, "verify", "--against", manifest)).stdout, /"course:gone" was dropped, and ended elsewhere/);
  edit("UPDATE room SET head = head + 1 WHERE name = 'course:gone'");
  assert.equal((await journal(server, "verify", "--against", manifest)).code, 0);
  edit("DELETE FROM entry WHERE room = (SELECT id FROM room WHERE name = 'course:stays'); UPDATE room SET head = 9, chain = zeroblob(32), dropped_ms = 1 WHERE name = 'course:stays'");
  assert.match((await journal(server, "verify")).stdout, /course:stays: BROKEN: was dropped, and the academy does not say so/);
});

test("without a server it is this command that drops it, also where it was interrupted", async (t) => {
  const server = await serve(t, { set: { "journal.erase_days": "0" } });
  const { organiser } = await filled(server);
  await acts(organiser, ACADEMY, "room.archive", { of: GONE, archived: true });
  assert.equal(await server.end(), 0);
  const days = ["--set", "journal.erase_days=0"];
  const dropped = await journal(server, "drop", GONE, ...days);
  assert.equal(dropped.code, 0, dropped.stderr);
  assert.deepEqual(found(server.folder), []);
  assert.ok(await server.verified());
  // A backup has what is left of it, and so has a copy that follows.
  const backup = path(server.folder, "backup");
  assert.equal((await journal(server, "backup", backup)).code, 0);
  const held = await muster("journal", "verify", "--against", path(backup, "manifest"), "--journal", `sqlite:${path(backup, "journal.db")}`);
  assert.equal(held.code, 0, held.stdout);
  assert.match(readFileSync(path(backup, "manifest"), "utf8"), /"room":"course:gone",.*"dropped":/);
  assert.match((await journal(server, "drop", "course:none", ...days)).stdout, /course:none: dropped, 0 entries/);
  assert.match((await journal(server, "drop", "inbox:u7", ...days)).stderr, /bad request/);
});

test("what ended so many days ago is taken out as a file, proved, and dropped", async (t) => {
  const server = await serve(t, { set: { "journal.erase_days": "0" } });
  const { organiser } = await filled(server);
  await acts(organiser, ACADEMY, "room.archive", { of: GONE, archived: true });
  assert.equal(await server.end(), 0);
  const archives = path(server.folder, "archives");
  const keep = (...words) => journal(server, "keep", "--set", `keep.archives=${archives}`, ...words);
  assert.deepEqual(await keep(), { code: 0, stdout: "", stderr: "" }, "nothing is bounded by itself");
  assert.equal((await keep("--set", "keep.spoc_days=1")).stdout, "", "a day has not passed");
  // The clock of the archive goes back a week: the journal says when it was.
  execFileSync("python3", ["-c", "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute(\"UPDATE entry SET at_ms = at_ms - 604800000 WHERE type = 'room.archive'\"); c.commit()", server.path]);
  const none = await journal(server, "keep", "--set", "keep.spoc_days=5");
  assert.match(none.stderr, /keep\.archives says no folder/);
  assert.equal((await keep("--set", "keep.spoc_days=5", "--dry-run")).stdout, "course:gone: is due\n");
  const kept = await keep("--set", "keep.spoc_days=5");
  assert.equal(kept.code, 0, kept.stderr);
  assert.match(kept.stdout, /^course:gone: dropped, \d+ entries, chain ended with [0-9a-f]{64}, taken out as .*course-gone\.zip$/m);
  const proved = await muster("journal", "verify", path(archives, "course-gone.zip"));
  assert.equal(proved.code, 0, proved.stdout);
  assert.ok(proved.stdout.includes(/chain ended with ([0-9a-f]{64})/.exec(kept.stdout)[1]), "the archive ends where the room ended");
  assert.deepEqual(await keep("--set", "keep.spoc_days=5"), { code: 0, stdout: "", stderr: "" });
});
