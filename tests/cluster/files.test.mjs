// SPDX-License-Identifier: Apache-2.0
// Files without sticky sessions: announced at one instance, sent to another, fetched from a third,
// counted by all, and gone from PostgreSQL when they were removed; and films, likewise.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { does } from "../wire/browser.mjs";
import { until } from "../wire/client.mjs";
import { muster, token } from "../wire/server.mjs";
import { connect, endAll } from "../wire/wire.mjs";
import { Cluster } from "./cluster.mjs";
import { COURSE } from "./people.mjs";

const MB = 1 << 20;
let cluster;

before(async () => {
  cluster = new Cluster({ instances: 3, set: { "journal.erase_days": 0 } });
  await cluster.start();
});
after(() => {
  endAll();
  return cluster.clean();
});

// What u7 asks of one of the instances: {status, body}.
async function ask(at, path, body) {
  const headers = { Authorization: `Bearer ${token("u7")}` };
  if (body) headers["Content-Type"] = "application/json";
  const method = body ? "POST" : "GET";
  const options = { method, headers, body: body && JSON.stringify(body) };
  const answer = await cluster.instances[at].get(path, options);
  return { status: answer.status, body: await answer.json() };
}

async function upload(first, second, content) {
  const data = { room: COURSE, name: "notes.txt", bytes: content.length, for: "own" };
  const { body } = await ask(first, "/api/uploads", data);
  const answer = await cluster.instances[second].get(body.url, { method: "POST", body: content });
  return { status: answer.status, body: await answer.json() };
}

const kept = async () =>
  Number(await cluster.postgres.ask("SELECT count(*) FROM muster.blob"));

test("what is announced at one instance goes to another, and comes from a third", async () => {
  const { body } = await upload(0, 1, "in three places");
  const { status, body: where } = await ask(2, `/api/rooms/${COURSE}/file.get?file=${body.file}`);
  assert.equal(status, 200, JSON.stringify(where));
  for (const instance of cluster.instances)
    assert.equal(await (await instance.get(where.url)).text(), "in three places");
});

test("shares are counted by all instances alike", async () => {
  const large = Buffer.alloc(16 * MB, "x");
  const before = await kept();
  for (let n = 0; n < 3; n++) assert.equal((await upload(n, (n + 1) % 3, large)).status, 200);
  assert.equal((await upload(0, 2, large)).body.name, "limit_exceeded");
  assert.equal(await kept(), before + 3);
});

test("what is removed at one instance is gone for all, and from the database", async () => {
  const { body } = await upload(2, 0, "to be removed");
  const before = await kept();
  const removed = await ask(1, `/api/rooms/${COURSE}/file.remove`, { file: body.file });
  assert.equal(removed.status, 200);
  await until(async () => (await kept()) === before - 1, "the content to go", 30000);
  for (let at = 0; at < 3; at++) {
    const { status } = await ask(at, `/api/rooms/${COURSE}/file.get?file=${body.file}`);
    assert.equal(status, 404);
  }
});

test("a content that a copy of a course has too goes with the last of them, whatever dies", async () => {
  const { instances } = cluster;
  const academy = { room: "academy:main", zone: "Europe/Paris", title: { en: "Twice" }, hosts: ["manager"], who: { to: "academy" } };
  const manager = await connect(instances[0], "manager");
  const of = async (room, at) => (await does(instances[at], "manager", "GET", `/api/rooms/${room}`)).status === 200;
  const start = Date.UTC(2098, 6, 7, 8);
  await manager.rpc("room.create", { ...academy, op: "a", of: "course:c8", template: "course", start });
  await until(() => of("course:c8", 0), "the course");
  const { body: announced } = await does(instances[0], "manager", "POST", "/api/uploads",
    { room: "course:c8", name: "lent.txt", bytes: 4, for: "own" });
  const { file } = await (await instances[1].get(announced.url, { method: "POST", body: "lent" })).json();
  const here = { room: "course:c8" };
  const { seq: unit } = await manager.rpc("unit.add", { ...here, op: "u", title: { en: "One" }, open: true });
  await manager.rpc("item.add", { ...here, op: "i", unit, kind: "file", title: { en: "F" }, file });
  const before = await kept();
  await manager.rpc("room.copy", { room: "academy:main", op: "k", of: "course:c9", from: "course:c8", start: start + 1e9 });
  const entries = async (room, type) => (await cluster.entries(room)).filter((entry) => entry.type === type);
  const [lent] = await until(async () => {
    const found = await entries("course:c9", "file.bring");
    return found.length > 0 ? found : undefined;
  }, "the copy's file");
  assert.equal(await kept(), before, "no bytes are copied");
  await manager.rpc("file.remove", { ...here, op: "x", file });
  await instances[2].kill();
  const { status } = await does(instances[1], "manager", "GET", `/api/rooms/course:c9/file.get?file=${lent.seq}`);
  assert.equal(status, 200);
  assert.equal(await kept(), before, "one has it still");
  assert.equal((await does(instances[1], "manager", "POST", "/api/rooms/course:c9/file.remove", { file: lent.seq })).status, 200);
  await until(async () => (await kept()) === before - 1, "the content to go", 30000);
  await instances[2].start();
  assert.equal((await entries("course:c8", "file.return")).length, 1);
});

test("a course that is dropped is dropped at every instance, and leaves its copy what it has of it", async () => {
  const { instances } = cluster;
  const [LENDER, COPY] = ["course:c10", "course:c11"];
  const manager = await connect(instances[0], "manager");
  const academy = { room: "academy:main", zone: "Europe/Paris", title: { en: "Lender" }, hosts: ["manager"], who: { to: "academy" } };
  const start = Date.UTC(2098, 6, 7, 8);
  await manager.rpc("room.create", { ...academy, op: "da", of: LENDER, template: "course", start });
  await until(async () => (await does(instances[0], "manager", "GET", `/api/rooms/${LENDER}`)).status === 200, "the course");
  const sent = async (text) => {
    const asked = { room: LENDER, name: "lent.txt", bytes: text.length, for: "own" };
    const { body } = await does(instances[0], "manager", "POST", "/api/uploads", asked);
    return (await (await instances[1].get(body.url, { method: "POST", body: text })).json()).file;
  };
  const before = await kept();
  const [file] = [await sent("CANARY of both"), await sent("of one alone")];
  const { seq: unit } = await manager.rpc("unit.add", { room: LENDER, op: "du", title: { en: "CANARY" }, open: true });
  await manager.rpc("item.add", { room: LENDER, op: "di", unit, kind: "file", title: { en: "F" }, file });
  await manager.rpc("room.copy", { room: "academy:main", op: "dk", of: COPY, from: LENDER, start: start + 1e9 });
  const entries = async (room, type) => (await cluster.entries(room)).filter((entry) => entry.type === type);
  const [lent] = await until(async () => {
    const found = await entries(COPY, "file.bring").catch(() => []);
    return found.length > 0 ? found : undefined;
  }, "the copy's file");
  assert.equal(await kept(), before + 2);

  const reader = await connect(instances[2], "u7");
  await reader.ask("subscribe", { channel: LENDER });
  const drop = async (of) => {
    await manager.rpc("room.archive", { room: "academy:main", op: `ar-${of.slice(7)}`, of, archived: true });
    return muster("journal", "drop", of, "--journal", cluster.postgres.url, "--set", `server.listen=127.0.0.1:${instances[0].port}`);
  };
  const dropped = await drop(LENDER);
  assert.equal(dropped.code, 0, dropped.stderr);
  for (const instance of instances) {
    const { status, body } = await does(instance, "manager", "POST", `/api/rooms/${LENDER}/unit.add`, { title: { en: "x" } });
    assert.deepEqual([status, body.name], [410, "room_dropped"]);
    const got = await does(instance, "manager", "GET", `/api/rooms/${COPY}/file.get?file=${lent.seq}`);
    assert.equal(got.status, 200, "the copy has its file");
  }
  await until(() => reader.pushes.some((push) => push.unsubscribe), "who was there is sent out");
  assert.equal(await kept(), before + 1);
  assert.equal(await cluster.postgres.ask("SELECT count(*) FROM muster.entry WHERE text LIKE '%CANARY%' AND room = (SELECT id FROM muster.room WHERE name = 'course:c10')"), "0");
  assert.ok(await cluster.verified());
  assert.equal((await drop(COPY)).code, 0);
  assert.equal(await kept(), before, "with the last of them its content goes");
});

// Made by each that is asked, and called the same by all.
test("a film is the same at every instance, and what is taken back at one is in none", async () => {
  const ROOM = "webinar:w1";
  const as = async (at, who, path, body) => {
    const headers = { Authorization: `Bearer ${token(who)}`, "Content-Type": "application/json" };
    const options = body && { method: "POST", body: JSON.stringify(body) };
    const answer = await cluster.instances[at].get(path, { headers, ...options });
    return { status: answer.status, text: await answer.text() };
  };
  const does = async (at, who, method, data) => {
    const { status, text } = await as(at, who, `/api/rooms/${ROOM}/${method}`, data);
    assert.equal(status, 200, text);
    return JSON.parse(text).seq;
  };
  await does(0, "host", "stage.phase", { to: "live" });
  await does(1, "u7", "chat.post", { text: "stays" });
  const message = await does(2, "u7", "chat.post", { text: "CANARY-film" });
  await does(0, "host", "stage.phase", { to: "ended" });
  const indices = () =>
    Promise.all([0, 1, 2].map(async (at) => (await as(at, "u7", `/api/films/${ROOM}`)).text));
  const same = ([one, two, three]) => one === two && two === three;
  let all;
  await until(async () => same((all = await indices())), "the same film at all", 20000);
  const { set, parts } = JSON.parse(all[0]);
  const old = `/api/films/${ROOM}/${set}/room/0.${parts.room[0][1]}`;
  for (let at = 0; at < 3; at++) assert.ok((await as(at, "u7", old)).text.includes("CANARY-film"));

  await does(1, "host", "chat.delete", { message });
  for (let at = 0; at < 3; at++)
    await until(async () => (await as(at, "u7", old)).status === 404, "it to be taken back", 10000);
  await until(async () => same((all = await indices())), "the same film again", 20000);
  const mended = `/api/films/${ROOM}/${set}/room/0.${JSON.parse(all[0]).parts.room[0][1]}`;
  for (let at = 0; at < 3; at++) {
    const { text } = await as(at, "u7", mended);
    assert.ok(text.includes("stays") && !text.includes("CANARY-film"));
  }
});

// Begun at one, its state asked of a second, fetched from a third; stale at all once something in it was taken back.
test("an export is one at every instance, and what is taken back at one is fetched from none", async () => {
  const ROOM = "webinar:w1";
  const as = async (at, who, path, { body, method = body ? "POST" : "GET" } = {}) => {
    const headers = { Authorization: `Bearer ${token(who)}`, "Content-Type": "application/json" };
    const answer = await cluster.instances[at].get(path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    return { status: answer.status, text: await answer.text() };
  };
  const does = async (at, who, method, data) => {
    const { status, text } = await as(at, who, `/api/rooms/${ROOM}/${method}`, { body: data });
    assert.equal(status, 200, text);
    return JSON.parse(text).seq;
  };
  await does(0, "host", "stage.reopen", {});
  await does(1, "u7", "chat.post", { text: "remains" });
  const message = await does(2, "u7", "chat.post", { text: "CANARY-export" });
  await does(0, "host", "stage.phase", { to: "ended" });
  const taken = async (first, second, third) => {
    const begun = JSON.parse((await as(first, "host", "/api/exports", { body: { room: ROOM, what: "chat", form: "csv" } })).text);
    assert.ok(begun.export, JSON.stringify(begun));
    const state = async () => JSON.parse((await as(second, "host", `/api/exports/${begun.export}`)).text).state;
    await until(async () => (await state()) === "ready", "the file", 20000);
    return { id: begun.export, ...(await as(third, "host", `/api/exported/${begun.export}`)) };
  };
  const { id, text } = await taken(0, 1, 2);
  assert.ok(text.includes("remains") && text.includes("CANARY-export"));
  for (let at = 0; at < 3; at++) assert.notEqual((await as(at, "u7", `/api/exported/${id}`)).status, 200, "it is whose it is");

  await does(1, "host", "chat.delete", { message });
  for (let at = 0; at < 3; at++)
    await until(async () => (await as(at, "host", `/api/exported/${id}`)).status !== 200, "it to be stale", 10000);
  const again = await taken(2, 0, 1);
  assert.ok(again.text.includes("remains") && !again.text.includes("CANARY-export"));

  // They are taken away at any of them, and gone from the database.
  const before = await kept();
  for (const one of [id, again.id]) assert.equal((await as(0, "host", `/api/exports/${one}`, { method: "DELETE" })).status, 204);
  // Each is one piece, and the list of its pieces.
  await until(async () => (await kept()) === before - 4, "both files to be gone");
  for (let at = 0; at < 3; at++)
    await until(async () => (await as(at, "host", `/api/exported/${again.id}`)).status === 404, "it to be gone", 10000);
});

// Both look like those of an instance that died between keeping a file and saying so: of one the
// entry was committed, of the other it was not.
test("a file whose entry never came is removed, and one whose entry did stays", async () => {
  const { body } = await upload(0, 1, "its entry came");
  const stray = `'muster 2 text random ${COURSE} u7 never-came a.txt' || chr(10) || 'never seen'`;
  await cluster.postgres.ask("UPDATE muster.blob SET waits = true, put_ms = 1");
  const before = await kept();
  await cluster.postgres.ask(`INSERT INTO muster.blob (hash, content, waits, put_ms)
    SELECT sha256(convert_to(text, 'UTF8')), convert_to(text, 'UTF8'), true, 1
    FROM (SELECT ${stray} AS text) AS of`);
  await cluster.instances[2].kill();
  await cluster.instances[2].start();
  const waits = () => cluster.postgres.ask("SELECT count(*) FROM muster.blob WHERE waits");
  await until(async () => (await waits()) === "0", "nothing to wait any more", 30000);
  assert.equal(await kept(), before);
  const { status, body: where } = await ask(2, `/api/rooms/${COURSE}/file.get?file=${body.file}`);
  assert.equal(status, 200, JSON.stringify(where));
  assert.equal(await (await cluster.instances[2].get(where.url)).text(), "its entry came");
  const entries = await cluster.entries(COURSE);
  assert.equal(entries.filter((entry) => entry.op === "never-came").length, 1);
});

// Longer than a content of the database may be: in pieces, brought together by whoever is asked, wherever it was made.
test("an export of 70 MB is whole at every instance, and none where a piece of it is lost", async () => {
  const { instances } = cluster;
  const [room, op] = ["course:c7", (n) => `large-${n}`];
  const manager = await connect(instances[0], "manager");
  await manager.rpc("room.create", { room: "academy:main", op: op("a"), of: room, template: "course", start: Date.UTC(2098, 6, 7, 8), zone: "Europe/Paris", title: { en: "Large" }, hosts: ["manager", "organiser"], who: { to: "academy" } });
  const as = (at, who, method, path, body) => does(instances[at], who, method, path, body);
  await until(async () => (await as(1, "organiser", "GET", `/api/rooms/${room}`)).status === 200, "the course");
  const sums = new Set();
  for (let n = 0; n < 5; n++) {
    // What cannot be made shorter; a person's share holds three.
    const [who, content] = [n < 3 ? "manager" : "organiser", Buffer.concat([Buffer.from("%PDF-1.7\n"), randomBytes(14 * MB), Buffer.from("\n%%EOF\n")])];
    const { body: told } = await as(n % 3, who, "POST", "/api/uploads", { room, name: `${n}.pdf`, bytes: content.length, for: "staff" });
    const sent = await instances[(n + 1) % 3].get(told.url, { method: "POST", body: content });
    const { file } = await sent.json();
    assert.equal(sent.status, 200, JSON.stringify(file));
    const { seq: document } = (await as(0, who, "POST", `/api/rooms/${room}/document.add`, { title: `${n}`, kind: "report", authors: ["Doe, Ann"] })).body;
    assert.equal((await as(0, who, "POST", `/api/rooms/${room}/document.version`, { document, file })).status, 200);
    sums.add(createHash("sha256").update(content).digest("hex"));
  }
  const before = await kept();
  const { body: begun } = await as(0, "manager", "POST", "/api/exports", { room });
  await until(async () => (await as(1, "manager", "GET", `/api/exports/${begun.export}`)).body.state === "ready", "the file", 60000);
  const pieces = (await kept()) - before;
  assert.ok(pieces >= 10, `${pieces} pieces`);
  const fetched = async (at) => {
    const answer = await instances[at].get(`/api/exported/${begun.export}`, { headers: { Authorization: `Bearer ${token("manager")}` } });
    return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()) };
  };
  const { bytes } = await fetched(1);
  assert.ok(bytes.length > 64 * MB, `${bytes.length} bytes`);
  const path = join(mkdtempSync(join(tmpdir(), "muster-large-")), "course.zip");
  writeFileSync(path, bytes);
  const held = execFileSync("python3", ["-c", "import zipfile,sys,hashlib;z=zipfile.ZipFile(sys.argv[1]);[print(hashlib.sha256(z.read(n)).hexdigest()) for n in z.namelist() if n.startswith('files/')]", path], { encoding: "utf8" });
  rmSync(dirname(path), { recursive: true });
  assert.deepEqual(new Set(held.trim().split("\n")), sums);

  // The control: an instance that has not brought it together says that it cannot, rather than give what is left of it.
  await cluster.postgres.ask("DELETE FROM muster.blob WHERE hash = (SELECT hash FROM muster.blob WHERE substring(content from 1 for 8) = 'muster 4' LIMIT 1)");
  assert.notEqual((await fetched(2)).status, 200);
});
