// SPDX-License-Identifier: Apache-2.0
// What a query answers, as a file for spreadsheets: all its pages, quoted, no formula, moments in
// ISO 8601; for whoever may ask the query, and nobody else.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { does } from "./browser.mjs";
import { serve, token } from "./server.mjs";
import { endAll } from "./wire.mjs";

after(endAll);

async function sheet(server, who, query) {
  const headers = { Authorization: `Bearer ${token(who)}` };
  const answer = await server.get(`/api/rooms/academy:main/${query}`, { headers });
  return { status: answer.status, type: answer.headers.get("content-type"), text: await answer.text() };
}

// The rows of a file whose fields are all in quotes.
const rows = (text) =>
  text
    .replace(/^\ufeff/, "")
    .trimEnd()
    .split("\r\n")
    .map((line) => line.slice(1, -1).split('","'));

test("a list is a file, with all its pages", async (t) => {
  const server = await serve(t);
  const asks = (type, body) =>
    does(server, "organiser", "POST", `/api/rooms/academy:main/${type}`, body);
  await asks("person.add", { person: "canary", name: "=1+1", country: "TN", languages: ["fr", "ar"] });
  for (let n = 0; n < 104; n++)
    await asks("person.change", { person: "canary", name: `Name "${n}", écrit` });
  const { status, type, text } = await sheet(server, "organiser", "person.history.csv?person=canary");
  assert.equal(status, 200, text);
  assert.equal(type, "text/csv; charset=utf-8");
  const [head, ...lines] = rows(text);
  assert.deepEqual(head.slice(0, 3), ["seq", "at", "by"]);
  assert.equal(lines.length, 105);
  assert.ok(lines.every((line) => line.length === head.length || line.join().includes("Name")));
  assert.match(lines[0][1], /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  assert.ok(text.includes('"Name ""103"", écrit"'));
  // The first is the last page's last, and no formula.
  const first = lines.at(-1);
  assert.equal(first[head.indexOf("data.name")], "'=1+1");
  assert.equal(first[head.indexOf("data.languages")], "fr; ar");
  assert.equal((await sheet(server, "u7", "person.history.csv?person=canary")).status, 403);
  assert.equal((await sheet(server, "organiser", "person.nothing.csv")).status, 404);
  const figures = rows((await sheet(server, "organiser", "access.figures.csv")).text);
  assert.equal(figures[0][0], "id");
  assert.ok(figures[0].includes("count"));
});
