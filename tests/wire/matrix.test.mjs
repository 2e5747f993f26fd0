// SPDX-License-Identifier: Apache-2.0
// Whoever asks must be known: every route of protocol/routes.def that is a person's, and every row
// and query of every kind of room, by HTTP and over the wire, for each state that a session or token
// can be in. Who may what of those who are known is tests/unit/features/matrix.def.

import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { methodsOf, routes } from "../../scripts/openapi.mjs";
import { Browser, does, originOf, signedIn } from "./browser.mjs";
import { now, program, serve, token } from "./server.mjs";
import { Wire, endAll } from "./wire.mjs";

const methods = methodsOf(process.env.MUSTER_METHODS ?? join(dirname(program), "tests/methods"));
const rooms = { webinar: "webinar:w1", course: "course:c1", academy: "academy:main" };

let server, cleanUps;

before(async () => {
  cleanUps = [];
  const set = { "academy.gate": "members" };
  server = await serve({ after: (fn) => cleanUps.push(fn) }, { set });
});
after(async () => {
  endAll();
  for (const fn of cleanUps) await fn();
});

const organiser = async (method, data) => {
  const path = `/api/rooms/academy:main/${method}`;
  const { status, body } = await does(server, "organiser", "POST", path, data);
  assert.equal(status, 200, JSON.stringify(body));
};

const bearer = (word) => ({ Authorization: `Bearer ${word}` });
const cookieOf = (browser) => ({
  Cookie: [...browser.cookies].map((pair) => pair.join("=")).join("; "),
  Origin: originOf(server),
});

// The headers of a request, and the token of a connection, by the state of who brings them.
const states = {
  nobody: async () => ({ headers: { Origin: originOf(server) } }),
  "an ended session": async () => {
    const browser = await signedIn(server, "ended");
    const headers = cookieOf(browser);
    await browser.delete("/api/session");
    return { headers };
  },
  "a token of an ended session": async () => {
    const browser = await signedIn(server, "robbed");
    const { token: word } = (await browser.get("/api/session")).body;
    await browser.delete("/api/session");
    return { headers: bearer(word), word };
  },
  "an expired token": async () => {
    const word = token("u7", { exp: now() - 60 });
    return { headers: bearer(word), word };
  },
  "a token signed by somebody else": async () => {
    const word = token("u7", {}, { key: "x".repeat(40) });
    return { headers: bearer(word), word };
  },
  "a session of who was suspended": async () => {
    const browser = await signedIn(server, "late");
    await organiser("person.suspend", { person: "late" });
    return { headers: cookieOf(browser) };
  },
  "a token of who was suspended": async () => {
    await organiser("person.add", { person: "held", name: "Held", roles: ["organiser"] });
    await organiser("person.suspend", { person: "held" });
    return { headers: bearer(token("held")), word: token("held") };
  },
  "a token of who was erased": async () => {
    await organiser("person.add", { person: "gone", name: "Gone", roles: ["organiser"] });
    await organiser("person.erase", { person: "gone" });
    return { headers: bearer(token("gone")), word: token("gone") };
  },
  "a token of a stranger": async () => ({
    headers: bearer(token("stranger")),
    word: token("stranger"),
  }),
};

// What each is told: by HTTP, and over the wire (a name of an error, or the code of the end).
const oracle = {
  nobody: ["unauthorized"],
  "an ended session": ["unauthorized"],
  "a token of an ended session": ["unauthorized", 4502],
  "an expired token": ["token_expired", 109],
  "a token signed by somebody else": ["unauthorized", 3500],
  "a session of who was suspended": ["suspended"],
  "a token of who was suspended": ["suspended", 4501],
  "a token of who was erased": ["suspended", 4501],
  "a token of a stranger": ["not_member", 4503],
};

// Every request that a person may make: [method, path, body].
function* requests() {
  for (const { method, path, who, file } of routes) {
    if (who !== "PERSON" || file || path.startsWith("/api/rooms/")) continue;
    yield [method, path.replaceAll("{}", "x"), method === "POST" ? {} : undefined];
  }
  for (const room of [...Object.values(rooms), "inbox:me", "course:none"])
    yield ["GET", `/api/rooms/${room}`];
  for (const { kind, name, way } of methods) {
    const room = rooms[kind] ?? `${kind}:me`;
    yield ["POST", `/api/rooms/${room}/${name}`, {}];
    if (way === "query") yield ["GET", `/api/rooms/${room}/${name}`];
  }
}

async function answer([method, path, body], headers) {
  const more = body === undefined ? {} : { "Content-Type": "application/json" };
  const said = await server.get(path, {
    method,
    headers: { ...headers, ...more },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await said.text();
  return { status: said.status, text, name: text ? JSON.parse(text).name : undefined };
}

// How many requests are answered otherwise; and all that were answered `expected` alike.
async function wrong(headers, expected) {
  const texts = new Set();
  let found = 0;
  for (const request of requests()) {
    const { name, text } = await answer(request, headers);
    texts.add(text);
    if (name !== expected) found++;
  }
  return { found, texts };
}

async function connects(word) {
  const wire = new Wire(server);
  await wire.open;
  wire.text(JSON.stringify({ id: 1, connect: { token: word } }));
  const said = new Promise((done) => {
    wire.socket.on("message", (bytes) => done(JSON.parse(bytes.toString()).error?.code));
  });
  return Promise.race([said, wire.closed.then(({ code }) => code)]);
}

for (const [state, make] of Object.entries(states))
  test(`${state}: every door says the same, and no more`, async () => {
    const [name, end] = oracle[state];
    const { headers, word } = await make();
    const { found, texts } = await wrong(headers, name);
    assert.equal(found, 0, [...texts].join("\n"));
    assert.equal(texts.size, 1, [...texts].join("\n"));
    if (word) assert.equal(await connects(word), end);
  });

test("an oracle that is turned over is found out at every door", async () => {
  const all = [...requests()].length;
  assert.ok(all > 150, `${all}`);
  const { headers } = await states.nobody();
  assert.equal((await wrong(headers, "suspended")).found, all);
});

test("somebody who is known is told something else at every door", async () => {
  const browser = await signedIn(server, "known");
  const refusals = ["unauthorized", "token_expired", "suspended", "not_member", "access_asked"];
  let closed = 0;
  for (const request of requests()) {
    if (request[0] === "DELETE") continue; // they would sign out
    const { name } = await answer(request, cookieOf(browser));
    if (refusals.includes(name)) closed++;
  }
  assert.equal(closed, 0);
  assert.equal((await new Browser(server).get("/api/session")).status, 401);
});
