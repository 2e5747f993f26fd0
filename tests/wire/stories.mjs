// SPDX-License-Identifier: Apache-2.0
// For every example of protocol/entries the short story that makes it possible. A story gets the
// world and returns what is to be told of it: `use`, the members of the example's data that name
// something by its seq; `sees`, who receives the example's push (u9, a participant, when absent);
// `as`, who sends it (who the push says it is by, when absent); `makes`, what makes the push come
// when it is the server that does it.

import assert from "node:assert/strict";
import { serve, token } from "./server.mjs";
import { slow, talk } from "./pdf.mjs";
import { Wire } from "./wire.mjs";

const plain = { "channels.open": "yes", "server.ingest": "rtmp://live.example/live" };
const recorded = { path: "/var/lib/muster-media/incoming/w1-1700000000.flv" };
const kinds = { u: "Participant", p: "Presenter", m: "Moderator", h: "Host" };
const options = [{ en: "Phones" }, { en: "Computers" }, { en: "Paper" }];

// Where a method is at home.
export function roomOf(method) {
  const [feature] = method.split(".");
  const everywhere = ["room.erase", "room.erased"].includes(method);
  const academys = "access announce conduct country credential login person room tasks tool".split(" ");
  if (academys.includes(feature) && !everywhere) return "academy:main";
  return ["cohort", "completion", "course", "visitor", "forum", "file", "unit", "item", "topic", "test", "assignment", "document"].includes(feature) ? "course:c1" : "webinar:w1";
}

// A server, its demo rooms, and people who connect when they are first named.
export class World {
  static async make(t, set = {}) {
    const world = new World();
    world.server = await serve(t, { memory: true, set: { ...plain, ...set } });
    world.wires = new Map();
    world.count = 0;
    for (const [whom, role] of [
      ["h1", "host"],
      ["m1", "moderator"],
      ["p1", "presenter"],
    ])
      await world.does("host", "member.set", { whom, role });
    return world;
  }

  person(sub) {
    if (!this.wires.has(sub)) this.wires.set(sub, this.#come(sub));
    return this.wires.get(sub);
  }

  async #come(sub) {
    const wire = new Wire(this.server);
    await wire.open;
    const name = sub.replace(/^([upmh])(\d+)$/, (_, kind, n) => `${kinds[kind]} ${n}`);
    await wire.ask("connect", { token: token(sub, { name }) });
    return wire;
  }

  // A person does something in the webinar (in the course, for the forum); the seq of its entry.
  async does(sub, method, data) {
    const wire = await this.person(sub);
    const room = roomOf(method);
    return (await wire.rpc(method, { room, op: `step-${++this.count}`, ...data })).seq;
  }

  async follows(sub, channel) {
    const wire = await this.person(sub);
    const reply = await wire.command("subscribe", { channel });
    assert.ok(reply.subscribe || reply.error.code === 105, JSON.stringify(reply));
    return reply.subscribe;
  }

  // What a media server says of the stream of w1, with the room's own key: its form, and the answer.
  async calls(call, more = {}) {
    const { key } = await (await this.person("h1")).rpc("ingest.key", { room: "webinar:w1" });
    const [name, argument] = key.split("?key=");
    const body = new URLSearchParams({ call, name, key: argument, clientid: "7", ...more });
    const answer = await this.server.get("/api/ingest", { method: "POST", body });
    assert.equal(answer.status, 204);
  }

  live() {
    return this.does("h1", "stage.phase", { to: "live" });
  }

  // A poll of three options, in the state asked for.
  async poll({ open = false, published = false, seconds, ballot, asks } = {}) {
    const title = { en: "What do you seize first?" };
    const poll = await this.does("p1", "poll.prepare", {
      type: "multiple",
      title,
      options,
      max: 2,
      change: true,
      ...(ballot && { ballot }),
      ...asks,
    });
    if (open) await this.does("p1", "poll.open", { poll, ...(seconds && { seconds }) });
    if (published) await this.does("p1", "poll.publish", { poll, published });
    return poll;
  }

  // A file of m1's that becomes slides; the seq of its entry.
  async uploads(content, { by = "m1", ...more } = { use: "slides" }) {
    const post = (path, headers, body) => this.server.get(path, { method: "POST", headers, body });
    const asked = { room: "webinar:w1", name: "Phones.pdf", bytes: content.length, ...more };
    const own = { Authorization: `Bearer ${token(by)}`, "Content-Type": "application/json" };
    const { url } = await (await post("/api/uploads", own, JSON.stringify(asked))).json();
    return (await (await post(url, {}, content)).json()).file;
  }

  // Waits for an event of that type; its offset.
  async told(sub, type) {
    const wire = await this.person(sub);
    const find = () => wire.pushes.find(({ pub }) => pub?.data?.type === type);
    return (await wire.until(find, type)).pub.offset;
  }

  // Waits until the team has been told that of its decks.
  async decks(sub, told) {
    const wire = await this.person(sub);
    await wire.until(() => {
      const patches = wire.pushes.map(({ pub }) => pub?.data?.patch?.slide?.decks ?? {});
      return patches.some(told) || undefined;
    }, "the deck");
  }

  // A deck of that file, made, or being made.
  async deck(content, state = "made") {
    await this.follows("m1", "webinar:w1");
    const deck = await this.uploads(content);
    const made = ({ pages }) => pages > 0;
    const making = (one) => one.making?.of > 0;
    const told = state === "made" ? made : making;
    await this.decks("m1", (decks) => decks[deck] && told(decks[deck]));
    return { deck };
  }

  // A question that waits for a moderator: the words are the example's.
  async pending(text) {
    await this.does("m1", "question.intake", { intake: "open", moderated: true });
    return this.does("u8", "question.ask", { text });
  }

  async thread() {
    return this.does("u7", "forum.thread", { title: "Chain of custody", text: "Who signs?" });
  }

  // In the course, where the demo has its own staff.
  async organiser() {
    const data = { room: "course:c1", op: `step-${++this.count}`, whom: "m1", role: "moderator" };
    await (await this.person("host")).rpc("member.set", data);
    return "m1";
  }

  async moderated() {
    await this.organiser();
    return this.thread();
  }

  async answered() {
    const thread = await this.thread();
    const post = await this.does("u8", "forum.post", { thread, text: "Both sides." });
    return { thread, post };
  }
}

// Only staff see whose hand it is.
async function raisedHand(world, example) {
  await world.live();
  const hand = await world.does("u7", "hand.raise", {});
  return { sees: "h1", ...("hand" in example.rpc.data && { use: { hand } }) };
}

// Break-out groups, in which u7 has no place yet; then in the first, and open. Staff are told.
const groups = (how, ...acts) => async (world) => {
  await world.live();
  await comes(world, "u7");
  await world.does("m1", "group.make", { how, count: 1 });
  for (const [method, data, by = "m1"] of acts) await world.does(by, method, data);
  return { sees: "h1" };
};
const inFirst = ["group.move", { whom: "u7", number: 1 }];

// A course with one cohort, in which nobody is yet. Staff are told.
const cohorts = (...acts) => async (world) => {
  const thread = await world.moderated();
  await world.does("m1", "cohort.add", { title: { en: "Morning" } });
  for (const [method, data] of acts) await world.does("m1", method, data);
  return { sees: "m1", thread };
};
const cohortOf = (data) => ["cohort.put", { people: ["u7"], ...data }];

// A course of members alone, with one topic, of which g1 is a guest.
const visited = (as, lets = true) => async (world) => {
  const { use } = await topicOf("topic")(world);
  const host = await world.person("host");
  await host.rpc("member.policy", { room: "course:c1", op: "closes", policy: "members" });
  if (lets) await world.does("m1", "visitor.set", { whom: "g1", until: 4102444800000, topics: [use.topic] });
  return { as, sees: "m1", use: lets ? {} : { topics: [use.topic] } };
};

const spam = (world) => world.does("u8", "chat.post", { text: "The link once more" });

// A message that a participant has reported.
async function reported(world) {
  const thing = await spam(world);
  const data = { of: "chat", thing, reason: "spam", text: "It was sent four times" };
  return { use: { report: await world.does("u7", "report.send", data) }, sees: "h1" };
}

const notedOn = (world) => world.does("m1", "report.note", { whom: "u7", name: "Participant 7", text: "Was warned twice before the break." });

// What a participant has written to the team.
async function written(world, example) {
  const text = "I cannot hear the speaker";
  const seq = await world.does("u7", "direct.send", { text });
  return { ...("message" in example.rpc.data && { use: { message: seq } }), sees: "h1", me: "u7" };
}

// Something of the host's desk that is there, and is named by the example.
const prepared = (method, member, data, ...before) => async (world) => {
  for (const [type, more] of before) await world.does("h1", type, more);
  return { as: "m1", use: { [member]: await world.does("m1", method, data) } };
};
const chapter = (...before) =>
  prepared(
    "agenda.add",
    "item",
    { title: { en: "What a phone tells", fr: "Ce que dit un téléphone" }, minutes: 15 },
    ...before,
  );
const term = prepared("glossary.add", "term", { title: { en: "seizure", fr: "saisie", es: "incautación", ar: "ضبط" } });
// A unit of the course that waits for its time, and is named by the example as `member`.
const unitOf = (member) => async (world) => {
  await world.moderated();
  const title = { en: "What a phone tells", fr: "Ce que dit un téléphone" };
  const made = member && (await world.does("m1", "unit.add", { title, at: 4102444800000 }));
  return { as: "m1", sees: "host", ...(made && { use: { [member]: made } }) };
};
// A topic of the course's forum, named by the example as `member`.
const topicOf = (member) => async (world) => {
  await world.moderated();
  const title = { en: "Evidence", fr: "La preuve" };
  const made = member && (await world.does("m1", "topic.add", { title, kind: "question" }));
  return { as: "m1", ...(made && { use: { [member]: made } }) };
};
// A thread that asks a poll, which stands in it.
async function polled(world) {
  const poll = { options: ["On Monday", "On Friday"], results: "closed" };
  return world.does("u7", "forum.thread", { title: "When?", text: "Which day?", poll });
}
// Something is begun to be written, by the device of the example.
const begun = (more) => async (world) => {
  const words = { words: "What I have begun to say" };
  await (await world.person("u7")).rpc("draft.write", { room: "inbox:me", op: "begins", place: "post/55@course:c1#55", device: "a1", words });
  return { as: "u7", ...more };
};

// A place that is marked to come back to.
const marked = (place = { thing: 30, post: 31, remind: 1700000090000 }) => async (world) => {
  const data = { room: "inbox:me", op: "marks", of: "course:c1", note: "For the report", ...place };
  const { seq: bookmark } = await (await world.person("u7")).rpc("bookmark.set", data);
  return { as: "u7", sees: "u7", use: { bookmark } };
};

// A document of the course's library, which the example names, with one version.
const seizing = { title: "Seizing phones", kind: "book", authors: ["Rossi, Anna", "Police College"], year: 2019, language: "en", subjects: ["Evidence"], publisher: "College Press" };
const documentOf =
  (more = {}) =>
  async (world) => {
    await world.organiser();
    const document = await world.does("m1", "document.add", seizing);
    const version = await world.does("m1", "document.version", { document, url: "https://example.org/phones.pdf" });
    const own = { document, version, said: document };
    return { as: "m1", use: Object.fromEntries((more.names ?? ["document"]).map((name) => [name, own[name]])), ...more.rest };
  };
const reader = { rest: { as: "u9" } };
const read = { kind: "article", title: { en: "What to seize" }, text: { en: "The phone." }, minutes: 5, counts: true };
const itemOf = (member) => async (world) => {
  const { use } = await unitOf("unit")(world);
  const made = member && (await world.does("m1", "item.add", { ...use, ...read }));
  return { as: "m1", sees: "host", channel: `course:c1/unit/${use.unit}`, use: { ...use, ...(made && { [member]: made }) } };
};
// A test of one question in an open unit, and what u7 has done in it.
const asked = { type: "single", title: { en: "What comes first?", fr: "Par quoi commencer ?" }, correct: [2] };
asked.options = [{ en: "The phone", fr: "Le téléphone" }, { en: "The notes", fr: "Les notes" }];
asked.feedback = { wrong: { en: "Read page 3 again.", fr: "Relisez la page 3." } };
const testOf =
  (more, ...then) =>
  async (world) => {
    await world.moderated();
    const unit = await world.does("m1", "unit.add", { title: { en: "Phones" }, open: true });
    const item = await world.does("m1", "item.add", { unit, kind: "test", title: { en: "Phones" } });
    const question = await world.does("m1", "test.ask", { item, ...asked });
    await world.does("m1", "test.set", { item, pass: 60, attempts: 2, minutes: 20, due: 4102444800000 });
    for (const [method, data] of then)
      await world.does("u7", method, { item, ...data, ...(method === "test.answer" && { question }) });
    const { named, ...rest } = more;
    return { use: { item, ...(named && { [named]: named === "questions" ? [question] : question }) }, ...rest };
  };
const taker = { as: "u7", me: "u7" };
// An assignment in an open unit, and what was done there: by u7, or by m1 to what u7 handed in.
const assigned = { text: { en: "Write a plan for the search." }, takes: "both", attempts: 2, due: 4102444800000 };
assigned.rubric = [{ title: { en: "Order of steps" }, points: 4 }];
const handed = ["u7", "assignment.hand", { text: "First I note what lies where." }];
const back = ["m1", "assignment.mark", { person: "u7", attempt: 1, points: [3], text: "A clear order.", back: true, passed: true }];
const assignmentOf =
  (more, ...then) =>
  async (world) => {
    await world.moderated();
    const unit = await world.does("m1", "unit.add", { title: { en: "Phones" }, open: true });
    const item = await world.does("m1", "item.add", { unit, kind: "assignment", title: { en: "Phones" } });
    await world.does("m1", "assignment.set", { item, ...assigned });
    for (const [sub, method, data] of then) await world.does(sub, method, { item, ...data });
    return { use: { item }, ...more };
  };
// What u7 has done: one item that counts.
const EXAMPLE_FORM = {
  title: { en: "Feedback" },
  questions: [
    { kind: "scale", title: { en: "How was it?" } },
    { kind: "choice", title: { en: "How long was it?" }, options: [{ en: "As it should be" }, { en: "Too long" }] },
    { kind: "text", title: { en: "What could be better?" } },
  ],
};
const took = (as, more = {}) => async (world) => {
  await world.moderated();
  const unit = await world.does("m1", "unit.add", { title: { en: "Phones" }, open: true });
  const item = await world.does("m1", "item.add", { unit, ...read });
  await world.does("u7", "item.mark", { unit, item, done: true });
  return { as, ...more };
};
// A form that nobody sees yet; or that is open; or that u7 has answered.
const form = async (world, far) => {
  const { title, questions } = EXAMPLE_FORM;
  const survey = await world.does("m1", "survey.add", { title, questions });
  if (far) await world.does("m1", "survey.open", { survey });
  if (far === "answered") await world.does("u7", "survey.answer", { survey, choices: [4, 1, 0], texts: ["", "", "More."] });
  return { use: { survey } };
};
// A video of a unit that is open.
const playing = async (world) => {
  const { use } = await unitOf("unit")(world);
  const video = { kind: "video", title: { en: "The scene" }, url: "/media/demo/index.m3u8", type: "hls" };
  const item = await world.does("m1", "item.add", { ...use, ...video });
  await world.does("m1", "unit.release", { unit: use.unit });
  return { as: "u7", me: "u7", use: { ...use, item } };
};
// An activity of a tool, in a unit that is open; it need not be registered to stand there.
const activity = async (world) => {
  const { use } = await unitOf("unit")(world);
  const lti = { kind: "lti", tool: 5, url: "https://tool.example/exercise/3", custom: { chapter: "3" } };
  const item = await world.does("m1", "item.add", { ...use, ...lti, title: { en: "Exercise" } });
  await world.does("m1", "unit.release", { unit: use.unit });
  return { as: "u7", use: { ...use, item } };
};
// A tool that an organiser has registered.
const registered = async (world) => {
  await member(world);
  const ends = ["https://tool.example/launch"];
  const tool = { name: "Exercises", login: "https://tool.example/login", redirects: ends };
  return { as: "organiser", use: { tool: await world.does("organiser", "tool.set", { ...tool, names: true }) } };
};
const handout = prepared("handout.add", "handout", {
  title: { en: "Checklist", fr: "Liste de contrôle" },
  url: "https://police.example/checklist.pdf",
});
const recording = prepared("media.add", "recording", {
  url: "https://video.example/w1.mp4",
  type: "mp4",
});
const notice = prepared("notice.post", "notice", { text: { en: "We go on at 14:10." } });

// A paragraph of the notes by u7, and what became of it.
const noted =
  (use, ...then) =>
  async (world) => {
    const paragraph = await world.does("u7", "notes.add", {
      text: "Devices are kept dry.",
      done: true,
    });
    for (const [sub, method, data] of then) await world.does(sub, method, { paragraph, ...data });
    return { use: { paragraph, ...(use.version && { version: paragraph }) }, ...use.more };
  };
// French captions, and perhaps a line of them that the example names.
const captioned = (member, more) => async (world) => {
  await world.does("h1", "captions.offer", { languages: ["fr"] });
  const text = "Nous commençons par les téléphones.";
  const said = member && (await world.does("m1", "captions.line", { language: "fr", text, ...more }));
  return { as: "m1", ...(said && { use: { [member]: said } }) };
};

// A file that is broken, as a deck: its pages fail.
const broken = (world) => world.uploads(Buffer.from("%PDF-1.7\nwithout a page\n%%EOF\n"));
const unmade = async (world) => {
  await world.follows("m1", "webinar:w1");
  const deck = await broken(world);
  await world.decks("m1", (decks) => decks[deck]?.failed);
  return { as: "m1", sees: "h1", use: { deck } };
};
// What the server says of a file.
const serverSlides = (type, act) => async (world) => {
  await world.follows("m1", "webinar:w1");
  const makes = async () => (await act(world), { seq: await world.told("m1", type) });
  return { as: "m1", sees: "h1", makes };
};
const mediaServer = (type, call, more) => async (world) => {
  await world.follows("m1", "webinar:w1");
  const makes = async () => (await world.calls(call, more), { seq: await world.told("m1", type) });
  return { as: "h1", sees: "p1", makes };
};
const uploads = (type) => serverSlides(type, (world) => world.uploads(talk()));
const shown = async (world) => {
  const use = await world.deck(talk());
  await world.does("m1", "slide.show", { ...use, page: 1 });
  return { as: "m1", use };
};

// The one text of a question or message in a push.
const textOf = ({ push }) => Object.values(Object.values(Object.values(push.patch)[0])[0])[0].text;

const aFile = (world) =>
  world.uploads(talk(), { by: "u7", room: "course:c1", name: "Chain of custody.pdf", for: "room" });

// Somebody who came to a room that asks, and stands in its line.
async function waits(world) {
  await world.does("h1", "member.policy", { policy: "ask" });
  await world.follows("m1", "webinar:w1");
  await world.follows("u9", "webinar:w1");
  await (await world.person("m1")).publication("webinar:w1", ({ type }) => type === "lobby.arrive");
  return { as: "m1", sees: "m1" };
}

// A participant whom the academy knows.
async function member(world, person = "u7") {
  const name = person.replace(/^u/, "Participant ");
  const mail = `participant${person.slice(1)}@police.example`;
  await world.does("organiser", "person.add", { person, name, mail, country: "TN", languages: ["ar"] });
}

const known = (person, as = "organiser") => async (world) => {
  await member(world, person);
  return { as };
};

// A request for access of somebody from Tunisia, by the coordinator, who has endorsed it by that.
async function request(world) {
  const data = { name: "Participant 12", mail: "participant12@police.example", country: "TN" };
  return world.does("coordinator", "access.request", { ...data, language: "ar" });
}

const requested = (as) => async (world) => ({
  as,
  sees: "organiser",
  use: { request: await request(world) },
});

// A room of the catalogue, by the manager, who is its host.
async function listed(world, data = {}) {
  const title = { en: "Traces on phones" };
  const made = { of: "webinar:w9", template: "webinar", title, start: 1700000600000, minutes: 60 };
  return world.does("manager", "room.create", { ...made, who: { to: "academy" }, ...data });
}

const ofListed = (as, data) => async (world) => {
  await member(world);
  await listed(world, data);
  return { as, sees: "organiser" };
};

const coded = (as) => async (world) => {
  await ofListed(as)(world);
  await world.does("manager", "room.code", { of: "webinar:w9", code: "KRTWXY" });
  return { as };
};

const announced = (who) => async (world) => {
  await member(world);
  const words = { title: { en: "Winter school" }, text: { en: "Places are open until Friday." } };
  const announcement = await world.does("organiser", "announce.post", { ...words, who });
  return { as: "organiser", sees: "u7", use: { announcement } };
};

const agreed = (as) => async (world) => {
  await member(world);
  const version = await world.does("organiser", "conduct.set", { text: { en: "Kindly." } });
  return { as, me: "u7", use: { version } };
};

const certified = (as) => async (world) => {
  await member(world);
  const given = { person: "u7", kind: "instructor", reference: "IN-2026-14" };
  const times = { issued: 1700000000000, until: 2763072000000 };
  const credential = await world.does("organiser", "credential.give", { ...given, ...times });
  return { as, use: { credential } };
};

const asksAnswers = (registered) => async (world) => {
  await member(world);
  const questions = [
    { kind: "text", title: { en: "From where?" } },
    { kind: "choice", title: { en: "Which?" }, options: [{ en: "Phones" }, { en: "Cars" }] },
  ];
  await listed(world, { registration: { questions } });
  const answers = { 1: "Tunis", 2: 1 };
  if (registered) await world.does("u7", "room.register", { of: "webinar:w9", answers });
  return { as: "u7" };
};

const serverTells = (as) => async () => ({ as, told: true });

async function anyQuestion(world) {
  return { use: { question: await world.does("u7", "question.ask", { text: "Who signs?" }) } };
}

// Only staff hear of it.
const staffQuestion = async (world) => ({ ...(await anyQuestion(world)), sees: "h1" });

async function similarQuestions(world) {
  const into = await world.does("u7", "question.ask", { text: "Who signs?" });
  return { use: { question: await world.does("u8", "question.ask", { text: "Who signs it?" }), into } };
}

async function openQuestion(world) {
  const question = await world.pending("How long?");
  await world.does("m1", "question.approve", { question });
  return { use: { question } };
}

// An open poll that is answered in words.
async function words(world, type, asks) {
  const poll = await world.does("p1", "poll.prepare", { type, title: { en: "What?" }, ...asks });
  await world.does("p1", "poll.open", { poll });
  return poll;
}

// A closed poll with a vote.
async function closed(world, { published, ...asks } = {}) {
  await world.live();
  const poll = await world.poll({ open: true, published, asks });
  await world.does("u7", "poll.vote", { poll, choices: [1, 3] });
  await world.does("p1", "poll.close", { poll });
  return poll;
}

// A quiz of one question, whose answer is known; told, when it is to be.
async function quizzed(world, told) {
  const quiz = "q1";
  const poll = await closed(world, { quiz, correct: [1, 3] });
  await world.does("p1", "poll.reveal", { poll });
  if (told) await world.does("p1", "poll.board", { quiz, published: true });
  return quiz;
}

export const stories = {
  "tasks.list": certified("organiser"),
  "tool.list": registered,
  "tool.remove": registered,
  "tool.set": async (world) => {
    await member(world);
    return { as: "organiser" };
  },
  "announce.edit": announced(),
  "announce.expire": serverTells("organiser"),
  "announce.list": async (world) => {
    await announced({ countries: ["TN"] })(world);
    return { as: "u7" };
  },
  "announce.post": async (world) => {
    await member(world);
    return { as: "organiser", sees: "u7" };
  },
  "announce.remove": announced(),
  "chat.approve": async (world, example) => {
    await world.does("m1", "chat.mode", { mode: "approve" });
    return {
      use: { message: await world.does("u7", "chat.post", { text: textOf(example) }) },
      me: "u7",
    };
  },
  "chat.delete": async (world) => ({
    use: { message: await world.does("u7", "chat.post", { text: "Not quite fitting" }) },
  }),
  "chat.edit": async (world) => ({
    use: { message: await world.does("u7", "chat.post", { text: "At for o'clock" }) },
  }),
  "chat.history": async (world) => {
    await world.does("u7", "chat.post", { text: "Good day" });
    await world.does("u7", "chat.post", { text: "Good morning" });
    const before = await world.does("u8", "chat.post", { text: "later" });
    return { use: { before }, as: "u9" };
  },
  "chat.mode": async () => ({}),
  "chat.post": async (world) => {
    const posts = Array.from({ length: 100 }, (_, at) =>
      world.does(`u${30 + (at % 10)}`, "chat.post", { text: `${at}` }),
    );
    return { use: { reply: (await Promise.all(posts)).at(-1) } };
  },
  "chat.pin": async (world) => ({
    use: { message: await world.does("u7", "chat.post", { text: "The file is under Handouts" }) },
  }),
  "chat.words": async () => ({ sees: "h1" }),
  "chat.react": async (world) => ({
    use: { message: await world.does("u8", "chat.post", { text: "Good day" }) },
    me: "u7",
  }),
  "chat.refuse": async (world, example) => {
    await world.does("m1", "chat.mode", { mode: "approve" });
    const message = await world.does("u7", "chat.post", { text: "May I ask something?" });
    return { use: { message }, me: "u7", sees: "h1" };
  },
  "file.add": async (world) => ({ as: "u7", makes: () => aFile(world) }),
  "file.get": async (world) => ({ use: { file: await aFile(world) }, as: "u9" }),
  "file.remove": async (world) => ({ use: { file: await aFile(world) }, as: "u7" }),
  "conduct.accept": agreed("u7"),
  "conduct.get": agreed("u7"),
  "conduct.set": async () => ({ as: "organiser", sees: "organiser" }),
  "completion.correct": took("m1", { me: "u7" }),
  "stage.archive": took("m1"),
  "completion.attend": took("m1"),
  "completion.reach": took("m1"),
  "completion.rules": async (world) => (await world.moderated(), {}),
  "course.participation": took("m1"),
  "course.record": took("u7"),
  "credential.award": certified("organiser"),
  "credential.recall": certified("organiser"),
  "credential.get": certified("u7"),
  "credential.give": known("u7"),
  "credential.lapse": certified("organiser"),
  "credential.list": certified("u7"),
  "credential.renew": certified("organiser"),
  "credential.verify": certified("organiser"),
  "credential.withdraw": certified("organiser"),
  "visitor.end": visited("m1"),
  "visitor.lapse": serverTells("host"),
  "visitor.places": visited("g1"),
  "visitor.set": visited("m1", false),
  "cohort.add": async (world) => (await world.moderated(), { sees: "m1" }),
  "cohort.edit": cohorts(),
  "cohort.remove": cohorts(cohortOf({ cohort: 1 })),
  "cohort.put": cohorts(),
  "cohort.deal": cohorts(cohortOf({ cohort: 1 }), cohortOf({})),
  "cohort.staff": cohorts(),
  "forum.narrow": async (world) => {
    const { thread, ...told } = await cohorts()(world);
    return { ...told, use: { thread } };
  },
  "forum.accept": async (world) => {
    const { thread, post } = await world.answered();
    return { use: { post }, part: thread };
  },
  "forum.delete": async (world) => {
    const { thread, post: accepted } = await world.answered();
    await world.does("u7", "forum.accept", { post: accepted, accepted: true });
    const post = await world.does("u9", "forum.post", { thread, text: "To be deleted" });
    return { use: { post }, part: thread };
  },
  "forum.edit": async (world) => {
    const { thread, post } = await world.answered();
    return { use: { post, version: post }, channel: `course:c1/thread/${thread}` };
  },
  "forum.post": async (world) => {
    const thread = await world.thread();
    return { use: { thread }, part: thread };
  },
  "forum.list": async (world) => (await world.answered(), { as: "u9" }),
  "forum.unread": async (world) => (await world.answered(), { as: "u9" }),
  "forum.by": async (world) => (await world.thread(), { as: "u9" }),
  "forum.card": async (world) => (await world.thread(), { as: "u9" }),
  "forum.mine": async (world) => (await world.thread(), { as: "u7" }),
  "forum.posts": async (world) => {
    const { thread, post } = await world.answered();
    await world.does("u9", "forum.post", { thread, text: "Later." });
    return { use: { thread, before: post + 1 }, as: "u9" };
  },
  "forum.remove": async (world) => ({ use: { thread: await world.moderated() } }),
  "forum.rename": async (world) => {
    const thread = await world.moderated();
    return { use: { thread }, part: thread };
  },
  "forum.thread": async () => ({}),
  "forum.vote": async (world) => ({ use: { post: await world.thread() }, me: "u9", as: "u9", sees: "u8" }),
  "forum.unvote": async (world) => {
    const use = { post: await world.thread() };
    await world.does("u9", "forum.vote", use);
    return { use, me: "u9", as: "u9", sees: "u8" };
  },
  "forum.choose": async (world) => {
    const post = await polled(world);
    return { use: { post }, as: "u9", sees: "u8", channel: `course:c1/thread/${post}` };
  },
  "forum.finish": async (world) => {
    const post = await polled(world);
    await world.does("u9", "forum.choose", { post, choices: [2] });
    return { use: { post }, as: "u7", channel: `course:c1/thread/${post}` };
  },
  "forum.preview": async (world) => {
    await world.thread();
    return { as: await world.organiser() };
  },
  "forum.polls": async (world) => {
    const post = await polled(world);
    await world.does("u9", "forum.choose", { post, choices: [2] });
    return { use: { thread: post }, as: "u9" };
  },
  "forum.ballots": async (world) => {
    const post = await polled(world);
    await world.does("u9", "forum.choose", { post, choices: [2] });
    return { use: { post }, as: await world.organiser() };
  },
  "forum.restore": async (world) => {
    const { post } = await world.answered();
    await world.does("u8", "forum.delete", { post });
    return { use: { post }, as: await world.organiser() };
  },
  "forum.pin": async (world) => ({ use: { thread: await world.moderated() } }),
  "forum.close": async (world) => {
    const thread = await world.moderated();
    return { use: { thread }, part: thread };
  },
  "forum.reopen": async (world) => {
    const thread = await world.moderated();
    await world.does("m1", "forum.close", { thread });
    return { use: { thread }, part: thread };
  },
  "forum.split": async (world) => {
    const { post } = await world.answered();
    return { use: { post }, as: await world.organiser() };
  },
  "forum.merge": async (world) => {
    const into = await world.thread();
    const thread = await world.does("u8", "forum.thread", { title: "And the clerk?", text: "Signs too?" });
    return { use: { thread, into }, as: await world.organiser() };
  },
  "forum.move": async (world) => {
    const { use } = await topicOf("topic")(world);
    return { as: "m1", use: { thread: await world.thread(), ...use } };
  },
  "forum.place": async (world) => ({ use: { post: (await world.answered()).post }, as: "u9" }),
  "forum.self": async (world) => ({ use: { thread: await world.thread() }, as: "u9" }),
  "forum.history": async (world) => {
    const { post } = await world.answered();
    await world.does("u8", "forum.edit", { post, version: post, text: "Both sides, and the clerk." });
    return { use: { post }, as: await world.organiser() };
  },
  "document.add": async (world) => ({ as: await world.organiser() }),
  "document.edit": documentOf({ names: ["document", "said"] }),
  "document.version": documentOf(),
  "document.drop": documentOf({ names: ["document", "version"] }),
  "document.remove": documentOf(),
  "document.policy": async () => ({ as: "host" }),
  "document.list": documentOf({ names: [], ...reader }),
  "document.get": documentOf(reader),
  "document.cite": documentOf(reader),
  "document.cited": async (world) => {
    await world.does("u7", "forum.thread", { title: "What to read", text: "See /course/c1/document/30." });
    return { as: "u9", use: {} };
  },
  "topic.add": topicOf(),
  "topic.edit": topicOf("topic"),
  "topic.remove": topicOf("topic"),
  "topic.order": async (world) => {
    const second = await topicOf("topic")(world);
    const { use } = await topicOf("topic")(world);
    return { as: "m1", use: { topics: [use.topic, second.use.topic] } };
  },
  "unit.add": unitOf(),
  "unit.edit": unitOf("unit"),
  "unit.schedule": unitOf("unit"),
  "unit.dates": async (world) => {
    const { use } = await unitOf("unit")(world);
    return { as: "m1", sees: "host", use: { units: [{ ...use, at: 4102444900000 }] } };
  },
  "assignment.dates": assignmentOf({ as: "m1" }, handed),
  "unit.release": unitOf("unit"),
  "unit.remove": unitOf("unit"),
  "unit.order": async (world) => {
    const second = await unitOf("unit")(world);
    const { use } = await unitOf("unit")(world);
    return { as: "m1", sees: "host", use: { units: [use.unit, second.use.unit] } };
  },
  "item.add": itemOf(),
  "item.edit": itemOf("item"),
  "item.remove": itemOf("item"),
  "item.order": async (world) => {
    const { use, ...rest } = await itemOf("item")(world);
    const second = await world.does("m1", "item.add", { unit: use.unit, ...read });
    return { ...rest, use: { unit: use.unit, items: [second, use.item] } };
  },
  "item.mark": async (world) => {
    const { use } = await itemOf("item")(world);
    await world.does("m1", "unit.release", { unit: use.unit });
    return { as: "u7", me: "u7", use };
  },
  "test.set": testOf({ as: "m1" }),
  "test.ask": testOf({ as: "m1" }),
  "test.drop": testOf({ as: "m1", named: "question" }),
  "test.begin": testOf(taker),
  "test.answer": testOf({ ...taker, named: "question" }, ["test.begin", {}]),
  "test.hand": testOf(taker, ["test.begin", {}]),
  "test.allow": testOf({ as: "m1", me: "u7" }),
  "test.mark": testOf({ as: "m1" }),
  "test.paper": testOf({ as: "u7" }, ["test.begin", {}]),
  "test.read": testOf({ as: "m1" }),
  "test.dates": testOf({ as: "m1" }, ["test.begin", {}]),
  "test.results": testOf({ as: "m1" }, ["test.begin", {}], ["test.hand", { attempt: 1 }]),
  "assignment.set": assignmentOf({ as: "m1" }),
  "assignment.write": assignmentOf(taker),
  "assignment.hand": assignmentOf(taker),
  "assignment.withdraw": assignmentOf(taker, handed),
  "assignment.mark": assignmentOf({ as: "m1", me: "u7" }, handed),
  "assignment.allow": assignmentOf({ as: "m1", me: "u7" }),
  "assignment.read": assignmentOf({ as: "u7" }, handed, back),
  "assignment.works": assignmentOf({ as: "m1" }, handed),
  "assignment.report": assignmentOf({ as: "m1" }, handed),
  "assignment.work": assignmentOf({ as: "m1" }, handed),
  "unit.preview": unitOf(),
  "item.place": playing,
  "item.media": playing,
  "item.launch": activity,
  "unit.calendar": playing,
  "room.hold": async () => ({ as: "m1" }),
  "room.drop": async () => ({ as: "m1" }),
  "room.dropped": async () => ({ as: "m1" }),
  "unit.announce": unitOf("unit"),
  "unit.carry": async () => ({ as: "m1" }),
  "item.carry": async () => ({ as: "m1" }),
  "item.meet": async () => ({ as: "m1" }),
  "topic.carry": async () => ({ as: "m1" }),
  "forum.unlock": async () => ({ as: "m1" }),
  "forum.lapse": async () => ({ as: "m1" }),
  "assignment.carry": async () => ({ as: "m1" }),
  "test.carry": async () => ({ as: "m1" }),
  "file.carry": async () => ({ as: "m1" }),
  "document.carry": async () => ({ as: "m1" }),
  "file.bring": async () => ({ as: "m1" }),
  "file.return": async () => ({ as: "m1" }),
  "unit.place": async () => ({ as: "m1" }),
  "inbox.mention": async (world) => {
    const thread = await world.thread();
    const data = { thread, text: "As @u7 says", mentions: ["u7"] };
    const makes = () => world.does("u8", "forum.post", data).then(() => ({ seq: 1 }));
    return { as: "u7", sees: "u7", makes };
  },
  "inbox.unmention": async (world) => {
    const thread = await world.thread();
    await world.follows("u7", "inbox:me");
    const data = { thread, text: "As @u7 says", mentions: ["u7"] };
    const post = await world.does("u8", "forum.post", data);
    const told = (data) => data.type === "inbox.mention";
    await (await world.person("u7")).publication("inbox:me", told);
    const makes = () => world.does("u8", "forum.delete", { post }).then(() => ({ seq: 2 }));
    return { as: "u7", sees: "u7", makes };
  },
  "member.policy": async () => ({ as: "h1", sees: "m1" }),
  "member.silence": async () => ({ as: "m1", sees: "m1", me: "u7" }),
  "member.remove": async () => ({ as: "m1" }),
  "member.ban": async () => ({ as: "m1", sees: "m1" }),
  "member.unban": async (world) => {
    await world.does("m1", "member.ban", { whom: "u7", why: "Insults" });
    return { as: "m1", sees: "m1" };
  },
  "lobby.admit": waits,
  "lobby.refuse": waits,
  "lobby.list": async (world) => {
    await waits(world);
    await world.follows("u10", "webinar:w1");
    await (await world.person("m1")).publication(
      "webinar:w1",
      ({ patch }) => patch.lobby?.line?.[2],
    );
    return { as: "m1" };
  },
  "lobby.place": async (world) => ({ ...(await waits(world)), as: "u9" }),
  "lobby.tell": async () => ({ as: "m1", sees: "m1" }),
  "lobby.capacity": async () => ({ as: "h1", sees: "m1" }),
  "lobby.arrive": async () => ({ as: "m1" }),
  "lobby.leave": async () => ({ as: "m1" }),
  "lobby.seat": async () => ({ as: "m1" }),
  "lock.person": async () => ({ as: "m1", sees: "m1", me: "u7" }),
  "lock.set": async () => ({ as: "m1" }),
  "stage.reopen": async (world) => {
    await world.live();
    await world.does("h1", "stage.phase", { to: "ended" });
    return { as: "h1" };
  },
  "member.set": async (world) => {
    await world.does("h1", "member.set", { whom: "p1", role: "participant" });
    return { me: "p1" };
  },
  "settings.set": async () => ({ as: "organiser", sees: "organiser" }),
  "access.approve": requested("organiser"),
  "access.confirm": requested("organiser"),
  "access.endorse": async (world) => {
    const coordinator = await world.person("coordinator");
    const question = { room: "academy:main", state: "confirmed" };
    const { requests } = await coordinator.rpc("access.list", question);
    return { as: "coordinator", sees: "organiser", use: { request: requests[0].request } };
  },
  "access.expire": requested("organiser"),
  "access.link": requested("organiser"),
  "access.figures": requested("organiser"),
  "access.list": requested("coordinator"),
  "access.refuse": requested("coordinator"),
  "access.request": async () => ({ as: "coordinator", sees: "organiser" }),
  "access.status": async () => ({ as: "organiser" }),
  "access.find": async () => ({ as: "organiser" }),
  "country.close": async () => ({ as: "organiser" }),
  "country.open": async (world) => {
    await world.does("organiser", "country.close", { country: "TN" });
    return { as: "organiser" };
  },
  "person.add": async () => ({ as: "organiser" }),
  "person.change": async (world) => {
    await member(world);
    return { me: "u7" };
  },
  "person.enrol": known("u7"),
  "person.enrolled": known("u7", "u7"),
  "login.end": known("u7", "u7"),
  "person.erase": known("u8"),
  "person.erased": known("u7", "u7"),
  "person.erasing": known("u7", "u7"),
  "person.get": known("u7"),
  "person.issued": known("u7", "u7"),
  "person.link": known("u8"),
  "person.unlink": async (world) => {
    await member(world, "u8");
    const link = { issuer: "https://sso.example", subject: "officer-17" };
    await world.does("organiser", "person.link", { person: "u8", ...link });
    return { as: "organiser" };
  },
  "person.list": known("u7"),
  "person.history": async (world) => {
    await member(world);
    return { as: "organiser" };
  },
  "person.rooms": ofListed("u7"),
  "person.find": known("u7"),
  "person.export": known("u7"),
  "person.plan": known("u7"),
  "person.restore": async (world) => {
    await member(world, "u8");
    await world.does("organiser", "person.suspend", { person: "u8" });
    return { as: "organiser" };
  },
  "person.suspend": known("u8"),
  "poll.close": async (world) => {
    await world.live();
    const poll = await world.poll({ open: true, published: true, seconds: 60 });
    await world.does("u7", "poll.vote", { poll, choices: [1, 3] });
    return { use: { poll } };
  },
  "poll.edit": async (world) => ({ use: { poll: await world.poll() }, sees: "m1" }),
  "poll.order": async (world) => {
    const polls = [await world.poll(), await world.poll()];
    return { use: { polls: polls.reverse() }, sees: "m1" };
  },
  "poll.retract": async (world) => {
    await world.live();
    return { use: { poll: await world.poll({ open: true }) } };
  },
  "poll.delete": async (world) => ({ use: { poll: await world.poll() }, sees: "m1" }),
  "poll.open": async (world, example) => {
    await world.live();
    const [poll] = Object.values(example.push.patch.poll.polls);
    const { type, title, max, change } = poll;
    const data = { type, title, max, change, options: Object.values(poll.options) };
    return { use: { poll: await world.does("p1", "poll.prepare", data) } };
  },
  "poll.prepare": async () => ({ sees: "m1" }),
  "poll.publish": async (world) => {
    await world.live();
    return { use: { poll: await world.poll({ open: true }) } };
  },
  "poll.vote": async (world) => {
    await world.live();
    return { use: { poll: await world.poll({ open: true, published: true }) }, me: "u7" };
  },
  "poll.late": async (world) => {
    const poll = await closed(world, { ballot: "named", published: true });
    await world.does("h1", "stage.phase", { to: "ended" });
    return { use: { poll }, as: "u8", me: "u8" };
  },
  "poll.answer": async (world) => {
    await world.live();
    return { use: { poll: await words(world, "cloud", { results: "live" }) }, me: "u7" };
  },
  "poll.show": async (world) => {
    await world.live();
    const poll = await words(world, "text", { results: "live" });
    return { use: { poll, answer: await world.does("u7", "poll.answer", { poll, texts: ["Phones"] }) } };
  },
  "poll.answers": async (world) => {
    await world.live();
    const poll = await words(world, "text");
    await world.does("u7", "poll.answer", { poll, texts: ["Phones"] });
    return { use: { poll }, as: "p1" };
  },
  "poll.round": async (world) => ({ use: { poll: await closed(world, { published: true }) } }),
  "poll.reveal": async (world) => ({ use: { poll: await closed(world, { correct: [1, 3] }) } }),
  "poll.archive": async (world) => ({ use: { poll: await closed(world) } }),
  "poll.board": async (world) => ({ use: { quiz: await quizzed(world) } }),
  "poll.place": async (world) => ({ use: { quiz: await quizzed(world, true) }, as: "u7" }),
  "poll.alias": async (world) => {
    const quiz = "q1";
    await closed(world, { quiz, correct: [1, 3] });
    return { use: { quiz }, as: "u7" };
  },
  "poll.prepared": async (world) => {
    await world.poll();
    return { as: "p1" };
  },
  "poll.carry": async () => ({ as: "m1" }),
  "survey.add": async () => ({ as: "m1", sees: "h1" }),
  "survey.edit": async (world) => ({ ...(await form(world)), as: "m1", sees: "h1" }),
  "survey.remove": async (world) => ({ ...(await form(world, "open")), as: "m1" }),
  "survey.open": async (world) => ({ ...(await form(world)), as: "m1" }),
  "survey.close": async (world) => ({ ...(await form(world, "answered")), as: "m1" }),
  "survey.answer": async (world) => ({ ...(await form(world, "open")), as: "u7", me: "u7" }),
  "survey.carry": async () => ({ as: "m1" }),
  "survey.own": async (world) => ({ ...(await form(world, "answered")), as: "u7" }),
  "survey.results": async (world) => ({ ...(await form(world, "answered")), as: "m1" }),
  "survey.report": async () => ({ as: "m1" }),
  "agenda.carry": async () => ({ as: "m1" }),
  "agenda.prepared": async (world) => ({ ...(await chapter()(world)), as: "p1", use: {} }),
  "glossary.carry": async () => ({ as: "m1" }),
  "library.add": async () => ({ as: "u7", sees: "u7" }),
  "library.remove": async (world) => {
    const owner = await world.person("u7");
    const poll = { type: "boolean", title: { en: "Kept?" } };
    const { seq } = await owner.rpc("library.add", { room: "inbox:me", op: "keeps", poll });
    return { use: { item: seq }, as: "u7", sees: "u7" };
  },
  "draft.write": async () => ({ as: "u7", sees: "u7" }),
  "draft.drop": begun({ sees: "u7" }),
  "draft.read": begun({ use: {} }),
  "poll.ballots": async (world) => ({ use: { poll: await closed(world, { ballot: "named" }) }, as: "p1" }),
  "export.parts": async () => ({ as: "m1" }),
  "poll.report": async (world) => {
    await world.live();
    await world.poll({ open: true });
    return { as: "p1" };
  },
  "reaction.minutes": async () => ({ as: "u7" }),
  "tempo.minutes": async () => ({ as: "p1" }),
  "poll.results": async (world) => {
    await world.live();
    const poll = await world.poll({ open: true, asks: { results: "voted" } });
    await world.does("u7", "poll.vote", { poll, choices: [1, 3] });
    return { use: { poll }, as: "u7" };
  },
  // Five is what it takes; behind the close comes what is told.
  "poll.sums": async (world) => {
    await world.live();
    const poll = await world.poll({ open: true, published: true, ballot: "secret" });
    for (const sub of ["u1", "u2", "u3", "u4", "u5", "u6"])
      await world.does(sub, "poll.vote", { poll, choices: [1] });
    const makes = async () => ({ seq: (await world.does("p1", "poll.close", { poll })) + 1 });
    return { as: "u7", makes };
  },
  "attendance.list": async (world) => {
    await world.live();
    await comesAndGoes(world, "u7");
    await comes(world, "u7");
    return { as: "p1" };
  },
  "attendance.own": async (world) => {
    await world.live();
    await comes(world, "u7");
    return { as: "u7" };
  },
  "attendance.rule": async () => ({ as: "m1" }),
  "attendance.watch": async (world) => {
    await comes(world, "u7");
    await world.live();
    await world.does("h1", "stage.phase", { to: "ended" });
    return { as: "u7" };
  },
  "attendance.correct": async (world) => {
    await comes(world, "u7");
    return { as: "m1", sees: "p1" };
  },
  "presence.gone": async () => ({ as: "u7" }),
  "room.answer": async (world) => {
    await ofListed("u7")(world);
    await world.does("manager", "room.invite", { of: "webinar:w9", people: ["u7"] });
    return { as: "u7" };
  },
  "room.archive": ofListed("manager"),
  "room.change": ofListed("manager"),
  "room.code": ofListed("manager"),
  "room.copy": ofListed("manager"),
  "room.create": async () => ({ as: "manager", sees: "organiser" }),
  "room.find": coded("u7"),
  "room.get": ofListed("u7"),
  "room.invite": ofListed("manager"),
  "room.uninvite": ofListed("manager"),
  "room.join": ofListed("u7"),
  "room.link": ofListed("manager"),
  "room.list": ofListed("u7"),
  "room.calendar": ofListed("manager"),
  "room.outline": ofListed("u7"),
  "room.phase": serverTells("organiser"),
  "room.reports": serverTells("organiser"),
  "room.member": serverTells("organiser"),
  "room.answers": async (world) => {
    await asksAnswers(true)(world);
    return { as: "manager" };
  },
  "room.readers": ofListed("organiser"),
  "room.register": asksAnswers(false),
  "room.policy": async () => ({ as: "organiser", sees: "organiser" }),
  "room.take": async (world) => {
    await member(world);
    await world.does("organiser", "person.add", { person: "u8", name: "Mount" });
    await listed(world, { hosts: ["u8"] });
    await world.does("organiser", "person.suspend", { person: "u8" });
    return { as: "organiser" };
  },
  "room.unlink": ofListed("manager"),
  "room.unregister": asksAnswers(true),
  "bookmark.set": async () => ({ as: "u7", sees: "u7" }),
  "bookmark.mark": marked(),
  "bookmark.remove": marked(),
  "bookmark.list": async (world) => {
    const { thread, post } = await world.answered();
    await marked({ thing: thread, post })(world);
    return { as: "u7" };
  },
  "inbox.dismiss": async () => ({ as: "u7", sees: "u7" }),
  "inbox.invite": serverTells("u7"),
  "inbox.request": serverTells("u7"),
  "inbox.settings": async () => ({ as: "u7" }),
  "inbox.room": serverTells("u7"),
  "inbox.uninvite": serverTells("u7"),
  "login.end": serverTells("organiser"),
  "member.admit": serverTells("h1"),
  "attendance.tell": serverTells("h1"),
  "question.carry": serverTells("h1"),
  "question.return": serverTells("h1"),
  "forum.carry": serverTells("h1"),
  "member.rest": serverTells("h1"),
  "member.taken": serverTells("h1"),
  "stage.change": serverTells("h1"),
  "room.erase": async () => ({ as: "u7" }),
  "room.erased": async () => ({ as: "u7" }),
  "presence.join": async (world) => ({
    as: "u7",
    makes: () => world.follows("u7", "webinar:w1"),
  }),
  "presence.leave": async (world) => {
    await comes(world, "u7");
    return { as: "u7", makes: async () => (await world.person("u7")).end() };
  },
  "report.send": async (world) => ({ use: { thing: await spam(world) }, sees: "h1", me: "u7" }),
  "report.claim": reported,
  "report.unclaim": async (world) => {
    const { use, sees } = await reported(world);
    await world.does("m1", "report.claim", use);
    return { use, sees };
  },
  "report.acts": async (world) => {
    const message = await world.does("u7", "chat.post", { text: "Rude" });
    await world.does("m1", "chat.delete", { message, why: "Rude" });
    return { as: "h1" };
  },
  "report.note": async () => ({ as: "m1", sees: "m1" }),
  "report.unnote": async (world) => ({ use: { note: await notedOn(world) }, sees: "m1" }),
  "report.notes": async (world) => {
    await notedOn(world);
    await notedOn(world);
    return { as: "m1" };
  },
  "names.set": async () => ({ sees: "m1" }),
  "report.decide": async (world) => ({ ...(await reported(world)), me: "u7" }),
  "direct.send": async () => ({ sees: "h1", me: "u7" }),
  "direct.delete": written,
  "direct.done": written,
  "direct.mode": async () => ({ as: "m1" }),
  "direct.history": async (world, example) => {
    await written(world, example);
    return { as: "m1" };
  },
  "direct.talks": async (world, example) => {
    await written(world, example);
    return { as: "m1" };
  },
  "direct.reported": async (world, example) => {
    const { use } = await written(world, example);
    const data = { of: "direct", thing: use.message, reason: "rude" };
    await world.does("u7", "report.send", data);
    return { as: "m1", use };
  },
  "hand.raise": async (world) => (await world.live(), { sees: "h1" }),
  "hand.lower": raisedHand,
  "hand.call": raisedHand,
  "hand.clear": raisedHand,
  "notes.set": async () => ({}),
  "notes.add": async () => ({}),
  "notes.take": noted({}),
  "notes.write": noted({ version: true }),
  "notes.free": noted({}, ["u8", "notes.take"]),
  "notes.move": async (world) => {
    await noted({})(world);
    return noted({})(world);
  },
  "notes.remove": noted({}),
  "notes.restore": noted({}, ["u7", "notes.remove"]),
  "notes.wipe": noted({}),
  "notes.expire": serverTells("h1"),
  "notes.history": async (world) => {
    const { use } = await noted({})(world);
    const { paragraph } = use;
    await world.does("u8", "notes.write", { paragraph, version: paragraph, text: "Devices are kept dry, and off." });
    return { as: "u9", use };
  },
  "notes.removed": noted({ more: { as: "m1", use: {} } }, ["u7", "notes.remove"]),
  "notice.post": async () => ({ as: "m1" }),
  "notice.edit": notice,
  "notice.remove": notice,
  "chat.show": serverTells("h1"),
  "notice.expire": serverTells("h1"),
  "run.order": async () => ({ as: "m1", sees: "h1" }),
  "run.go": async () => ({ as: "m1", sees: "h1" }),
  "glossary.add": async () => ({ as: "m1" }),
  "glossary.edit": term,
  "glossary.remove": term,
  "agenda.add": async () => ({ as: "m1" }),
  "agenda.edit": chapter(),
  "agenda.remove": chapter(),
  "agenda.order": async (world) => {
    const { use } = await chapter()(world);
    const second = await chapter()(world);
    return { as: "m1", use: { items: [second.use.item, use.item] } };
  },
  "agenda.go": chapter(["stage.phase", { to: "live" }]),
  "handout.add": async () => ({ as: "m1" }),
  "handout.edit": handout,
  "handout.remove": handout,
  "call.link": async () => ({ sees: "p1" }),
  "ingest.begin": mediaServer("ingest.begin", "publish"),
  "ingest.end": async (world) => {
    await world.calls("publish");
    return mediaServer("ingest.end", "publish_done")(world);
  },
  "ingest.recorded": mediaServer("ingest.recorded", "record_done", recorded),
  "ingest.renew": async () => ({ sees: "p1" }),
  "ingest.key": async () => ({ as: "h1" }),
  "ingest.recording": async (world) => {
    await world.calls("record_done", recorded);
    const { data } = await world.follows("m1", "webinar:w1");
    return { as: "m1", use: { recording: Number(Object.keys(data.ingest.recordings)[0]) } };
  },
  "media.add": async () => ({ as: "m1" }),
  "media.edit": recording,
  "media.remove": recording,
  "media.anchor": recording,
  "media.address": recording,
  "slide.add": uploads("slide.add"),
  "slide.begin": uploads("slide.begin"),
  "slide.page": uploads("slide.page"),
  "slide.fail": serverSlides("slide.fail", broken),
  "slide.cancel": async (world) => ({
    as: "m1",
    sees: "h1",
    use: await world.deck(slow(), "making"),
  }),
  "slide.again": unmade,
  "slide.rename": unmade,
  "slide.remove": unmade,
  "slide.restore": async (world) => {
    const { use } = await unmade(world);
    await world.does("m1", "slide.remove", use);
    return { as: "m1", sees: "h1", use };
  },
  "slide.clear": unmade,
  "slide.carry": async () => ({ as: "m1" }),
  "slide.bring": async () => ({ as: "m1" }),
  "slide.show": async (world) => ({ as: "m1", use: await world.deck(talk()) }),
  "slide.hide": shown,
  "slide.point": async (world) => ({ ...(await shown(world)), use: {} }),
  "slide.pages": async (world) => ({ ...(await shown(world)), as: "u9" }),
  "film.get": async (world) => {
    await world.live();
    await world.does("h1", "stage.phase", { to: "ended" });
    return { as: "u7" };
  },
  "slide.work": async () => ({ as: "m1" }),
  "slide.image": async (world) => ({ as: "m1", use: await world.deck(talk()) }),
  "captions.offer": async () => ({ as: "m1" }),
  "captions.line": captioned(),
  "captions.amend": captioned("line", { from: 1700000000000, to: 1700000001000 }),
  "captions.remove": captioned("line"),
  "captions.assign": async (world) => {
    await captioned()(world);
    return { as: "m1", sees: "h1", me: "u7" };
  },
  "captions.take": async (world) => ({ ...(await captioned()(world)), sees: "h1" }),
  "captions.leave": async (world) => {
    await captioned()(world);
    await world.does("m1", "captions.take", { language: "fr" });
    return { as: "m1", sees: "h1" };
  },
  "captions.history": async (world) => {
    await captioned("line")(world);
    const { use } = await captioned("line")(world);
    return { as: "u9", use: { before: use.line + 1 } };
  },
  "timer.start": async () => ({ as: "m1" }),
  "timer.stop": async (world) => {
    await world.does("m1", "timer.start", { seconds: 600 });
    return { as: "m1" };
  },
  "group.make": async () => ({}),
  "group.add": async () => ({ sees: "h1" }),
  "group.edit": groups("hand"),
  "group.remove": groups("hand"),
  "group.move": groups("hand"),
  "group.choose": async (world) => ({ ...(await groups("choice")(world)), sees: "u7", me: "u7" }),
  "group.place": async () => ({ as: "m1" }),
  "group.open": async (world) => ({ ...(await groups("hand")(world)), sees: "u7" }),
  "group.time": groups("hand", ["group.open", {}]),
  "group.back": groups("hand", ["group.open", {}]),
  "group.close": async () => ({ as: "m1" }),
  "group.tell": groups("hand", ["group.open", {}]),
  "group.help": groups("hand", inFirst, ["group.open", {}]),
  "group.helped": groups("hand", inFirst, ["group.open", {}], ["group.help", {}, "u7"]),
  "tempo.choose": async (world) => (await world.live(), { as: "u7", sees: "h1", me: "u7" }),
  "reaction.send": async (world) => {
    await world.live();
    await world.follows("u7", "webinar:w1");
    return { as: "u7" };
  },
  "reaction.late": async (world) => {
    await world.live();
    await world.does("h1", "stage.phase", { to: "ended" });
    await world.follows("u7", "webinar:w1");
    return { use: { at: Date.now() }, as: "u7" };
  },
  "reaction.sum": async (world) => {
    await world.live();
    await world.follows("u7", "webinar:w1");
    await world.follows("u8", "webinar:w1");
    const react = async (sub, kind) =>
      (await world.person(sub)).rpc("reaction.send", { room: "webinar:w1", kind });
    return { as: "u7", makes: async () => (await react("u7", "clap"), react("u8", "heart")) };
  },
  "presence.roster": async (world) => {
    for (const sub of ["u7", "h1", "u9"]) await comes(world, sub);
    return { as: "h1" };
  },
  publish: async () => ({ as: "u7" }),
  "question.answer": anyQuestion,
  "question.approve": async (world, example) => ({
    use: { question: await world.pending(textOf(example)) },
  }),
  "question.ask": async () => ({}),
  "question.dismiss": openQuestion,
  "question.edit": anyQuestion,
  "question.withdraw": anyQuestion,
  "question.intake": async () => ({}),
  "question.amend": async (world) => {
    const { use } = await anyQuestion(world);
    await world.does("p1", "question.answer", { ...use, text: "Both." });
    return { use };
  },
  "question.claim": staffQuestion,
  "question.unclaim": async (world) => {
    const { use } = await anyQuestion(world);
    await world.does("m1", "question.claim", use);
    return { use, sees: "h1" };
  },
  "question.tags": async () => ({}),
  "question.tag": async (world) => {
    await world.does("m1", "question.tags", { tags: ["Law"] });
    return anyQuestion(world);
  },
  "question.pin": anyQuestion,
  "question.merge": similarQuestions,
  "question.unmerge": async (world) => {
    const { use } = await similarQuestions(world);
    await world.does("m1", "question.merge", use);
    return { use: { question: use.question } };
  },
  "question.comment": anyQuestion,
  "question.uncomment": async (world) => {
    const { use } = await anyQuestion(world);
    const comment = await world.does("p1", "question.comment", { ...use, text: "Page 3." });
    return { use: { ...use, comment } };
  },
  "question.silence": staffQuestion,
  "question.unsilence": async (world) => {
    const { use } = await anyQuestion(world);
    await world.does("m1", "question.silence", use);
    return { use, sees: "h1" };
  },
  "question.reopen": async (world, example) => {
    const question = await world.pending(textOf(example));
    await world.does("m1", "question.dismiss", { question });
    return { use: { question } };
  },
  "question.take": anyQuestion,
  "question.unvote": async (world) => {
    const { use } = await anyQuestion(world);
    await world.does("u9", "question.vote", use);
    return { use, me: "u9", as: "u9", sees: "u8" };
  },
  "question.vote": async (world) => ({
    ...(await anyQuestion(world)),
    me: "u9",
    as: "u9",
    sees: "u8",
  }),
  "read.mark": async (world) => {
    const { thread, post } = await world.answered();
    return { use: { thread, upto: post }, sees: "u7" };
  },
  "read.back": async (world) => {
    const { thread, post } = await world.answered();
    const reader = await world.person("u7");
    const mark = { room: "inbox:me", op: "to-go-back", of: "course:c1", thread, upto: post };
    await reader.rpc("read.mark", mark);
    return { use: { thread, upto: thread }, sees: "u7" };
  },
  "read.all": async (world) => {
    const { post } = await world.answered();
    return { use: { upto: post }, sees: "u7" };
  },
  "follow.set": async () => ({ sees: "u7" }),
  "inbox.set": async () => ({ as: "u7", sees: "u7" }),
  "inbox.news": async (world) => {
    await world.answered();
    return { as: "u7" };
  },
  "stage.create": async () => ({ as: "h1", told: true }),
  "stage.media": async () => ({ as: "u7" }),
  "stage.phase": async () => ({}),
  "stage.stream": async () => ({}),
};

// Waits until the attendance of `sub` is as it should be.
async function attends(world, sub, fits) {
  const staff = await world.person("h1");
  for (let tries = 0; tries < 200; tries++) {
    const { people } = await staff.rpc("attendance.list", { room: "webinar:w1" });
    if (fits(people[sub])) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`${sub} neither came nor went`);
}

async function comes(world, sub) {
  await world.follows(sub, "webinar:w1");
  await attends(world, sub, (row) => row?.since);
}

async function comesAndGoes(world, sub) {
  await comes(world, sub);
  (await world.person(sub)).end();
  world.wires.delete(sub);
  await attends(world, sub, (row) => row && !row.since);
}
