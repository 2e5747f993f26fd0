// SPDX-License-Identifier: Apache-2.0
// A connection on which HTTP is answered more than once: what comes behind a request, how long it is
// kept, how many are, and what it becomes. Where the library carries HTTP nothing is kept.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { until } from "../wire/client.mjs";
import { serve, token } from "../wire/server.mjs";
import { Raw, endSockets, frame, library, pause, simple, textFrame, upgrade, warm, well } from "./raw.mjs";
import { answersAtOnce, stuck } from "./stuck.mjs";

const REST_MS = 15000; // protocol/bounds.def, REST_SECONDS
const HALF_OF_ADDRESS = 1024; // of STRANGERS_ADDRESS, less where descriptors are few
const host = "Host: 127.0.0.1\r\n";
const body = '{"mail":"nobody@police.example"}';
const posted = (bytes = body, more = "") =>
  simple("POST /api/signin/options", `${host}Content-Type: application/json\r\n${more}Content-Length: ${bytes.length}\r\n`) + bytes;

let server, cleanUp, memory;

before(async () => {
  const set = { "limits.connect_seconds": 2, "limits.exchange_seconds": 5 };
  server = await serve({ after: (fn) => (cleanUp = fn) }, { memory: true, set });
  memory = await warm(server);
});
after(async () => {
  endSockets();
  await cleanUp();
});

// The answers that have come whole, in their order: {status, head, body}.
function answers(text, heads = 0) {
  const all = [];
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf("\r\n\r\n", at);
    if (end < 0) break;
    const head = text.slice(at, end);
    const length = all.length < heads ? 0 : Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
    if (text.length < end + 4 + length) break;
    all.push({ status: Number(head.split(" ")[1]), head, body: text.slice(end + 4, end + 4 + length) });
    at = end + 4 + length;
  }
  return all;
}

async function opened(options) {
  const raw = new Raw(server, options);
  await raw.open;
  return raw;
}

const come = (raw, count) => raw.until(() => (answers(raw.text).length >= count ? true : undefined));

// What is answered to `text` on one connection, until `count` answers stand there or it has ended.
async function said(text, count) {
  const raw = await opened();
  raw.write(text);
  await come(raw, count);
  return { raw, all: answers(raw.text) };
}

// The connection has ended behind `count` answers, and whatever came with them was not heard.
async function endsBehind(text, count, what) {
  const { raw, all } = await said(text + simple("GET /health"), count + 1);
  await raw.ends(8000);
  assert.equal(all.length, count, what);
  assert.doesNotMatch(raw.text, /"status":"ok"/, what);
}

if (library)
  test("where the library carries HTTP, an answer ends the connection", async () => {
    const { raw, all } = await said(simple("GET /health") + simple("GET /health"), 2);
    await raw.ends(8000);
    assert.deepEqual([all.length, /connection: close/i.test(all[0].head)], [1, true]);
  });
else {
  test("one connection is answered again and again", async () => {
    const raw = await opened();
    const before = await server.metric("accepted_total");
    const asked = [simple("GET /health"), simple("GET /emulation"), posted(), simple("GET /api/site")];
    asked.push(posted("{"), simple("DELETE /health"), simple("GET /api/session"), posted("{}"));
    const expected = [200, 405, 403, 200, 403, 405, 401, 403];
    for (const [n, text] of asked.entries()) {
      raw.write(text);
      await come(raw, n + 1);
    }
    const all = answers(raw.text);
    assert.deepEqual(all.map(({ status }) => status), expected);
    assert.ok(all.every(({ head }) => /^keep-alive: timeout=15$/im.test(head) && !/connection: close/i.test(head)));
    assert.match(all[0].body, /"status":"ok"/);
    assert.ok((await server.metric("accepted_total")) - before <= 1);
    raw.write(simple("HEAD /health") + simple("GET /health"));
    await raw.until(() => (raw.text.split("HTTP/1.1 200").length > 4 ? true : undefined));
    raw.end();
  });

  test("requests that come together are answered one by one, in their order", async () => {
    const paths = Array.from({ length: 60 }, (_, n) => (n % 3 ? "/health" : `/emulation?n=${n}`));
    const text = paths.map((path) => simple(`GET ${path}`)).join("");
    const { raw, all } = await said(text, paths.length);
    assert.deepEqual(all.map(({ status }) => status), paths.map((path) => (path === "/health" ? 200 : 405)));
    raw.end();
  });

  test("a body ends where it says, to the byte, and what follows is the next request", async () => {
    const { raw, all } = await said(posted() + simple("GET /health") + posted("{}") + simple("GET /emulation"), 4);
    assert.deepEqual(all.map(({ status }) => status), [403, 200, 403, 405]);
    raw.end();
    // In pieces, with a pause inside of the body and of the next head.
    const one = await opened();
    const bytes = posted() + simple("GET /health");
    for (let at = 0; at < bytes.length; at += 40) {
      one.write(bytes.slice(at, at + 40));
      await pause(10);
    }
    await come(one, 2);
    assert.deepEqual(answers(one.text).map(({ status }) => status), [403, 200]);
    one.end();
  });

  test("a byte too much behind a body is the beginning of nothing, and costs nothing", async () => {
    const before = server.cpu_ms();
    const raws = await Promise.all(Array.from({ length: 20 }, () => opened()));
    for (const raw of raws) raw.write(`${posted()}X`);
    for (const raw of raws) await come(raw, 1);
    await Promise.all(raws.map((raw) => raw.ends(8000)));
    assert.ok(raws.every((raw) => answers(raw.text).length === 1));
    assert.ok(server.cpu_ms() - before < 1000, `${server.cpu_ms() - before} ms of CPU`);
  });

  test("where it is not clear what follows, nothing is heard any more", async () => {
    const unclear = {
      "an old version": `GET /health HTTP/1.0\r\n${host}\r\n`,
      "an end that is asked for": simple("GET /emulation", `${host}Connection: Close\r\n`),
      "an end among others": simple("GET /emulation", `${host}Connection: x, close\r\n`),
      "a body of a GET": simple("GET /emulation", `${host}Content-Length: 4\r\n`) + "abcd",
      "two lengths": posted(body, "Content-Length: 3\r\n"),
      "two equal lengths": posted(body, `Content-Length: ${body.length}\r\n`),
      "a length with a sign": simple("POST /api/signin/options", `${host}Content-Length: +3\r\n`) + "abc",
      "a length of two words": simple("POST /api/signin/options", `${host}Content-Length: 3, 3\r\n`) + "abc",
      "a length that is none": simple("POST /api/signin/options", `${host}Content-Length: 0x3\r\n`) + "abc",
      "pieces": simple("POST /api/signin/options", `${host}Transfer-Encoding: chunked\r\n`) + "0\r\n\r\n",
      "pieces and a length": posted(body, "Transfer-Encoding: chunked\r\n"),
      "pieces of a GET": simple("GET /emulation", `${host}Transfer-Encoding: chunked\r\n`) + "0\r\n\r\n",
      "a body of no kind": simple("BREW /emulation", `${host}Content-Length: 3\r\n`) + "abc",
      "a method of no kind": simple("BREW /emulation"),
      "another protocol": simple("GET /emulation", `${host}Upgrade: h2c\r\nConnection: Upgrade\r\n`),
      "a promise to wait": posted(body, "Expect: 100-continue\r\n"),
      "more than is read": simple("POST /api/signin/options", `${host}Content-Length: 99999999\r\n`),
      "a head that is none": `GET /health HTTP/1.1\r\n${host} folded: x\r\n\r\n`,
      "a space before the colon": `POST /health HTTP/1.1\r\n${host}Content-Length : 3\r\n\r\nabc`,
      "a line without its end": `POST /health HTTP/1.1\r\n${host}Content-Length: 3\n\r\n\r\nabc`,
    };
    for (const [what, text] of Object.entries(unclear)) {
      if (what !== "an old version") await endsBehind(text, 1, what);
      // and the same behind a request that was answered
      if (what !== "an old version") await endsBehind(simple("GET /emulation") + text, 2, what);
    }
    const { raw } = await said(unclear["an old version"], 1);
    await raw.ends(8000);
  });

  test("a head that does not end is given up as soon as a newcomer's is", async () => {
    const { raw } = await said(simple("GET /emulation"), 1);
    const started = Date.now();
    raw.write("GET /health HTTP/1.1\r\nHost: x\r\n");
    const drip = setInterval(() => raw.write("X: y\r\n"), 500);
    await raw.ends(REST_MS - 3000).finally(() => clearInterval(drip));
    assert.ok(Date.now() - started < 8000);
    assert.equal(answers(raw.text).length, 1);
  });

  test("who says nothing more is let go a little later than was promised", { timeout: 60_000 }, async () => {
    const { raw } = await said(simple("GET /emulation"), 1);
    const started = Date.now();
    await raw.ends(REST_MS + 12000);
    assert.ok(Date.now() - started >= REST_MS, `${Date.now() - started} ms`);
  });

  test("what was kept becomes a WebSocket, or a stream, or is looked at as strictly as ever", async () => {
    const { raw } = await said(simple("GET /emulation"), 1);
    const first = raw.received.length;
    raw.write(upgrade(server));
    await raw.until(() => (raw.text.includes("HTTP/1.1 101 ") ? true : undefined));
    await raw.until(() => (raw.text.indexOf("\r\n\r\n", first) > 0 ? true : undefined));
    raw.head = raw.text.indexOf("\r\n\r\n", first) + 4;
    raw.write(textFrame(JSON.stringify({ id: 1, connect: { token: token("u5") } })));
    assert.ok((await raw.reply(1)).connect);
    raw.write(frame({ opcode: 8 }));
    await raw.ends(8000);

    const { raw: stream } = await said(simple("GET /emulation"), 1);
    const connect = encodeURIComponent(JSON.stringify({ id: 1, connect: { token: token("u6") } }));
    stream.write(simple(`GET /connection/sse?cf_connect=${connect}`));
    await stream.until(() => (/text\/event-stream[^]*"connect"/.test(stream.text) ? true : undefined));
    stream.end();

    for (const path of ["//metrics", "/%6detrics", "/a/../metrics"]) {
      const { raw: one, all } = await said(simple("GET /emulation") + simple(`GET ${path}`), 2);
      assert.deepEqual(all.map(({ status }) => status), [405, 400], path);
      await one.ends(8000);
    }
  });

  test("whoever goes away while an answer is made is missed by nobody", async () => {
    const before = await server.metric("sockets");
    for (let n = 0; n < 30; n++) {
      const raw = await opened();
      raw.write(posted() + posted() + posted());
      if (n % 2) await come(raw, 1);
      raw.end();
    }
    await until(async () => (await server.metric("sockets")) <= before + 1, "the end of their sockets");
  });

  test("half of the places are kept at most, and a newcomer is answered at once", async () => {
    const raws = await stuck(server, HALF_OF_ADDRESS + 300, simple("GET /emulation"), 9, 1);
    for (const raw of raws) raw.socket.resume();
    await Promise.all(raws.map((raw) => come(raw, 1)));
    const ended = raws.filter((raw) => /connection: close/i.test(raw.text));
    const kept = raws.filter((raw) => /keep-alive/i.test(raw.text));
    assert.ok(kept.length >= 50 && kept.length <= HALF_OF_ADDRESS, `${kept.length} are kept`);
    assert.equal(ended.length + kept.length, raws.length);
    await Promise.all(ended.map((raw) => raw.ends(8000)));
    await answersAtOnce(server);
    for (const raw of kept) raw.end();
  });
}

test("after all this the server is well and its memory bounded", async (t) => {
  t.diagnostic(`grown by ${await well(server, memory, 16384)} kB`);
  endSockets();
  assert.equal(await server.end(), 0);
});
