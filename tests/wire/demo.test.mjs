// SPDX-License-Identifier: Apache-2.0
// The demo's academy: what there is for whoever looks at its announcements, credentials and
// registrations; and that it asks nobody to agree to anything first.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { does } from "./browser.mjs";
import { until } from "./client.mjs";
import { serve } from "./server.mjs";
import { Wire, connect, endAll } from "./wire.mjs";

after(endAll);

const academy = "academy:main";
const languages = ["ar", "en", "es", "fr"];
const day = 86400_000;

test("the demo's academy has news, credentials and a registration, and asks nobody first", async (t) => {
  const server = await serve(t, { memory: true, set: { "demo.people": 5 } });
  const asks = async (who, query) => {
    const { status, body } = await does(server, who, "GET", `/api/rooms/${academy}/${query}`);
    assert.equal(status, 200, JSON.stringify(body));
    return body;
  };
  assert.doesNotMatch(server.log, /could not make/);

  const news = Object.values((await asks("p1", "announce.list")).announcements);
  assert.deepEqual(news.map(({ title, text }) => [Object.keys(title).sort(), Object.keys(text).sort()]), [[languages, languages]]);

  const { credentials } = await asks("organiser", "credential.list");
  assert.deepEqual(credentials.map(({ person, kind }) => `${person} ${kind}`).sort(), ["manager instructor", "p1 completion", "p2 instructor"]);
  const soon = `credential.list?state=valid&before=${Date.now() + 30 * day}`;
  const lapsing = (await asks("organiser", soon)).credentials;
  assert.deepEqual(lapsing.map(({ person }) => person), ["p2"]);
  assert.ok(lapsing[0].until > Date.now());

  const room = await asks("p1", "room.get?of=webinar:vehicles");
  const { questions } = room.registration;
  assert.deepEqual(questions.map(({ kind }) => kind), ["text", "choice", "yesno"]);
  for (const { title, options = [] } of questions)
    for (const text of [title, ...options]) assert.deepEqual(Object.keys(text).sort(), languages);
  assert.ok(room.start > Date.now() + 7 * day);

  // There is no text to agree to.
  const { status } = await does(server, "p1", "GET", `/api/rooms/${academy}/conduct.get`);
  assert.equal(status, 404);
  const wire = await connect(server, "p1");
  assert.equal((await wire.command("subscribe", { channel: "webinar:traces" })).error, undefined);
});

// All that a query answers, page by page.
async function all(server, who, query, list) {
  const found = [];
  for (let after = ""; after !== undefined; ) {
    const more = after === "" ? "" : `&after=${encodeURIComponent(after)}`;
    const { status, body } = await does(server, who, "GET", `/api/rooms/${academy}/${query}${more}`);
    assert.equal(status, 200, JSON.stringify(body));
    found.push(...body[list]);
    after = body.next;
  }
  return found;
}

test("the demo's academy is one of three hundred, and every role has something to see", async (t) => {
  const server = await serve(t, { memory: true, set: { "demo.people": 300 } });
  assert.doesNotMatch(server.log, /could not make/);

  // People are called by what they are.
  const people = await all(server, "organiser", "person.list?limit=100", "people");
  assert.ok(people.length >= 300 && people.length < 330, String(people.length));
  const named = /^(Participant \d+|Host|Moderator|Presenter|Organiser|Manager|Coordinator of \w+)$/;
  assert.deepEqual(people.map(({ name }) => name).filter((name) => !named.test(name)), []);
  assert.ok(new Set(people.map(({ country }) => country)).size > 20);

  // Webinars live, soon and ended; a course and a work space, for those who are in them.
  const rooms = async (who, scope) => (await all(server, who, `room.list?scope=${scope}`, "rooms")).map(({ of }) => of);
  assert.ok((await rooms("p1", "live")).includes("webinar:traces"));
  assert.ok((await rooms("p1", "soon")).includes("webinar:custody"));
  assert.ok((await rooms("p1", "ended")).includes("webinar:witnesses"));
  assert.ok((await rooms("manager", "spoc")).includes("course:crypto"));
  assert.ok((await rooms("p1", "workspace")).includes("course:trainers"));
  const within = { "webinar:traces": "p1", "course:crypto": "manager", "course:trainers": "coordinator" };
  for (const [of, who] of Object.entries(within)) {
    const wire = await connect(server, who);
    assert.equal((await wire.command("subscribe", { channel: of })).error, undefined, of);
  }

  // The course is in its third week of eight: what has opened is there to be read.
  const course = async () => (await does(server, "manager", "GET", "/api/rooms/course:crypto")).body.view.unit;
  await until(async () => Object.values((await course()).units).filter(({ opened }) => opened).length === 3, "the units that are open");
  const { units, next, order = [] } = await course();
  assert.equal(Object.keys(units).length, 8);
  assert.ok(next > Date.now() && next < Date.now() + 8 * 86_400_000 && order.length <= 8);
  const open = Object.values(units).filter(({ opened }) => opened);
  assert.deepEqual(open.map(({ items }) => items?.length), [2, 2, 3]);
  const asked = async () => (await does(server, "manager", "GET", `/api/rooms/course:crypto/assignment.read?item=${open[2].items[2]}`)).body.rubric?.length;
  await until(async () => (await asked()) === 2, "what the assignment asks");
  assert.deepEqual(Object.keys(open[0].title).sort(), ["ar", "en", "es", "fr"]);

  // Requests wait: each coordinator sees those of the own countries, the organiser all.
  const waits = async (who) => (await all(server, who, "access.list", "requests")).map(({ country }) => country).sort();
  assert.deepEqual(await waits("organiser"), ["FR", "KE", "TN", "TN"]);
  assert.deepEqual(await waits("coordinator"), ["TN", "TN"]);
  assert.deepEqual(await waits("coordinator-fr"), ["FR"]);
  assert.equal((await does(server, "p1", "GET", `/api/rooms/${academy}/access.list`)).status, 403);

  // Somebody of every role to be, and each is let in as that.
  const { identities } = await (await server.get("/demo")).json();
  assert.deepEqual(identities, ["host", "moderator", "presenter", "organiser", "manager", "coordinator", "participant"]);
  for (const identity of identities) {
    const answer = await server.get(`/demo/token?identity=${identity}`, { method: "POST" });
    const { id, token: word } = await answer.json();
    const wire = new Wire(server);
    await wire.open;
    assert.equal((await wire.command("connect", { token: word })).error, undefined, identity);
    for (const channel of ["webinar:w1", "webinar:traces", "course:c1", academy])
      assert.equal((await wire.command("subscribe", { channel })).error, undefined, `${identity} ${channel}`);
    const { roles = [] } = people.find((person) => person.id === id) ?? {};
    if (["organiser", "manager", "coordinator"].includes(identity)) assert.ok(roles.includes(identity), `${identity}: ${roles}`);
    // A person, with what the first page asks for, their certificates and their card.
    const [{ name, country }] = (await all(server, "organiser", `person.list?prefix=${encodeURIComponent(identity === "participant" ? `Participant ${id.slice(1)}` : identity)}`, "people")).filter((person) => person.id === id);
    assert.ok(name && country, identity);
    for (const path of [academy, "inbox:me", `${academy}/room.list?scope=live`])
      assert.equal((await does(server, id, "GET", `/api/rooms/${path}`)).status, 200, `${identity} ${path}`);
  }
  assert.ok((await rooms("host", "live")).includes("webinar:traces"));

  // Whoever comes beyond the three hundred becomes one of them.
  const { id } = await (await server.get("/demo/token?identity=participant&number=3333", { method: "POST" })).json();
  await until(async () => (await all(server, "organiser", "person.list?prefix=Participant%203333", "people")).some((one) => one.id === id), "the newcomer");
});

test("a demo that is started again adds nobody twice, and nothing else", async (t) => {
  const server = await serve(t, { set: { "demo.people": 40 } });
  const kept = async () => (await server.entries(academy)).map(({ type, op, by }) => `${type} ${op} ${by}`);
  await server.end();
  const first = await kept();
  assert.ok(first.filter((line) => line.startsWith("person.add ")).length >= 45);
  await server.start();
  assert.doesNotMatch(server.log, /could not make/);
  await server.end();
  const second = await kept();
  assert.deepEqual(second.slice(0, first.length), first);
  // What is planned for tomorrow is planned anew on another day, and nothing else.
  const more = second.slice(first.length);
  assert.deepEqual(more.filter((line) => !/^room\.change demo\.soon\./.test(line)), []);
  const added = second.filter((line) => line.startsWith("person.add "));
  assert.equal(new Set(added).size, added.length);
});
