// SPDX-License-Identifier: Apache-2.0
// Search over HTTP: what is found, by whom, where; that nobody finds what they may not see, and no number tells of it; that the
// index is whole after a crash, and holds no word that was erased. The index itself is tested in C (tests/journal/test_search.c).

import assert from "node:assert/strict";
import { readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { pause, until } from "./client.mjs";
import { muster, serve, token } from "./server.mjs";
import { connect, endAll } from "./wire.mjs";

after(endAll);

const [COURSE, WEBINAR] = ["course:c1", "webinar:w1"];
const EDIT_S = 1800; // EDIT_SECONDS

// The answer, or the name of the refusal.
async function ask(server, who, words, more = {}) {
  const headers = { "Content-Type": "application/json", ...(who && { Authorization: `Bearer ${token(who)}` }) };
  const answer = await server.get("/api/search", { method: "POST", headers, body: JSON.stringify({ words, ...more }) });
  const said = await answer.json();
  return answer.status === 200 ? said : said.name;
}

// Whoever asks too fast is told to wait, and does.
async function look(...asked) {
  for (;;) {
    const said = await ask(...asked);
    if (said !== "too_many_requests") return said;
    await pause(300);
  }
}

const inCourse = (server, who, words, more = {}) => look(server, who, words, { room: COURSE, ...more });
const texts = ({ hits }) => hits.map(({ text }) => text);
// What is indexed a moment after it was written.
const comes = (server, who, words, more = {}, count = 1) =>
  until(async () => {
    const found = await look(server, who, words, { room: COURSE, ...more });
    return found.hits?.length >= count && found;
  }, `that ${words} is found`);

let turn = 0;
const acts = async (wire, method, data, room = COURSE) => (await wire.rpc(method, { room, op: `s${++turn}`, ...data })).seq;
const marked = ({ text, found }) => Array.from({ length: found.length / 2 }, (_, at) => text.slice(found[2 * at], found[2 * at + 1]));

test("words are found in four languages, however they are written, and lead to where they stand; deleted, by nothing (R9)", async (t) => {
  const server = await serve(t, { memory: true });
  const host = await connect(server, "host");
  const thread = await acts(host, "forum.thread", { title: "Preuves numériques", text: "😀 «كِتـَاب الأدلّة» and the **Straße** of [Nuñez](https://hidden.example/)" });
  const post = await acts(host, "forum.post", { thread, text: "œuvre ÉTÉ" });
  await comes(server, "u7", "oeuvre");
  for (const words of ["كتاب الادله", "الكتاب", "PREUVES numeriques", "strasse", "nunez STRASSE كتاب", "Nuñez"]) {
    const { hits } = await inCourse(server, "u7", words);
    assert.equal(hits.length, 1, words);
    assert.deepEqual([hits[0].kind, hits[0].thing, hits[0].post, hits[0].by, hits[0].title, hits[0].dir], ["thread", thread, thread, "host", "Preuves numériques", "ltr"]);
  }
  const { hits: [first], rooms } = await inCourse(server, "u7", "كتاب strasse");
  assert.deepEqual(marked(first), ["كِتـَاب", "Straße"]);
  assert.ok(!first.text.includes("hidden.example") && !first.text.includes("**"), first.text);
  assert.ok(rooms[COURSE].title.en);
  const { hits: [second] } = await inCourse(server, "u7", "été");
  assert.deepEqual([second.kind, second.post, marked(second)], ["post", post, ["ÉTÉ"]]);
  for (const words of ["hidden", "numeri", "", "!?", "كتاب elsewhere"]) assert.deepEqual((await inCourse(server, "u7", words)).hits, [], words);
  assert.equal((await inCourse(server, "u7", "numeri", { begins: true })).hits.length, 1);
  await acts(host, "forum.delete", { post: thread });
  for (const words of ["كتاب الادله", "«كِتـَاب الأدلّة»", "الكتاب", "strasse"]) assert.deepEqual((await inCourse(server, "u7", words)).hits, [], words);
  assert.equal((await inCourse(server, "u7", "ete")).hits.length, 1, "what stands is there");
});

test("every kind of thing is found, in the rooms that are one's own", async (t) => {
  const server = await serve(t, { memory: true });
  const [host, one] = [await connect(server, "host"), await connect(server, "u7")];
  const unit = await acts(host, "unit.add", { title: { en: "Quokka unit" }, text: { fr: "Un quokka" }, open: true });
  await acts(host, "item.add", { unit, kind: "article", title: { en: "Article" }, text: { en: "About the quokka." } });
  await acts(host, "document.add", { title: "On animals", kind: "book", authors: ["Quokka, Ana"], text: "It is long." });
  await acts(host, "stage.phase", { to: "live" }, WEBINAR);
  await acts(one, "chat.post", { text: "a quokka here" }, WEBINAR);
  const question = await acts(one, "question.ask", { text: "What is a quokka?" }, WEBINAR);
  await acts(host, "question.answer", { question, text: "A quokka is small." }, WEBINAR);
  await acts(host, "captions.offer", { languages: ["en"] }, WEBINAR);
  await acts(host, "captions.line", { language: "en", text: "And now the quokka" }, WEBINAR);
  const there = await comes(server, "u7", "quokka", { room: WEBINAR }, 4);
  assert.deepEqual(there.hits.map(({ kind }) => kind).sort(), ["answer", "caption", "message", "question"]);
  const found = await comes(server, "u7", "quokka", {}, 3);
  assert.deepEqual(found.hits.map(({ kind }) => kind), ["document", "item", "unit"]);
  assert.deepEqual(found.hits[2].title, { en: "Quokka unit" });
  assert.equal(found.hits[0].title, "On animals");
  // What a poll asks and offers, once it is open: nobody but the team knows of one before.
  const poll = await acts(host, "poll.prepare", { type: "single", title: { en: "Which echidna?" }, options: [{ en: "short" }, { en: "longbeak" }], correct: [2] }, WEBINAR);
  await comes(server, "host", "longbeak", { room: WEBINAR });
  assert.deepEqual((await look(server, "u7", "echidna", { room: WEBINAR })).hits, []);
  await acts(host, "poll.open", { poll }, WEBINAR);
  const { hits: [asked] } = await look(server, "u7", "echidna longbeak", { room: WEBINAR });
  assert.deepEqual([asked.kind, asked.thing, asked.title], ["poll", poll, { en: "Which echidna?" }]);
  await acts(host, "forum.thread", { title: "Choose", text: "One of them", poll: { options: ["the echidna", "neither"] } });
  assert.equal((await comes(server, "u7", "choose echidna")).hits[0].kind, "thread");
  // One's rooms: those in which one has read something are among them.
  await acts(one, "read.mark", { of: COURSE, thread: 1, upto: 1 }, "inbox:me");
  const own = await until(async () => {
    const { hits } = await look(server, "u7", "quokka");
    return hits.some(({ room }) => room === COURSE) && hits;
  }, "that the course is one of them");
  assert.ok(own.length >= 3);
  assert.deepEqual((await look(server, "u7", "quokka", { kind: "answer", room: WEBINAR })).hits.map(({ text }) => text), ["A quokka is small."]);
  assert.deepEqual((await look(server, "u7", "quokka", { by: "u7", room: WEBINAR })).hits.map(({ kind }) => kind), ["question", "message"]);
});

test("who may not see it finds it not, and it is there for who may (R1 to R4)", async (t) => {
  const server = await serve(t);
  const host = await connect(server, "host");
  const one = await connect(server, "u7");
  await acts(host, "cohort.add", { title: { en: "Morning" } });
  await acts(host, "cohort.put", { people: ["u7"], cohort: 1 });
  await acts(host, "forum.thread", { title: "Group", text: "Xylophone one", cohorts: [1] });
  const shut = await acts(host, "unit.add", { title: { en: "Xylophone unit" }, text: { en: "Shut" } });
  const about = await acts(host, "topic.add", { title: { en: "Glockenspiel" }, text: { en: "Of the unit" }, kind: "discussion", unit: shut });
  await acts(host, "topic.add", { title: { en: "Glockenspiel" }, kind: "discussion", cohorts: [1] });
  const topic = await acts(host, "topic.add", { title: { en: "First" }, kind: "first" });
  const first = await acts(host, "forum.thread", { topic, title: "First", text: "Write before you read" });
  for (const who of ["u11", "u12", "u13"]) await acts(await connect(server, who), "forum.post", { thread: first, text: `Marimba of ${who}` });
  await acts(await connect(server, "u8"), "forum.post", { thread: first, text: "Xylophone answer" });
  const open = await acts(host, "topic.add", { title: { en: "Open" }, kind: "discussion", anonymous: true });
  const nameless = await acts(host, "forum.thread", { topic: open, title: "Open", text: "Write without a name" });
  await acts(one, "forum.post", { thread: nameless, text: "Xylophone secret", anonymous: true });
  assert.equal((await comes(server, "host", "glockenspiel", {}, 2)).hits.length, 2);
  assert.deepEqual(await Promise.all(["u7", "u9"].map(async (who) => (await inCourse(server, who, "glockenspiel")).hits.length)), [1, 0]);
  const all = await comes(server, "host", "xylophone", {}, 4);
  assert.equal(all.hits.length, 4);
  assert.deepEqual(texts(await inCourse(server, "u7", "xylophone")), ["Xylophone secret", "Group\nXylophone one"]);
  assert.deepEqual(texts(await inCourse(server, "u9", "xylophone")), ["Xylophone secret"]);
  assert.deepEqual(texts(await inCourse(server, "u8", "xylophone")), ["Xylophone secret", "Xylophone answer"]);
  // Without a name: nobody's, for the staff too, and by nobody's name to be found.
  for (const who of ["host", "u7", "u9"]) {
    const { hits: [hit] } = await inCourse(server, who, "secret");
    assert.deepEqual([hit.by, hit.name], [undefined, undefined]);
    assert.deepEqual((await inCourse(server, who, "secret", { by: "u7" })).hits, []);
  }
  // Nothing tells of what is not theirs: the same bytes as of words that nobody wrote; no `next` either.
  assert.deepEqual(await inCourse(server, "u9", "xylophone answer"), await inCourse(server, "u9", "zzzz"));
  assert.equal((await inCourse(server, "u9", "xylophone", { limit: 1 })).next, undefined, "what is behind is theirs to see no more than what is before");
  assert.deepEqual(await look(server, "u9", "xylophone", { room: "course:none" }), { hits: [], rooms: {} });
  assert.equal(await look(server, "u9", "xylophone", { room: "inbox:u7" }), "permission_denied");
  assert.equal(await look(server, undefined, "xylophone"), "permission_denied", "neither a token nor a page of ours");
  await acts(host, "unit.release", { unit: shut });
  const { hits: [opened] } = await inCourse(server, "u9", "glockenspiel");
  assert.deepEqual([opened.kind, opened.thing, opened.text], ["topic", about, "Glockenspiel\nOf the unit"]);
  assert.ok(texts(await inCourse(server, "u9", "xylophone")).includes("Xylophone unit\nShut"));
  // The others' answers, once one's own can no longer be changed; who wrote none finds none.
  const marimba = async () => Promise.all(["u8", "u9", "u11"].map(async (who) => (await inCourse(server, who, "marimba")).hits.length));
  assert.deepEqual(await marimba(), [0, 0, 1]);
  await server.kill();
  server.ahead_s = EDIT_S + 1;
  await server.start();
  await comes(server, "u8", "marimba", {}, 3);
  assert.deepEqual(await marimba(), [3, 0, 3]);
});

test("what was edited is found as it reads now, what was deleted by nothing", async (t) => {
  const server = await serve(t, { memory: true });
  const [host, one] = [await connect(server, "host"), await connect(server, "u7")];
  const thread = await acts(one, "forum.thread", { title: "Aardvark", text: "Before" });
  const post = await acts(one, "forum.post", { thread, text: "Bandicoot" });
  await comes(server, "u7", "bandicoot");
  await acts(one, "forum.edit", { post, version: post, text: "Capybara" });
  await comes(server, "u7", "capybara");
  assert.deepEqual((await inCourse(server, "host", "bandicoot")).hits, []);
  await acts(host, "forum.rename", { thread, title: "Dugong" });
  const { hits: [renamed] } = await comes(server, "u7", "dugong");
  assert.deepEqual([renamed.kind, renamed.thing, renamed.text], ["thread", thread, "Dugong"]);
  assert.deepEqual((await inCourse(server, "u7", "aardvark")).hits, []);
  assert.deepEqual(texts(await inCourse(server, "u7", "before")), ["Before"]);
  assert.deepEqual((await inCourse(server, "u7", "aardvark before")).hits, [], "a title of before and a text of now are no match");
  await acts(one, "forum.delete", { post });
  for (const who of ["u7", "host"]) assert.deepEqual((await inCourse(server, who, "capybara")).hits, []);
  await acts(host, "forum.restore", { post });
  assert.equal((await inCourse(server, "u7", "capybara")).hits.length, 1);
});

test("pages are whole and stable while others write, and a filter of time or limit takes what it says", async (t) => {
  const server = await serve(t, { memory: true });
  const host = await connect(server, "host");
  const thread = await acts(host, "forum.thread", { title: "Pages", text: "Begin" });
  const posts = [];
  for (let n = 0; n < 60; n++) posts.push(await acts(host, "forum.post", { thread, text: `Numbat ${n}` }));
  await comes(server, "u7", "numbat", { limit: 50 }, 50);
  await until(async () => (await inCourse(server, "u7", "numbat 59")).hits.length, "the last of them");
  const seen = [];
  for (let next, pages = 0; pages === 0 || next; pages++) {
    const page = await inCourse(server, "u7", "numbat", { limit: 7, ...(next && { after: next }) });
    seen.push(...page.hits.map(({ post }) => post));
    next = page.next;
    if (pages === 2) await acts(host, "forum.post", { thread, text: "Numbat late" });
    if (pages === 4) await acts(host, "forum.delete", { post: posts[3] });
  }
  assert.deepEqual(seen, posts.filter((_, at) => at !== 3).reverse());
  const { hits } = await inCourse(server, "u7", "numbat", { limit: 50 });
  const middle = hits[25].at;
  const after = await inCourse(server, "u7", "numbat", { since: middle, limit: 50 });
  const before = await inCourse(server, "u7", "numbat", { until: middle - 1, limit: 50 });
  assert.ok(after.hits.length > 0 && after.hits.every(({ at }) => at >= middle));
  assert.ok(before.hits.length > 0 && before.hits.every(({ at }) => at < middle));
  for (const bad of [{ limit: 0 }, { limit: 51 }, { after: "x" }, { after: "1.2" }, { after: "-1.2.course:c1" }, { since: "1" }, { begins: 1 }, { room: "" }, { kind: 7 }])
    assert.equal(await look(server, "u7", "numbat", bad), "bad_request", JSON.stringify(bad));
  assert.equal(await look(server, "u7", "x".repeat(1025)), "text_too_long");
  assert.equal(await look(server, "u7"), "bad_request");
  const many = await Promise.all(Array.from({ length: 60 }, () => ask(server, "u9", "numbat", { room: COURSE })));
  assert.ok(many.includes("too_many_requests"), "one person's share");
  assert.ok((await inCourse(server, "u10", "numbat")).hits.length, "is nobody else's");
});

// Whether the word stands in any file of the index.
const stands = (server, word) =>
  readdirSync(server.folder).filter((name) => name.startsWith("journal.db.search")).some((name) => readFileSync(join(server.folder, name)).includes(word));

test("after a crash the index goes on where it was, and one that is gone is made again", async (t) => {
  const server = await serve(t);
  const host = await connect(server, "host");
  const thread = await acts(host, "forum.thread", { title: "Crash", text: "Okapi 0" });
  await comes(server, "u7", "okapi");
  for (let n = 1; n <= 20; n++) await acts(host, "forum.post", { thread, text: `Okapi ${n}` });
  await server.kill();
  await server.start();
  const count = async () => (await look(server, "u7", "okapi", { room: COURSE, limit: 50 })).hits.length;
  await until(async () => (await count()) === 21, "that all are found once", 20000);
  assert.equal(await server.end(), 0);
  for (const end of ["", "-wal"]) rmSync(`${server.path}.search${end}`, { force: true });
  await server.start();
  await until(async () => (await count()) === 21, "that it is made again", 20000);
  // By the command too, while nobody has it open; the figures say how far it is.
  const rebuild = () => muster("search", "rebuild", "--journal", `sqlite:${server.path}`);
  assert.match((await rebuild()).stderr, /in use by another program/);
  const figure = async (name) => Number(new RegExp(`^muster_search_${name} (.*)$`, "m").exec(await (await server.get("/metrics")).text())[1]);
  assert.deepEqual([await figure("up"), await figure("behind_rooms"), await figure("failures_total")], [1, 0, 0]);
  for (const name of ["texts_total", "bytes", "questions_total", "seconds_total"]) assert.ok((await figure(name)) > 0, name);
  assert.equal(await server.end(), 0);
  assert.equal((await rebuild()).code, 0);
  assert.ok(!stands(server, "okapi"), "it is empty");
  await server.start();
  await until(async () => (await count()) === 21, "that it is made anew", 20000);
});

test("a word that was erased is in no file of the index", async (t) => {
  const server = await serve(t, { set: { "journal.erase_days": "0" } });
  const [host, one] = [await connect(server, "host"), await connect(server, "u7")];
  const thread = await acts(host, "forum.thread", { title: "Erasure", text: "Stays wombat" });
  const post = await acts(one, "forum.post", { thread, text: "Canaryxerus wombat" });
  await comes(server, "u7", "canaryxerus");
  await until(() => stands(server, "canaryxerus"), "the control: it is there before");
  await acts(one, "forum.delete", { post });
  await until(() => !stands(server, "canaryxerus"), "that it is gone", 30000);
  assert.ok(stands(server, "wombat"), "what stands is there");
  assert.equal((await inCourse(server, "u7", "wombat")).hits.length, 1);
  assert.equal(await server.end(), 0);
  assert.ok(!stands(server, "canaryxerus"));
});
