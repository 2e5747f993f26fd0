// SPDX-License-Identifier: Apache-2.0
// protocol/openapi.json: a sound document, what the tables say today, what the server serves; and
// the check of every answer against it (described.mjs) finds what is not described.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { createConfig, lintFromString } from "@redocly/openapi-core";
import { methodsOf, openapi, path, routes, written } from "../../scripts/openapi.mjs";
import { Description, described } from "./described.mjs";
import { program, serve, token } from "./server.mjs";

const text = readFileSync(path, "utf8");
const document = () => JSON.parse(text);
const methods = methodsOf(process.env.MUSTER_METHODS ?? join(dirname(program), "tests/methods"));

// What a validator that others keep says of a document. A link in a mail leads to a page and has no other answer.
async function problems(source) {
  const config = await createConfig({ extends: ["recommended"], rules: { "operation-2xx-response": "off" } });
  return lintFromString({ source: JSON.stringify(source), config });
}

test("the document is what the tables and schemas say", () => {
  assert.equal(text, written(openapi(methods)), "run scripts/openapi.mjs --write");
});

test("it is sound", async () => {
  assert.deepEqual(await problems(document()), []);
});

test("the validator finds a parameter that is not said, and a schema that is not there", async () => {
  const one = document();
  delete one.paths["/api/passkeys/{passkey}"].post.parameters;
  const other = document();
  other.paths["/api/site"].get.responses[200].content["application/json"].schema.$ref += "x";
  for (const bad of [one, other]) assert.notDeepEqual(await problems(bad), []);
});

test("it has every route, and every row and query of every kind", () => {
  const { paths } = document();
  for (const { method, path } of routes.filter(({ path }) => !path.startsWith("/api/rooms/"))) {
    const named = Object.keys(paths).find((one) => one.replace(/\{\w+\}/, "{}") === path);
    assert.ok(paths[named]?.[method.toLowerCase()], `${method} ${path}`);
  }
  for (const { name, way } of methods) {
    const verbs = Object.keys(paths[`/api/rooms/{room}/${name}`]);
    assert.deepEqual(verbs, way === "query" ? ["post", "get"] : ["post"], name);
  }
  assert.equal(new Set(routes.map(({ method, path }) => `${method} ${path}`)).size, routes.length);
});

test("the server serves it, and answers each of its routes", async (t) => {
  const server = await serve(t, { memory: true, demo: false });
  const answer = await server.get("/api/openapi.json");
  assert.equal(answer.status, 200);
  assert.equal(await answer.text(), text);
  for (const { method, path, who } of routes) {
    const headers = { "Content-Type": "application/json" };
    if (who === "PERSON") headers.Authorization = `Bearer ${token("u7")}x`;
    else headers.Origin = server.url;
    const body = method === "POST" ? "{}" : undefined;
    const { status } = await server.get(path.replaceAll("{}", "x"), { method, headers, body });
    if (who === "PERSON") assert.equal(status, 401, path);
    else assert.notEqual(status, 405, path);
  }
  const wrong = await server.get("/api/passkeys", { method: "PUT", headers: { Origin: server.url } });
  assert.equal(wrong.status, 405);
  assert.equal(wrong.headers.get("allow"), "GET, POST");
});

const answerOf = (status, body, type = "application/json") =>
  new Response(body, { status, headers: { "content-type": type } });

test("what is not described is found", async () => {
  const site = { name: "", languages: [], ways: [], apply: true, organiser: true, keeps: true, demo: true };
  const ofSite = (status, more, type) => answerOf(status, JSON.stringify({ ...site, ...more }), type);
  const refusal = (status, name) => {
    const body = JSON.stringify({ title: "no", status, code: 404, name });
    return answerOf(status, body, "application/problem+json");
  };
  const good = [
    ["GET", "/api/site", ofSite(200)],
    ["GET", "/api/none", refusal(404, "not_found")],
    ["POST", "/api/enrol", refusal(410, "link_invalid")],
  ];
  const bad = [
    ["GET", "/api/site", ofSite(200, { more: 1 })],
    ["GET", "/api/site", ofSite(200, { demo: 1 })],
    ["GET", "/api/site", ofSite(201)],
    ["GET", "/api/site", ofSite(200, {}, "text/html")],
    ["PUT", "/api/site", ofSite(200)],
    ["GET", "/api/none", answerOf(200, "{}")],
    ["DELETE", "/api/session", answerOf(200, "{}")],
    ["POST", "/api/enrol", refusal(410, "queue_full")],
    ["POST", "/api/enrol", refusal(418, "link_invalid")],
  ];
  for (const one of good) await described(...one);
  for (const one of bad) await assert.rejects(described(...one), /does not say so/, one.join(" "));
  const empty = { status: 204, type: "", text: "" };
  assert.match(new Description(document()).fault("GET", "/api/site", empty), /not described/);
});
