// SPDX-License-Identifier: Apache-2.0
// Signing in: links for enrolment, passkeys, and the sessions of browsers.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { routes } from "../../scripts/openapi.mjs";
import { Authenticator } from "./authenticator.mjs";
import { Browser, codeOf, does, link, originOf, signedIn } from "./browser.mjs";
import { until } from "./client.mjs";
import { now, serve, sign, token } from "./server.mjs";
import { Wire, connect, endAll } from "./wire.mjs";

after(endAll);

let server, cleanUps, people;

before(async () => {
  cleanUps = [];
  people = 0;
  server = await serve({ after: (fn) => cleanUps.push(fn) });
});
after(async () => {
  for (const fn of cleanUps) await fn();
});

const anybody = () => `p${++people}`;

// A person with a passkey: {person, key, browser}, the browser signed in.
async function enrolled(options = {}) {
  const person = anybody();
  const key = new Authenticator(options);
  const browser = new Browser(server);
  const code = codeOf(await link(server, person));
  const { body } = await browser.post("/api/enrol", { code });
  const credential = key.create(body.options, originOf(server), options.change);
  const made = await browser.post("/api/enrol/passkey", { code, credential, name: "phone" });
  return { person, key, browser, made, code };
}

// What comes of signing in with a passkey, changed as said, in a browser of its own.
async function signs(key, change, browser = new Browser(server)) {
  const { body } = await browser.post("/api/signin/options");
  const credential = key.get(body.options, originOf(server), change);
  return { ...(await browser.post("/api/signin/passkey", { credential })), browser, credential };
}

async function refused(answer, status, name) {
  const { status: was, body, text } = await answer;
  assert.equal(was, status, text);
  assert.equal(body.name, name);
}

// ---- links ----

test("a link signs in once, on the browser it was used with", async () => {
  const person = anybody();
  const address = await link(server, person);
  assert.match(address, new RegExp(`^${originOf(server)}/enrol#[A-Za-z0-9_-]{43}$`));
  const browser = new Browser(server);
  const code = codeOf(address);
  const look = await browser.post("/api/enrol", { code });
  assert.deepEqual(look.body.person, { id: person, name: `Person ${person}` });
  const used = await browser.post("/api/enrol/device", { code });
  assert.equal(used.status, 200);
  assert.deepEqual((await browser.get("/api/session")).body.person, look.body.person);
  for (const other of [browser, new Browser(server)]) {
    await refused(other.post("/api/enrol/device", { code }), 410, "link_invalid");
    await refused(other.post("/api/enrol", { code }), 410, "link_invalid");
  }
  const told = (await server.entries("academy:main")).filter(({ type }) => type === "person.enrolled");
  assert.ok(told.some(({ data }) => data.person === person && data.way === "device"));
});

test("of twenty who use a link at once one gets in", async () => {
  const code = codeOf(await link(server, anybody()));
  const all = Array.from({ length: 20 }, () => new Browser(server));
  const answers = await Promise.all(all.map((one) => one.post("/api/enrol/device", { code })));
  assert.equal(answers.filter(({ status }) => status === 200).length, 1);
  assert.equal(answers.filter(({ status }) => status === 410).length, 19);
});

test("issuing a link again kills the one before", async () => {
  const person = anybody();
  const first = codeOf(await link(server, person));
  const second = codeOf(await link(server, person, { add: false }));
  const browser = new Browser(server);
  await refused(browser.post("/api/enrol/device", { code: first }), 410, "link_invalid");
  assert.equal((await browser.post("/api/enrol/device", { code: second })).status, 200);
});

test("a robot that fetches the link, or guesses others, changes nothing", async () => {
  const address = await link(server, anybody());
  const code = codeOf(address);
  const browser = new Browser(server);
  for (const path of ["/enrol", `/enrol?code=${code}`, "/api/enrol", "/api/enrol/device"])
    for (const method of ["GET", "HEAD"]) await server.get(path, { method });
  for (const guess of ["", "a", code.slice(1), `${code}a`, code.toLowerCase(), "A".repeat(43)])
    await refused(browser.post("/api/enrol/device", { code: guess }), 410, "link_invalid");
  await refused(browser.post("/api/enrol/device", { code: 7 }), 400, "bad_request");
  assert.equal((await browser.post("/api/enrol/device", { code })).status, 200);
});

test("organisers issue links, for people there are; nobody else does", async () => {
  const person = anybody();
  await link(server, person);
  for (const who of [person, "manager", "coordinator", "stranger"])
    assert.equal((await does(server, who, "POST", "/api/enrolments", { person })).status, 403, who);
  const none = await does(server, "organiser", "POST", "/api/enrolments", { person: "none" });
  assert.equal(none.body.name, "not_found");
});

test("a person who was suspended after the link was issued stays out", async () => {
  const person = anybody();
  const code = codeOf(await link(server, person));
  const browser = new Browser(server);
  await does(server, "organiser", "POST", "/api/rooms/academy:main/person.suspend", { person });
  await refused(browser.post("/api/enrol/device", { code }), 403, "suspended");
});

// ---- passkeys ----

for (const [kind, options] of [
  ["ES256", {}],
  ["RS256, of an older machine", { rsa: 2048 }],
  ["EdDSA", { eddsa: true }],
  ["an older browser's", { change: { old: true } }],
])
  test(`a passkey is made with a link, and signs in without a name: ${kind}`, async () => {
    const { person, key, made, code } = await enrolled(options);
    assert.equal(made.status, 200, made.text);
    const again = new Browser(server);
    await refused(again.post("/api/enrol", { code }), 410, "link_invalid");
    const signed = await signs(key);
    assert.equal(signed.status, 200, signed.text);
    assert.equal(signed.body.person.id, person);
    const { passkeys } = (await signed.browser.get("/api/passkeys")).body;
    assert.equal(passkeys.length, 1);
    assert.equal(passkeys[0].name, "phone");
    assert.ok(passkeys[0].used >= passkeys[0].made);
  });

test("what is not the answer of this passkey, here and now, does not sign in", async () => {
  const { key } = await enrolled();
  const other = new Authenticator({ id: key.id });
  other.user = key.user;
  const changes = {
    "another origin": { origin: "https://evil.example" },
    "another port": { origin: `http://localhost:${server.port + 1}` },
    "another site": { rpId: "evil.example" },
    "another type": { type: "webauthn.create" },
    "another challenge": { challenge: Buffer.alloc(40).toString("base64url") },
    "an empty challenge": { challenge: "" },
    "a frame of another site": { client: { crossOrigin: true } },
    "a frame said strangely": { client: { crossOrigin: "no" } },
    "nobody present": { flags: 0x04 },
    "nobody verified": { flags: 0x01 },
    "a signature changed": { tampered: true },
    "another person": { handle: Buffer.from("host").toString("base64url") },
  };
  for (const [what, change] of Object.entries(changes)) {
    const answer = await signs(key, change);
    assert.equal(answer.body.name, "passkey_invalid", what);
    assert.equal(answer.status, 422);
    assert.equal(answer.browser.cookies.size, 0);
  }
  assert.equal((await signs(other)).body.name, "passkey_invalid", "another key");
  assert.equal((await signs(new Authenticator())).body.name, "passkey_invalid", "an unknown one");
  assert.equal((await signs(key)).status, 200, "the control");
  assert.equal((await signs(key, { handle: null })).status, 200, "without a handle");
});

test("an answer is good once, also of two at once", async () => {
  const { key } = await enrolled();
  const signed = await signs(key);
  assert.equal(signed.status, 200);
  const { credential } = signed;
  const again = new Browser(server);
  await refused(again.post("/api/signin/passkey", { credential }), 422, "passkey_invalid");
  const { body } = await again.post("/api/signin/options");
  const twice = key.get(body.options, originOf(server));
  const answers = await Promise.all(
    [1, 2, 3, 4].map(() => new Browser(server).post("/api/signin/passkey", { credential: twice })),
  );
  assert.equal(answers.filter(({ status }) => status === 200).length, 1);
});

test("a counter that once rose may not go back, nor stand", async () => {
  const { key } = await enrolled();
  key.counter = 5;
  assert.equal((await signs(key)).status, 200);
  for (const counter of [5, 4, 0]) {
    key.counter = counter;
    assert.equal((await signs(key)).body.name, "passkey_invalid", String(counter));
  }
  key.counter = 6;
  assert.equal((await signs(key)).status, 200);
});

test("a challenge for signing in makes no passkey, nor one for somebody else", async () => {
  const person = anybody();
  const code = codeOf(await link(server, person));
  const browser = new Browser(server);
  const { options } = (await browser.post("/api/enrol", { code })).body;
  const signin = (await browser.post("/api/signin/options")).body.options.challenge;
  const otherCode = codeOf(await link(server, anybody()));
  const other = (await browser.post("/api/enrol", { code: otherCode })).body.options.challenge;
  for (const challenge of [signin, other, "AAAA"]) {
    const credential = new Authenticator().create({ ...options, challenge }, originOf(server));
    const answer = browser.post("/api/enrol/passkey", { code, credential });
    await refused(answer, 422, "passkey_invalid");
  }
  for (const change of [{ flags: 0x41 }, { flags: 0x44 }, { rpId: "x" }, { origin: "http://x" }]) {
    const credential = new Authenticator().create(options, originOf(server), change);
    const answer = browser.post("/api/enrol/passkey", { code, credential });
    await refused(answer, 422, "passkey_invalid");
  }
  const credential = new Authenticator().create(options, originOf(server));
  assert.equal((await browser.post("/api/enrol/passkey", { code, credential })).status, 200);
});

test("what is no credential at all is refused, and nothing falls over", async () => {
  const { key, browser } = await enrolled();
  const { options } = (await browser.post("/api/signin/options")).body;
  const good = key.get(options, originOf(server));
  const bad = [
    {},
    { credential: null },
    { credential: "x" },
    { credential: { ...good, rawId: "" } },
    { credential: { ...good, rawId: "!!" } },
    { credential: { ...good, type: "password" } },
    { credential: { ...good, response: {} } },
    { credential: { ...good, response: { ...good.response, clientDataJSON: "e30" } } },
    { credential: { ...good, response: { ...good.response, authenticatorData: "AAAA" } } },
    { credential: { ...good, response: { ...good.response, signature: "AAAA" } } },
    { credential: { ...good, response: { ...good.response, userHandle: 7 } } },
  ];
  for (const body of bad)
    await refused(browser.post("/api/signin/passkey", body), 422, "passkey_invalid");
  assert.equal((await server.health()).status, "ok");
});

test("several passkeys, named, removed; the last one stays", async () => {
  const { person, browser, key } = await enrolled();
  const second = new Authenticator();
  const { options } = (await browser.post("/api/passkeys/options")).body;
  assert.equal(options.excludeCredentials.length, 1);
  assert.equal(options.excludeCredentials[0].id, key.id.toString("base64url"));
  const credential = second.create(options, originOf(server));
  const added = await browser.post("/api/passkeys", { credential, name: "laptop" });
  assert.equal(added.status, 200, added.text);
  assert.equal((await signs(second)).body.person.id, person);
  assert.equal((await browser.post(`/api/passkeys/${added.body.id}`, { name: "old" })).status, 204);
  const names = (await browser.get("/api/passkeys")).body.passkeys.map(({ name }) => name);
  assert.deepEqual(names, ["phone", "old"]);
  const stranger = (await enrolled()).browser;
  await refused(stranger.delete(`/api/passkeys/${added.body.id}`), 404, "not_found");
  await refused(stranger.post(`/api/passkeys/${added.body.id}`, { name: "x" }), 404, "not_found");
  assert.equal((await browser.delete(`/api/passkeys/${added.body.id}`)).status, 204);
  assert.equal((await signs(second)).body.name, "passkey_invalid");
  const [last] = (await browser.get("/api/passkeys")).body.passkeys;
  await refused(browser.delete(`/api/passkeys/${last.id}`), 409, "last_way_in");
  assert.equal((await signs(key)).status, 200);
});

test("a token is not enough to add a passkey", async () => {
  const { person, browser } = await enrolled();
  const { options } = (await browser.post("/api/passkeys/options")).body;
  const credential = new Authenticator().create(options, originOf(server));
  const added = await does(server, person, "POST", "/api/passkeys", { credential });
  assert.equal(added.status, 401);
});

// ---- sessions ----

test("the cookie is a browser's alone, and what is kept is no way in", async () => {
  const browser = await signedIn(server, anybody());
  const secret = browser.cookies.get("muster");
  assert.match(secret, /^[A-Za-z0-9_-]{43}$/);
  const flags = browser.flags.get("muster");
  for (const flag of ["HttpOnly", "SameSite=Lax", "Path=/"]) assert.ok(flags.includes(flag), flag);
  const { sessions } = (await browser.get("/api/sessions")).body;
  const thief = new Browser(server);
  for (const value of [sessions[0].id, secret.slice(1), `${secret}a`, ""]) {
    thief.cookies.set("muster", value);
    assert.equal((await thief.get("/api/session")).status, 401);
  }
});

test("over https the cookie is Secure, and no neighbour can set it", async (t) => {
  const secure = await serve(t, { set: { "server.url": "https://academy.example" } });
  const browser = await signedIn(secure, "ada");
  assert.ok(browser.flags.get("__Host-muster").includes("Secure"));
  assert.equal((await browser.get("/api/session")).status, 200);
  browser.cookies.set("muster", browser.cookies.get("__Host-muster"));
  browser.cookies.delete("__Host-muster");
  assert.equal((await browser.get("/api/session")).status, 401);
});

test("a session that somebody else has put there does not become theirs", async () => {
  const attacker = await signedIn(server, anybody());
  const planted = attacker.cookies.get("muster");
  const victim = new Browser(server);
  victim.cookies.set("muster", planted);
  const person = anybody();
  const code = codeOf(await link(server, person));
  assert.equal((await victim.post("/api/enrol/device", { code })).status, 200);
  assert.notEqual(victim.cookies.get("muster"), planted);
  assert.equal((await victim.get("/api/session")).body.person.id, person);
  const old = new Browser(server);
  old.cookies.set("muster", planted);
  await until(async () => (await old.get("/api/session")).status === 401, "it to end");
});

test("another site's page does nothing with the cookie it makes a browser send", async () => {
  const browser = await signedIn(server, anybody());
  // Forms of media servers, of the programs that read mails and of tools are nobody's by a cookie: ingest, digest, hostile/launch.test.mjs.
  const forms = ["/api/ingest", "/api/unsubscribe/{}", "/api/lti/authorize"];
  const changing = routes.filter(({ method, path, file }) => method !== "GET" && !file && !forms.includes(path));
  assert.ok(changing.length > 15);
  for (const Origin of ["https://evil.example", "null", undefined, `http://localhost:1`])
    for (const { method, path } of changing) {
      const at = path.replace("rooms/{}/{}", "rooms/webinar:w1/chat.post").replace("{}", "x");
      const answer = await browser.ask(method, at, { text: "x" }, { Origin });
      assert.equal(answer.status, 403, `${method} ${path} ${Origin}`);
      assert.equal(answer.headers.get("set-cookie"), null);
      // Nor is it told by a header that it may read the answer.
      assert.equal(answer.headers.get("access-control-allow-origin"), null);
    }
  assert.equal((await browser.get("/api/session")).status, 200);
  assert.equal((await browser.get("/api/session", { Origin: "https://evil.example" })).status, 403);
});

// A connection made as the page makes it.
async function connectedBy(browser, session) {
  const { token: word } = session ?? (await browser.get("/api/session")).body;
  const wire = new Wire(server);
  await wire.open;
  const reply = await wire.command("connect", { token: word });
  return { wire, reply };
}

test("a session's connection is told of no end, and ends when it is signed out", async () => {
  const browser = await signedIn(server, anybody());
  const session = (await browser.get("/api/session")).body;
  const { wire, reply } = await connectedBy(browser, session);
  assert.equal(reply.connect.expires, undefined);
  assert.equal(reply.connect.data.person.id, session.person.id);
  const other = await connectedBy(browser);
  assert.equal((await browser.delete("/api/session")).status, 204);
  assert.equal(browser.cookies.has("muster"), false);
  for (const one of [wire, other.wire]) assert.equal((await one.closed).code, 4502);
  // The token that was stolen before holds no longer, for a connection or for the API.
  const thief = await connectedBy(browser, session).catch(() => null);
  assert.equal(thief?.reply?.connect, undefined);
  const headers = { Authorization: `Bearer ${session.token}` };
  assert.equal((await server.get("/api/rooms/webinar:w1", { headers })).status, 401);
});

test("a person sees their browsers, and ends one, or all but this", async () => {
  const person = anybody();
  const here = await signedIn(server, person, { agent: "Here" });
  const also = async (agent) => {
    const browser = new Browser(server, { agent });
    const code = codeOf(await link(server, person, { add: false }));
    await browser.post("/api/enrol/device", { code });
    return browser;
  };
  const [second, third] = [await also("Second"), await also("Third")];
  const list = async () => (await here.get("/api/sessions")).body.sessions;
  const all = await list();
  assert.deepEqual(all.map(({ agent }) => agent), ["Here", "Second", "Third"]);
  assert.deepEqual(all.map((one) => one.here), [true, false, false]);
  const { wire } = await connectedBy(second);
  assert.equal((await here.delete(`/api/sessions/${all[1].id}`)).status, 204);
  assert.equal((await wire.closed).code, 4502);
  assert.equal((await second.get("/api/session")).status, 401);
  const stranger = await signedIn(server, anybody());
  await refused(stranger.delete(`/api/sessions/${all[2].id}`), 404, "not_found");
  assert.equal((await third.get("/api/session")).status, 200);
  assert.equal((await here.delete("/api/sessions")).status, 204);
  assert.equal((await third.get("/api/session")).status, 401);
  assert.equal((await list()).length, 1);
});

test("one browser too many puts out the one that was seen the longest ago", async () => {
  const person = anybody();
  const first = await signedIn(server, person);
  for (let n = 0; n < 32; n++) {
    const code = codeOf(await link(server, person, { add: false }));
    const answer = await new Browser(server).post("/api/enrol/device", { code });
    assert.equal(answer.status, 200, answer.text);
  }
  assert.equal((await first.get("/api/session")).status, 401);
});

test("sessions and passkeys outlive the server; ended ones stay ended", async () => {
  const { key, browser, person } = await enrolled();
  const ended = (await signs(key)).browser;
  const stolen = (await ended.get("/api/session")).body;
  await ended.delete("/api/session");
  await server.kill();
  await server.start();
  assert.equal((await browser.get("/api/session")).body.person.id, person);
  assert.equal((await signs(key)).status, 200);
  const wire = new Wire(server);
  await wire.open;
  await wire.frame({ connect: { token: stolen.token } }).catch(() => null);
  assert.equal((await wire.closed).code, 4502);
});

test("no secret is in the journal, beside it, or in what the server says", async () => {
  const { browser, code } = await enrolled();
  const secret = browser.cookies.get("muster");
  const { readdirSync, readFileSync } = await import("node:fs");
  await server.end();
  for (const name of readdirSync(server.folder, { recursive: true, withFileTypes: true })) {
    if (!name.isFile()) continue;
    const bytes = readFileSync(`${name.parentPath ?? name.path}/${name.name}`);
    for (const one of [secret, code]) assert.equal(bytes.includes(one), false, name.name);
  }
  for (const one of [secret, code]) assert.equal(server.log.includes(one), false);
  await server.start();
});

test("whoever can read the keys beside the journal is the operator, and nobody else", async () => {
  const { readdirSync, readFileSync, statSync } = await import("node:fs");
  const folder = `${server.path}.keys`;
  assert.equal(statSync(folder).mode & 0o777, 0o700);
  const payload = { sub: "operator", iss: "muster", iat: now(), exp: now() + 200 };
  const header = { alg: "HS256", typ: "JWT", kid: "operator" };
  const asks = async (key, more = {}) => {
    const word = sign({ ...payload, ...more }, { header, key });
    const headers = { Authorization: `Bearer ${word}`, "Content-Type": "application/json" };
    const body = JSON.stringify({ name: "Added by the operator" });
    const path = "/api/rooms/academy:main/person.add";
    return (await server.get(path, { method: "POST", headers, body })).status;
  };
  const keys = readdirSync(folder).map((name) => readFileSync(`${folder}/${name}`));
  const good = [];
  for (const key of keys) if ((await asks(key)) === 200) good.push(key);
  assert.equal(good.length, 1);
  assert.equal(await asks(good[0], { exp: now() + 3600 }), 401);
  assert.equal(await asks(good[0], { exp: now() - 60 }), 401);
  assert.equal(await asks(good[0], { sub: "system" }), 401);
  assert.equal(await asks(good[0], { sub: "host" }), 401);
  assert.equal(await asks(undefined), 401);
});

test("tokens of the operator's own system go on as before", async () => {
  const wire = await connect(server, "u7");
  assert.ok(wire);
  assert.equal((await does(server, "u7", "GET", "/api/rooms/webinar:w1")).status, 200);
  const headers = { Authorization: `Bearer ${token("u7")}` };
  assert.equal((await server.get("/api/session", { headers })).status, 401);
});
