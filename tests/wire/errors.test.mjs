// SPDX-License-Identifier: Apache-2.0
// Every refusal of errors.def is heard on the wire, with its code, sentence and temporary flag (the
// helper wire.mjs compares them); and each where the protocol says that it comes.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { now, serve, token } from "./server.mjs";
import { Wire, connect, endAll, errors, nameOf } from "./wire.mjs";

const room = "webinar:w1";
const course = "course:c1";
const unprovoked = {
  INTERNAL: "nothing may provoke it",
  UNKNOWN_CHANNEL: "people are told permission_denied of what is not there, too",
  EXPIRED: "a subscription's own expiry, which rooms do not have",
  JOURNAL_AWAY: "only a journal of another program is away: tests/journal/test_postgres_outage.c",
  SUSPENDED: "of the academy's gate: tests/wire/gate.test.mjs",
  NOT_MEMBER: "of the academy's gate: tests/wire/gate.test.mjs",
  ACCESS_ASKED: "of the academy's gate: tests/wire/gate.test.mjs",
  ROOM_DROPPED: "a room is dropped for good: tests/wire/dropped.test.mjs",
  PERSON_NEW: "of the academy's gate: tests/wire/gate.test.mjs",
  CONDUCT_ASKED: "where people are asked for: tests/wire/conduct.test.mjs",
  LINK_INVALID: "HTTP alone says it: tests/wire/signin.test.mjs",
  LAST_WAY_IN: "HTTP alone says it: tests/wire/signin.test.mjs",
  PASSKEY_INVALID: "HTTP alone says it: tests/wire/signin.test.mjs",
  FILE_HARMFUL: "a scanner says it: tests/hostile/scan.test.mjs",
  SCAN_AWAY: "a scanner says it: tests/hostile/scan.test.mjs",
  SEARCH_SLOW: "an index of many millions is too large for a test: tests/unit/hub/test_finding.c",
  QUEUE_FULL: "two thousand requests are too many for a test: tests/unit/features/test_access.c",
  THREADS_OWN: "forty threads are too many for a budget: tests/unit/features/test_forum.c",
  POSTS_OWN: "two hundred posts are: tests/unit/features/test_forum.c",
  THREAD_FULL: "two thousand are: tests/unit/features/test_forum.c",
  REOPEN_LATE: "two minutes are too long for a test: tests/unit/features/test_stage.c",
  EDIT_WINDOW: "half an hour is too long for a test: tests/unit/features/test_forum.c",
};

let server, open, host, user, other, cleanUps;
let ops = 0;

before(async () => {
  cleanUps = [];
  const t = { after: (fn) => cleanUps.push(fn) };
  server = await serve(t, { memory: true });
  open = await serve(t, { memory: true, set: { "channels.open": "yes" } });
  [host, user, other] = await Promise.all(["host", "u7", "u8"].map((sub) => connect(server, sub)));
  await does(host, "stage.phase", { to: "live" });
});
after(async () => {
  endAll();
  for (const cleanUp of cleanUps) await cleanUp();
});

const full = (method, data) => ({
  room: /^(cohort|document|forum|topic)\./.test(method) ? course : room,
  op: `op-${++ops}`,
  ...data,
});
const does = async (wire, method, data) => (await wire.rpc(method, full(method, data))).seq;
const refused = (wire, method, data) => wire.rpcRefusal(method, full(method, data));

// The same of the academy.
const of = (data) => ({ room: "academy:main", op: `op-${++ops}`, ...data });
const academys = async (sub, method, data) =>
  (await connect(server, sub)).rpcRefusal(method, of(data));

// A webinar of the catalogue.
async function listed(data) {
  const manager = await connect(server, "manager");
  const made = { template: "webinar", title: { en: "R" }, who: { to: "academy" }, ...data };
  return manager.rpc("room.create", of(made));
}

async function fresh(at = server) {
  const wire = new Wire(at);
  await wire.open;
  return wire;
}

async function poll(data = {}) {
  const title = { en: "Agreed?" };
  const seq = await does(host, "poll.prepare", { type: "yesno", title, ...data });
  await does(host, "poll.open", { poll: seq });
  return seq;
}

const ask = (text = "Who signs?") => does(user, "question.ask", { text });

// By HTTP: the answer's JSON; a problem's name as the others are.
async function posted(path, body, headers) {
  const answer = await server.get(path, { method: "POST", body, headers });
  const { name, ...more } = await answer.json();
  return { ...more, name: name?.toUpperCase() };
}

function announce(data) {
  const headers = { "Content-Type": "application/json", Authorization: `Bearer ${token("u7")}` };
  return posted("/api/uploads", JSON.stringify({ room: course, name: "x", ...data }), headers);
}

// Each story ends in the name of the refusal.
const stories = {
  UNAUTHORIZED: async () => (await fresh()).refusal("connect", {}),
  PERMISSION_DENIED: async () => {
    // What is not there and what is not for them is not told apart.
    const channels = ["webinar:none", "course:none", "inbox:u8", "other:w1", "webinar:", "x", "a b"];
    channels.push(`${course}/thread/999`, `${course}/other/5`, `${course}/`, `${room}/thread/1`);
    for (const channel of channels)
      assert.equal(await user.refusal("subscribe", { channel }), "PERMISSION_DENIED", channel);
    for (const name of ["webinar:none", "other:w1", "webinar:a\nb"])
      assert.equal(
        await refused(user, "chat.post", { room: name, text: "hello" }),
        "PERMISSION_DENIED",
        name,
      );
    const staffs = { "chat.mode": { mode: "off" }, "stage.phase": { to: "ended" } };
    Object.assign(staffs, { "member.set": { whom: "u7", role: "host" } });
    Object.assign(staffs, { "presence.roster": {}, "attendance.list": {} });
    for (const [method, data] of Object.entries(staffs))
      assert.equal(await refused(user, method, data), "PERMISSION_DENIED", method);
    const moderator = await connect(server, "moderator");
    return refused(moderator, "member.set", { whom: "host", role: "participant" });
  },
  METHOD_NOT_FOUND: async () => {
    for (const verb of ["dance", "Connect", "presence_state"])
      assert.equal(await user.refusal(verb), "METHOD_NOT_FOUND", verb);
    for (const method of ["chat.dance", "chat", "", "forum.post", "x".repeat(200)])
      assert.equal(await refused(user, method, { room }), "METHOD_NOT_FOUND", method);
    return refused(user, "chat.post", { room: "inbox:me", text: "hello" });
  },
  ALREADY_SUBSCRIBED: async () => {
    const wire = await connect(server, "u9");
    await wire.ask("subscribe", { channel: room });
    const twice = { subscribe: { channel: course } };
    const replies = await wire.frame(twice, twice);
    assert.equal(nameOf(replies[1].error.code), "ALREADY_SUBSCRIBED");
    return wire.refusal("subscribe", { channel: room });
  },
  LIMIT_EXCEEDED: async () => {
    const wire = await connect(open);
    for (let n = 0; n < 32; n++) await wire.ask("subscribe", { channel: `c${n}` });
    const big = {
      channel: "c1",
      data: "x"
        .repeat(24000)
        .match(/.{8000}/g)
        .concat("y".repeat(9000)),
    };
    assert.equal(await wire.refusal("publish", big), "LIMIT_EXCEEDED");
    return wire.refusal("subscribe", { channel: "c32" });
  },
  BAD_REQUEST: async () => {
    for (const channel of [undefined, "", 7, null, {}, "x".repeat(300)])
      assert.equal(await user.refusal("subscribe", { channel }), "BAD_REQUEST", `${channel}`);
    const position = { channel: course, recover: true, epoch: "", offset: -1 };
    assert.equal(await user.refusal("subscribe", position), "BAD_REQUEST");
    for (const params of [{ method: "chat.post" }, { method: "chat.post", data: 7 }, { method: 7 }])
      assert.equal(await user.refusal("rpc", params), "BAD_REQUEST", JSON.stringify(params));
    return user.rpcRefusal("chat.post", { room, text: "without an op" });
  },
  NOT_AVAILABLE: async () => {
    assert.equal(await user.refusal("send", { data: {} }), "NOT_AVAILABLE");
    return user.refusal("sub_refresh", { channel: room });
  },
  TOKEN_EXPIRED: async () =>
    (await fresh()).refusal("connect", { token: token("u7", { exp: now() - 60 }) }),
  TOO_MANY_REQUESTS: async () => {
    const wire = await connect(server, "u10");
    const replies = await wire.frame(...Array.from({ length: 250 }, () => ({ ping: {} })));
    assert.equal(replies[150].error, undefined);
    return nameOf(replies[249].error.code);
  },
  UNRECOVERABLE_POSITION: async () =>
    (await connect(open)).refusal("history", { channel: "x", since: { offset: 0, epoch: "no" } }),
  OP_REUSED: async () => {
    await does(user, "chat.post", { op: "again", text: "one" });
    return refused(user, "chat.post", { op: "again", text: "two" });
  },
  WRONG_PHASE: () => refused(host, "stage.phase", { to: "rehearsal" }),
  TEXT_INVALID: async () => {
    for (const text of ["", "   ", "\n\t", "\u200b", "\u202e"])
      assert.equal(
        await refused(user, "chat.post", { text }),
        "TEXT_INVALID",
        JSON.stringify(text),
      );
    return refused(user, "question.ask", { text: "" });
  },
  TEXT_TOO_LONG: () => refused(user, "chat.post", { text: "🎓".repeat(1001) }),
  NOT_FOUND: async () => {
    assert.equal(await refused(host, "poll.close", { poll: 9999 }), "NOT_FOUND");
    return refused(host, "chat.delete", { message: 9999 });
  },
  ALREADY_EXISTS: async () => refused(host, "poll.open", { poll: await poll() }),
  CHAT_CLOSED: async () => {
    await does(host, "chat.mode", { mode: "staff" });
    const refusal = await refused(user, "chat.post", { text: "hello" });
    await does(host, "chat.mode", { mode: "open" });
    return refusal;
  },
  CHAT_SLOW: async () => {
    await does(host, "chat.mode", { mode: "slow", seconds: 100 });
    await does(other, "chat.post", { text: "first" });
    const refusal = await refused(other, "chat.post", { text: "second" });
    await does(host, "chat.mode", { mode: "open" });
    return refusal;
  },
  CHAT_WAITING: async () => {
    await does(host, "chat.mode", { mode: "approve" });
    const patient = await connect(server, "u12");
    for (let n = 0; n < 5; n++) await does(patient, "chat.post", { text: "may I?" });
    const refusal = await refused(patient, "chat.post", { text: "once more" });
    await does(host, "chat.mode", { mode: "open" });
    return refusal;
  },
  CHAT_EDIT_WAITS: async () => {
    const message = await does(other, "chat.post", { text: "hello" });
    await does(host, "chat.mode", { mode: "approve" });
    const refusal = await refused(other, "chat.edit", { message, text: "bye" });
    await does(host, "chat.mode", { mode: "open" });
    return refusal;
  },
  CHAT_CHANGED: async () => {
    await does(host, "chat.mode", { mode: "approve" });
    const message = await does(other, "chat.post", { text: "may I?" });
    await does(other, "chat.edit", { message, text: "or may I?" });
    const refusal = await refused(host, "chat.approve", { message, upto: message });
    await does(host, "chat.mode", { mode: "open", pending: "refuse" });
    return refusal;
  },
  CHAT_PINS: async () => {
    const seqs = [];
    for (const text of ["1", "2", "3", "4"]) seqs.push(await does(host, "chat.post", { text }));
    for (const message of seqs.slice(1)) await does(host, "chat.pin", { message, pinned: true });
    return refused(host, "chat.pin", { message: seqs[0], pinned: true });
  },
  NOTES_HELD: async () => {
    const paragraph = await does(user, "notes.add", { text: "Devices are kept dry." });
    return refused(other, "notes.take", { paragraph });
  },
  NOTES_CHANGED: async () => {
    const paragraph = await does(other, "notes.add", { text: "And off.", done: true });
    await does(host, "notes.write", { paragraph, version: paragraph, text: "Off." });
    return refused(host, "notes.write", { paragraph, version: paragraph, text: "On?" });
  },
  DRAFT_CHANGED: async () => {
    const written = (device) => ({ room: "inbox:me", place: "post/1", device, words: { words: "And" } });
    await does(user, "draft.write", written("one"));
    return refused(user, "draft.write", written("two"));
  },
  NOTES_BUSY: async () => {
    const paragraph = await does(host, "notes.add", { text: "Dry." });
    const taken = Array.from({ length: 30 }, () => host.rpc("notes.take", full("notes.take", { paragraph })));
    await Promise.allSettled(taken);
    return refused(host, "notes.take", { paragraph });
  },
  DIRECT_CLOSED: async () => refused(user, "direct.send", { whom: "u8", pair: true, text: "hello" }),
  DIRECT_WAITS: async () => {
    const patient = await connect(server, "u13");
    for (let n = 0; n < 5; n++) await does(patient, "direct.send", { text: "is anybody there?" });
    return refused(patient, "direct.send", { text: "once more" });
  },
  POLL_NOT_OPEN: async () => {
    const data = { type: "yesno", title: { en: "Agreed?" } };
    const draft = await does(host, "poll.prepare", data);
    return refused(host, "poll.vote", { poll: draft, choices: [1] });
  },
  POLL_CLOSED: async () => {
    const seq = await poll();
    await does(host, "poll.close", { poll: seq });
    return refused(user, "poll.vote", { poll: seq, choices: [1] });
  },
  POLL_OPEN: async () => refused(host, "poll.reveal", { poll: await poll({ type: "boolean", correct: [1] }) }),
  WORD_BANNED: async () => {
    const seq = await poll({ type: "cloud", ask: { banned: ["rude"] } });
    return refused(user, "poll.answer", { poll: seq, texts: ["Rude"] });
  },
  POLL_VOTED: async () => {
    const seq = await poll();
    await does(user, "poll.vote", { poll: seq, choices: [1] });
    return refused(host, "poll.retract", { poll: seq });
  },
  QUESTIONS_WAITING: async () => {
    const curious = await connect(server, "u13");
    for (let n = 0; n < 5; n++) await does(curious, "question.ask", { text: "And then?" });
    return refused(curious, "question.ask", { text: "And then?" });
  },
  STREAM_ADDRESS: () =>
    refused(host, "stage.stream", { url: "https://video.example/watch.html", type: "hls" }),
  STREAM_TYPE: () =>
    refused(host, "stage.stream", { url: "https://video.example/talk.mp4", type: "hls" }),
  ALREADY_VOTED: async () => {
    const seq = await poll();
    await does(user, "poll.vote", { poll: seq, choices: [1] });
    return refused(user, "poll.vote", { poll: seq, choices: [2] });
  },
  CHOICES_INVALID: async () => {
    const seq = await poll();
    for (const choices of [[4], [1, 2]])
      assert.equal(await refused(user, "poll.vote", { poll: seq, choices }), "CHOICES_INVALID");
    return refused(user, "poll.vote", { poll: seq, choices: [20] });
  },
  QUESTIONS_CLOSED: async () => {
    await does(host, "question.intake", { intake: "closed" });
    const refusal = await refused(user, "question.ask", { text: "May I?" });
    await does(host, "question.intake", { intake: "open" });
    return refusal;
  },
  QUESTION_CLAIMED: async () => {
    const question = await ask();
    await does(host, "member.set", { whom: "p77", role: "presenter" });
    await does(host, "question.claim", { question });
    return refused(await connect(server, "p77"), "question.claim", { question });
  },
  QUESTION_MERGED: async () => {
    const many = await connect(server, "u31");
    const [first, second, third] = await Promise.all(
      [1, 2, 3].map(() => does(many, "question.ask", { text: "Who signs?" })),
    );
    await does(host, "question.merge", { question: first, into: second });
    return refused(host, "question.merge", { question: second, into: third });
  },
  QUESTION_SILENCED: async () => {
    const loud = await connect(server, "u32");
    const question = await does(loud, "question.ask", { text: "And then?" });
    await does(host, "question.silence", { question });
    return refused(loud, "question.ask", { text: "And then?" });
  },
  GROUPS_OPEN: async () => {
    await does(host, "group.make", { how: "hand", count: 1 });
    await does(host, "group.open", {});
    const error = await refused(host, "group.open", {});
    await does(host, "group.back", {});
    return error;
  },
  GROUPS_CLOSED: () => refused(host, "group.back", {}),
  GROUP_FULL: async () => {
    await does(host, "group.make", { how: "choice", count: 1, limit: 1 });
    const [first, second] = [await connect(server, "u33"), await connect(server, "u34")];
    const number = await groupOf(first);
    await does(first, "group.choose", { number });
    return refused(second, "group.choose", { number });
  },
  GROUP_CHOICE: async () => {
    await does(host, "group.make", { how: "hand", count: 1 });
    const late = await connect(server, "u35");
    return refused(late, "group.choose", { number: await groupOf(late) });
  },
  TAG_UNKNOWN: async () => refused(host, "question.tag", { question: await ask(), tags: ["Law"] }),
  QUESTION_STATE: async () => refused(host, "question.reopen", { question: await ask() }),
  FORUM_DELETED: async () => {
    const thread = await does(user, "forum.thread", { title: "A thread", text: "One" });
    const post = await does(user, "forum.post", { thread, text: "Two" });
    await does(user, "forum.delete", { post });
    return refused(user, "forum.edit", { post, version: post, text: "Three" });
  },
  FORUM_CLOSED: async () => {
    const thread = await does(user, "forum.thread", { title: "A fourth", text: "One" });
    await does(host, "forum.close", { thread });
    return refused(user, "forum.post", { thread, text: "Two" });
  },
  COHORT_WIDER: async () => {
    for (const en of ["Morning", "Evening"]) await does(host, "cohort.add", { title: { en } });
    const thread = await does(host, "forum.thread", { title: "T", text: "x", cohorts: [1] });
    return refused(host, "forum.narrow", { thread, cohorts: [1, 2] });
  },
  TOPIC_KIND: async () => {
    const topic = await does(host, "topic.add", { title: { en: "T" }, kind: "discussion" });
    const thread = await does(host, "forum.thread", { title: "A thread", text: "One", topic });
    const post = await does(user, "forum.post", { thread, text: "Two" });
    return refused(host, "forum.accept", { post, accepted: true });
  },
  TOPIC_OWN: async () => {
    const topic = await does(host, "topic.add", { title: { en: "T" }, kind: "single" });
    await does(user, "forum.thread", { title: "Mine", text: "One", topic });
    return refused(user, "forum.thread", { title: "Mine", text: "Two", topic });
  },
  DOCUMENT_CONFLICT: async () => {
    const document = await does(host, "document.add", { title: "T", kind: "book" });
    await does(host, "document.edit", { document, said: document, title: "U", kind: "book" });
    return refused(host, "document.edit", { document, said: document, title: "V", kind: "book" });
  },
  TOPIC_USED: async () => {
    const topic = await does(host, "topic.add", { title: { en: "T" }, kind: "discussion" });
    await does(host, "forum.thread", { title: "A thread", text: "One", topic });
    return refused(host, "topic.remove", { topic });
  },
  TOPIC_THROTTLED: async () => {
    const topic = await does(host, "topic.add", { title: { en: "T" }, kind: "discussion", block: 1, minutes: 60 });
    await does(user, "forum.thread", { title: "A thread", text: "One", topic });
    return refused(user, "forum.thread", { title: "Another", text: "Two", topic });
  },
  FORUM_CONFLICT: async () => {
    const post = await does(user, "forum.thread", { title: "A third", text: "One" });
    await does(user, "forum.edit", { post, version: post, text: "Two" });
    return refused(user, "forum.edit", { post, version: post, text: "Three" });
  },
  FILE_KIND: async () => {
    const { url } = await announce({ bytes: 6 });
    return (await posted(url, "<html>", {})).name;
  },
  FILE_TOO_LARGE: async () => (await announce({ bytes: 1 << 30 })).name,
  SILENCED: async () => {
    await does(host, "member.silence", { whom: "u15", silent: true });
    return refused(await connect(server, "u15"), "chat.post", { text: "hello" });
  },
  WAITING: async () => {
    await does(host, "member.policy", { policy: "ask" });
    const error = await refused(await connect(server, "u16"), "chat.post", { text: "hello" });
    await does(host, "member.policy", { policy: "open" });
    return error;
  },
  ROOM_FULL: async () => {
    await host.ask("subscribe", { channel: room });
    await does(host, "lobby.capacity", { capacity: 1 });
    const late = await connect(server, "u17");
    await late.ask("subscribe", { channel: room });
    await host.publication(room, ({ patch }) => patch?.lobby?.count === 1);
    const error = await refused(host, "lobby.admit", { all: true });
    late.end();
    await does(host, "lobby.capacity", { capacity: 0 });
    return error;
  },
  NOT_WAITING: () => refused(host, "lobby.admit", { whom: "u16" }),
  LOCKED: async () => {
    await does(host, "lock.set", { hands: true });
    const error = await refused(user, "hand.raise", {});
    await does(host, "lock.set", { hands: false });
    return error;
  },
  STAFF_PERSON: () => refused(host, "member.ban", { whom: "host", why: "x" }),
  LAST_HOST: () => refused(host, "member.set", { whom: "host", role: "participant" }),
  LAST_ORGANISER: async () => academys("organiser", "person.suspend", { person: "organiser" }),
  REQUEST_STATE: async () => {
    const asked = { name: "Participant 9", mail: "p9@police.example", country: "TN" };
    const coordinator = await connect(server, "coordinator");
    const { seq: request } = await coordinator.rpc("access.request", of(asked));
    return coordinator.rpcRefusal("access.endorse", of({ request }));
  },
  COUNTRY_UNKNOWN: () => academys("organiser", "country.close", { country: "ZZ" }),
  REGISTRATION_ASKED: async () => {
    await listed({ of: "webinar:r1", registration: { questions: [] } });
    return academys("coordinator", "room.join", { of: "webinar:r1" });
  },
  ROOM_HAS_HOST: async () => {
    await listed({ of: "webinar:r3" });
    return academys("organiser", "room.take", { of: "webinar:r3" });
  },
  ANSWERS_INVALID: async () => {
    const questions = [{ kind: "yesno", title: { en: "Agreed?" }, required: true }];
    await listed({ of: "webinar:r2", registration: { questions } });
    return academys("organiser", "room.register", { of: "webinar:r2" });
  },
  INVITATION_INVALID: () => academys("manager", "room.join", { of: "course:none" }),
  FORUM_DEPTH: async () => {
    const thread = await does(user, "forum.thread", { title: "Another", text: "One" });
    const post = await does(user, "forum.post", { thread, text: "Two" });
    const reply = await does(user, "forum.post", { thread, text: "Three", reply: post });
    return refused(user, "forum.post", { thread, text: "Four", reply });
  },
};

// The number of the one group that there is.
async function groupOf(wire) {
  const { data } = await wire.ask("subscribe", { channel: room });
  return Number(Object.keys(data.group.groups)[0]);
}

for (const name of Object.keys(errors)) {
  if (name in unprovoked) continue;
  test(`${name} (${errors[name].code}) is heard where the protocol says`, async () => {
    assert.ok(stories[name], "no story provokes it");
    assert.equal(await stories[name](), name);
  });
}

test("after all refusals the server is healthy and its people go on", async () => {
  assert.equal((await server.health()).status, "ok");
  await does(user, "chat.post", { text: "still here" });
});

test("a problem told by HTTP has the code and the status of errors.def", async () => {
  const answer = await server.get("/nothing.of-the-kind");
  assert.equal(answer.status, errors.NOT_FOUND.http);
  assert.match(answer.headers.get("content-type"), /^application\/problem\+json/);
  const problem = await answer.json();
  assert.equal(problem.code ?? errors.NOT_FOUND.code, errors.NOT_FOUND.code);
  assert.equal(problem.status, errors.NOT_FOUND.http);
});
