// SPDX-License-Identifier: Apache-2.0
// A webinar of a course on three instances: its members come in, and who leaves the course, or is
// banned there, is out of the webinar on all of them, also when the instance that was told dies.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { does } from "../wire/browser.mjs";
import { until } from "../wire/client.mjs";
import { token } from "../wire/server.mjs";
import { connect, endAll } from "../wire/wire.mjs";
import { Cluster } from "./cluster.mjs";

const [COURSE, WEBINAR, ACADEMY] = ["course:taught", "webinar:taught", "academy:main"];
let cluster;

before(async () => {
  cluster = await new Cluster({ set: { "academy.gate": "members" } }).start();
  const add = (person, more) => says(0, "organiser", ACADEMY, "person.add", { person, name: person, ...more });
  await add("teacher", { roles: ["manager"] });
  for (const person of ["pupil", "other", "third"]) await add(person, {});
  const room = { title: { en: "T" }, who: { to: "invited" } };
  await says(0, "teacher", ACADEMY, "room.create", { of: COURSE, template: "spoc", ...room });
  await says(0, "teacher", ACADEMY, "room.create", { of: WEBINAR, template: "webinar", course: COURSE, ...room });
  await says(0, "teacher", ACADEMY, "room.link", { of: COURSE, key: "in" });
});
after(async () => {
  endAll();
  await cluster.clean();
});

async function says(at, who, room, method, data) {
  const { status, body } = await does(cluster.instances[at], who, "POST", `/api/rooms/${room}/${method}`, data);
  assert.equal(status, 200, `${method}: ${JSON.stringify(body)}`);
}

const tries = async (at, who) =>
  (await does(cluster.instances[at], who, "POST", `/api/rooms/${ACADEMY}/room.join`, { of: WEBINAR })).status;
const sees = async (at, who) =>
  (await does(cluster.instances[at], who, "GET", `/api/rooms/${WEBINAR}`)).status === 200;

// A member of the course, inside the webinar on every instance.
async function inside(person) {
  await says(0, person, ACADEMY, "room.join", { of: COURSE, key: "in" });
  await until(async () => (await tries(1, person)) === 200, "the catalogue knows them");
  await until(() => sees(2, person), "the webinar lets them in");
  const wires = [];
  for (const instance of cluster.instances) {
    const wire = await connect(instance, person, { token: token(person) });
    await wire.ask("subscribe", { channel: WEBINAR });
    wires.push(wire);
  }
  return wires;
}

async function out(person, wires) {
  for (const wire of wires)
    await wire.until(() => wire.pushes.find((push) => push.unsubscribe), "it is ended there");
  for (const at of [0, 1, 2]) {
    assert.equal(await tries(at, person), 410, "the catalogue lets nobody in who is none");
    assert.equal(await sees(at, person), false);
  }
}

test("who is in no course stays out of its webinar", async () => {
  for (const at of [0, 1, 2]) assert.equal(await tries(at, "other"), 410);
});

test("taken out of the course: out of its webinar on three instances, and in again", async () => {
  const wires = await inside("pupil");
  await says(1, "teacher", COURSE, "member.set", { whom: "pupil", role: "none" });
  await out("pupil", wires);
  await says(2, "teacher", COURSE, "member.set", { whom: "pupil", role: "participant" });
  await until(async () => (await tries(0, "pupil")) === 200, "the catalogue knows them again");
  await until(() => sees(1, "pupil"), "the webinar lets them in again");
});

test("a unit opens once, though an instance dies over the hour, and its webinar with it", async () => {
  const WEEK = "webinar:week";
  const title = { en: "Second" };
  await says(0, "teacher", ACADEMY, "room.create", { of: WEEK, template: "webinar", course: COURSE, title, who: { to: "invited" } });
  const at = Date.now() + 8000;
  await says(0, "teacher", COURSE, "unit.add", { title, at });
  const entries = async (room, type) => (await cluster.entries(room)).filter((entry) => entry.type === type);
  const [{ seq: unit }] = await entries(COURSE, "unit.add");
  await says(1, "teacher", COURSE, "unit.announce", { unit, text: { en: "Canary" } });
  await says(2, "teacher", COURSE, "topic.add", { title, kind: "discussion", unit });
  await says(2, "teacher", COURSE, "item.add", { unit, kind: "webinar", title, of: WEEK });
  const joins = async (instance) =>
    (await does(cluster.instances[instance], "pupil", "POST", `/api/rooms/${ACADEMY}/room.join`, { of: WEEK })).status;
  const held = async () => (await entries(ACADEMY, "room.hold")).filter(({ data }) => data.of === WEEK).map(({ data }) => data.held);
  await until(async () => (await held()).length === 1, "the academy holds it");
  assert.equal(await joins(0), 410, "not before its unit");
  const last = cluster.instances[2];
  await until(() => Date.now() > at - 20, "the hour is near");
  await last.kill();
  assert.ok(Date.now() < at + 1000);
  await until(async () => (await joins(0)) === 200, "its members come in", 60000);
  const { body } = await does(cluster.instances[1], "pupil", "GET", `/api/rooms/${COURSE}`);
  const text = JSON.stringify(body);
  assert.match(text, /"announcement":\{"en":"Canary"/);
  assert.match(text, /"topics":\{"\d+":\{"title":\{"en":"Second"/);
  await last.start();
  await until(() => sees(2, "pupil"), "the one that died knows it too");
  assert.equal((await entries(COURSE, "unit.release")).length, 1);
  assert.deepEqual(await held(), [true, false]);
  assert.ok(await cluster.verified());
});

test("banned from the course on an instance that dies: out likewise", async () => {
  const wires = await inside("third");
  const last = cluster.instances[2];
  await says(2, "teacher", COURSE, "member.ban", { whom: "third", why: "Words" });
  await last.kill();
  await until(async () => (await tries(0, "third")) === 410, "the catalogue has heard of it", 60000);
  await wires[0].until(() => wires[0].pushes.find((push) => push.unsubscribe), "it is ended there");
  await last.start();
  for (const at of [0, 1, 2]) assert.equal(await sees(at, "third"), false);
  assert.ok(await cluster.verified());
});
