// SPDX-License-Identifier: Apache-2.0
// The academy over the wire: from a request to a person, and what follows in other rooms.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { until } from "./client.mjs";
import { serve, token } from "./server.mjs";
import { connect, endAll } from "./wire.mjs";

after(endAll);

const ACADEMY = "academy:main";
const DOT =
  "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAYAAADED76LAAAAEklEQVR4nGOQ8u/+jw8zjAwFAPpZfMHpFivxAAAAAElFTkSuQmCC";

// A server with the demo's academy, and somebody who speaks there: says(method, data).
async function academy(t) {
  const server = await serve(t, { memory: true });
  let count = 0;
  const speaks = async (sub) => {
    const wire = await connect(server, sub);
    wire.says = (method, data) => wire.rpc(method, { room: ACADEMY, op: `op-${++count}`, ...data });
    wire.asks = (method, data) => wire.rpc(method, { room: ACADEMY, ...data });
    return wire;
  };
  return { server, speaks };
}

// Asks again until somebody is found: an effect comes by itself, soon.
async function found(wire, mail) {
  let people = [];
  await until(async () => {
    ({ people } = await wire.asks("person.list", { mail }));
    return people.length > 0;
  }, `somebody with ${mail}`);
  return people;
}

test("an approved request becomes a person once, who is to be sent a link", async (t) => {
  const { speaks } = await academy(t);
  const [coordinator, organiser] = [await speaks("coordinator"), await speaks("organiser")];
  const mail = "participant12@police.example";
  const asked = { name: "Participant 12", mail, country: "TN", language: "ar" };
  const { seq: request } = await coordinator.says("access.request", asked);
  await organiser.says("access.approve", { request });
  const people = await found(organiser, "PARTICIPANT12@police.example");
  assert.equal(people.length, 1);
  const { id, name, country, languages, invited } = people[0];
  assert.match(id, /^m\d+$/);
  assert.deepEqual({ name, country, languages, invited }, {
    name: "Participant 12",
    country: "TN",
    languages: ["ar"],
    invited: true,
  });
  const again = { room: ACADEMY, op: "x", request };
  assert.equal(await organiser.rpcRefusal("access.approve", again), "REQUEST_STATE");
});

test("who is no person of the academy is told nothing of it", async (t) => {
  const { speaks } = await academy(t);
  const stranger = await speaks("u7");
  const { error } = await stranger.command("subscribe", { channel: ACADEMY });
  assert.equal(error.code, 103);
  for (const [method, data] of [
    ["person.list", {}],
    ["person.get", { person: "organiser" }],
    ["access.list", {}],
    ["access.figures", {}],
  ])
    assert.equal(await stranger.rpcRefusal(method, { room: ACADEMY, ...data }), "PERMISSION_DENIED");
});

test("a person who is suspended is shut out at once, and is told so", async (t) => {
  const { speaks } = await academy(t);
  const [manager, organiser] = [await speaks("manager"), await speaks("organiser")];
  const { data } = await manager.ask("subscribe", { channel: ACADEMY });
  assert.deepEqual(data.me.roles, ["member", "manager"]);
  assert.equal(data.people, undefined);
  await organiser.says("person.suspend", { person: "manager" });
  assert.equal((await manager.closed).code, 4501);
});

// Subscribes as soon as it is let in: members come by effects, soon after.
async function entered(wire, channel) {
  let reply;
  await until(async () => {
    reply = await wire.command("subscribe", { channel });
    return reply.subscribe;
  }, `the way into ${channel}`);
  return reply.subscribe.data;
}

// The same, of its host: who comes between the room and its hosts is a participant for a moment.
async function hosting(speaks, person, of) {
  let wire, view;
  await until(async () => {
    wire = await speaks(person);
    view = await entered(wire, of);
    return view.me.role === "host";
  }, `the host of ${of}`);
  return { wire, view };
}

const TITLE = { en: "Traces on phones", ar: "آثار على الهواتف" };

async function people(organiser, ...ids) {
  for (const person of ids)
    await organiser.says("person.add", { person, name: `Person ${person}`, country: "TN" });
}

test("a room of the catalogue is made with its hosts, and its phases come back", async (t) => {
  const { speaks } = await academy(t);
  const [manager, organiser] = [await speaks("manager"), await speaks("organiser")];
  await people(organiser, "u7");
  const of = "webinar:w9";
  const made = { of, template: "webinar", title: TITLE, hosts: ["u7"], who: { to: "academy" } };
  await manager.says("room.create", made);
  await manager.says("room.create", made); // the same room
  const { wire: member, view } = await hosting(speaks, "u7", of);
  assert.deepEqual(view.stage.title, TITLE);
  assert.deepEqual(Object.keys(view.member.staff), ["u7"]);
  await member.ask("subscribe", { channel: ACADEMY });
  await member.rpc("stage.phase", { room: of, op: "p", to: "live" });
  await member.publication(ACADEMY, ({ patch }) => patch.rooms?.window[of]?.phase === "live", "live");
  const { rooms } = await member.asks("room.list", { scope: "live" });
  assert.deepEqual(rooms.map((room) => room.of), [of]);
  await manager.says("room.change", { of, title: { fr: "Indices" } });
  await member.publication(of, ({ patch }) => patch.stage?.title?.fr === "Indices", "the title");
});

// Each field that a room can be given, with what a participant then has of it.
const FIELDS = {
  title: { fr: "Indices" },
  summary: { en: "What a phone tells", ar: "ما يقوله الهاتف" },
  start: 1800000000000,
  minutes: 90,
  opens: true,
  stream: { url: "/media/demo/index.m3u8", type: "hls" },
  series: "Digital traces",
  zone: "Africa/Tunis",
  languages: ["fr", "ar"],
};
const NOTHING = { summary: {}, series: "", zone: "", languages: [], opens: false };

test("every field of a room is edited while it is live, and nothing else moves", async (t) => {
  const { speaks } = await academy(t);
  const [manager, organiser] = [await speaks("manager"), await speaks("organiser")];
  await people(organiser, "u7", "u8");
  const member = await speaks("u8");
  const of = "webinar:w9";
  await manager.says("room.create", { of, template: "webinar", title: TITLE, hosts: ["u7"], who: { to: "academy" } });
  const { wire: host } = await hosting(speaks, "u7", of);
  await host.rpc("stage.phase", { room: of, op: "p", to: "live" });
  const view = await entered(member, of);
  await member.rpc("hand.raise", { room: of, op: "h" });
  const changed = async (data, stands) => {
    await manager.says("room.change", { of, ...data });
    await member.publication(of, ({ type, patch }) => type === "stage.change" && stands(patch.stage), Object.keys(data)[0]);
  };
  const within = (now, wanted) => Object.entries(wanted).every(([key, value]) => JSON.stringify(now?.[key]) === JSON.stringify(value));
  for (const [field, value] of Object.entries(FIELDS))
    await changed({ [field]: value }, (stage) =>
      field === "title" || field === "summary" ? within(stage?.[field], value) : within(stage, { [field]: value }));
  const late = await speaks("u8");
  const now = await entered(late, of);
  const { kind, phase, since, ...rest } = now.stage;
  assert.deepEqual({ kind, phase, since }, { kind: "webinar", phase: "live", since: view.stage.since });
  assert.deepEqual(rest, FIELDS);
  assert.equal(now.hand.count, 1);
  assert.deepEqual(now.member.staff, view.member.staff);
  // Who may come, and who runs it, too.
  await manager.says("room.change", { of, hosts: ["u7", "organiser"] });
  await member.publication(of, ({ patch }) => patch.member?.staff?.organiser?.role === "host", "the host");
  for (const [field, value] of Object.entries(NOTHING))
    await changed({ [field]: value }, (stage) => stage?.[field] === null);
});

test("who is invited finds it in the inbox, accepts, and is in", async (t) => {
  const { speaks } = await academy(t);
  const [manager, organiser] = [await speaks("manager"), await speaks("organiser")];
  await people(organiser, "u7", "u8");
  const [guest, other] = [await speaks("u7"), await speaks("u8")];
  const of = "course:c9";
  await manager.says("room.create", { of, template: "spoc", title: TITLE, who: { to: "invited" } });
  await guest.ask("subscribe", { channel: "inbox:me" });
  await manager.says("room.invite", { of, people: ["u7"] });
  await guest.publication("inbox:me", ({ patch }) => patch.inbox?.invitations?.[of], "the invitation");
  assert.equal((await guest.command("subscribe", { channel: of })).error.code, 103);
  await guest.says("room.answer", { of, accept: true });
  await guest.publication("inbox:me", ({ patch }) => patch.inbox?.rooms?.[of], "the room");
  assert.equal((await entered(guest, of)).me.role, "participant");
  const refused = { room: ACADEMY, op: "j", of };
  assert.equal(await other.rpcRefusal("room.join", refused), "INVITATION_INVALID");
  assert.equal((await other.command("subscribe", { channel: of })).error.code, 103);
  const bound = { of, key: "key-2", domain: "police.example" };
  await manager.says("room.link", bound);
  const byBound = { ...refused, op: "k", key: bound.key };
  assert.equal(await other.rpcRefusal("room.join", byBound), "INVITATION_INVALID");
  await manager.says("room.link", { of, key: "key-1", uses: 1 });
  await other.says("room.join", { of, key: "key-1" });
  assert.equal((await entered(other, of)).me.role, "participant");
});

test("who was banned from a room does not come back by a link, a code or an invitation, old or new", async (t) => {
  const { server, speaks } = await academy(t);
  const [manager, organiser] = [await speaks("manager"), await speaks("organiser")];
  await people(organiser, "u7", "u8");
  const [host, guest] = [await speaks("u7"), await speaks("u8")];
  const of = "webinar:w9";
  await manager.says("room.create", { of, template: "webinar", title: TITLE, hosts: ["u7"], who: { to: "invited" } });
  await manager.says("room.link", { of, key: "key-1" });
  await entered(host, of);
  await guest.says("room.join", { of, key: "key-1" });
  await entered(guest, of);
  await host.rpc("member.ban", { room: of, op: "ban", whom: "u8", why: "Insults" });
  const ended = () => guest.pushes.find((push) => push.unsubscribe)?.unsubscribe;
  assert.deepEqual(await guest.until(ended, "an end"), { code: 2002, reason: "Insults" });
  await manager.says("room.link", { of, key: "key-2" });
  await manager.says("room.code", { of, code: "KRTWXY" });
  await manager.says("room.invite", { of, people: ["u8"] });
  // Whatever the academy says to them: the room has said no, and the last of them has reached it.
  await guest.command("rpc", { method: "room.find", data: { room: ACADEMY, code: "KRTWXY" } });
  for (const data of [{ key: "key-1" }, { key: "key-2" }, {}])
    await guest.command("rpc", { method: "room.join", data: { room: ACADEMY, op: `join-${data.key}`, of, ...data } });
  await guest.command("rpc", { method: "room.answer", data: { room: ACADEMY, op: "answer", of, accept: true } });
  await manager.says("room.change", { of, title: { fr: "Indices" } });
  await host.publication(of, ({ patch }) => patch.stage?.title?.fr === "Indices", "what came last");
  for (const wire of [guest, await speaks("u8")]) {
    assert.equal((await wire.command("subscribe", { channel: of })).error.code, 103);
    assert.equal((await wire.command("rpc", { method: "chat.post", data: { room: of, op: "back", text: "Back" } })).error.code, 103);
  }
  assert.equal((await server.get(`/api/rooms/${of}`, { headers: { Authorization: `Bearer ${token("u8")}` } })).status, 403);
  await host.rpc("member.unban", { room: of, op: "unban", whom: "u8" });
  assert.equal((await entered(guest, of)).me.role, "participant");
});

test("a file of people is taken in piece by piece, once", async (t) => {
  const { server, speaks } = await academy(t);
  const [organiser, coordinator] = [await speaks("organiser"), await speaks("coordinator")];
  const sends = async (who, body) => {
    const headers = {
      Authorization: `Bearer ${token(who)}`,
      "Content-Type": "application/json",
    };
    const sent = { method: "POST", headers, body: JSON.stringify(body) };
    const answer = await server.get("/api/people/import", sent);
    return { status: answer.status, body: await answer.json() };
  };
  const text = [
    "name;mail;country;roles",
    "زينب;z@police.example;TN;manager",
    '"Two\nlines";two@police.example;TN;',
    "Nobody;no address;TN;",
    "Left out;left@police.example;TN;",
    "",
  ].join("\n");
  const piece = { text, whole: true, run: "r1", skip: [5] };
  assert.equal((await sends("coordinator", piece)).status, 403);
  assert.equal((await sends("organiser", { text })).status, 400);
  const first = await sends("organiser", piece);
  assert.equal(first.status, 200);
  const what = ({ body }) => body.rows.map(({ line, what, error }) => [line, what, error]);
  assert.deepEqual(what(first).map(([, what]) => what), ["add", "add", "refused", "skip"]);
  assert.deepEqual(what(first)[2], [4, "refused", "bad_request"]);
  assert.equal(first.body.taken, Buffer.byteLength(text));
  const [{ person }] = first.body.rows;
  const again = await sends("organiser", piece);
  assert.deepEqual(what(again).map(([, what]) => what), ["same", "same", "refused", "skip"]);
  const { people } = await organiser.asks("person.list", { mail: "Z@police.example" });
  assert.deepEqual(people.map(({ id, name, roles }) => [id, name, roles]), [
    [person, "زينب", ["member", "manager"]],
  ]);
  const changes = { text: `person,country\n${person},EG\n`, whole: true, run: "r2" };
  assert.deepEqual(what(await sends("organiser", changes)), [[2, "change", undefined]]);
  const seen = await coordinator.asks("person.export", { country: "TN" });
  assert.match(seen.text, /"Two lines"/);
  assert.doesNotMatch(seen.text, /زينب/);
});

test("what organisers set is told to strangers, and holds for them", async (t) => {
  const { server, speaks } = await academy(t);
  const organiser = await speaks("organiser");
  const site = async () => (await server.get("/api/site")).json();
  assert.equal((await site()).apply, true);
  const name = { en: "Academy", ar: "الأكاديمية" };
  await organiser.says("settings.set", { name, colour: "#1a4f8b", apply: false, languages: ["ar"] });
  const told = await site();
  assert.equal(told.name, "Academy");
  assert.deepEqual(told.names, name);
  assert.equal(told.colour, "#1a4f8b");
  assert.equal(told.apply, false);
  assert.deepEqual(told.languages, ["ar"]);
  assert.equal(told.logo, undefined);
  assert.equal(told.keeps, true);
  // As an app it is called as its pages say it.
  const app = async (query) => (await server.get(`/api/manifest${query}`)).json();
  const { name: called, short_name: short, lang, dir, theme_color: colour, icons } = await app("?language=ar");
  assert.deepEqual([called, short, lang, dir, colour], ["الأكاديمية", "الأكاديمية", "ar", "rtl", "#1a4f8b"]);
  for (const query of ["?language=fr", "?language=xx", "", "?language=en&more"]) assert.equal((await app(query)).name, "Academy", query);
  for (const { src } of icons) assert.equal((await server.get(src)).headers.get("content-type"), "image/png", src);
  const asks = { name: "Stranger", mail: "s@police.example", country: "TN" };
  const headers = { "Content-Type": "application/json", Origin: server.url };
  const sent = { method: "POST", headers, body: JSON.stringify(asks) };
  const { name: error } = await (await server.get("/api/apply", sent)).json();
  assert.equal(error, "not_available");
  const png = Buffer.from(DOT, "base64");
  const upload = { room: ACADEMY, name: "logo.png", bytes: png.length, for: "room" };
  const posts = async (path, body, headers) =>
    (await server.get(path, { method: "POST", headers, body })).json();
  const by = { Authorization: `Bearer ${token("organiser")}`, "Content-Type": "application/json" };
  const { url } = await posts("/api/uploads", JSON.stringify(upload), by);
  const { file } = await posts(url, png, {});
  await organiser.says("settings.set", { logo: file });
  const { logo } = await site();
  assert.equal(logo.type, "png");
  assert.deepEqual(Buffer.from(await (await server.get(logo.url)).arrayBuffer()), png);
  // A file that is not there is no logo.
  await organiser.says("settings.set", { logo: 9999 });
  assert.equal((await site()).logo, undefined);
});
