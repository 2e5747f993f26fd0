// SPDX-License-Identifier: Apache-2.0
// The gate: who is suspended, erased or unknown to the academy is ended and stays outside, on every
// transport and by HTTP.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { does, signedIn } from "./browser.mjs";
import { serve, token } from "./server.mjs";
import { Wire, connect, endAll } from "./wire.mjs";

after(endAll);

const room = "webinar:w1";
const transports = [undefined, "http_stream", "sse"];
let server, cleanUps;

before(async () => {
  cleanUps = [];
  const set = { "academy.gate": "members" };
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

// How a connection ends that says who it is and is not let in; "in" when it is.
async function comes(person, transport) {
  const wire = new Wire(server, { transport });
  await wire.open;
  wire.text(JSON.stringify({ id: 1, connect: { token: token(person) } }));
  const reply = wire.until(() => wire.replies[0]).catch(() => null);
  const how = await Promise.race([wire.closed, reply]);
  const end = how?.connect ? "in" : (how?.code ?? (await wire.closed).code);
  wire.end();
  return end;
}

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
