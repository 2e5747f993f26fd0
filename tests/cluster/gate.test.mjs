// SPDX-License-Identifier: Apache-2.0
// The gate on three instances: a person who is suspended, or a browser that is signed out, is ended
// on all of them within a second, streams included, also while Redis is silent; and stays outside.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Browser, codeOf, does, link } from "../wire/browser.mjs";
import { until } from "../wire/client.mjs";
import { token } from "../wire/server.mjs";
import { Wire, connect, endAll } from "../wire/wire.mjs";
import { Cluster } from "./cluster.mjs";

const room = "webinar:w1";
const transports = [undefined, "http_stream", "sse"];
const SECOND_MS = 1000;
const url = "http://localhost:7400"; // one public address for all
let cluster, people;

before(async () => {
  people = 0;
  const set = { "academy.gate": "members", "server.url": url, "limits.away_seconds": 2 };
  cluster = new Cluster({ holes: true, set });
  await cluster.start();
});
after(async () => {
  endAll();
  await cluster.clean();
});

const organiser = (method, data) =>
  does(cluster.instances[0], "organiser", "POST", `/api/rooms/academy:main/${method}`, data);

async function added({ person = `g${++people}`, ...more } = {}) {
  const { status, body } = await organiser("person.add", { person, name: person, ...more });
  assert.equal(status, 200, JSON.stringify(body));
  for (const instance of cluster.instances)
    await until(
      async () => (await does(instance, person, "GET", "/api/rooms/academy:main")).status === 200,
      "every instance knows them",
    );
  return person;
}

// Connections on every instance by every transport.
async function everywhere(word) {
  const wires = [];
  for (const instance of cluster.instances)
    for (const transport of transports) {
      const wire = new Wire(instance, { transport });
      await wire.open;
      await wire.ask("connect", { token: word });
      wires.push(wire);
    }
  return wires;
}

async function endedWithin(wires, code, what) {
  const start = Date.now();
  await what();
  const ends = await Promise.all(wires.map((wire) => wire.closed));
  const took_ms = Date.now() - start;
  assert.deepEqual(new Set(ends.map((end) => end.code)), new Set([code]));
  assert.ok(took_ms < SECOND_MS, `it took ${took_ms} ms`);
}

// No instance lets them in with this token, which is good for an hour.
async function staysOutside(word, code) {
  for (const instance of cluster.instances) {
    const wire = new Wire(instance);
    await wire.open;
    wire.text(JSON.stringify({ id: 1, connect: { token: word } }));
    assert.equal((await wire.closed).code, code);
  }
}

test("suspended: ended on three instances within a second, streams included", async () => {
  const person = await added();
  const word = token(person);
  const wires = await everywhere(word);
  for (const wire of wires.slice(0, 3)) await wire.ask("subscribe", { channel: room });
  await endedWithin(wires, 4501, () => organiser("person.suspend", { person }));
  await staysOutside(word, 4501);
});

test("banned: out of the room on three instances within a second, and of its list of people", async () => {
  const person = await added();
  const wires = await everywhere(token(person));
  const op = (name) => ({ op: `${name}-${person}` });
  for (const wire of wires) await wire.ask("subscribe", { channel: room });
  const host = await connect(cluster.instances[1], await added({ person: "host" }));
  const there = async () => (await host.rpc("presence.roster", { room })).people[person];
  await until(there, "the list has them");
  const start = Date.now();
  await host.rpc("member.ban", { room, ...op("ban"), whom: person, why: "Insults" });
  for (const wire of wires) {
    const ended = () => wire.pushes.find((push) => push.unsubscribe)?.unsubscribe;
    assert.deepEqual(await wire.until(ended, "an end"), { code: 2002, reason: "Insults" });
  }
  const took_ms = Date.now() - start;
  assert.ok(took_ms < SECOND_MS, `it took ${took_ms} ms`);
  for (const wire of wires)
    assert.equal(await wire.refusal("subscribe", { channel: room }), "PERMISSION_DENIED");
  await until(async () => !(await there()), "the list has them no more");
});

test("a country is closed: all its people are ended on every instance, others are not", async () => {
  const people = [await added({ country: "KE" }), await added({ country: "KE" })];
  const bystander = await everywhere(token(await added({ country: "TN" })));
  const wires = (await Promise.all(people.map((one) => everywhere(token(one))))).flat();
  await endedWithin(wires, 4501, () => organiser("country.close", { country: "KE" }));
  for (const one of people) await staysOutside(token(one), 4501);
  for (const wire of bystander) assert.equal(wire.over, undefined);
  await organiser("country.open", { country: "KE" });
});

test("erased: ended everywhere, for good", async () => {
  const person = await added();
  const word = token(person);
  const wires = await everywhere(word);
  await endedWithin(wires, 4501, () => organiser("person.erase", { person }));
  await staysOutside(word, 4501);
});

test("a role is taken away: narrowed on every instance within a second", async () => {
  const person = await added({ roles: ["coordinator"], coordinates: ["TN"], country: "TN" });
  const wires = await everywhere(token(person));
  const academy = { room: "academy:main" };
  for (const wire of wires) {
    await wire.ask("subscribe", { channel: academy.room });
    assert.ok((await wire.rpc("access.list", academy)).requests);
  }
  const start = Date.now();
  await organiser("person.change", { person, roles: [], coordinates: [] });
  const isNarrowed = async (wire) =>
    (await wire.command("rpc", { method: "access.list", data: academy })).error?.code === 103;
  for (const wire of wires) await until(() => isNarrowed(wire), "the role is gone");
  assert.ok(Date.now() - start < SECOND_MS, `it took ${Date.now() - start} ms`);
});

// A browser that has signed in at one instance: its token.
async function browsing(instance) {
  const person = `g${++people}`;
  const code = codeOf(await link(instance, person));
  const browser = new Browser(instance);
  const made = await browser.post("/api/enrol/device", { code }, { Origin: url });
  assert.equal(made.status, 200, made.text);
  return { browser, word: made.body.token };
}

test("signed out on one instance: ended on all, and the token that was stolen is worth nothing", async () => {
  const { browser, word } = await browsing(cluster.instances[1]);
  const wires = await everywhere(word);
  browser.server = cluster.instances[2];
  await endedWithin(wires, 4502, () => browser.delete("/api/session", { Origin: url }));
  await staysOutside(word, 4502);
});

// The same browser at another instance, which has just looked it up and remembers it for a moment.
async function remembered(browser) {
  const others = cluster.instances.map((instance) => {
    const other = new Browser(instance);
    other.cookies = new Map(browser.cookies);
    return other;
  });
  const all = () => Promise.all(others.map((other) => other.get("/api/session", { Origin: url })));
  const known = async () => (await all()).every(({ status }) => status === 200);
  await until(known, "every instance knows them");
  assert.ok(await known());
  return all;
}

async function refusedWithin(all, what) {
  const start = Date.now();
  await what();
  for (;;) {
    const states = (await all()).map(({ status }) => status);
    const took_ms = Date.now() - start;
    assert.ok(took_ms < SECOND_MS, `after ${took_ms} ms they say ${states}`);
    if (states.every((status) => status === 401)) break;
  }
  for (let n = 0; n < 5; n++) for (const { status } of await all()) assert.equal(status, 401);
}

test("revoked on one instance: refused on those that remember the login, within a second", async () => {
  const { browser } = await browsing(cluster.instances[1]);
  const all = await remembered(browser);
  await refusedWithin(all, () => browser.delete("/api/session", { Origin: url }));
  // And from another device, by whoever it belongs to.
  const here = await browsing(cluster.instances[0]);
  const { id: person } = (await here.browser.get("/api/session", { Origin: url })).body.person;
  const there = new Browser(cluster.instances[2]);
  const code = codeOf(await link(cluster.instances[2], person, { add: false }));
  assert.equal((await there.post("/api/enrol/device", { code }, { Origin: url })).status, 200);
  const listed = (await here.browser.get("/api/sessions", { Origin: url })).body.sessions;
  const lost = listed.find(({ here: own }) => !own);
  assert.ok(lost, JSON.stringify(listed));
  const every = await remembered(there);
  await refusedWithin(every, () => here.browser.delete(`/api/sessions/${lost.id}`, { Origin: url }));
  assert.equal((await here.browser.get("/api/session", { Origin: url })).status, 200);
});

test("while Redis says nothing it takes no longer than a second either", async () => {
  const person = await added();
  for (const { redis } of cluster.holes) redis.swallow();
  await until(
    async () =>
      (await Promise.all(cluster.instances.map((one) => one.health()))).every(
        ({ bus }) => bus === "away",
      ),
    "every instance knows that it hears nothing",
  );
  const word = token(person);
  const wires = await everywhere(word);
  await endedWithin(wires, 4501, () => organiser("person.suspend", { person }));
  const { browser } = await browsing(cluster.instances[1]);
  const all = await remembered(browser);
  await refusedWithin(all, () => browser.delete("/api/session", { Origin: url }));
  for (const { redis } of cluster.holes) redis.mend();
  await staysOutside(word, 4501);
});

// Last: it takes the journal away from one instance.
test("the journal away for a while: nobody new comes in, who is there stays, and it ends by itself", async () => {
  const [away] = cluster.instances;
  const word = token(await added());
  const { browser, word: own } = await browsing(away);
  const there = [await connect(away, "organiser"), new Wire(away)];
  await there[1].open;
  await there[1].ask("connect", { token: own });
  const told = async (with_) => {
    const wire = new Wire(away);
    await wire.open;
    const { error } = await Promise.race([
      wire.command("connect", { token: with_ }),
      wire.closed.then(({ code }) => ({ error: { code, temporary: false } })),
    ]);
    wire.end();
    return error;
  };
  assert.equal(await told(word), undefined);
  cluster.holes[0].postgres.swallow();
  await until(async () => (await told(word))?.temporary, "that nobody is let in for now", 30000);
  assert.equal((await told(own)).temporary, true);
  for (const wire of there) {
    await wire.ask("ping");
    assert.equal(wire.over, undefined);
  }
  const page = await browser.get("/api/session", { Origin: url });
  assert.deepEqual([page.status, page.body.name], [503, "journal_away"]);
  assert.ok(Number(page.headers.get("retry-after")) > 0);
  cluster.holes[0].postgres.mend();
  await until(async () => (await told(word)) === undefined, "that people are let in again", 30000);
  assert.equal(await told(own), undefined);
  for (const wire of there) assert.equal(wire.over, undefined);
});

// What PostgreSQL holds of them, in any entry.
const held = (name) =>
  cluster.postgres.ask(
    `SELECT count(*) FROM muster.entry WHERE name LIKE '%${name}%' OR text LIKE '%${name}%'`,
  );

test("erased: another instance ends it when the one that is at it dies; no name is left", async () => {
  const person = await added({ name: "Canaryname" });
  const wire = new Wire(cluster.instances[0]);
  await wire.open;
  await wire.ask("connect", { token: token(person, { name: "Canaryname" }) });
  for (const channel of [room, "course:c1"]) await wire.ask("subscribe", { channel });
  const says = (method, data) => wire.ask("rpc", { method, data: { op: method, ...data } });
  await says("chat.post", { room, text: "Canaryname says" });
  await says("forum.thread", { room: "course:c1", title: "T", text: "Canaryname says" });
  await until(async () => Number(await held("Canaryname")) > 3, "it is there before");
  const turns = async () =>
    (await cluster.entries("academy:main")).filter(
      ({ type, data }) => type === "person.erasing" && data.person === person,
    );
  assert.equal((await organiser("person.erase", { person })).status, 200);
  await until(async () => (await turns()).length > 0, "one instance is at it");
  const [{ data }] = await turns();
  const nodes = await Promise.all(
    cluster.instances.map(async (instance) => (await connect(instance, "organiser")).hello.node),
  );
  await cluster.instances[nodes.indexOf(data.who)].kill();
  const ended = async () =>
    (await cluster.entries("academy:main")).some(
      ({ type, data: said }) => type === "person.erased" && said.person === person,
    );
  await until(ended, "it is done", 60000);
  assert.equal(await held("Canaryname"), "0");
  const all = (await turns()).map(({ data: said }) => said);
  assert.deepEqual(all.map(({ turn }) => turn), all.map((_, at) => at + 1));
  assert.equal(new Set(all.map(({ who }) => who)).size, 2);
  assert.ok(await cluster.verified());
});
