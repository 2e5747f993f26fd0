// SPDX-License-Identifier: Apache-2.0
// Attacks on the streaming transports: bodies that do not end, do not come or make no sense, secrets
// that are guessed, streams that are spoken on, and very many of them.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { serve, token } from "../wire/server.mjs";
import { connect } from "../wire/wire.mjs";
import { ask, emulate } from "../wire/stream.mjs";
import { Raw, bounded, endSockets, pause, warm, well } from "./raw.mjs";

const STREAMS = 2500; // more than the library has room for headers
const GROWTH_KB = 16384;

let server, cleanUp, memory;

before(async () => {
  const set = { "limits.connect_seconds": 2, "limits.grace_seconds": 1 };
  set["limits.exchange_seconds"] = 5;
  server = await serve({ after: (fn) => (cleanUp = fn) }, { memory: true, set });
  memory = await warm(server);
});
after(async () => {
  endSockets();
  await cleanUp();
});

const hello = (sub) => JSON.stringify({ id: 1, connect: { token: token(sub) } });
const head = (path, length, more = "") =>
  `POST ${path} HTTP/1.1\r\nHost: x\r\n${more}Content-Length: ${length}\r\n\r\n`;
const sse = (sub) =>
  `GET /connection/sse?cf_connect=${encodeURIComponent(hello(sub))} HTTP/1.1\r\nHost: x\r\n\r\n`;
const stream = (sub) => head("/connection/http_stream", hello(sub).length) + hello(sub);

async function sent(text, options) {
  const raw = new Raw(server, options);
  await raw.open;
  raw.write(text);
  return raw;
}

// A stream that has been told its secret.
async function streaming(sub, text = stream(sub), options) {
  const raw = await sent(text, options);
  const found = await raw.until(() => /\{"id":1.*\}/.exec(raw.text)?.[0], "the welcome");
  raw.hello = JSON.parse(found).connect;
  return raw;
}

const none = async (what = 0) => {
  for (let n = 0; (await server.health()).connections > what && n < 200; n++) await pause(50);
  assert.equal((await server.health()).connections, what);
};

// Processor time of the server, in milliseconds.
async function busy(work) {
  const before = server.cpu_ms();
  await work();
  return server.cpu_ms() - before;
}

test("a body without end is hung up on, at its bound or in its time", async () => {
  const started = Date.now();
  const endless = await sent(head("/emulation", 999999999));
  assert.equal(await endless.status(), 413);
  assert.equal(await endless.pour("x".repeat(65536), 4096), false);
  const unknown = await sent("POST /emulation HTTP/1.1\r\nHost: x\r\n\r\n");
  assert.equal(await unknown.status(), 411);
  await unknown.pour("x".repeat(65536), 4096);
  await unknown.ends();
  const chunked = "POST /connection/http_stream HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
  const raw = await sent(chunked + "5\r\nhello\r\n");
  assert.equal(await raw.status(), 411);
  assert.ok(Date.now() - started < 15000, `${Date.now() - started} ms`);
});

// A body that stops is over after 10 s, one that drips once 30 s have shown how slow it is.
test("half a body, or one that drips, is given up", async () => {
  const raws = [];
  for (const path of ["/emulation", "/connection/http_stream", "/connection/sse"])
    raws.push(await sent(head(path, 1000) + "half"));
  const drip = setInterval(() => raws.forEach((raw) => raw.write("x")), 100);
  await Promise.all(raws.map((raw) => raw.ends(40000)));
  clearInterval(drip);
  assert.ok(raws.every(({ text }) => text === ""));
});

test("bodies that make no sense end their stream and nothing else", async () => {
  const bodies = ["nonsense", "[]", "\0\0\0", "{".repeat(60000), "\xff\xfe", '{"id":1}', "\n\n\n"];
  for (const body of bodies) {
    const raw = await sent(head("/connection/http_stream", Buffer.byteLength(body)) + body);
    await raw.ends(8000);
    assert.doesNotMatch(raw.text, /"client"/);
  }
  for (const body of [...bodies, `{"session":${"[".repeat(60000)}`, '{"data":1}']) {
    const { status } = await ask(server, "POST", "/emulation", { body });
    assert.equal(status, 400, body.slice(0, 20));
  }
  await none();
});

test("secrets are not guessed, nor found by how long it takes", async () => {
  const raw = await streaming("u1");
  const { session, node } = raw.hello;
  const flip = (at) => session.slice(0, at) + (session[at] === "x" ? "y" : "x") + session.slice(at + 1);
  const guesses = [...session].map((_, at) => flip(at));
  guesses.push(session + "x", session.slice(1), session.toLowerCase() + "X", ` ${session}`, "");
  for (const guess of guesses)
    assert.equal((await emulate(server, { session: guess, node }, "{}")).status, 404, guess);
  for (const other of [`${node}x`, "*", "../..", "\r\n", "PUBLISH"])
    assert.equal((await emulate(server, { session, node: other }, "{}")).status, 404, other);
  assert.equal((await emulate(server, { session, node }, "{}")).status, 204);
  raw.end();
  await none();
});

test("a stream that is spoken on ends at once and does not spin", async () => {
  const more = ["x", "\r\n", "GET /health HTTP/1.1\r\n\r\n", "0\r\n\r\n", "\0".repeat(5000)];
  for (const text of [stream("u1"), sse("u1")])
    for (const what of more) {
      const raw = await streaming("u1", text);
      raw.write(what);
      await raw.ends(8000);
      assert.doesNotMatch(raw.text, /"status"/, what);
    }
  await none();
});

test("what comes in one piece with the request is answered by nobody", async () => {
  const behind = await sent(stream("u1") + stream("u2") + sse("u3"));
  await behind.ends(8000);
  assert.equal(behind.text, "");
  const raw = await streaming("u1", sse("u1") + stream("u2") + "x".repeat(2000));
  const spent = await busy(() => pause(500));
  assert.ok(spent < 100, `${spent} ms of processor time`);
  assert.equal(raw.text.match(/HTTP\/1.1/g).length, 1);
  assert.equal((await server.health()).connections, 1);
  raw.end();
  await none();
});

test("half-closed streams are let go and do not spin", async () => {
  const raws = [];
  for (const text of [stream, sse, stream, sse]) raws.push(await streaming("u1", text("u1")));
  const spent = await busy(async () => {
    for (const raw of raws) raw.socket.end();
    await Promise.all(raws.map((raw) => raw.ends(8000)));
    await none();
    await pause(500);
  });
  assert.ok(spent < 250, `${spent} ms of processor time`);
});

test("headers that trick are refused or harmless", async () => {
  const { length } = hello("u1");
  const tricks = [
    `Content-Length: ${length}, ${length}\r\n`,
    "Content-Length: 5\r\n",
    "Transfer-Encoding: chunked\r\n",
    "Expect: 100-continue\r\n",
    "Upgrade: websocket\r\nConnection: Upgrade\r\n",
    "Upgrade: h2c\r\nConnection: Upgrade\r\n",
    "Origin: https://evil.example\r\n",
    "Origin: null\r\n",
    "Origin: http://y\rSet-Cookie: a=b\r\n",
  ];
  for (const trick of tricks) {
    const text = head("/connection/http_stream", length, trick) + hello("u1");
    const raw = await sent(text);
    await Promise.race([raw.closed, pause(300)]);
    assert.doesNotMatch(raw.text, /Set-Cookie|HTTP\/1.1 101/, trick);
    if (/Origin/.test(trick)) assert.doesNotMatch(raw.text, /HTTP\/1.1 2/, trick);
    raw.end();
  }
  const query = await sent("GET /connection/sse?cf_connect=%7B%7D%0d%0aSet-Cookie:%20a HTTP/1.1\r\n\r\n");
  await Promise.race([query.closed, pause(300)]);
  assert.doesNotMatch(query.text, /Set-Cookie/);
  query.end();
  const long = await sent(`GET /connection/sse?cf_connect=${"x".repeat(6500)} HTTP/1.1\r\n\r\n`);
  assert.equal(await long.status(), 414);
  const longer = await sent(`GET /connection/sse?cf_connect=${"x".repeat(60000)} HTTP/1.1\r\n\r\n`);
  assert.equal(await longer.status(), 431);
  await none();
});

test("a flood of posts is refused with 111 and ends its session with 3013", async () => {
  const raw = await streaming("u1");
  const commands = Array.from({ length: 400 }, (_, at) => `{"id":${at + 2},"ping":{}}`).join("\n");
  for (let n = 0; n < 2; n++)
    assert.equal((await emulate(server, raw.hello, commands)).status, 204);
  await raw.ends(8000);
  assert.match(raw.text, /"code":111/);
  assert.match(raw.text, /\{"push":\{"disconnect":\{"code":3013,"reason":"too many requests"\}\}\}/);
  assert.equal((await emulate(server, raw.hello, "{}")).status, 404);
});

test(`${STREAMS} idle streams are carried, and nobody is kept out by them`, async (t) => {
  const before = server.memory();
  const raws = [];
  for (let n = 0; n < STREAMS; n += 100) {
    const some = Array.from({ length: 100 }, (_, at) =>
      streaming(`guest${n + at}`, stream(`guest${n + at}`), {
        localAddress: `127.0.1.${1 + ((n + at) % 8)}`,
      }),
    );
    raws.push(...(await Promise.all(some)));
  }
  const grown = server.memory() - before;
  t.diagnostic(`${(grown / STREAMS).toFixed(2)} kB each`);
  bounded(server, grown, STREAMS * 8);
  const wire = await connect(server, "bystander");
  await wire.ask("ping");
  wire.end();
  const spent = await busy(() => pause(1000));
  assert.ok(spent < 200, `${spent} ms of processor time in a second, for nothing`);
  assert.equal((await emulate(server, raws[STREAMS - 1].hello, '{"id":7,"ping":{}}')).status, 204);
  await raws[STREAMS - 1].until(() => (/"id":7/.test(raws[STREAMS - 1].text) ? true : undefined));
  for (const raw of raws) raw.end();
  await none();
});

test(`after all this the server is well and at most ${GROWTH_KB} kB larger`, async (t) => {
  t.diagnostic(`grown by ${await well(server, memory, GROWTH_KB)} kB`);
  assert.equal(await server.end(), 0);
});
