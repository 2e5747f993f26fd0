#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// Makes protocol/openapi.json (OpenAPI 3.1) from protocol/routes.def, errors.def, the schemas of
// protocol/http and protocol/entries, the pages beside these, and the tables of the features, which
// the program build/tests/methods prints. The document is a part of the server, and the tests hold
// every answer that they get against it.
//
//     scripts/openapi.mjs --write [METHODS]     METHODS is build/tests/methods unless it is named

import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const read = (path) => readFileSync(`${root}protocol/${path}`, "utf8");
export const path = `${root}protocol/openapi.json`;

// ---- the lists ---------------------------------------------------------------------------------

const strings = (text) => [...text.matchAll(/"([^"]*)"/g)].map(([, one]) => one);
const split = (text) => text.split(" ").filter((word) => word !== "");

// A line of routes.def: {method, path, who, where, limit, takes, status, gives, errors}.
function routeOf(line) {
  const file = line.startsWith("FILE_ROUTE");
  const brought = line.startsWith("BROUGHT_ROUTE");
  const form = brought || line.startsWith("FORM_ROUTE");
  const [path, takes, gives, ...errors] = strings(line);
  const words = line.slice(line.indexOf("(") + 1).split(/\s*,\s*/);
  const [method, , whom, where, limit] = file ? words : words.slice(1);
  const who = form ? "ANYBODY" : whom;
  const [status, schema] = gives.split(" ");
  const fixed = { where: "ALWAYS", limit: "NONE" };
  const ofBrowsers = { where: "ACCOUNTS", limit: "SIGNIN" };
  const more = brought ? ofBrowsers : file || form ? fixed : { where, limit };
  const said = split(errors.join(""));
  return { file, form, method, path, who, ...more, takes, status, gives: schema, errors: said };
}

export const routes = [...read("routes.def").matchAll(/^(FILE_|FORM_|BROUGHT_)?ROUTE\([^)]*\)$/gm)].map(
  ([line]) => routeOf(line),
);

const errors = new Map(
  [...read("errors.def").matchAll(/^ERROR\((\w+), (\d+), (\d+),/gm)].map(([, name, , http]) => [
    name.toLowerCase(),
    Number(http),
  ]),
);

// One object for each row and query of each kind of room: {kind, name, way, server}.
export function methodsOf(program) {
  const lines = execFileSync(program, { encoding: "utf8" }).trim().split("\n");
  return lines.map((line) => JSON.parse(line));
}

// ---- errors ------------------------------------------------------------------------------------

// What any request may be told: [status, name].
const general = [
  [400, "bad_request"],
  [403, "permission_denied"],
  [411, "bad_request"],
  [413, "limit_exceeded"],
  [415, "bad_request"],
  [422, "text_invalid"],
  [422, "text_too_long"],
  [429, "limit_exceeded"],
  [429, "too_many_requests"],
  [500, "internal"],
  [503, "journal_away"],
];
const ofPersons = ["unauthorized", "token_expired", "suspended", "not_member", "access_asked", "person_new"];
const ofRooms = ["conduct_asked", "room_dropped", "method_not_found", "op_reused", "wrong_phase", "not_available"];

function statusOf(name) {
  if (!errors.has(name)) throw new Error(`errors.def has no ${name}`);
  return errors.get(name);
}

// By status, what its problem may be called.
function refusalsOf(who, names) {
  const own = who === "PERSON" ? [...ofPersons, ...names] : names;
  const all = [...general, ...own.map((name) => [statusOf(name), name])];
  const byStatus = new Map();
  for (const [status, name] of all)
    byStatus.set(status, (byStatus.get(status) ?? new Set()).add(name));
  return [...byStatus].sort(([a], [b]) => a - b).map(([status, set]) => [status, [...set].sort()]);
}

const problem = (names) => ({
  description: names.join(", "),
  content: {
    "application/problem+json": {
      schema: {
        allOf: [{ $ref: "#/components/schemas/problem" }],
        properties: { name: { enum: names } },
      },
    },
  },
});

// Many requests have the same: each stands once among the components.
const shared = {};

function sharedProblem(status, set) {
  const name = [status, ...set].join(".");
  shared[name] = problem(set);
  return { $ref: `#/components/responses/${name}` };
}

function refusals(who, names) {
  const all = refusalsOf(who, names);
  return Object.fromEntries(all.map(([status, set]) => [status, sharedProblem(status, set)]));
}

// ---- schemas -----------------------------------------------------------------------------------

const reference = (name) => ({ $ref: `#/components/schemas/${name}` });

function moved(value) {
  if (Array.isArray(value)) return value.map(moved);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, item]) => !(["$schema", "$id"].includes(key) && typeof item === "string"))
      .map(([key, item]) => {
        const file = key === "$ref" && /^(.*)\.schema\.json$/.exec(item);
        return [key, file ? reference(file[1]).$ref : moved(item)];
      }),
  );
}

function without(schema, names) {
  const { properties, required = [], ...rest } = schema;
  const kept = Object.entries(properties ?? {}).filter(([name]) => !names.includes(name));
  return {
    ...rest,
    properties: Object.fromEntries(kept),
    required: required.filter((name) => !names.includes(name)),
  };
}

const schemaFiles = (folder) =>
  readdirSync(`${root}protocol/${folder}`).filter((name) => name.endsWith(".schema.json")).sort();

function schemas() {
  const all = {};
  for (const folder of ["http", "entries"])
    for (const file of schemaFiles(folder)) {
      const name = file.replace(".schema.json", "");
      const schema = moved(JSON.parse(read(`${folder}/${file}`)));
      const command = folder === "entries" && !name.endsWith(".reply");
      all[name] = command ? without(schema, ["room", "op"]) : schema;
    }
  return all;
}

// ---- requests ----------------------------------------------------------------------------------

const json = (name) => ({ content: { "application/json": { schema: reference(name) } } });

function answer(status, schema) {
  if (!schema) return { [status]: { description: "done" } };
  if (schema === "file") {
    const content = { "*/*": { schema: { type: "string", format: "binary" } } };
    return { [status]: { description: "the file", content } };
  }
  if (schema === "sheet") {
    const content = { "text/csv": { schema: { type: "string" } } };
    return { [status]: { description: "a file for spreadsheets (RFC 4180)", content } };
  }
  if (schema === "cues") {
    const content = { "text/vtt": { schema: { type: "string" } } };
    return { [status]: { description: "captions for players of video (WebVTT)", content } };
  }
  if (schema === "page") {
    const content = { "text/html": { schema: { type: "string" } } };
    const over = { description: "a page that says so", content };
    return { [status]: { description: "a page", content }, 410: over };
  }
  if (schema === "calendar") {
    const content = { "text/calendar": { schema: { type: "string" } } };
    return { [status]: { description: "a file for calendars (RFC 5545)", content } };
  }
  const kept = schema === "film" ? { 304: { description: "it is as the ETag says" } } : {};
  return { [status]: { description: schema, ...json(schema) }, ...kept };
}

function body(takes, form = false) {
  if (takes === "none") return {};
  const binary = { "*/*": { schema: { type: "string", format: "binary" } } };
  if (takes === "file") return { requestBody: { required: true, content: binary } };
  const type = form ? "application/x-www-form-urlencoded" : "application/json";
  const content = { [type]: { schema: reference(takes) } };
  return { requestBody: { required: takes !== "empty", content } };
}

const security = (who) => (who === "PERSON" ? [{ token: [] }, { session: [] }] : []);

function inPath(name, description, pattern) {
  return { name, in: "path", required: true, description, schema: { type: "string", pattern } };
}

const roomInPath = inPath("room", "a room: a kind, a colon and an id", "^[a-z]+:[^/]+$");
const key = {
  name: "Idempotency-Key",
  in: "header",
  description: "the op: repeating it gives its first answer",
  schema: { type: "string", pattern: "^[A-Za-z0-9._~@-]{1,64}$" },
};

const language = {
  name: "language",
  in: "query",
  required: false,
  description: "which of its texts; English without, or where there is none",
  schema: { type: "string", pattern: "^[a-z]{2}$" },
};

// Names for the {} of a path of routes.def.
const names = {
  "/api/sessions/{}": "session",
  "/api/passkeys/{}": "passkey",
  "/api/calendars/{}": "room",
  "/api/credentials/{}": "credential",
  "/api/verify/{}": "code",
  "/api/exports/{}": "export",
  "/api/exported/{}": "export",
};
const idOf = ({ method, path }) =>
  [method.toLowerCase(), ...path.split("/").slice(2)].join(".").replace("{}", "one");

function plain(route) {
  const name = names[route.path] ?? "address";
  const path = route.path.replace("{}", `{${name}}`);
  const parameters = route.path.includes("{}") ? [inPath(name, `which ${name}`, ".")] : [];
  if (["calendar", "manifest"].includes(route.gives)) parameters.push(language);
  // Where nobody signs in, there is no such route.
  const said = route.where === "ACCOUNTS" ? [...route.errors, "not_found"] : route.errors;
  const limit = "At most 60 at once from one network, then one in five seconds.";
  const operation = {
    operationId: idOf(route),
    tags: [route.path.split("/")[2]],
    summary: `${route.method} ${route.path}`,
    ...(route.limit === "PLACE" && { description: limit }),
    security: security(route.who),
    ...(parameters.length > 0 && { parameters }),
    ...body(route.takes, route.form),
    responses: { ...answer(route.status, route.gives), ...refusals(route.who, said) },
  };
  return [path, route.method.toLowerCase(), operation];
}

// ---- rows and queries --------------------------------------------------------------------------

// What the page of a method says: {sentence, who, errors}.
function pageOf(name) {
  const text = read(`entries/${name}.md`);
  const section = text.split("## Errors")[1]?.split("\n## ")[0] ?? "";
  const cells = section.split("\n").map((line) => line.split("|")[1] ?? "");
  const named = cells.flatMap((cell) => [...cell.matchAll(/`([a-z_]+)`/g)].map(([, one]) => one));
  const sentence = text.split("\n\n")[1].replace(/\n/g, " ");
  return { sentence, who: /^- Who: (.*)$/m.exec(text)?.[1] ?? "", errors: named };
}

function operationOf(name, method, more) {
  const page = pageOf(name);
  const about = method.server ? `${page.who}. Of tokens, the operator's alone.` : `${page.who}.`;
  return {
    operationId: `${more.verb}.${name}`,
    tags: [name.split(".")[0]],
    summary: page.sentence,
    description: `${about} The page: protocol/entries/${name}.md`,
    security: security("PERSON"),
    parameters: [roomInPath, ...more.parameters],
    ...more.body,
    responses: {
      ...answer("200", more.gives),
      ...refusals("PERSON", [...ofRooms, ...page.errors]),
    },
  };
}

// Texts, numbers, yes and no go in a query; what has parts goes by POST alone.
const isWord = (schema) => schema.enum || ["string", "integer", "boolean"].includes(schema.type);

function inQuery(schema) {
  return Object.entries(schema.properties)
    .filter(([, one]) => isWord(one))
    .map(([name, { description, ...one }]) => ({
      name,
      in: "query",
      required: schema.required.includes(name),
      description,
      schema: one,
    }));
}

function ofMethod(name, method, all) {
  const query = method.way === "query";
  const gives = { query: `${name}.reply`, row: "entry", signal: "empty" }[method.way];
  const posted = { parameters: query ? [] : [key], body: body(name), gives, verb: "post" };
  const item = { post: operationOf(name, method, posted) };
  const asked = { parameters: inQuery(all[name]), body: {}, gives, verb: "get" };
  if (query) item.get = operationOf(name, method, asked);
  return [`/api/rooms/{room}/${name}`, item];
}

// What GET captions.history.vtt is asked.
const cues = {
  properties: {
    language: { type: "string", description: "which" },
    zero: {
      type: "integer",
      minimum: 0,
      description: "where positions begin, in ms since 1970; 0: at the first line",
    },
  },
  required: ["language"],
};

function views() {
  const route = routes.find(({ path }) => path === "/api/rooms/{}");
  const operation = (id, summary, parameters) => ({
    operationId: id,
    tags: ["rooms"],
    summary,
    security: security(route.who),
    parameters: [roomInPath, ...parameters],
    responses: {
      ...answer(route.status, route.gives),
      ...refusals(route.who, ["conduct_asked", "room_dropped", "not_found"]),
    },
  });
  const part = inPath("part", "a kind of part", "^[a-z]+$");
  const own = inPath("of", "which of these", "^[^/.]+$");
  const list = inPath("list", "a query, whose members stand behind the question mark", "^[a-z.]+$");
  const ofLists = ["conduct_asked", "room_dropped", "not_found", "not_available", "method_not_found", "limit_exceeded"];
  return {
    "/api/rooms/{room}": { get: operation("view", "The room as this person sees it.", []) },
    "/api/rooms/{room}/{part}/{of}": {
      get: operation("part", "A part of the room, such as a thread.", [part, own]),
    },
    "/api/rooms/{room}/{list}.csv": {
      get: {
        ...operation("sheet", "All that a query answers, as a file for spreadsheets.", [list]),
        responses: { ...answer("200", "sheet"), ...refusals(route.who, ofLists) },
      },
    },
    "/api/rooms/{room}/captions.history.vtt": {
      get: {
        ...operation("cues", "All captions of one language, for players of video.", inQuery(cues)),
        responses: { ...answer("200", "cues"), ...refusals(route.who, ofLists) },
      },
    },
  };
}

// ---- the document ------------------------------------------------------------------------------

const schemes = {
  token: { type: "http", scheme: "bearer", bearerFormat: "JWT", description: "of a program" },
  session: {
    type: "apiKey",
    in: "cookie",
    name: "muster",
    description: "of a browser that has signed in; over https it is called __Host-muster",
  },
};

const info = {
  title: "Muster",
  version: "1",
  description:
    "What is asked over HTTP. protocol/http.md tells of it; what is live goes over the wire " +
    "(protocol/README.md).",
  license: { name: "Apache-2.0", identifier: "Apache-2.0" },
};

// The document, as an object.
export function openapi(methods) {
  const all = schemas();
  const paths = {};
  for (const route of routes) {
    if (route.path.startsWith("/api/rooms/")) continue;
    const [path, method, operation] = plain(route);
    paths[path] = { ...paths[path], [method]: operation };
  }
  Object.assign(paths, views());
  const byName = new Map(methods.map((method) => [method.name, method]));
  for (const [name, method] of [...byName].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [path, item] = ofMethod(name, method, all);
    paths[path] = item;
  }
  return {
    openapi: "3.1.0",
    info,
    servers: [{ url: "/" }],
    paths,
    components: { securitySchemes: schemes, schemas: all, responses: shared },
  };
}

export const written = (document) => `${JSON.stringify(document, null, 1)}\n`;

if (process.argv.includes("--write")) {
  const program = process.argv[process.argv.indexOf("--write") + 1] ?? `${root}build/tests/methods`;
  writeFileSync(path, written(openapi(methodsOf(program))));
}
