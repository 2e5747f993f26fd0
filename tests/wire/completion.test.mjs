// SPDX-License-Identifier: Apache-2.0
// Completing a course over real sockets: whatever dies, somebody completes it once and has one certificate, which anybody
// verifies; staff take it back with a reason; what each has done comes as a table too.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { does as asks } from "./browser.mjs";
import { until } from "./client.mjs";
import { serve, token } from "./server.mjs";
import { connect, endAll } from "./wire.mjs";

after(endAll);

const ROOM = "course:c1";
const ACADEMY = "academy:main";
const TAKERS = ["u7", "u8", "u9"];

async function academyOf(server, people) {
  for (const person of people) {
    const { status } = await asks(server, "organiser", "POST", `/api/rooms/${ACADEMY}/person.add`, { person, name: `Participant ${person.slice(1)}` });
    assert.equal(status, 200);
  }
}

async function course(server) {
  const host = await connect(server, "host");
  const act = async (method, data) => (await host.rpc(method, { room: ROOM, op: method, ...data })).seq;
  const unit = await act("unit.add", { title: { en: "One" }, open: true });
  const item = await act("item.add", { unit, kind: "article", title: { en: "A" }, text: { en: "B" }, counts: true });
  await act("completion.rules", { items: 1 });
  return { unit, item };
}

const ofType = async (server, room, type) => (await server.entries(room)).filter((entry) => entry.type === type);
const credentials = async (server) => (await asks(server, "organiser", "GET", `/api/rooms/${ACADEMY}/credential.list`)).body.credentials;

test("whoever meets the rules has completed the course once and has one certificate, whatever dies when", async (t) => {
  const server = await serve(t);
  await academyOf(server, TAKERS);
  const done = { op: "done", room: ROOM, done: true, ...(await course(server)) };
  for (const who of TAKERS) {
    const wire = await connect(server, who);
    void wire.rpc("item.mark", done).catch(() => undefined);
    await server.kill();
    await server.start();
    await (await connect(server, who)).rpc("item.mark", done);
    await server.kill();
    await server.start();
  }
  await until(async () => (await credentials(server)).length === TAKERS.length, "the certificates");
  await server.kill();
  await server.start();
  const reached = await ofType(server, ROOM, "completion.reach");
  assert.deepEqual(reached.map(({ data, by }) => [by, data.whom]), TAKERS.map((who) => ["system", who]));
  assert.equal((await ofType(server, ACADEMY, "credential.award")).length, TAKERS.length);


  const [one] = await credentials(server);
  assert.deepEqual([one.kind, one.of, one.state], ["completion", ROOM, "valid"]);
  const { body } = await asks(server, one.person, "GET", `/api/credentials/${one.credential}`);
  const told = await (await server.get(`/api/verify/${body.code}`)).json();
  assert.deepEqual([told.certifies.kind, told.certifies.of, told.certifies.title.fr], ["completion", ROOM, one.title.fr]);
});

test("staff take it back with a reason, which nobody else hears, and the server does not decide it again", async (t) => {
  const server = await serve(t, { memory: true });
  await academyOf(server, ["u7"]);
  const { unit, item } = await course(server);
  const [host, one, other] = [await connect(server, "host"), await connect(server, "u7"), await connect(server, "u8")];
  for (const wire of [one, other]) await wire.ask("subscribe", { channel: ROOM });
  await one.rpc("item.mark", { room: ROOM, op: "m", unit, item, done: true });
  await until(async () => (await credentials(server))[0]?.state === "valid", "the certificate");
  await host.rpc("completion.correct", { room: ROOM, op: "c", whom: "u7", completed: false, why: "Canary reason" });
  await until(async () => (await credentials(server))[0].state === "withdrawn", "that it is withdrawn");
  await until(() => JSON.stringify(one.pushes).includes("Canary reason"), "the reason");
  await host.rpc("completion.rules", { room: ROOM, op: "r", items: 1 });
  const record = await one.rpc("course.record", { room: ROOM });
  assert.deepEqual([record.done, record.completed, record.why], [1, undefined, "Canary reason"]);
  assert.equal(await other.rpcRefusal("course.record", { room: ROOM, person: "u7" }), "NOT_FOUND");
  assert.deepEqual((await other.rpc("course.participation", { room: ROOM })).people, []);
  assert.equal(JSON.stringify(other.pushes).includes("Canary"), false);
  const { people } = await host.rpc("course.participation", { room: ROOM, sort: "done" });
  assert.deepEqual([people[0].person, people[0].units[unit]], ["u7", { opened: 1, done: 1 }]);
  const { text, headers } = await sheet(server);
  assert.match(headers.get("content-disposition"), /course\.participation\.csv/);
  assert.match(text.split("\r\n")[0], new RegExp(`"person".*"done".*"units\\.${unit}\\.done"`));
});

async function sheet(server) {
  const answer = await server.get(`/api/rooms/${ROOM}/course.participation.csv`, { headers: { Authorization: `Bearer ${token("host")}` } });
  return { text: await answer.text(), headers: answer.headers };
}
