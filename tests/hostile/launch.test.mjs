// SPDX-License-Identifier: Apache-2.0
// Launches of activities of tools: what a tool learns, and that a hint is worth nothing twice, late, elsewhere, or for others.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Browser, does, originOf, signedIn } from "../wire/browser.mjs";
import { serve } from "../wire/server.mjs";
import { claimOf, formOf, registered } from "../wire/tool.mjs";
import { connect, endAll } from "../wire/wire.mjs";

after(endAll);

const ROOM = "course:c1";
const URL3 = "https://tool.example/exercise/3?a=b&c=d";
let server, cleanUps, host, organiser, tool, number, unit, item;
let people = 0;

before(async () => {
  cleanUps = [];
  const t = { after: (fn) => cleanUps.push(fn) };
  server = await serve(t);
  host = await connect(server, "host");
  organiser = await connect(server, "organiser");
  const rpc = (method, data) => organiser.rpc(method, data);
  ({ tool, seq: number } = await registered(t, { issuer: originOf(server), rpc }));
  unit = (await host.rpc("unit.add", { room: ROOM, op: "u", title: { en: "Phones" }, open: true })).seq;
  const activity = { kind: "lti", tool: number, url: URL3, custom: { chapter: "3 & \"4\"" }, title: { en: "Exercise", fr: "Exercice" }, counts: true };
  item = (await host.rpc("item.add", { room: ROOM, op: "i", unit, ...activity })).seq;
});
after(async () => {
  for (const fn of cleanUps) await fn();
});

const anybody = (more) => signedIn(server, `l${++people}`, { mail: `l${people}@police.example`, ...more });
const asks = (browser, more = {}) => browser.post("/api/launches", { course: ROOM, unit, item, language: "fr", ...more });

// A launch as it has come to the tool: what the browser was sent there with.
async function begun(browser, more) {
  const { status, body, text } = await asks(browser, more);
  assert.equal(status, 200, text);
  return new URL(body.url).searchParams;
}

const pathOf = (address) => address.slice(originOf(server).length);
const comes = (browser, login, more) => browser.get(pathOf(tool.request(login, more)), { Origin: undefined });

async function over(answer) {
  const { status, text, headers } = await answer;
  assert.equal(status, 410, text);
  assert.ok(!text.includes("id_token") && !text.includes("<form") && !headers.get("location"), text);
}

async function launched(browser, login, more) {
  const { status, text, headers } = await comes(browser, login, more);
  assert.equal(status, 200, text);
  assert.match(headers.get("content-security-policy"), /default-src 'none'.*frame-ancestors 'none'/);
  assert.equal(headers.get("cache-control"), "no-store");
  const { action, fields } = formOf(text);
  assert.equal(action, `${tool.url}/launch`);
  return tool.check(fields);
}

test("a tool that checks all of it believes who comes, and learns no more than it is to", async () => {
  const browser = await anybody();
  const login = await begun(browser);
  assert.deepEqual([login.get("iss"), login.get("target_link_uri"), login.get("kind")], [originOf(server), URL3, "lti"]);
  const said = await launched(browser, login);
  assert.equal(claimOf(said, "resource_link").title, "Exercice");
  assert.deepEqual(claimOf(said, "custom"), { chapter: "3 & \"4\"" });
  assert.deepEqual(claimOf(said, "roles"), ["http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"]);
  const place = claimOf(said, "launch_presentation");
  assert.deepEqual([place.locale, place.document_target, place.return_url], ["fr", "window", `${originOf(server)}/course/c1/unit/${unit}`]);
  assert.deepEqual(Object.keys(said).filter((name) => ["name", "email", "given_name"].includes(name)), []);
  assert.ok(!JSON.stringify(said).includes(`"l${people}`) && !said.sub.includes(`l${people}`), "nor who it is");
  const again = await launched(browser, await begun(browser));
  assert.deepEqual([again.sub, claimOf(again, "context").id], [said.sub, claimOf(said, "context").id]);
});

test("names are told where a tool is registered to be, and no two tools know somebody by the same word", async (t) => {
  const browser = await anybody();
  const rpc = (method, data) => organiser.rpc(method, data);
  const { tool: other, seq } = await registered(t, { issuer: originOf(server), rpc, names: true });
  const { seq: own } = await host.rpc("item.add", { room: ROOM, op: "o", unit, kind: "lti", tool: seq, url: URL3, title: { en: "Own" } });
  const said = await launched(browser, await begun(browser));
  const login = await begun(browser, { item: own });
  const { text } = await browser.get(pathOf(other.request(login)), { Origin: undefined });
  const told = await other.check(formOf(text).fields);
  assert.deepEqual([told.name, told.email], [`Person l${people}`, `l${people}@police.example`]);
  for (const name of ["context", "resource_link"]) assert.notEqual(claimOf(told, name).id, claimOf(said, name).id);
  assert.notEqual(told.sub, said.sub);
});

test("a hint is taken once", async () => {
  const browser = await anybody();
  const login = await begun(browser);
  const answers = await Promise.all(Array.from({ length: 8 }, () => comes(browser, login)));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, ...Array(7).fill(410)]);
  await over(comes(browser, login));
});

test("a hint of somebody else, or of another browser, is worth nothing", async () => {
  const [browser, other] = [await anybody(), await anybody()];
  await over(comes(new Browser(server), await begun(browser)));
  const login = await begun(browser);
  await asks(other);
  await over(comes(other, login));
  await over(comes(browser, login));
  // Two at once in one browser do not get in each other's way.
  const [one, two] = [await begun(browser), await begun(browser)];
  await launched(browser, one);
  await launched(browser, two);
});

test("a forged hint, and requests of another form, go nowhere", async () => {
  const browser = await anybody();
  for (const hint of ["", "x", "A".repeat(43), "A".repeat(4000), "'; --", "launch"]) {
    await asks(browser);
    await over(comes(browser, await begun(browser), { login_hint: hint }));
  }
  const forms = [
    { scope: "openid profile" }, { scope: undefined }, { response_type: "code" }, { response_type: "id_token token" }, { response_mode: "query" }, { response_mode: undefined },
    { prompt: "login" }, { prompt: undefined }, { nonce: undefined }, { nonce: "" }, { login_hint: undefined }, { client_id: undefined }, { client_id: "tool-1" },
    { redirect_uri: undefined },
  ];
  for (const form of forms) await over(comes(browser, await begun(browser), form));
});

test("nothing is sent to an address that is not registered, letter by letter", async () => {
  const browser = await anybody();
  const good = `${tool.url}/launch`;
  const others = [
    `${good}/`, `${good}?x=1`, `${good}#x`, good.toUpperCase(), `${good}/../launch`, `${tool.url}/login?kind=lti`, good.replace("127.0.0.1", "localhost"),
    `${good}%00`, ` ${good}`, `${good}\n`, "https://evil.example/launch", "javascript:alert(1)", originOf(server), "",
  ];
  for (const redirect_uri of others) await over(comes(browser, await begun(browser), { redirect_uri }));
});

test("what a tool sends stays text in the page", async () => {
  const browser = await anybody();
  const state = `"><script>alert(1)</script>'&amp;`;
  const { text } = await comes(browser, await begun(browser), { state });
  assert.equal(formOf(text).fields.get("state"), state);
  assert.equal(text.match(/<script>/g).length, 1);
});

// The same request as a form that a page of the tool sends: no browser brings our cookie with it.
async function sends(fields, { cookie, origin = tool.url, type = "application/x-www-form-urlencoded" } = {}) {
  const headers = { "Content-Type": type, Origin: origin, ...(cookie && { Cookie: cookie }) };
  const answer = await server.get("/api/lti/authorize", { method: "POST", headers, body: `${fields}` });
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
}
const fieldsOf = (login, more) => new URL(tool.request(login, more)).searchParams;
const cookieOf = (browser) => [...browser.cookies].map((pair) => pair.join("=")).join("; ");

test("a tool may send its request as a form, which the browser sends on as its own", async () => {
  const browser = await anybody();
  const state = `a b+c&d="é/${"x".repeat(6000)}`;
  const fields = fieldsOf(await begun(browser), { state, other: "left out" });
  const first = await sends(fields);
  assert.equal(first.status, 200, first.text);
  assert.match(first.headers.get("content-security-policy"), /default-src 'none'.*frame-ancestors 'none'/);
  const onward = formOf(first.text);
  assert.equal(onward.action, "/api/lti/authorize");
  fields.delete("other");
  fields.set("again", "1");
  assert.deepEqual([...onward.fields].sort(), [...fields].sort());
  // Pages of ours say no Origin of theirs: they are told to keep it to themselves.
  const second = await sends(onward.fields, { cookie: cookieOf(browser), origin: "null" });
  assert.equal(second.status, 200, second.text);
  const { action, fields: said } = formOf(second.text);
  assert.deepEqual([action, said.get("state")], [`${tool.url}/launch`, state]);
  await over(sends(onward.fields, { cookie: cookieOf(browser), origin: "null" }));
  // Of the same site the cookie comes at once.
  const near = await sends(fieldsOf(await begun(browser)), { cookie: cookieOf(browser) });
  assert.equal(claimOf(await tool.check(formOf(near.text).fields), "target_link_uri"), URL3);
});

test("a form of another kind, of another browser, or sent on twice goes nowhere", async () => {
  const browser = await anybody();
  const forms = [
    { scope: undefined }, { response_type: "code" }, { response_mode: "query" }, { prompt: "login" }, { nonce: "" }, { again: "1" }, { state: "é".repeat(3000) },
  ];
  for (const form of forms) await over(sends(fieldsOf(await begun(browser), form)));
  for (const body of ["", "scope=openid&scope=openid", "%zz", "{}"]) await over(sends(body, { cookie: cookieOf(browser) }));
  const other = await anybody();
  await asks(other);
  await over(sends(fieldsOf(await begun(browser)), { cookie: cookieOf(other) }));
  await over(sends(fieldsOf(await begun(browser), { redirect_uri: "https://evil.example/launch" }), { cookie: cookieOf(browser) }));
  const json = await sends("{}", { type: "application/json" });
  assert.deepEqual([json.status, JSON.parse(json.text).detail], [415, "the body is of the type application/x-www-form-urlencoded"]);
});

test("what somebody does not see they cannot launch, and what they lose meanwhile neither", async () => {
  const browser = await anybody();
  const { seq: shut } = await host.rpc("unit.add", { room: ROOM, op: "s", title: { en: "Later" } });
  const { seq: held } = await host.rpc("item.add", { room: ROOM, op: "h", unit: shut, kind: "lti", tool: number, url: URL3, title: { en: "Canary" } });
  const refusals = [{ unit: shut, item: held }, { unit: shut, item: held + 1000 }, { item: 1 }, { course: "course:none" }];
  for (const more of refusals) {
    const { status, text } = await asks(browser, more);
    assert.ok([403, 404].includes(status), text);
    assert.ok(!text.includes("Canary") && !text.includes("tool.example"), text);
  }
  const [first, second] = [await asks(browser, refusals[0]), await asks(browser, refusals[1])];
  assert.deepEqual([first.status, first.text], [second.status, second.text], "not there and not open are the same");
  const { seq: open } = await host.rpc("unit.add", { room: ROOM, op: "t", title: { en: "Soon shut" }, open: true });
  const { seq: lost } = await host.rpc("item.add", { room: ROOM, op: "l", unit: open, kind: "lti", tool: number, url: URL3, title: { en: "Lost" } });
  const login = await begun(browser, { unit: open, item: lost });
  await host.rpc("unit.schedule", { room: ROOM, op: "x", unit: open });
  await over(comes(browser, login));
});

test("who is signed out or suspended meanwhile does not arrive", async () => {
  const browser = await anybody();
  const kept = await begun(browser);
  await browser.delete("/api/session");
  await over(comes(browser, kept));
  const other = await anybody();
  const login = await begun(other);
  const suspended = await does(server, "organiser", "POST", "/api/rooms/academy:main/person.suspend", { person: `l${people}` });
  assert.equal(suspended.status, 200);
  await over(comes(other, login));
});

test("a launch is asked for by pages of this server, and answered to who is known", async () => {
  const browser = await anybody();
  const evil = await browser.post("/api/launches", { course: ROOM, unit, item }, { Origin: "https://evil.example" });
  assert.equal(evil.status, 403);
  assert.equal((await asks(new Browser(server))).status, 401);
  const flags = (await begun(browser), browser.flags.get("muster_launch"));
  assert.ok(flags.includes("HttpOnly") && flags.includes("SameSite=Lax"), flags.join());
});

test("a tool that is registered no longer gets nobody", async (t) => {
  const rpc = (method, data) => organiser.rpc(method, data);
  const { tool: gone, seq } = await registered(t, { issuer: originOf(server), rpc });
  const { seq: of } = await host.rpc("item.add", { room: ROOM, op: "g", unit, kind: "lti", tool: seq, url: URL3, title: { en: "Gone" } });
  const browser = await anybody();
  const login = await begun(browser, { item: of });
  await organiser.rpc("tool.remove", { room: "academy:main", op: "r", tool: seq });
  await over(browser.get(pathOf(gone.request(login)), { Origin: undefined }));
  assert.equal((await asks(browser, { item: of })).status, 404);
});

test("a hint is too late after two minutes, and keys are public halves that stay over a restart", async () => {
  const browser = await anybody();
  const late = await begun(browser);
  const keys = async () => (await (await server.get("/api/lti/keys")).json()).keys;
  const before = await keys();
  assert.ok(before.length >= 1);
  for (const key of before) assert.deepEqual(Object.keys(key).sort(), ["alg", "e", "kid", "kty", "n", "use"]);
  await server.kill();
  server.ahead_s = 125;
  await server.start();
  assert.deepEqual(await keys(), before);
  await over(comes(browser, late));
});

test("addresses of activities and parameters have their bounds", async () => {
  server.ahead_s = 0;
  const wire = await connect(server, "host");
  const add = (more) => wire.command("rpc", { method: "item.add", data: { room: ROOM, op: `b${++people}`, unit, kind: "lti", tool: number, url: URL3, title: { en: "B" }, ...more } });
  const many = Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`n${i}`, "x"]));
  const bad = [{ url: "/path" }, { url: "javascript:1" }, { tool: 0 }, { tool: undefined }, { custom: {} }, { custom: { "a b": "x" } }, { custom: { a: 1 } }, { custom: many }, { custom: { a: "x".repeat(201) } }];
  for (const more of bad) assert.ok((await add(more)).error, JSON.stringify(more));
});
