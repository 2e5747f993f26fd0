// SPDX-License-Identifier: Apache-2.0
// Messages to browsers of what is new: to each device once, opened and verified by another implementation, with what
// stands then; nothing to who has signed out, reads it, may not see it or is in their quiet hours.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { does, signedIn } from "./browser.mjs";
import { pause, until } from "./client.mjs";
import { PushService } from "./pushd.mjs";
import { serve } from "./server.mjs";
import { connect, endAll } from "./wire.mjs";

after(endAll);

const COURSE = "course:c1";
const ARMED_MS = 1500; // the server has looked at a new browser
const LONG_MS = 12000; // a second message would have come, or one that must not

async function academy(t) {
  const service = await new PushService().start();
  t.after(() => service.end());
  const server = await serve(t, { set: { ...service.set, "server.url": "https://academy.example" } });
  const host = await connect(server, "host");
  const { seq: thread } = await host.rpc("forum.thread", { room: COURSE, op: "t", title: "Traces on phones", text: "Canary" });
  const device = async (person, name, options = {}) => {
    const browser = await signedIn(server, person, options);
    (await connect(server, person)).end();
    const answer = await browser.post("/api/push", service.subscription(name));
    assert.equal(answer.status, 204, answer.text);
    return browser;
  };
  const mention = async (op, mentions, text = `Canary ${op}`) =>
    (await host.rpc("forum.post", { room: COURSE, op, thread, text, mentions })).seq;
  return { service, server, host, thread, device, mention };
}

const inboxDoes = async (server, person, method, data) => {
  const { status, body } = await does(server, person, "POST", `/api/rooms/inbox:me/${method}`, data);
  assert.equal(status, 200, JSON.stringify(body));
};

test("what is new comes to each device of its reader once, sealed and signed", async (t) => {
  const { service, server, thread, device, mention, host } = await academy(t);
  const first = await device("u1", "ok-phone", { languages: ["fr"] });
  await device("u1", "ok-desk", { add: false });
  await device("u1", "gone-old", { add: false });
  const out = await device("u1", "ok-out", { add: false });
  await device("u2", "ok-other", { languages: ["ar"] });
  await device("u3", "ok-quiet");
  await device("u4", "ok-read");
  await device("u5", "ok-deleted");
  const away = await device("u6", "ok-ended");
  const state = await first.get("/api/push");
  assert.equal(state.status, 200);
  assert.equal(state.body.on, true);
  const minute = new Date().getUTCHours() * 60 + new Date().getUTCMinutes();
  await inboxDoes(server, "u3", "inbox.set", { zone: "UTC", quiet: { from: (minute + 1430) % 1440, to: (minute + 60) % 1440 } });
  await pause(ARMED_MS);
  assert.equal((await out.delete("/api/session")).status, 204);
  assert.equal((await away.delete("/api/push")).status, 204);

  const post = await mention("stands", ["u1", "u2", "u3", "u6"]);
  const read = await mention("read", ["u4"]);
  const deleted = await mention("deleted", ["u5"]);
  await inboxDoes(server, "u4", "read.mark", { of: COURSE, thread, upto: read });
  await host.rpc("forum.delete", { room: COURSE, op: "d", post: deleted });
  await until(() => ["ok-phone", "ok-desk", "ok-other"].every((name) => service.to(name).length > 0), "the messages", 20000);
  const [{ words, headers, claims, method }] = service.to("ok-phone");
  assert.equal(method, "POST");
  assert.equal(words.title, "Vous êtes mentionné");
  assert.equal(words.body, "Traces on phones · La preuve dans les téléphones\u00a0: un forum de cours à essayer", "its title, and where it comes from");
  assert.equal(words.path, `/course/c1/thread/${thread}#post-${post}`);
  assert.deepEqual([words.lang, words.dir, words.count], ["fr", "ltr", 1]);
  assert.deepEqual([headers["content-encoding"], headers.urgency], ["aes128gcm", "high"]);
  assert.ok(Number(headers.ttl) > 0);
  assert.equal(claims.aud, service.origin);
  assert.equal(claims.sub, "https://academy.example");
  assert.equal(claims.key, state.body.key);
  assert.ok(claims.exp * 1000 > Date.now() && claims.exp * 1000 < Date.now() + 86400000);
  assert.deepEqual([service.to("ok-other")[0].words.title, service.to("ok-other")[0].words.dir], ["ورد ذكرك", "rtl"]);

  await pause(LONG_MS);
  assert.deepEqual(service.came.map(({ name }) => name).sort(), ["ok-desk", "ok-other", "ok-phone"]);
  for (const { words: said } of service.came) assert.doesNotMatch(JSON.stringify(said), /Canary/);
  // Who is not there any more is asked once, and forgotten.
  assert.equal(service.asked.get("gone-old"), 1);
  await mention("again", ["u1"]);
  await until(() => service.to("ok-phone").length === 2, "the next message", 20000);
  assert.equal(service.asked.get("gone-old"), 1);
  assert.equal(await server.metric('pushes_total{what="gone"}'), 1);
  // The keys outlive a restart.
  await server.kill();
  await server.start();
  assert.equal((await first.get("/api/push")).body.key, state.body.key);
});

test("who has missed much is told too", async (t) => {
  const { service, device, mention } = await academy(t);
  await device("u1", "ok-u1");
  await pause(ARMED_MS);
  for (let n = 0; n < 60; n++) await mention(`m${n}`, ["u1"]);
  await until(() => service.to("ok-u1").length > 0, "the message", 20000);
  await mention("last", ["u1"]);
  await until(() => service.to("ok-u1").at(-1).words.count === 60, "all that a list has", 20000);
  assert.equal(service.to("ok-u1")[0].words.body, "Traces on phones · Evidence on phones: a course forum to try\nAnd more.", "a line for each thread");
});

test("what waits for its service is made anew before it leaves: a right that ended meanwhile, a post that is gone, leave nothing", async (t) => {
  const { service, server, thread, device, mention, host } = await academy(t);
  for (const person of ["u1", "u2", "u3"]) await device(person, `late-${person}`);
  await host.rpc("cohort.add", { room: COURSE, op: "c", title: { en: "A" } });
  const { seq: other } = await host.rpc("forum.thread", { room: COURSE, op: "o", title: "Another", text: "Canary" });
  await pause(ARMED_MS);
  const gone = await mention("gone", ["u2"]);
  await host.rpc("forum.post", { room: COURSE, op: "narrowed", thread: other, text: "Canary", mentions: ["u1"] });
  await mention("stands", ["u3"]);
  await until(() => ["u1", "u2", "u3"].every((person) => service.asked.get(`late-${person}`) === 1), "that each was put off", 20000);
  await host.rpc("forum.narrow", { room: COURSE, op: "n", thread: other, cohorts: [1] });
  await host.rpc("forum.delete", { room: COURSE, op: "d", post: gone });
  await until(() => service.to("late-u3").length === 1, "what stands", 20000);
  await until(async () => (await server.metric('pushes_total{what="empty"}')) === 2, "that two have nothing to say", 20000);
  assert.deepEqual(service.came.map(({ name, words }) => [name, words.path]), [["late-u3", `/course/c1/thread/${thread}#post-${gone + 2}`]]);
  assert.deepEqual(["u1", "u2"].map((person) => service.asked.get(`late-${person}`)), [1, 1]);
});

test("a service that hangs or has too much holds up nobody else", async (t) => {
  const { service, server, device, mention } = await academy(t);
  const slow = ["u1", "u2", "u3", "u4", "u5", "u6"];
  for (const person of slow) await device(person, `hang-${person}`);
  await device("u7", "busy-u7");
  await device("u8", "ok-u8");
  await pause(ARMED_MS);
  await mention("all", [...slow, "u7", "u8"]);
  await until(() => service.asked.has("hang-u1"), "that it hangs", 20000);
  await until(() => service.to("ok-u8").length === 1, "the message of another", 20000);
  assert.ok((await server.metric("pushes_waiting")) > 0, "an operator sees that some wait");
  const began = Date.now();
  await does(server, "u1", "GET", "/api/rooms/inbox:me");
  assert.ok(Date.now() - began < 1000);
  // A few tries, then it stands in the inbox alone.
  await until(() => service.asked.get("busy-u7") === 3, "the last try", 60000);
  await until(async () => (await server.metric('pushes_total{what="given_up"}')) === slow.length + 1, "that all are given up", 90000);
  assert.equal(service.to("ok-u8").length, 1);
  assert.equal(await server.metric("pushes_waiting"), 0);
});

test("only a browser that has signed in is told, and only of services that are listed", async (t) => {
  const { service, server, device } = await academy(t);
  const browser = await device("u1", "ok-one");
  const good = service.subscription("ok-two");
  const { endpoint, keys } = good;
  for (const bad of [
    { ...good, endpoint: endpoint.replace("https:", "http:") },
    { ...good, endpoint: endpoint.replace("localhost", "127.0.0.1") },
    { ...good, endpoint: endpoint.replace("localhost", "user:word@localhost") },
    { ...good, endpoint: endpoint.replace("localhost", "localhost.example.org") },
    { ...good, endpoint: `${endpoint}/${"x".repeat(1100)}` },
    { ...good, keys: { ...keys, p256dh: keys.auth } },
    { ...good, keys: { ...keys, p256dh: `${keys.p256dh.slice(0, -6)}AAAAAA` } },
    { ...good, keys: { p256dh: keys.p256dh } },
    { endpoint },
    {},
  ])
    assert.equal((await browser.post("/api/push", bad)).status, 400, JSON.stringify(bad));
  assert.equal((await does(server, "u1", "GET", "/api/push")).status, 404);
  assert.equal((await browser.get("/api/push")).body.on, true);
  assert.equal((await browser.delete("/api/push")).status, 204);
  assert.equal((await browser.delete("/api/push")).status, 204);
  assert.equal((await browser.get("/api/push")).body.on, false);
});
