// SPDX-License-Identifier: Apache-2.0
// The API: every row, query and view of a room by HTTP, as a program with a token asks for them;
// and what is refused before anything is looked for.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Raw, endSockets } from "../hostile/raw.mjs";
import { until } from "./client.mjs";
import { now, serve, token } from "./server.mjs";
import { connect, endAll } from "./wire.mjs";

after(endAll);
after(endSockets);

const room = "webinar:w1";
let server, cleanUps;

before(async () => {
  cleanUps = [];
  server = await serve({ after: (fn) => cleanUps.push(fn) }, { memory: true });
});
after(async () => {
  for (const fn of cleanUps) await fn();
});

// What `who` asks with a token: {status, headers, body}.
async function ask(method, path, { who = "u7", body, headers = {}, key } = {}) {
  const all = { ...headers };
  if (who) all.Authorization = `Bearer ${token(who)}`;
  if (body !== undefined) all["Content-Type"] ??= "application/json";
  if (key) all["Idempotency-Key"] = key;
  const text = typeof body === "string" || body === undefined ? body : JSON.stringify(body);
  const answer = await server.get(path, { method, headers: all, body: text });
  const said = await answer.text();
  const json = /json/.test(answer.headers.get("content-type")) && said;
  return { status: answer.status, headers: answer.headers, body: json ? JSON.parse(said) : null };
}

const post = (path, body, more) => ask("POST", path, { body, ...more });
const get = (path, more) => ask("GET", path, more);

test("anybody is told what the academy is and how to come in", async () => {
  const { status, headers, body } = await get("/api/site", { who: null });
  assert.equal(status, 200);
  assert.equal(body.demo, true);
  assert.deepEqual(body.ways, ["passkey"]);
  assert.equal(body.organiser, true);
  assert.deepEqual(body.languages, ["ar", "en", "fr", "es"]);
  assert.equal(headers.get("cache-control"), "no-store");
  assert.equal(headers.get("x-content-type-options"), "nosniff");
  assert.match(headers.get("content-type"), /^application\/json/);
});

test("a command is an entry, and its key is its op", async () => {
  const first = await post(`/api/rooms/${room}/chat.post`, { text: "by HTTP" }, { key: "k1" });
  assert.equal(first.status, 200);
  assert.ok(first.body.seq > 0);
  const again = await post(`/api/rooms/${room}/chat.post`, { text: "by HTTP" }, { key: "k1" });
  assert.deepEqual(again.body, first.body);
  const other = await post(`/api/rooms/${room}/chat.post`, { text: "else" }, { key: "k1" });
  assert.equal(other.status, 409);
  assert.equal(other.body.name, "op_reused");
  const view = await get(`/api/rooms/${room}`);
  const said = Object.values(view.body.view.chat.messages).filter(({ text }) => text === "by HTTP");
  assert.equal(said.length, 1);
});

test("the room of the path counts, not one of the body", async () => {
  const done = await post(`/api/rooms/${room}/chat.post`, { room: "webinar:x", text: "here" });
  assert.equal(done.status, 200);
  const view = await get(`/api/rooms/${room}`);
  assert.ok(Object.values(view.body.view.chat.messages).some(({ text }) => text === "here"));
});

test("a view is that of who asks, and looking is no joining", async () => {
  const own = await get(`/api/rooms/${room}`, { who: "u9" });
  assert.equal(own.status, 200);
  assert.equal(own.body.view.me.role, "participant");
  assert.ok(own.body.offset > 0);
  const host = await get(`/api/rooms/${room}`, { who: "host" });
  assert.equal(host.body.view.me.role, "host");
  // Somebody who comes after them is there; they are not.
  const wire = await connect(server, "u10");
  await wire.ask("subscribe", { channel: room });
  const there = async () =>
    Object.keys((await get(`/api/rooms/${room}/presence.roster`, { who: "host" })).body.people);
  await until(async () => (await there()).includes("u10"), "that they are there");
  assert.ok(!(await there()).includes("u9"));
});

// Joins and leaves of one moment are told together: a look alone would never show in the roster.
test("who has gone and goes on looking has gone", async (t) => {
  const own = await serve(t, { memory: true, set: { "limits.grace_seconds": 1 } });
  const by = (who, path) =>
    own.get(`/api/rooms/${room}${path}`, { headers: { Authorization: `Bearer ${token(who)}` } });
  const there = async () =>
    "u12" in (await (await by("host", "/presence.roster")).json()).people;
  const wire = await connect(own, "u12");
  await wire.ask("subscribe", { channel: room });
  await until(there, "that they are there");
  wire.end();
  const gone = async () => {
    assert.equal((await by("u12", "")).status, 200);
    return !(await there());
  };
  await until(gone, "that they have gone", 10000);
});

test("a query answers by GET; a command never does", async () => {
  const roster = await get(`/api/rooms/${room}/presence.roster?limit=5`, { who: "host" });
  assert.equal(roster.status, 200);
  assert.equal(typeof roster.body.people, "object");
  const refused = await get(`/api/rooms/${room}/presence.roster`, { who: "u7" });
  assert.equal(refused.status, 403);
  const command = await get(`/api/rooms/${room}/chat.post?text=no&op=no`);
  assert.equal(command.status, 404);
  assert.equal(command.body.name, "method_not_found");
  const view = await get(`/api/rooms/${room}`);
  assert.ok(!Object.values(view.body.view.chat.messages).some(({ text }) => text === "no"));
});

test("arguments of queries are read strictly", async () => {
  const path = `/api/rooms/${room}/presence.roster`;
  for (const query of ["?limit=1&limit=2", "?limit=%2", "?limit=%zz", "?=1", "?limit=%ff", "?limit=%2532"])
    assert.match(String((await get(path + query, { who: "host" })).status), /^40[03]$/, query);
  for (const query of ["?limit=2", "?limit=%32", "?", "?&"])
    assert.equal((await get(path + query, { who: "host" })).status, 200, query);
});

test("a value of a query may hold whatever a text may", async () => {
  const marks = ["r&d", "a=b", "100%", "%26", "a+b", "#1", "q?x", "&&"];
  const mailOf = (mark) => `${mark}@police.example`;
  for (const [n, mark] of marks.entries()) {
    const data = { person: `mark${n}`, name: "Mark", mail: mailOf(mark) };
    const added = await post("/api/rooms/academy:main/person.add", data, { who: "organiser" });
    assert.equal(added.status, 200, mark);
  }
  for (const [n, mark] of marks.entries()) {
    const query = new URLSearchParams({ mail: mailOf(mark), limit: 5 });
    const path = `/api/rooms/academy:main/person.list?${query}`;
    const { status, body } = await get(path, { who: "organiser" });
    assert.equal(status, 200, path);
    assert.deepEqual(body.people.map(({ id }) => id), [`mark${n}`], path);
  }
});

test("a query that is long is read whole, or refused", async () => {
  const ask = (bytes) => {
    const query = new URLSearchParams({ mail: `${"&".repeat(bytes)}@x.example` });
    return get(`/api/rooms/academy:main/person.list?${query}`, { who: "organiser" });
  };
  for (const bytes of [100, 340, 1000, 2400]) {
    const { status, body } = await ask(bytes);
    if (status === 200) assert.deepEqual(body.people, [], `${bytes}`);
    else assert.ok([400, 414, 422, 431].includes(status), `${bytes} ${status}`);
  }
});

test("what is not there and what is forbidden answer alike", async () => {
  const missing = await get("/api/rooms/course:none");
  const forbidden = await get("/api/rooms/inbox:u8");
  assert.deepEqual(missing.body, forbidden.body);
  assert.equal(missing.status, 403);
  assert.match(missing.headers.get("content-type"), /^application\/problem\+json/);
});

test("refusals are problems with the code, the name and the status of the list", async () => {
  const { status, body } = await post(`/api/rooms/${room}/chat.post`, { text: "" });
  assert.equal(status, 422);
  assert.deepEqual(Object.keys(body).sort(), ["code", "name", "status", "title"]);
  assert.equal(body.code, 402);
  assert.equal(body.name, "text_invalid");
});

test("without a token, with a bad one, or an expired one, it is 401", async () => {
  const path = `/api/rooms/${room}`;
  assert.equal((await get(path, { who: null })).status, 401);
  for (const word of ["Bearer x.y.z", "Bearer ", "Basic dTc6", `Bearer ${token("u7")}x`])
    assert.equal((await get(path, { who: null, headers: { Authorization: word } })).status, 401);
  const old = token("u7", { exp: now() - 60 });
  const answer = await get(path, { who: null, headers: { Authorization: `Bearer ${old}` } });
  assert.equal(answer.status, 401);
  assert.equal(answer.body.name, "token_expired");
});

test("a page of another site may ask nothing, token or not", async () => {
  const headers = { Origin: "https://evil.example" };
  for (const who of ["u7", null]) {
    const done = await post(`/api/rooms/${room}/chat.post`, { text: "evil" }, { who, headers });
    assert.equal(done.status, 403);
    assert.equal((await get(`/api/rooms/${room}`, { who, headers })).status, 403);
  }
  const own = { Origin: `http://127.0.0.1:${server.port}` };
  const good = await post(`/api/rooms/${room}/chat.post`, { text: "own" }, { headers: own });
  assert.equal(good.status, 200);
});

test("what changes something and brings neither token nor Origin is refused", async () => {
  const refused = await post(`/api/rooms/${room}/chat.post`, { text: "x" }, { who: null });
  assert.equal(refused.status, 403);
  const origin = { Origin: `http://127.0.0.1:${server.port}` };
  const nobody = await post(
    `/api/rooms/${room}/chat.post`,
    { text: "x" },
    { who: null, headers: origin },
  );
  assert.equal(nobody.status, 401);
});

test("a body is a JSON object that says so, within its bound", async () => {
  const path = `/api/rooms/${room}/chat.post`;
  const cases = [
    ["[]", {}, 400],
    ["{", {}, 400],
    ['{"text":"a","text":"b"}', {}, 400],
    ['{"text":"a"}', { "Content-Type": "text/plain" }, 415],
    ['{"text":"a"}', { "Content-Type": "application/x-www-form-urlencoded" }, 415],
    [`{"text":"${"x".repeat(70000)}"}`, {}, 413],
    ['{"text":"typed"}', { "Content-Type": "application/json; charset=utf-8" }, 200],
  ];
  for (const [body, headers, status] of cases)
    assert.equal((await post(path, body, { headers })).status, status, body.slice(0, 40));
});

test("other methods and other paths", async () => {
  for (const method of ["PUT", "DELETE", "PATCH"]) {
    const answer = await ask(method, "/api/site");
    assert.equal(answer.status, 405, method);
    assert.equal(answer.headers.get("allow"), "GET");
  }
  for (const path of ["/api/", "/api", "/api/sites", "/api/rooms", "/api/rooms/"])
    assert.equal((await get(path)).status, 404, path);
});

const head = (line, more) =>
  `${line} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nConnection: close\r\n` +
  `Authorization: Bearer ${token("u7")}\r\nContent-Type: application/json\r\n${more}\r\n`;

async function raw(bytes) {
  const one = new Raw(server);
  await one.open;
  one.write(bytes);
  await one.closed;
  return one.text;
}

test("lengths that do not say one thing are refused, and nothing is smuggled behind", async () => {
  const path = `/api/rooms/${room}/chat.post`;
  const body = JSON.stringify({ text: "smuggled", op: "smuggled" });
  const lengths = [
    `Content-Length: ${body.length}\r\nContent-Length: ${body.length}\r\n`,
    `Content-Length: ${body.length}\r\nContent-Length: 0\r\n`,
    `Content-Length: ${body.length}, ${body.length}\r\n`,
    `Content-Length: -${body.length}\r\n`,
    `Content-Length: ${body.length}\r\nTransfer-Encoding: chunked\r\n`,
    "Transfer-Encoding: chunked\r\n",
    "",
  ];
  for (const length of lengths) {
    const text = await raw(head(`POST ${path}`, length) + body);
    assert.match(text, /^HTTP\/1.1 4(00|11)/, length);
  }
  const two = head(`POST ${path}`, `Content-Length: ${body.length}\r\n`) + body;
  const text = await raw(two + head("GET /api/site", ""));
  assert.deepEqual(text.match(/HTTP\/1.1 \d+/g), ["HTTP/1.1 200"]);
});

test("a body that comes in pieces is one body; one that never comes whole is not waited for", async () => {
  const path = `/api/rooms/${room}/chat.post`;
  const body = JSON.stringify({ text: "in pieces" });
  const one = new Raw(server);
  await one.open;
  one.write(head(`POST ${path}`, `Content-Length: ${Buffer.byteLength(body)}\r\n`));
  for (const letter of body) {
    one.write(letter);
    await new Promise((done) => setImmediate(done));
  }
  await one.closed;
  assert.match(one.text, /^HTTP\/1.1 200[^]*"seq":\d+/);
});

test("a person has one budget, by HTTP and otherwise", async () => {
  const path = `/api/rooms/${room}/chat.post`;
  const wire = await connect(server, "greedy");
  const start = Date.now();
  const sends = Array.from({ length: 40 }, (_, n) =>
    n % 2
      ? wire.command("rpc", { method: "chat.post", data: { room, op: `g${n}`, text: `m${n}` } })
      : post(path, { text: `m${n}` }, { who: "greedy" }),
  );
  const answers = await Promise.all(sends);
  const refused = answers.filter(({ status }) => status === 429);
  assert.ok(Number(refused[0].headers.get("retry-after")) >= 1);
  // Half a second of a person's time each, of which there are 5.4 s, and what came back meanwhile.
  const done = answers.filter(({ status, rpc }) => status === 200 || rpc).length;
  assert.ok(done <= 11 + (Date.now() - start) / 500, `${done} done`);
});

test("connections that go before their answer leave nothing behind", async () => {
  const path = `/api/rooms/${room}/chat.post`;
  for (let n = 0; n < 20; n++) {
    const body = JSON.stringify({ text: `gone ${n}` });
    const one = new Raw(server);
    await one.open;
    one.write(head(`POST ${path}`, `Content-Length: ${body.length}\r\n`) + body);
    one.socket.destroy();
  }
  assert.equal((await server.health()).status, "ok");
  assert.equal(await server.end(), 0);
  await server.start();
});
