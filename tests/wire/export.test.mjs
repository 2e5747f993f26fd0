// SPDX-License-Identifier: Apache-2.0
// Rooms as files: made beside the loop, for whoever may and nobody else, holding what they may see and no word that was taken
// away; and the proof that an archive is what it was.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { does } from "./browser.mjs";
import { until } from "./client.mjs";
import { muster, serve } from "./server.mjs";
import { World } from "./stories.mjs";
import { connect, endAll } from "./wire.mjs";

after(endAll);

const folder = mkdtempSync(join(tmpdir(), "muster-export-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

const ROOM = "webinar:w1";
const asks = (server, who, method, path, body) => does(server, who, method, path, body);

/** Asks for an export, waits until it is there, and fetches it. */
async function taken(server, who, body) {
  const { status, body: begun } = await asks(server, who, "POST", "/api/exports", body);
  assert.equal(status, 200, JSON.stringify(begun));
  const done = await until(async () => {
    const { body: now } = await asks(server, who, "GET", `/api/exports/${begun.export}`);
    assert.ok(["waiting", "making", "ready"].includes(now.state), JSON.stringify(now));
    return now.state === "ready" && now;
  }, "the file");
  assert.equal(done.percent, 100);
  const file = await fetched(server, who, begun.export);
  assert.equal(file.status, 200);
  assert.equal(file.bytes.length, done.bytes);
  return { id: begun.export, ...file };
}

async function fetched(server, who, id) {
  const { token } = await import("./server.mjs");
  const answer = await server.get(`/api/exported/${id}`, { headers: { Authorization: `Bearer ${token(who)}` } });
  return { status: answer.status, type: answer.headers.get("content-type"), name: answer.headers.get("content-disposition"), bytes: Buffer.from(await answer.arrayBuffer()) };
}

/** The files of a ZIP, by their names, read by another program. */
function unzipped(bytes) {
  const path = join(folder, "read.zip");
  writeFileSync(path, bytes);
  const script = "import zipfile,sys,json,base64;z=zipfile.ZipFile(sys.argv[1]);assert z.testzip() is None;print(json.dumps({n:base64.b64encode(z.read(n)).decode() for n in z.namelist()}))";
  const files = JSON.parse(execFileSync("python3", ["-c", script, path], { maxBuffer: 1 << 28 }));
  const texts = Object.entries(files).map(([name, text]) => [name, Buffer.from(text, "base64")]);
  return Object.fromEntries(texts.map(([name, bytes]) => [name, /\.(xlsx|png)$/.test(name) ? bytes : bytes.toString("utf8")]));
}

/** Puts files into a ZIP by another program. */
function zipped(files, path) {
  const script = "import zipfile,sys,json,base64;z=zipfile.ZipFile(sys.argv[1],'w');[z.writestr(n,base64.b64decode(t)) for n,t in json.load(sys.stdin).items()];z.close()";
  const texts = Object.entries(files).map(([name, text]) => [name, Buffer.from(text).toString("base64")]);
  execFileSync("python3", ["-c", script, path], { input: JSON.stringify(Object.fromEntries(texts)) });
}

async function session(t, options) {
  const world = await World.make(t, options);
  await world.live();
  await world.follows("u7", ROOM);
  const staff = await world.person("m1");
  await until(async () => (await staff.rpc("attendance.list", { room: ROOM })).people.u7, "that they are there");
  await world.does("u7", "chat.post", { text: "=1+1 مرحبا\nsecond line" });
  const removed = await world.does("u8", "chat.post", { text: "canary-removed" });
  await world.does("m1", "chat.delete", { message: removed, why: "Rude" });
  const secret = await world.poll({ open: true, ballot: "secret" });
  const quiet = await world.poll({ open: true, ballot: "confidential" });
  const named = await world.poll({ open: true, ballot: "named" });
  for (const poll of [secret, quiet, named]) await world.does("u7", "poll.vote", { poll, choices: [1] });
  await world.does("h1", "question.intake", { intake: "open", anonymous: true });
  const asked = await world.does("u31", "question.ask", { text: "Who may know?", anonymous: true });
  await world.does("h1", "agenda.go", { item: await world.does("h1", "agenda.add", { title: { en: "Seals" } }) });
  await world.does("h1", "captions.offer", { languages: ["ar"] });
  await world.does("m1", "captions.line", { language: "ar", text: "نفتح الحقيبة", from: Date.now() + 1000 });
  const first = await world.does("u7", "notes.add", { text: "Who takes it signs", done: true });
  await world.does("u7", "notes.add", { text: "Who keeps it signs", done: true });
  await world.does("m1", "notes.move", { paragraph: first });
  return { world, secret, quiet, named, asked };
}

test("everything of a session is one file, for those who lead it, without what was taken away", async (t) => {
  const { world, named, asked } = await session(t);
  const { server } = world;
  for (const [who, status] of [["u7", 403], ["p1", 403], ["nobody", 403]])
    assert.equal((await asks(server, who, "POST", "/api/exports", { room: ROOM })).status, status, who);
  const { bytes, type, name, id } = await taken(server, "h1", { room: ROOM, language: "ar" });
  assert.equal(type, "application/zip");
  assert.equal(name, 'attachment; filename="webinar-w1.zip"');
  const files = unzipped(bytes);
  assert.ok(!JSON.stringify(files).includes("canary-removed"));
  assert.match(files["index.html"], /<html lang="ar" dir="rtl">/);
  assert.match(files["index.html"], /=1\+1 مرحبا\nsecond line/);
  assert.match(files["chat.csv"], /^\ufeff"id","by","name","at","text"/);
  assert.match(files["chat.csv"], /"'=1\+1 مرحبا\nsecond line"/);
  const { parts, seq } = JSON.parse(files["data.json"]);
  assert.ok(seq > 0);
  // Players count from when the session went live, in each of these files.
  const live = (await asks(server, "h1", "GET", `/api/rooms/${ROOM}`)).body.view.stage.since;
  const time = (ms) => new Date(ms - live).toISOString().slice(11, 23);
  const [line, went] = [parts.captions[0].from, parts.chapters[0].began];
  const zero = new Date(live).toISOString();
  assert.match(files["captions.ar.vtt"], new RegExp(`^WEBVTT\n\nNOTE 00:00:00.000 is ${zero}\n\n\\d+\n${time(line)} --> [^\n]*\nنفتح الحقيبة\n`));
  assert.match(files["chapters.vtt"], new RegExp(`^WEBVTT\n\nNOTE 00:00:00.000 is ${zero}\n\n\\d+\n${time(went)} --> [^\n]*\nSeals\n`));
  // What was written together, in the order in which it is read.
  assert.deepEqual(parts.notes.map(({ text }) => text), ["Who keeps it signs", "Who takes it signs"]);
  assert.match(files["index.html"], /Who keeps it signs[^]*Who takes it signs/);
  // Only a named poll says who; the others, what.
  assert.deepEqual(parts.ballots.map(({ poll, person }) => [poll, person]), [[String(named), "u7"]]);
  assert.equal(parts.polls.filter(({ ballot, count }) => ballot === "confidential" && count === 1).length, 1);
  assert.equal(parts.polls.some(({ ballot, count }) => ballot === "secret" && count !== undefined), false);
  // Who asked without a name is in no file of it: no table, page or journal.
  assert.match(parts.questions.find(({ id }) => id === String(asked)).by, /^\*/);
  assert.deepEqual(Object.keys(files).filter((file) => files[file].includes("u31")), []);
  assert.equal(parts.audit.some(({ type: act, data }) => act === "chat.delete" && data.why === "Rude"), true);
  assert.equal(parts.attendance.some(({ id: who }) => who === "u7"), true);
  // Somebody else's is not there, for others of the team either.
  assert.equal((await asks(server, "m1", "GET", `/api/exports/${id}`)).status, 404);
  assert.equal((await fetched(server, "m1", id)).status, 404);
  // The audit is the host's alone.
  const { bytes: theirs } = await taken(server, "m1", { room: ROOM, form: "json" });
  const seen = JSON.parse(theirs.toString());
  assert.equal(seen.parts.audit, undefined);
  assert.equal(seen.parts.chat.length, 1);
  const path = join(folder, "session.zip");
  writeFileSync(path, bytes);
  const { code, stdout } = await muster("journal", "verify", path);
  assert.equal(code, 0, stdout);
});

test("one part is a file; what nobody may have is refused; one at a time, and six in an hour", async (t) => {
  const { world } = await session(t);
  const { server } = world;
  const csv = await taken(server, "m1", { room: ROOM, what: "attendance", form: "csv" });
  assert.equal(csv.type, "text/csv; charset=utf-8");
  assert.equal(csv.name, 'attachment; filename="webinar-w1-attendance.csv"');
  assert.match(csv.bytes.toString(), /"u7"/);
  const xlsx = await taken(server, "m1", { room: ROOM, what: "chat", form: "xlsx" });
  assert.equal(xlsx.bytes.subarray(0, 2).toString(), "PK");
  const refused = async (body) => (await asks(server, "m1", "POST", "/api/exports", body)).status;
  assert.equal(await refused({ room: ROOM, what: "audit" }), 404);
  assert.equal(await refused({ room: ROOM, what: "nothing" }), 404);
  assert.equal(await refused({ room: ROOM, form: "csv" }), 400);
  assert.equal(await refused({ room: ROOM, form: "exe" }), 400);
  assert.equal(await refused({ room: "webinar:none" }), 403);
  assert.equal(await refused({ room: "inbox:m1" }), 404);
  for (let n = 0; n < 4; n++) await taken(server, "m1", { room: ROOM, what: "chat", form: "json" });
  assert.equal(await refused({ room: ROOM, what: "chat", form: "json" }), 429);
  const { body } = await asks(server, "m1", "GET", `/api/exports?room=${ROOM}`);
  assert.equal(body.exports.length, 6);
  assert.equal((await asks(server, "m1", "DELETE", `/api/exports/${csv.id}`)).status, 204);
  assert.equal((await fetched(server, "m1", csv.id)).status, 404);
  await taken(server, "m1", { room: ROOM, what: "chat", form: "json" });
});

test("what is taken away afterwards makes a file stale; a role that is lost, unreachable", async (t) => {
  const { world } = await session(t);
  const { server } = world;
  const said = await world.does("u9", "chat.post", { text: "canary-later" });
  const before = await taken(server, "h1", { room: ROOM, form: "json" });
  assert.ok(before.bytes.includes("canary-later"), "the control: it was there");
  const theirs = await taken(server, "m1", { room: ROOM, what: "chat", form: "csv" });
  await world.does("u9", "chat.delete", { message: said });
  assert.equal((await fetched(server, "h1", before.id)).status, 404);
  assert.equal((await asks(server, "h1", "GET", `/api/exports/${before.id}`)).body.state, "stale");
  const again = await taken(server, "h1", { room: ROOM, form: "json" });
  assert.ok(!again.bytes.includes("canary-later"));
  await world.does("h1", "member.set", { whom: "m1", role: "participant" });
  assert.equal((await fetched(server, "m1", theirs.id)).status, 403);
  assert.equal((await asks(server, "m1", "GET", `/api/exports/${theirs.id}`)).status, 403);
});

const DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** A file of that course, of who leads it; its seq. */
async function uploaded(server, who, room, name, content, sees) {
  const { body: told } = await does(server, who, "POST", "/api/uploads", { room, name, bytes: content.length, for: sees });
  const sent = await until(async () => {
    const answer = await server.get(told.url, { method: "POST", body: content });
    return answer.status !== 429 && answer;
  }, "that they have time for it");
  return (await sent.json()).file;
}

/** What was said in a session, by who leads it: the seqs of its lines. */
async function captioned(server, act, who, room, texts) {
  const host = await connect(server, who);
  await until(() => host.ask("subscribe", { channel: room }).then(() => true, () => false), "that they lead it");
  await host.rpc("captions.offer", { room, op: "offer", languages: ["fr", "en"] });
  const seqs = [];
  for (const text of texts) seqs.push((await host.rpc("captions.line", { room, op: `line-${seqs.length}`, language: "fr", text })).seq);
  return seqs;
}

/** A course with a discussion, by people of whom one is erased. */
async function course(t) {
  const server = await serve(t, { set: { "journal.erase_days": "0", "server.url": "https://muster.example" } });
  const room = "course:kept";
  const act = async (method, data) => {
    const { status, body } = await does(server, "organiser", "POST", `/api/rooms/academy:main/${method}`, data);
    assert.equal(status, 200, `${method} ${JSON.stringify(body)}`);
  };
  for (const [person, name] of [["h7", "Instructor"], ["h8", "Guest speaker"], ["u7", "Canaryname"], ["u8", "Participant 8"]])
    await act("person.add", { person, name });
  await act("room.create", { of: room, template: "spoc", title: { en: "Kept", ar: "محفوظ" }, hosts: ["h7"], who: { to: "academy" } });
  const come = async (who) => {
    const one = await connect(server, who);
    await one.ask("subscribe", { channel: room });
    return one;
  };
  const host = await until(() => come("h7").catch(() => undefined), "the room");
  const { seq: unit } = await until(() => host.rpc("unit.add", { room, op: "unit", title: { en: "Phones" } }).catch(() => undefined), "that they lead it");
  await act("room.create", { of: "webinar:kept", template: "webinar", title: { en: "Seals live" }, hosts: ["h7"], course: room, who: { to: "invited" }, start: Date.UTC(2030, 0, 7), minutes: 60 });
  const lines = await captioned(server, act, "h7", "webinar:kept", ["The first line", "caption-removed"]);
  // Of this one they may not take anything out.
  await act("room.create", { of: "webinar:other", template: "webinar", title: { en: "Not theirs" }, hosts: ["h8"], who: { to: "invited" }, start: Date.UTC(2030, 0, 7), minutes: 60 });
  await captioned(server, act, "h8", "webinar:other", ["caption-of-others"]);
  for (const of of ["webinar:kept", "webinar:other"]) await host.rpc("item.add", { room, op: `item-${of.slice(8)}`, unit, kind: "webinar", title: { en: of }, of });
  const picture = await uploaded(server, "h7", room, "dot.png", Buffer.from(DOT, "base64"), "staff");
  const text = { en: `**Look** <i>\n\n![A dot](file:${picture})\n\n[The unit](https://muster.example/course/kept/unit/${unit}) and https://b.example/` };
  await host.rpc("item.add", { room, op: "i1", unit, kind: "article", title: { en: "Seals" }, text, pictures: [picture] });
  const { seq: quiz } = await host.rpc("item.add", { room, op: "i2", unit, kind: "test", title: { en: "Seals, a test" } });
  await host.rpc("test.set", { room, op: "q1", item: quiz, pass: 50, due: Date.UTC(2030, 0, 9) });
  const paper = await uploaded(server, "h7", room, "Plan.txt", Buffer.from("what is planned"), "staff");
  const { seq: document } = await host.rpc("document.add", { room, op: "d1", title: "Plan", kind: "report", authors: ["Doe, Ann"] });
  await host.rpc("document.version", { room, op: "d2", document, file: paper });
  const [one, two] = [await come("u7"), await come("u8")];
  const { seq: thread } = await one.rpc("forum.thread", { room, op: "t", title: "Canarytitle", text: "canary-words <b>" });
  for (let n = 0; n < 5; n++) await two.rpc("forum.post", { room, op: `p${n}`, thread, text: `Answer ${n}` });
  const { seq: gone } = await two.rpc("forum.post", { room, op: "gone", thread, text: "canary-removed", poll: { options: ["canary-removed", "Other"] } });
  const { seq: ask } = await two.rpc("forum.post", { room, op: "ask", thread, text: "Which seal?", poll: { options: ["Wax <i>", "Tape"], ballot: "anonymous" } });
  const sketch = await uploaded(server, "u8", room, "Sketch.png", Buffer.from(DOT, "base64"), "post");
  const note = await uploaded(server, "u8", room, "Note.txt", Buffer.from("note-of-eight"), "post");
  await two.rpc("forum.post", { room, op: "shows", thread, text: `See:\n\n![A sketch](file:${sketch})\n\n[The note](file:${note})`, files: [sketch, note] });
  await one.rpc("forum.choose", { room, op: "choose", post: ask, choices: [2] });
  await two.rpc("forum.delete", { room, op: "del", post: gone });
  const { seq: survey } = await host.rpc("survey.add", { room, op: "s1", title: { en: "Feedback" }, questions: [{ kind: "text", title: { en: "Why?" } }] });
  await host.rpc("survey.open", { room, op: "s2", survey });
  await two.rpc("survey.answer", { room, op: "s3", survey, choices: [0], texts: ["canary-alone"] });
  const { seq: asked } = await host.rpc("item.add", { room, op: "i3", unit, kind: "assignment", title: { en: "A plan" } });
  await host.rpc("unit.release", { room, op: "u1", unit });
  await host.rpc("assignment.set", { room, op: "a1", item: asked, text: { en: "Plan it." }, takes: "both", attempts: 1 });
  const work = await uploaded(server, "u8", room, "Work.txt", Buffer.from("work-of-eight"), "own");
  await two.rpc("assignment.hand", { room, op: "a2", item: asked, text: "First the door.", files: [work] });
  await one.rpc("assignment.hand", { room, op: "a3", item: asked, text: "work-of-seven" });
  return { server, room, thread, unit, picture, paper, work, sketch, note, lines, act };
}

test("a course is archived with its chain, which the command proves, and finds every change of", async (t) => {
  const { server, room, thread, unit, picture, paper, work, sketch, note, lines: spoken, act } = await course(t);
  const { bytes, id } = await taken(server, "h7", { room, language: "en" });
  // It outlives the process that made it.
  await server.kill();
  await server.start();
  assert.deepEqual((await fetched(server, "h7", id)).bytes, bytes);
  // Who does not want it any more leaves nothing of it on the disk.
  const kept = server.filesKept();
  assert.equal((await asks(server, "h7", "DELETE", `/api/exports/${id}`)).status, 204);
  assert.equal(server.filesKept(), kept - 2, "its one piece, and the list of its pieces");
  const files = unzipped(bytes);
  const path = join(folder, "course.zip");
  writeFileSync(path, bytes);
  const proof = await muster("journal", "verify", path);
  assert.equal(proof.code, 0, proof.stdout);
  const page = files[`page/${thread}.html`];
  assert.match(page, /canary-words &lt;b&gt;/);
  assert.match(page, /Wax &lt;i&gt;<\/span> <b>0<\/b>.*Tape<\/span> <b>1<\/b>/);
  const posts = JSON.parse(files["data.json"]).parts.posts;
  assert.equal(new Set(posts.map(({ id }) => id)).size, posts.length);
  assert.deepEqual(posts.map(({ id }) => Number(id)), posts.map(({ id }) => Number(id)).sort((a, b) => a - b));
  assert.equal([...page.matchAll(/<article/g)].length, posts.length);
  assert.ok(!JSON.stringify(files).includes("canary-removed"));
  // One answer alone is told nowhere, nor what was chosen in it and when.
  assert.ok(JSON.stringify(await server.entries(room)).includes("canary-alone"), "the control: the journal has it");
  assert.ok(!JSON.stringify(files).includes("canary-alone"));
  assert.match(files["journal.ndjson"], /"type":"survey\.answer"[^\n]*"kept":\{\}/);
  assert.match(files["units.csv"], /Phones/);

  // What people wrote is read as in the page, with its pictures and files, and what leads elsewhere in it leads there.
  const read = files[`page/${unit}.html`];
  assert.match(read, /<strong>Look<\/strong> &lt;i&gt;/);
  assert.match(read, new RegExp(`<img src="../files/${picture}.png" alt="A dot">`));
  assert.match(read, new RegExp(`<a href="../page/${unit}.html">The unit</a> and <a href="https://b.example/">`));
  assert.deepEqual(files[`files/${picture}.png`].subarray(1, 4), Buffer.from("PNG"));
  assert.equal(files[`files/${paper}.txt`], "what is planned");
  assert.match(files["index.html"], new RegExp(`<a href="page/${unit}.html">Phones</a>[^]*<a href="files/${paper}.txt">`));
  assert.match(files["tests-due.ics"], /DTSTART:20300109T000000Z[^]*SUMMARY:Seals\\, a test/);
  // What was said in its sessions, of which they may take it: by players' own files.
  assert.match(files["webinars/kept.captions.fr.vtt"], /^WEBVTT[^]* --> [^]*The first line\n[^]*caption-removed/);
  assert.ok(JSON.stringify(await server.entries("webinar:other")).includes("caption-of-others"), "the control: it was said");
  assert.ok(!JSON.stringify(files).includes("caption-of-others"));
  assert.match(files["webinars.ics"], /SUMMARY;LANGUAGE=en:Seals live/);

  // What posts hold stands in them.
  assert.match(page, new RegExp(`<img src="../files/${sketch}.png" alt="A sketch">`));
  assert.match(page, new RegExp(`<a href="../files/${note}.txt">The note</a>`));
  assert.equal(files[`files/${note}.txt`], "note-of-eight");

  // What was handed in comes along with its files.
  for (const words of ["First the door.", "work-of-seven"]) assert.ok(files["works.csv"].includes(words));
  assert.equal(files[`files/${work}.txt`], "work-of-eight");

  // What somebody changes is found, whichever way.
  const broken = async (changed, why) => {
    const other = join(folder, "changed.zip");
    if (Buffer.isBuffer(changed)) writeFileSync(other, changed);
    else zipped(changed, other);
    const { code, stdout } = await muster("journal", "verify", other);
    assert.equal(code, 1, `${why}: ${stdout}`);
    return stdout;
  };
  const lines = files["journal.ndjson"].trimEnd().split("\n");
  const manifest = JSON.parse(files["manifest.json"]);
  const { createHash } = await import("node:crypto");
  // Whoever changes the journal makes the manifest fit.
  const with_ = (journal, seq = manifest.seq) => {
    const text = `${journal.join("\n")}\n`;
    const told = { ...manifest, seq, files: { ...manifest.files, "journal.ndjson": createHash("sha256").update(text).digest("hex") } };
    return { ...files, "journal.ndjson": text, "manifest.json": JSON.stringify(told) };
  };
  zipped(with_(lines), join(folder, "same.zip"));
  assert.equal((await muster("journal", "verify", join(folder, "same.zip"))).code, 0, "the control: packed anew it is whole");
  assert.match(await broken(with_(lines.map((line, at) => (at === 4 ? line.replace(/"at":(\d)/, (_, digit) => `"at":${(Number(digit) % 9) + 1}`) : line))), "a byte"), /BROKEN at entry 5/);
  assert.match(await broken(with_([...lines.slice(0, 3), lines[4], lines[3], ...lines.slice(5)]), "swapped"), /BROKEN at entry 4/);
  assert.match(await broken(with_(lines.slice(0, -1)), "cut at its end"), /BROKEN/);
  assert.match(await broken(with_([...lines.slice(0, 5), ...lines.slice(6)]), "cut within"), /BROKEN at entry 6/);
  assert.match(await broken({ ...files, "posts.csv": files["posts.csv"].replace("Answer 3", "Answer 4") }, "a table"), /posts\.csv is not what it was/);
  const { ["units.csv"]: _, ...less } = files;
  assert.match(await broken(less, "a file less"), /units\.csv is missing/);
  await broken({ ...files, "more.html": "x" }, "a file more");
  await broken(bytes.subarray(0, bytes.length - 200), "cut off");
  const flipped = Buffer.from(bytes);
  flipped[Math.floor(bytes.length / 2)] ^= 1;
  await broken(flipped, "a bit");

  // A line that is taken away in a session makes the archive stale, too.
  const { id: told } = await taken(server, "h7", { room });
  const host = await connect(server, "h7");
  await host.ask("subscribe", { channel: "webinar:kept" });
  await host.rpc("captions.remove", { room: "webinar:kept", op: "removed", line: spoken[1] });
  assert.equal((await fetched(server, "h7", told)).status, 404);
  assert.equal((await asks(server, "h7", "GET", `/api/exports/${told}`)).body.state, "stale");

  // Erasing a person afterwards keeps the chain, and their words away.
  await act("person.erase", { person: "u7", why: "Asked for" });
  await until(async () => !JSON.stringify(await server.entries(room)).includes("Canaryname"), "the name is gone", 30000);
  const after_ = await taken(server, "h7", { room });
  const left = unzipped(after_.bytes);
  assert.match(left["webinars/kept.captions.fr.vtt"], /The first line/);
  for (const canary of ["Canaryname", "caption-removed"]) assert.ok(!JSON.stringify(left).includes(canary), canary);
  writeFileSync(path, after_.bytes);
  const again = await muster("journal", "verify", path);
  assert.equal(again.code, 0, again.stdout);
  assert.match(again.stdout, / [1-9]\d* erased/);
  // By the command line it is the same, beside the running server.
  const taken_ = join(folder, "command.zip");
  const command = await muster("journal", "export", room, taken_, "--journal", server.journal, "--language", "ar");
  assert.equal(command.code, 0, command.stderr);
  assert.equal((await muster("journal", "verify", taken_)).code, 0);
  const whole = unzipped(readFileSync(taken_));
  assert.match(whole["index.html"], /محفوظ/);
  assert.match(whole["webinars/other.captions.fr.vtt"], /caption-of-others/);
  // What it proves is what the journal itself says.
  await server.end();
  await muster("journal", "export", room, taken_, "--journal", server.journal);
  const ends = async (what) => /chain ends with (\w+)/.exec((await muster("journal", "verify", what, "--journal", server.journal)).stdout)[1];
  assert.equal(await ends(taken_), await ends(room));
});
