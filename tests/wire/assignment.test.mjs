// SPDX-License-Identifier: Apache-2.0
// Assignments over real sockets: what somebody hands in, and what it is given, is in no byte of anybody else's; a mark is
// told when it is handed back; a draft outlives the server; and the team has all of it as a table.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { serve, token } from "./server.mjs";
import { connect, endAll } from "./wire.mjs";

after(endAll);

const ROOM = "course:c1";

async function assigned(host) {
  const does = async (method, data) => (await host.rpc(method, { room: ROOM, op: method, ...data })).seq;
  const unit = await does("unit.add", { title: { en: "One" }, open: true });
  const item = await does("item.add", { unit, kind: "assignment", title: { en: "T" }, counts: true });
  const rubric = [{ title: { en: "Order" }, points: 4 }];
  await does("assignment.set", { item, text: { en: "Write a plan." }, takes: "text", attempts: 1, due: 4102444800000, rubric });
  return { unit, item };
}

test("a work and its mark are in no byte of who may not have them", async (t) => {
  const server = await serve(t);
  let host = await connect(server, "host");
  const { item } = await assigned(host);
  let one = await connect(server, "u7");
  await one.rpc("assignment.write", { room: ROOM, op: "w", item, text: "Canary draft" });
  await server.kill();
  await server.start();
  host = await connect(server, "host");
  one = await connect(server, "u7");
  const other = await connect(server, "u8");
  for (const wire of [host, one, other]) await wire.ask("subscribe", { channel: ROOM });
  const read = async (wire) => (await wire.rpc("assignment.read", { room: ROOM, item })).own;
  assert.equal((await read(one)).draft.text, "Canary draft");
  const asked = [];
  const asks = async (wire, method, data) => asked.push(JSON.stringify(await wire.command("rpc", { method, data: { room: ROOM, item, ...data } })));
  await asks(host, "assignment.work", { person: "u7" });
  assert.equal(asked.join("").includes("Canary"), false, "a draft is its author's alone");
  await one.rpc("assignment.hand", { room: ROOM, op: "h", item, text: "Canary work" });
  const mark = { room: ROOM, item, person: "u7", attempt: 1, points: [3], text: "Canary mark" };
  await host.rpc("assignment.mark", { ...mark, op: "m" });
  for (const method of ["assignment.read", "assignment.works"]) await asks(other, method, {});
  for (const person of ["u7", "u8"]) await asks(other, "assignment.work", { person });
  await asks(one, "assignment.work", { person: "u7" });
  assert.equal(asked.join("").includes("Canary"), false);
  assert.equal(JSON.stringify(await read(one)).includes("Canary mark"), false);
  await host.rpc("assignment.mark", { ...mark, op: "b", back: true, passed: true });
  assert.equal((await read(one)).hands[0].mark.text, "Canary mark");
  for (const wire of [host, one, other]) assert.equal(JSON.stringify(wire.pushes).includes("Canary"), false, "nothing of it is sent unasked");
  const headers = { Authorization: `Bearer ${token("host")}` };
  const sheet = await (await server.get(`/api/rooms/${ROOM}/assignment.works.csv?item=${item}`, { headers })).text();
  const [names, ...lines] = sheet.trim().split("\r\n").map((line) => line.replaceAll(/[\ufeff"]/g, "").split(","));
  const line = lines.find((each) => each[0] === "u7");
  assert.deepEqual([line[names.indexOf("sum")], line[names.indexOf("passed")]], ["3", "true"]);
  assert.match(line[names.indexOf("handed")], /^\d{4}-\d\d-\d\dT/);
});
