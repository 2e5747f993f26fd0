// SPDX-License-Identifier: Apache-2.0
// The gate: who is suspended, erased or unknown to the academy is ended and stays outside, on every
// transport and by HTTP.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { does, signedIn } from "./browser.mjs";
import { until } from "./client.mjs";
import { serve, token } from "./server.mjs";
import { Wire, connect, endAll } from "./wire.mjs";

after(endAll);

const room = "webinar:w1";
const transports = [undefined, "http_stream", "sse"];
let server, cleanUps;

before(async () => {
  cleanUps = [];
  const issuers = "https://sso.example member, https://lms.example";
  const set = { "academy.gate": "members", "academy.issuers": issuers };
  server = await serve({ after: (fn) => cleanUps.push(fn) }, { memory: true, set });
});
after(async () => {
  for (const fn of cleanUps) await fn();
});

const organiser = (method, data) =>
  does(server, "organiser", "POST", `/api/rooms/academy:main/${method}`, data);

async function added(person, more = {}) {
  const { status, body } = await organiser("person.add", { person, name: person, ...more });
  assert.equal(status, 200, JSON.stringify(body));
  return person;
}

// How a connection ends that says who it is and is not let in; "in" when it is; the name of an
// error that is to be tried again.
async function comes(person, transport, claims) {
  const wire = new Wire(server, { transport });
  await wire.open;
  wire.text(JSON.stringify({ id: 1, connect: { token: token(person, claims) } }));
  const reply = wire.until(() => wire.replies[0]).catch(() => null);
  const how = await Promise.race([wire.closed, reply]);
  const temporary = how?.error?.temporary && how.error.code;
  const end = how?.connect ? "in" : temporary || (how?.code ?? (await wire.closed).code);
  wire.end();
  return end;
}

const PERSON_NEW = 485;

// The same, tried again as a client does while the person is just becoming known.
async function comesIn(person, claims, transport) {
  for (;;) {
    const end = await comes(person, transport, claims);
    if (end !== PERSON_NEW) return end;
  }
}

const people = async (prefix) => (await organiser("person.list", { prefix })).body.people;
const requests = async () => (await organiser("access.list", {})).body.requests;

test("people whom the academy knows come in; strangers do not, on any transport", async () => {
  await added("known");
  for (const transport of transports) {
    assert.equal(await comes("known", transport), "in");
    assert.equal(await comes("stranger", transport), 4503);
  }
  const answer = await does(server, "stranger", "GET", `/api/rooms/${room}`);
  assert.equal(answer.status, 403);
  assert.equal(answer.body.name, "not_member");
});

for (const method of ["person.suspend", "person.erase"])
  test(`after ${method} every connection is ended, and none comes back`, async () => {
    const person = await added(`p-${method}`);
    const wires = [];
    for (const transport of transports) {
      const wire = await connect(server, person, { transport });
      await wire.ask("subscribe", { channel: room });
      wires.push(wire);
    }
    const bystander = await connect(server, "known");
    const start = Date.now();
    assert.equal((await organiser(method, { person })).status, 200);
    for (const wire of wires) assert.equal((await wire.closed).code, 4501);
    assert.ok(Date.now() - start < 1000);
    for (const transport of transports) assert.equal(await comes(person, transport), 4501);
    const answer = await does(server, person, "GET", `/api/rooms/${room}`);
    assert.equal(answer.status, 403);
    assert.equal(answer.body.name, "suspended");
    assert.equal(bystander.over, undefined);
  });

test("who is restored comes in again", async () => {
  const person = await added("back");
  await organiser("person.suspend", { person });
  assert.equal(await comes(person), 4501);
  await organiser("person.restore", { person });
  assert.equal(await comes(person), "in");
});

test("a browser that has signed in is put out with its person", async () => {
  const browser = await signedIn(server, "ada");
  const session = (await browser.get("/api/session")).body;
  await organiser("person.suspend", { person: "ada" });
  const answer = await browser.get("/api/session");
  assert.equal(answer.status, 403);
  assert.equal(answer.body.name, "suspended");
  const headers = { Authorization: `Bearer ${session.token}` };
  assert.equal((await server.get(`/api/rooms/${room}`, { headers })).status, 403);
});

test("people of a system whose people are members become members, each once", async () => {
  const iss = "https://sso.example";
  const claims = { iss, name: "Newcomer A", email: "a@sso.example", country: "TN" };
  const ends = await Promise.all(
    [...transports, ...transports].map((transport) => comesIn("a|1", claims, transport)),
  );
  assert.deepEqual(new Set(ends), new Set(["in"]));
  const found = await people("Newcomer A");
  assert.equal(found.length, 1);
  const [{ id, mail, country }] = found;
  assert.match(id, /^x\.[\w-]{22}$/);
  assert.deepEqual([mail, country], ["a@sso.example", "TN"]);
  // Another of the same sub is another person; what does not fit is left out.
  const other = { iss: "https://lms.example", name: "Newcomer B", country: "QQ" };
  assert.equal(await comesIn("a|1", other), 4504);
  assert.equal(await comesIn("a|2", { iss, name: "Newcomer C", country: "QQ" }), "in");
  const [{ id: third, ...rest }] = await people("Newcomer C");
  assert.ok(third !== id && !rest.country);
  // Suspended stays suspended, erased stays erased: nobody new comes of it.
  await organiser("person.suspend", { person: id });
  assert.equal(await comesIn("a|1", claims), 4501);
  await organiser("person.erase", { person: id });
  assert.equal(await comesIn("a|1", { ...claims, name: "Newcomer D" }), 4501);
  assert.deepEqual(await people("Newcomer D"), []);
});

test("for people of other systems access is asked once, and decided as ever", async () => {
  for (const [sub, iss] of [["b|1", "https://lms.example"], ["plain", "https://elsewhere.example"]]) {
    const claims = { iss, name: `Asker ${sub}`, email: `${sub[0]}@lms.example`, email_verified: true };
    for (const transport of transports) assert.equal(await comesIn(sub, claims, transport), 4504);
    const authorization = `Bearer ${token(sub, claims)}`;
    const answer = await server.get(`/api/rooms/${room}`, { headers: { authorization } });
    assert.equal(answer.status, 403);
    assert.equal(JSON.parse(await answer.text()).name, "access_asked");
    const asked = (await requests()).filter(({ name }) => name === claims.name);
    assert.equal(asked.length, 1);
    const [{ request, state, mail, country }] = asked;
    assert.deepEqual([state, mail, country], ["confirmed", claims.email, "ZZ"]);
    assert.equal((await organiser("access.approve", { request })).status, 200);
    assert.equal(await comesIn(sub, claims), "in");
    assert.equal((await people(claims.name)).length, 1);
  }
});

test("who was refused stays outside, and is not asked for again", async () => {
  const claims = { iss: "https://lms.example", name: "Refused R", email: "r@x.example", email_verified: false };
  assert.equal(await comesIn("r|1", claims), 4504);
  const [{ request, mail }] = (await requests()).filter(({ name }) => name === claims.name);
  assert.equal(mail, undefined); // it is not verified
  await organiser("access.refuse", { request, why: "Not known here" });
  assert.equal(await comesIn("r|1", claims), 4503);
  assert.deepEqual(await people(claims.name), []);
  // A person of the academy is not asked for, whatever issuer names them by their id.
  assert.equal(await comesIn("known", { iss: "https://elsewhere.example" }), "in");
  assert.equal(await comesIn("known", { iss: "https://lms.example", name: "Known K" }), 4504);
});

test("a token that an organiser links to a person is that person, until it is unlinked", async () => {
  await added("colleague", { name: "Participant 12" });
  const claims = { iss: "https://lms.example", name: "pseudo-12" };
  const link = { person: "colleague", issuer: claims.iss, subject: "officer-17" };
  assert.equal((await organiser("person.link", link)).status, 200);
  const linked = async () => {
    const wire = new Wire(server);
    await wire.open;
    wire.hello = await wire.ask("connect", { token: token("officer-17", claims) });
    return wire;
  };
  const wire = await linked();
  assert.deepEqual((await requests()).filter(({ name }) => name === claims.name), []);
  assert.equal((await organiser("person.suspend", { person: "colleague" })).status, 200);
  assert.equal((await wire.closed).code, 4501);
  assert.equal((await organiser("person.restore", { person: "colleague" })).status, 200);
  const again = await linked();
  assert.equal((await organiser("person.unlink", link)).status, 200);
  await again.closed;
  assert.equal(await comesIn("officer-17", claims), 4504); // access is asked for them, as for anybody
});

test("who is linked while access is asked for them waits no more, and is in", async () => {
  await added("found", { name: "Participant 13" });
  const claims = { iss: "https://lms.example", name: "pseudo-13" };
  assert.equal(await comesIn("officer-18", claims), 4504);
  const waits = async () => (await requests()).find(({ name }) => name === claims.name);
  const { identity } = await waits();
  assert.equal((await organiser("person.link", { person: "found", identity })).status, 200);
  await until(async () => !(await waits()), "nobody has to decide any more");
  assert.equal(await comesIn("officer-18", claims), "in");
});

test("a linked token of somebody erased gives nothing back: not access, nor a request, until an organiser lets go", async () => {
  await added("forgotten", { name: "Participant 14" });
  // Whoever is of that system is a member at once.
  const claims = { iss: "https://sso.example", name: "pseudo-14" };
  const link = { person: "forgotten", issuer: claims.iss, subject: "officer-19" };
  assert.equal((await organiser("person.link", link)).status, 200);
  assert.equal(await comesIn("officer-19", claims), "in");
  assert.equal((await organiser("person.erase", { person: "forgotten" })).status, 200);
  for (const transport of transports) assert.equal(await comesIn("officer-19", claims, transport), 4501);
  assert.deepEqual(await people("pseudo-14"), []);
  assert.deepEqual((await requests()).filter(({ name }) => name === claims.name), []);
  const { links } = (await organiser("person.get", { person: "forgotten" })).body;
  assert.equal(links.length, 1);
  assert.equal((await organiser("person.unlink", { person: "forgotten", identity: links[0] })).status, 200);
  assert.equal(await comesIn("officer-19", claims), "in"); // somebody new
  assert.equal((await people("pseudo-14")).length, 1);
});
