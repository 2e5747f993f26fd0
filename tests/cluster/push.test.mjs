// SPDX-License-Identifier: Apache-2.0
// Messages to browsers, of three instances of which one is killed: each device is told once, whoever looks.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { signedIn } from "../wire/browser.mjs";
import { pause, until } from "../wire/client.mjs";
import { PushService } from "../wire/pushd.mjs";
import { connect, endAll } from "../wire/wire.mjs";
import { cluster } from "./cluster.mjs";

after(endAll);

const COURSE = "course:c1";
const PEOPLE = ["u1", "u2", "u3", "u4"];
const ARMED_MS = 2500;
const REMIND_MS = 12000; // enough to kill an instance meanwhile
const LONG_MS = 12000; // a second message would have come

test("of three instances one tells each device, also after one was killed", async (t) => {
  const service = await new PushService().start();
  t.after(() => service.end());
  const { instances } = await cluster(t, { set: { ...service.set, "server.url": "http://localhost:7400" } });
  const host = await connect(instances[1], "host");
  const { seq: thread } = await host.rpc("forum.thread", { room: COURSE, op: "t", title: "Traces on phones", text: "Canary" });
  for (const [n, person] of PEOPLE.entries()) {
    const browser = await signedIn(instances[n % 3], person);
    (await connect(instances[2], person)).end();
    assert.equal((await browser.post("/api/push", service.subscription(`ok-${person}`))).status, 204);
  }
  await pause(ARMED_MS);
  const names = PEOPLE.map((person) => `ok-${person}`);
  const tells = async (op, count) => {
    await host.rpc("forum.post", { room: COURSE, op, thread, text: "Canary", mentions: PEOPLE });
    await until(() => names.every((name) => service.to(name).length >= count), `message ${count}`, 30000);
  };
  await tells("first", 1);
  // Everybody wants to be reminded; whoever was told so is killed before the time.
  const remind = Date.now() + REMIND_MS;
  for (const person of PEOPLE) {
    const reader = await connect(instances[0], person);
    await reader.rpc("bookmark.set", { room: "inbox:me", op: "mark", of: COURSE, thing: thread, note: "Canary note", remind });
    reader.end();
  }
  await instances[0].kill();
  await until(() => names.every((name) => service.to(name).length >= 2), "the reminders", 60000);
  assert.ok(Date.now() >= remind);
  for (const name of names) assert.equal(service.to(name)[1].words.title, "A reminder");
  await tells("second", 3);
  await pause(LONG_MS);
  for (const name of names) assert.equal(service.to(name).length, 3, name);
  // It is the same news at each instance, and once.
  for (const instance of [instances[1], instances[2]]) {
    const { news } = await (await connect(instance, PEOPLE[0])).rpc("inbox.news", { room: "inbox:me", sure: true });
    const told = news.filter(({ kind }) => kind === "bookmark");
    assert.deepEqual(told.map(({ of, thing, at, words }) => [of, thing, at, words]), [[COURSE, thread, remind, "Canary note"]]);
  }
});
