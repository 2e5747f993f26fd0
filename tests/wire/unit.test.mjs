// SPDX-License-Identifier: Apache-2.0
// Units over real sockets: they open at their time though the server was down over it, what is not open answers like what
// is not there, and a copy of a course has its units with their days.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { serve } from "./server.mjs";
import { connect, endAll } from "./wire.mjs";

after(endAll);

const ROOM = "course:c1";
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const add = (wire, op, data, room = ROOM) => wire.rpc("unit.add", { room, op, title: { en: "Canary" }, text: { en: "Canary" }, ...data });

async function until(look, what) {
  for (const end = Date.now() + 20_000; ; ) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`${what} did not come`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

const releases = async (server) => (await server.entries(ROOM)).filter(({ type }) => type === "unit.release");

test("a unit opens once, though the server was down over its time and nobody is there", async (t) => {
  const server = await serve(t);
  const host = await connect(server, "host");
  const at = Date.now() + 1500;
  const { seq } = await add(host, "a", { at });
  await server.kill();
  await until(() => Date.now() > at + 500, "the time");
  await server.start();
  await until(async () => (await releases(server)).length > 0, "the release");
  const [release, ...more] = await releases(server);
  assert.deepEqual([release.by, release.data.unit, more.length], ["system", seq, 0]);
  const one = await connect(server, "u7");
  const { data } = await one.ask("subscribe", { channel: `${ROOM}/unit/${seq}` });
  assert.deepEqual(data.unit.title, { en: "Canary" });
  await server.kill();
  await server.start();
  await connect(server, "u7");
  assert.equal((await releases(server)).length, 1);
});

test("what is not open answers like what is not there", async (t) => {
  const server = await serve(t, { memory: true });
  const host = await connect(server, "host");
  const one = await connect(server, "u7");
  await one.ask("subscribe", { channel: ROOM });
  const { seq } = await add(host, "a", { at: Date.now() + DAY_MS });
  const refusals = async (unit) => {
    const answers = [await one.command("subscribe", { channel: `${ROOM}/unit/${unit}` })];
    for (const method of ["unit.edit", "unit.release", "unit.schedule", "unit.remove"])
      answers.push(await one.command("rpc", { method, data: { room: ROOM, op: `${method}.${unit}`, unit, title: { en: "x" } } }));
    const http = await server.get(`/api/rooms/${ROOM}%2Funit%2F${unit}`);
    answers.push({ error: http.status });
    return answers.map(({ error }) => error);
  };
  assert.deepEqual(await refusals(seq), await refusals(seq + 1000));
  const staff = await host.ask("subscribe", { channel: `${ROOM}/unit/${seq}` });
  assert.deepEqual(staff.data.unit.text, { en: "Canary" });
  assert.ok(!JSON.stringify(one.pushes).includes("Canary"));
  // Whoever reads it when it is shut again loses it.
  await host.rpc("unit.release", { room: ROOM, op: "b", unit: seq });
  const channel = `${ROOM}/unit/${seq}`;
  await one.ask("subscribe", { channel });
  await host.rpc("unit.schedule", { room: ROOM, op: "c", unit: seq });
  await one.until(() => one.pushes.some((push) => push.channel === channel && push.unsubscribe), "the end");
  assert.equal((await one.command("subscribe", { channel })).error.code, 103);
});

test("a copy of a course has its units with their days, over a change of clocks", async (t) => {
  const server = await serve(t, { memory: true });
  const manager = await connect(server, "manager");
  const start = Date.UTC(2098, 6, 7, 8); // a Monday, 10:00 in Paris
  const what = { room: "academy:main", title: { en: "Phones" }, start, zone: "Europe/Paris", hosts: ["manager"], who: { to: "academy" } };
  await manager.rpc("room.create", { ...what, op: "a", of: "course:c8", template: "course" });
  const unitsOf = async (room, count) => {
    const look = async () => {
      const { subscribe } = await manager.command("subscribe", { channel: room });
      await manager.command("unsubscribe", { channel: room });
      const all = Object.values(subscribe?.data.unit.units ?? {});
      return all.length === count && all.every(({ title, at }) => at || title.en === "By hand") ? all : undefined;
    };
    return until(look, `the units of ${room}`);
  };
  await until(async () => (await manager.command("subscribe", { channel: "course:c8" })).subscribe?.data.me.role === "host" || void (await manager.command("unsubscribe", { channel: "course:c8" })), "the course");
  await manager.command("unsubscribe", { channel: "course:c8" });
  await add(manager, "b", { title: { en: "Second" }, day: 7 }, "course:c8");
  await add(manager, "c", { title: { en: "Third" }, at: start + 14 * DAY_MS + HOUR_MS }, "course:c8");
  await add(manager, "d", { title: { en: "By hand" } }, "course:c8");
  await unitsOf("course:c8", 3);
  // In October the clocks change between the first day and the eighth.
  const later = Date.UTC(2098, 9, 20, 8);
  await manager.rpc("room.copy", { room: "academy:main", op: "e", of: "course:c9", from: "course:c8", start: later });
  const copied = await unitsOf("course:c9", 3);
  assert.deepEqual(
    copied.map(({ title, at, day, time }) => [title.en, at && at - later, day, time]),
    [
      ["Second", 7 * DAY_MS + HOUR_MS, 7, 600],
      ["Third", 14 * DAY_MS + 2 * HOUR_MS, 14, 660],
      ["By hand", undefined, undefined, undefined],
    ],
  );
});
