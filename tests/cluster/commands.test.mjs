// SPDX-License-Identifier: Apache-2.0
// `muster organiser|person|room|invite` on a journal in PostgreSQL: with nobody serving it, beside
// instances that do, and while PostgreSQL is away.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Browser, codeOf } from "../wire/browser.mjs";
import { until } from "../wire/client.mjs";
import { muster, Server } from "../wire/server.mjs";
import { connect, endAll } from "../wire/wire.mjs";
import { Postgres } from "./child.mjs";

const url = "http://localhost:7400";
let postgres, server;

before(async () => {
  postgres = new Postgres();
  await postgres.start();
  server = new Server({ demo: false, journal: postgres.url, set: { "server.url": url } });
});
after(async () => {
  endAll();
  await server.clean();
  await postgres.clean();
});

// {code, stdout, stderr} of such a command.
function tries(...words) {
  const set = { "journal.url": postgres.url, "server.listen": `127.0.0.1:${server.port || 1}` };
  const flags = Object.entries(set).flatMap(([key, value]) => ["--set", `${key}=${value}`]);
  return muster(...words, ...flags);
}

async function does(...words) {
  const { code, stdout, stderr } = await tries(...words);
  assert.equal(code, 0, `${words.join(" ")}: ${stderr}`);
  return stdout;
}

const asked = async (...words) => JSON.parse(await does(...words, "--json"));

test("nobody serves it: people, rooms and invitations are made all the same", async () => {
  assert.match(await does("organiser", "add", "--name", "First organiser", "--country", "fr"), /^m1\n/);
  await does("person", "add", "--name", "Manager", "--roles", "manager", "--mail", "manager@police.example");
  const { people } = await asked("person", "list");
  assert.deepEqual(people.map(({ id, roles }) => [id, roles.at(-1)]), [
    ["m1", "organiser"],
    ["m2", "manager"],
  ]);
  const made = ["--template", "webinar", "--title", "Traces", "--to", "academy", "--hosts", "m2"];
  await does("room", "create", "webinar:w9", ...made);
  await does("invite", "webinar:w9", "--people", "m1");
  assert.equal(await does("room", "list"), "webinar:w9\twebinar\tahead\tTraces\n");
  const last = await tries("person", "suspend", "m1");
  assert.equal(last.code, 1);
  assert.match(last.stderr, /last_organiser/);
  const none = await tries("person", "link", "m1");
  assert.equal(none.code, 1);
  assert.match(none.stderr, /no server answers/);
});

test("an instance serves it: what was made is there, and effects have followed", async () => {
  await server.start();
  const host = await connect(server, "m2");
  const { data } = await host.ask("subscribe", { channel: "webinar:w9" });
  assert.equal(data.me.role, "host");
  const invited = async () => {
    const wire = await connect(server, "m1");
    const { inbox } = (await wire.ask("subscribe", { channel: "inbox:me" })).data;
    wire.end();
    return Object.keys(inbox?.invitations ?? {});
  };
  await until(async () => (await invited()).length > 0, "the invitation to have come");
  assert.deepEqual(await invited(), ["webinar:w9"]);
});

test("beside an instance an organiser is added, with a link that signs in", async () => {
  const [person, link] = (await does("organiser", "add", "--name", "Second organiser")).split("\n");
  assert.match(link, /^http:\/\/localhost:7400\/enrol#\S+$/);
  const browser = new Browser(server);
  const used = await browser.post("/api/enrol/device", { code: codeOf(link) });
  assert.equal(used.status, 200, used.text);
  assert.equal(used.body.person.id, person);
  const again = await asked("person", "link", "m1");
  assert.equal(again.person, "m1");
  assert.match(again.link, /\/enrol#\S+$/);
});

test("beside an instance: what is done is known to it within a second, and refusals are said", async () => {
  const wire = await connect(server, "m2");
  const start = Date.now();
  await does("person", "suspend", "m2", "--why", "Left");
  assert.equal((await wire.closed).code, 4501);
  const took_ms = Date.now() - start;
  assert.ok(took_ms < 3000, `${took_ms} ms with the start of the command`);
  const { state, why } = await asked("person", "get", "m2");
  assert.deepEqual({ state, why }, { state: "suspended", why: "Left" });
  await does("person", "restore", "m2");
  await until(async () => {
    const { state: now } = await asked("person", "get", "m2");
    return now === "active";
  }, "restored");
  for (const words of [["suspend", "nobody"], ["link", "nobody"]]) {
    const { code, stderr } = await tries("person", ...words);
    assert.equal(code, 1);
    assert.match(stderr, /no such thing|no member/);
  }
});

test("while PostgreSQL is away it is said, and nothing hangs", async () => {
  const start = Date.now();
  await postgres.stop();
  const { code, stderr } = await tries("person", "list");
  assert.equal(code, 1);
  assert.match(stderr, /PostgreSQL|journal|connect/i);
  assert.ok(Date.now() - start < 30000);
  await postgres.start();
  await until(async () => (await tries("person", "list")).code === 0, "it is back");
});
