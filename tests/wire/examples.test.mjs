// SPDX-License-Identifier: Apache-2.0
// protocol/entries and the server, in both directions: what the pages promise the server takes and
// sends, what they forbid it refuses, and what it offers has a page.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import Ajv from "ajv/dist/2020.js";
import { root, serve } from "./server.mjs";
import { roomOf, stories, World } from "./stories.mjs";
import { connect, endAll, errorMatches, errors, nameOf } from "./wire.mjs";

after(endAll);

const folder = join(root, "protocol/entries");
const names = readdirSync(folder).sort();
const methods = names.filter((name) => name.endsWith(".md")).map((name) => name.slice(0, -3));
const read = (name) => readFileSync(join(folder, name), "utf8");
const example = (method) => JSON.parse(read(`${method}.example.json`));
const validator = new Ajv({ strict: true, strictRequired: false });
const validators = new Map(
  methods.map((method) => [method, validator.compile(JSON.parse(read(`${method}.schema.json`)))]),
);
const serverOnly = [
  "access.confirm",
  "access.expire",
  "access.link",
  "access.find",
  "access.status",
  "announce.expire",
  "notes.expire",
  "chat.show",
  "notice.expire",
  "attendance.tell",
  "completion.attend",
  "completion.reach",
  "credential.award",
  "credential.lapse",
  "credential.recall",
  "group.close",
  "group.place",
  "credential.verify",
  "inbox.invite",
  "inbox.request",
  "inbox.settings",
  "inbox.mention",
  "inbox.room",
  "inbox.uninvite",
  "inbox.unmention",
  "login.end",
  "lobby.arrive",
  "lobby.leave",
  "lobby.seat",
  "member.admit",
  "member.rest",
  "member.taken",
  "person.enrolled",
  "person.erased",
  "person.erasing",
  "login.end",
  "person.issued",
  "agenda.carry",
  "survey.carry",
  "glossary.carry",
  "poll.carry",
  "poll.sums",
  "presence.gone",
  "presence.join",
  "presence.leave",
  "reaction.sum",
  "ingest.begin",
  "ingest.end",
  "ingest.recorded",
  "slide.add",
  "slide.begin",
  "slide.bring",
  "slide.carry",
  "slide.clear",
  "slide.fail",
  "slide.page",
  "room.erase",
  "room.erased",
  "room.drop",
  "room.dropped",
  "room.hold",
  "room.phase",
  "room.reports",
  "room.member",
  "question.carry",
  "question.return",
  "forum.carry",
  "forum.lapse",
  "forum.unlock",
  "stage.archive",
  "stage.change",
  "stage.create",
  "test.mark",
  "file.add",
  "file.bring",
  "document.carry",
  "file.carry",
  "file.return",
  "item.carry",
  "item.meet",
  "assignment.carry",
  "test.carry",
  "topic.carry",
  "visitor.lapse",
  "unit.carry",
  "unit.place",
];
const signals = ["reaction.late", "reaction.send", "slide.point"];
const queries = [
  "assignment.read",
  "assignment.work",
  "assignment.report",
  "assignment.works",
  "document.cite",
  "document.cited",
  "document.get",
  "document.list",
  "forum.history",
  "forum.place",
  "forum.polls",
  "forum.preview",
  "forum.ballots",
  "forum.self",
  "visitor.places",
  "agenda.prepared",
  "survey.own",
  "survey.report",
  "survey.results",
  "film.get",
  "poll.answers",
  "poll.ballots",
  "poll.place",
  "poll.prepared",
  "poll.report",
  "export.parts",
  "reaction.minutes",
  "tempo.minutes",
  "poll.results",
  "tasks.list",
  "bookmark.list",
  "draft.read",
  "inbox.news",
  "access.figures",
  "access.find",
  "access.list",
  "access.status",
  "announce.list",
  "captions.history",
  "chat.history",
  "direct.history",
  "direct.reported",
  "direct.talks",
  "conduct.get",
  "course.participation",
  "course.record",
  "credential.get",
  "credential.list",
  "credential.verify",
  "file.get",
  "item.launch",
  "item.media",
  "tool.list",
  "unit.calendar",
  "assignment.dates",
  "unit.preview",
  "ingest.key",
  "ingest.recording",
  "media.address",
  "forum.by",
  "forum.card",
  "forum.list",
  "forum.mine",
  "forum.posts",
  "forum.unread",
  "notes.history",
  "notes.removed",
  "person.find",
  "person.export",
  "person.get",
  "person.history",
  "person.list",
  "person.plan",
  "person.rooms",
  "attendance.list",
  "attendance.own",
  "lobby.list",
  "lobby.place",
  "presence.roster",
  "report.acts",
  "report.notes",
  "room.answers",
  "room.find",
  "room.get",
  "room.list",
  "room.calendar",
  "inbox.settings",
  "room.outline",
  "room.readers",
  "slide.image",
  "slide.pages",
  "slide.work",
  "stage.media",
  "test.paper",
  "test.read",
  "test.dates",
  "test.results",
];

// The same shape whatever the numbers: things keyed by seq become a list, numbers and names their
// type; other words stay themselves.
function shape(value, key = "") {
  if (Array.isArray(value)) return value.map((item) => shape(item));
  if (value === null || typeof value !== "object") {
    const word = typeof value === "number" || key === "name";
    return word ? typeof value : value;
  }
  const members = Object.entries(value);
  if (members.length > 0 && members.every(([name]) => /^\d+(\.\d+\.late)?$/.test(name)))
    return members.map(([, item]) => JSON.stringify(shape(item))).sort();
  return Object.fromEntries(members.map(([name, item]) => [name, shape(item, name)]).sort());
}

// Every way to spoil one member, and each member missing. What is optional may also be null.
function* mutants(data, required) {
  for (const name of required) {
    const { [name]: _, ...rest } = data;
    yield [`without ${name}`, rest];
  }
  for (const [name, value] of Object.entries(data))
    for (const bad of spoiled(name, value))
      if (bad !== null || required.includes(name))
        yield [`${name} = ${JSON.stringify(bad).slice(0, 40)}`, { ...data, [name]: bad }];
}

function spoiled(name, value) {
  if (name === "op") return ["", "a b", "é", "x".repeat(65), 7, null];
  if (name === "room") return ["", "nothing:w1", "webinar:", 7, null];
  const kinds = [null, [], {}, "", 7, true, "\ud83c\udf93 not this", -1, 0];
  const more = Array.isArray(value)
    ? [[value[0], value[0]], [null], [[]], Array(25).fill(value[0])]
    : [];
  if (typeof value === "object" && !Array.isArray(value))
    more.push({ xx: "text" }, { en: 7 }, { en: "" });
  if (typeof value === "string") more.push("x".repeat(5000));
  return [...kinds, ...more];
}

test("every entry has a page, a schema and an example, and nothing else lies there", () => {
  const expected = methods.flatMap((name) => {
    const answer = queries.includes(name) ? ["reply.schema.json"] : [];
    return [...answer, "example.json", "md", "schema.json"].map((end) => `${name}.${end}`);
  });
  assert.deepEqual(names, expected.sort());
});

test("what the example of a query answers is of the schema of its answer", () => {
  const answers = new Ajv({ strict: true, strictRequired: false, allowUnionTypes: true });
  const schemaOf = (name) => JSON.parse(read(`${name}.reply.schema.json`));
  for (const name of queries) answers.addSchema(schemaOf(name));
  for (const name of queries) {
    const validate = answers.getSchema(`${name}.reply.schema.json`);
    assert.ok(validate(example(name).reply), `${name}: ${JSON.stringify(validate.errors)}`);
  }
});

test("every example has a story and every story an example", () => {
  assert.deepEqual(Object.keys(stories).sort(), methods);
});

test("the README's table names every entry that has a page, and no other", () => {
  const readme = readFileSync(join(root, "protocol/README.md"), "utf8");
  const table = readme.slice(readme.indexOf("## Entries"));
  const named = [...table.matchAll(/`([a-z]+\.[a-z]+|publish)`/g)].map(([, name]) => name);
  const missing = methods.filter((name) => !readme.includes(`\`${name}`));
  assert.deepEqual(missing, []);
  for (const name of named) assert.ok(methods.includes(name), `${name} has no page`);
});

test("every error that a page or an example names stands in errors.def", () => {
  for (const method of methods) {
    const { error } = example(method);
    errorMatches(error);
    const page = read(`${method}.md`);
    const section = page.split("## Errors")[1]?.split("\n## ")[0] ?? "";
    const cells = section.split("\n").map((line) => line.split("|")[1] ?? "");
    const named = cells.flatMap((cell) =>
      [...cell.matchAll(/`([a-z_]+)`/g)].map(([, name]) => name),
    );
    assert.ok(named.length > 0, `${method} names no error`);
    for (const name of named) assert.ok(errors[name.toUpperCase()], `${method}: ${name}`);
    const own = nameOf(error.code).toLowerCase();
    assert.ok(named.includes(own), `${method}.md does not name ${own}`);
  }
});

test("errors.def gives every code once", () => {
  const codes = Object.values(errors).map(({ code }) => code);
  assert.ok(codes.length > 25);
  assert.equal(new Set(codes).size, codes.length);
});

test("what `can` offers has a page, and every page is offered to somebody", async (t) => {
  const server = await serve(t, { memory: true });
  const host = await connect(server, "host");
  const offered = new Set();
  for (const to of ["scheduled", "rehearsal", "live", "paused", "ended"]) {
    if (to !== "scheduled") await host.rpc("stage.phase", { room: "webinar:w1", op: to, to });
    for (const channel of ["webinar:w1", "course:c1", "inbox:me"]) {
      const { data } = await host.ask("subscribe", { channel });
      await host.ask("unsubscribe", { channel });
      for (const rights of Object.values(data.can ?? {}))
        for (const method of Object.keys(rights)) offered.add(method);
    }
  }
  const organiser = await connect(server, "organiser");
  const { data } = await organiser.ask("subscribe", { channel: "academy:main" });
  for (const rights of Object.values(data.can))
    for (const method of Object.keys(rights)) offered.add(method);
  for (const method of offered) assert.ok(methods.includes(method), `${method} has no page`);
  const unoffered = methods.filter((method) => !offered.has(method));
  const known = [...serverOnly, ...queries, "publish"];
  for (const method of unoffered)
    assert.ok(known.includes(method), `${method} is offered to nobody`);
});

// What follows is one test per entry.

async function checkMutants(wire, method, data) {
  const validate = validators.get(method);
  const { required } = JSON.parse(read(`${method}.schema.json`));
  const taken = [];
  let refused = 0;
  for (const [what, bad] of mutants(data, required)) {
    if (validate(bad)) continue;
    refused++;
    const reply = await wire.command("rpc", { method, data: bad });
    if (!reply.error) taken.push(what);
    assert.notEqual(reply.error?.code, errors.INTERNAL.code, `${method} ${what}`);
    if (refused % 150 === 0) await new Promise((done) => setTimeout(done, 3500)); // its rate
  }
  assert.deepEqual(taken, [], `the server takes what the schema of ${method} forbids`);
  assert.ok(refused >= required.length * 2, `${method}: only ${refused} mutants`);
}

// A tally may hold sums of other features too.
function fits(push) {
  const expected = JSON.stringify(shape(push.patch));
  const own = Object.keys(push.patch);
  const counts = (name) => push.type !== "tally" || own.includes(name);
  return (data) => {
    if (data?.type !== push.type) return false;
    const patch = Object.entries(data.patch).filter(([name]) => counts(name));
    return JSON.stringify(shape(Object.fromEntries(patch))) === expected;
  };
}

// The push that came is the example's; when none fits, the nearest is shown. Its offset.
async function receives(wire, channel, push) {
  const plain = !push.type; // a value of a plain channel is the event itself
  const matches = plain ? (data) => JSON.stringify(data) === JSON.stringify(push) : fits(push);
  try {
    const { data, offset } = await wire.publication(channel, matches, `${push.type} on ${channel}`);
    if (!plain) assert.deepEqual(Object.keys(data), Object.keys(push));
    if (push.by) assert.equal(data.by, push.by);
    return offset;
  } catch (error) {
    const came = wire.pushes.filter((one) => one.channel === channel && one.pub);
    const last = came
      .map(({ pub }) => pub.data)
      .filter(({ type }) => type === push.type)
      .at(-1);
    if (last) assert.deepEqual(shape(last.patch ?? last), shape(push.patch), error.message);
    throw error;
  }
}

// What a story is about: who sends, who listens where, with the seqs of this world.
async function cast(world, method) {
  const { rpc, push, push_me: own, push_part: part, channel } = example(method);
  const told = await stories[method](world, example(method));
  const by = told.as ?? push?.by ?? own?.by;
  const ears = [];
  const listen = async (sub, where, what) => {
    await world.follows(sub, where);
    ears.push({ wire: await world.person(sub), channel: where, push: what, own: what === own });
  };
  if (push && !told.told) await listen(told.sees ?? "u9", told.channel ?? channel, push);
  if (own) await listen(told.me, channel, own);
  if (part) await listen("u9", part.channel.replace(/\d+$/, told.part), part.push);
  return { by, ears, data: { ...rpc.data, ...told.use }, makes: told.makes };
}

async function story(t, method) {
  const slow = /^(presence|attendance)\./.test(method) ? { "limits.grace_seconds": 1 } : {};
  const world = await World.make(t, slow);
  const { by, ears, data, makes } = await cast(world, method);
  const sender = await world.person(by);
  await checkMutants(await world.person("u20"), method, data);
  const staff = roomOf(method) === "academy:main" ? "organiser" : "h1";
  if (method !== "publish") await checkMutants(await world.person(staff), method, data);
  const forServer = serverOnly.includes(method);
  if (queries.includes(method) && !forServer) return asks(sender, method, data);
  if (forServer)
    assert.equal(await sender.rpcRefusal(method, data), "PERMISSION_DENIED");
  if (queries.includes(method)) return;
  const answer = forServer ? await makes?.() : await sender.rpc(method, data);
  if (signals.includes(method)) {
    assert.deepEqual(answer, {});
  } else if (!forServer) {
    assert.deepEqual(Object.keys(answer), ["seq"]);
    assert.ok(Number.isInteger(answer.seq) && answer.seq > 0);
  }
  for (const { wire, channel, push, own } of ears) {
    const offset = await receives(wire, channel, push);
    assert.equal(offset, own || push.type === "tally" ? undefined : answer.seq);
  }
}

// A query: each person of the example is answered, in the example's shape.
async function asks(sender, method, data) {
  const { reply } = example(method);
  const answer = await sender.rpc(method, data);
  assert.deepEqual(Object.keys(answer), Object.keys(reply));
  for (const [id, person] of Object.entries(reply.people ?? {}))
    assert.deepEqual(shape(answer.people[id]), shape(person), id);
  if (typeof reply.next === "number" || reply.posts)
    assert.deepEqual(shape(answer), shape(reply));
  else if (reply.next) assert.equal(answer.next, reply.next);
}

for (const method of methods) {
  test(`${method}: its example is valid, taken and heard; mutants are refused`, async (t) => {
    const validate = validators.get(method);
    const { rpc } = example(method);
    assert.ok(validate(rpc.data), JSON.stringify(validate.errors));
    await story(t, method);
  });
}

test("stage.create: what the journal tells of it has the shape of the example", async (t) => {
  const server = await serve(t, { memory: true });
  const wire = await connect(server, "u7");
  const { epoch } = await wire.ask("subscribe", { channel: "webinar:w1" });
  await wire.ask("unsubscribe", { channel: "webinar:w1" });
  const position = { channel: "webinar:w1", recover: true, epoch, offset: 0 };
  const [{ data }] = (await wire.ask("subscribe", position)).publications;
  const { push } = example("stage.create");
  for (const one of [data, push]) one.patch.stage.title = typeof one.patch.stage.title;
  assert.deepEqual(shape(data), shape(push));
});
