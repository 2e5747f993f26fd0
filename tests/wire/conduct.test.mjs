// SPDX-License-Identifier: Apache-2.0
// The code of conduct: who has not accepted it as it is enters no room, by no way; who is in one
// stays in it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { does } from "./browser.mjs";
import { serve } from "./server.mjs";
import { connect, endAll, nameOf } from "./wire.mjs";

after(endAll);

const room = "webinar:w1";
const academy = "academy:main";
let server, cleanUps;
let ops = 0;

before(async () => {
  cleanUps = [];
  const set = { "academy.gate": "members" };
  server = await serve({ after: (fn) => cleanUps.push(fn) }, { memory: true, set });
  for (const person of ["early", "late"])
    await organiser("person.add", { person, name: person, country: "TN" });
});
after(async () => {
  for (const fn of cleanUps) await fn();
});

const organiser = async (method, data) => {
  const path = `/api/rooms/${academy}/${method}`;
  const { status, body } = await does(server, "organiser", "POST", path, data);
  assert.equal(status, 200, JSON.stringify(body));
  return body;
};
const full = (of, data) => ({ room: of, op: `op-${++ops}`, ...data });
const refusal = async (wire, channel) =>
  nameOf((await wire.command("subscribe", { channel })).error?.code);

test("it is asked for at entry, and not of who is in the room", async () => {
  const early = await connect(server, "early");
  await early.ask("subscribe", { channel: room });
  const { seq: version } = await organiser("conduct.set", { text: { en: "Kindly.", ar: "بلطف." } });
  // Who is in stays, also across a lost connection.
  await early.rpc("chat.post", full(room, { text: "Still here" }));
  early.end();
  const again = await connect(server, "early");
  await again.ask("subscribe", { channel: room });

  const late = await connect(server, "late");
  assert.equal(await refusal(late, room), "CONDUCT_ASKED");
  assert.equal(await late.rpcRefusal("chat.post", full(room, { text: "Hello" })), "CONDUCT_ASKED");
  assert.equal(await late.rpcRefusal("chat.history", { room }), "CONDUCT_ASKED");
  const looked = await does(server, "late", "GET", `/api/rooms/${room}`);
  assert.equal(looked.status, 403);
  assert.equal(looked.body.name, "conduct_asked");

  // What leads there is open.
  await late.ask("subscribe", { channel: "inbox:me" });
  const { data } = await late.ask("subscribe", { channel: academy });
  assert.deepEqual(Object.keys(data.conduct), ["version", "at"]);
  assert.equal(data.conduct.version, version);
  assert.equal((await late.rpc("conduct.get", { room: academy })).text.ar, "بلطف.");
  await late.rpc("conduct.accept", full(academy, { version, language: "ar" }));
  await late.ask("subscribe", { channel: room });
  await late.rpc("chat.post", full(room, { text: "Hello" }));
  for (const wire of [again, late]) wire.end();
});

test("an earlier version can be read again", async () => {
  const { seq: first } = await organiser("conduct.set", { text: { en: "First" } });
  const { seq: second } = await organiser("conduct.set", { text: { en: "Second" } });
  const wire = await connect(server, "late");
  const text = async (data) => (await wire.rpc("conduct.get", { room: academy, ...data })).text.en;
  assert.equal(await text({}), "Second");
  assert.equal(await text({ version: first }), "First");
  assert.equal(await text({ version: second }), "Second");
  const other = { room: academy, version: 1 }; // a person
  assert.equal(await wire.rpcRefusal("conduct.get", other), "NOT_FOUND");
});
