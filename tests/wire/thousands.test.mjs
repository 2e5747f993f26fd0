// SPDX-License-Identifier: Apache-2.0
// An academy of 17,000 people: the first page is as small as that of fifty, nobody else is in it,
// and the server holds them in little. What it costs in time is measured by bench/people.mjs.

import assert from "node:assert/strict";
import { test } from "node:test";
import { does } from "./browser.mjs";
import { until } from "./client.mjs";
import { serve, token } from "./server.mjs";

const PEOPLE = 17000;
const HOME_BYTES = 20000;
const KB = 1024;
const ACADEMY = "/api/rooms/academy:main";

const asks = (server, who, path) => does(server, who, "GET", path);
const among = async (server) =>
  (await asks(server, "organiser", `${ACADEMY}/person.list?limit=1`)).body.among;

async function academyOf(t, people) {
  const server = await serve(t, { memory: true, set: { "demo.people": people } });
  await until(async () => (await among(server)) >= people, "all are there", 60000);
  return server;
}

// The answers of the first page of `who`.
async function home(server, who) {
  const paths = ["/api/site", ACADEMY, "/api/rooms/inbox:me", `${ACADEMY}/room.list?scope=soon&limit=20`];
  const texts = [];
  for (const path of paths) {
    const headers = { Authorization: `Bearer ${token(who)}` };
    const answer = await server.get(path, { headers });
    assert.equal(answer.status, 200, path);
    texts.push(await answer.text());
  }
  return texts.join("");
}

test("home of an academy of 17,000 is that of a small one, and memory stays small", async (t) => {
  const [small, large] = [await academyOf(t, 50), await academyOf(t, PEOPLE)];
  for (const who of ["organiser", "coordinator", "p7"]) {
    const [less, more] = [await home(small, who), await home(large, who)];
    assert.ok(more.length <= HOME_BYTES, `${who}: ${more.length} bytes`);
    assert.ok(more.length - less.length < 1000, `${who}: ${less.length}, ${more.length}`);
  }
  const page = await asks(large, "organiser", `${ACADEMY}/person.list?prefix=part`);
  assert.equal(page.body.people.length, 200);
  assert.ok(JSON.stringify(page.body).length < 100000);
  // All of the process: the people, their names in order, the journal in memory with its entries.
  const each = ((large.memory() - small.memory()) * KB) / PEOPLE;
  t.diagnostic(`${each.toFixed()} bytes for each`);
  assert.ok(each < 4096, `${each.toFixed()} bytes for each`);
});
