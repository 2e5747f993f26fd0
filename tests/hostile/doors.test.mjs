// SPDX-License-Identifier: Apache-2.0
// Everything at the door that is not a WebSocket of version 13 from an allowed page: other
// protocols, other origins, requests that never end or never make sense.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { serve } from "../wire/server.mjs";
import { connect } from "../wire/wire.mjs";
import { Raw, endSockets, library, offered, pause, request, simple } from "./raw.mjs";
import { socket, textFrame, upgrade, warm, well } from "./raw.mjs";

const GROWTH_KB = 6144; // allowed from the first test to the last
const allowed = "https://academy.example";

let server, cleanUp, memory;

before(async () => {
  const set = { "server.origins": allowed, "limits.connect_seconds": 2, "limits.exchange_seconds": 5 };
  server = await serve({ after: (fn) => (cleanUp = fn) }, { memory: true, set });
  memory = await warm(server);
});
after(async () => {
  endSockets();
  await cleanUp();
});

// The status of an answer to raw bytes; 0 when hung up on without one.
async function status(text) {
  const raw = new Raw(server);
  await raw.open;
  raw.write(text);
  const code = await raw.status();
  raw.end();
  return code;
}

const refusedOrHungUp = (code) => code === 0 || (code >= 400 && code < 600);
const isSettings = (bytes) => bytes.length >= 9 && bytes[3] === 4 && bytes[0] === 0;

test("Upgrade: h2c is not taken up", async () => {
  const settings = "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n";
  for (const connection of ["Upgrade, HTTP2-Settings", "Upgrade", "HTTP2-Settings, upgrade"])
    for (const path of ["/", "/connection/websocket", "/health"]) {
      const head = `Host: x\r\nConnection: ${connection}\r\nUpgrade: h2c\r\n${settings}`;
      const answer = await request(server, simple(`GET ${path}`, head));
      assert.notEqual(answer.status, 101);
      assert.ok(refusedOrHungUp(answer.status), `${answer.status}`);
    }
});

test("the preface of HTTP/2 is hung up on without a frame of HTTP/2", async () => {
  const raw = new Raw(server);
  await raw.open;
  raw.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
  raw.write(Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]));
  await raw.ends(8000);
  assert.ok(!isSettings(raw.received), raw.received.toString("hex"));
});

test("CONNECT is refused, and nothing is carried afterwards", async () => {
  const lines = ["CONNECT 127.0.0.1:22", "CONNECT /connection/websocket", "CONNECT /", "CONNECT *"];
  for (const line of lines) {
    const raw = new Raw(server);
    await raw.open;
    raw.write(simple(line));
    raw.write(simple("GET /health"));
    await raw.ends(8000);
    assert.doesNotMatch(raw.text, /^HTTP\/1.1 [12]/m);
    assert.doesNotMatch(raw.text, /"status":"ok"/);
  }
});

test("WebSocket drafts and other protocols are not upgraded to", async () => {
  const wrong = [
    { "Sec-WebSocket-Version": "8" },
    { "Sec-WebSocket-Version": "0" },
    { "Sec-WebSocket-Version": "14" },
    { "Sec-WebSocket-Version": "13, 8" },
    { "Sec-WebSocket-Version": "130000000" },
    { "Sec-WebSocket-Version": null },
    { "Sec-WebSocket-Key": null },
    { Upgrade: "TLS/1.0" },
    { Upgrade: "websocket2" },
    { Upgrade: "h2c, websocket" },
    { Upgrade: "" },
    { Upgrade: null },
    { Connection: "keep-alive" },
  ];
  for (const changes of wrong) {
    const code = await status(upgrade(server, changes));
    assert.ok(refusedOrHungUp(code), `${JSON.stringify(changes)}: ${code}`);
  }
});

test("a sub-protocol that is not known is no reason to refuse", async () => {
  if (library) {
    assert.equal((await offered(server, "")).named, undefined);
    assert.equal(await status(upgrade(server, { "Sec-WebSocket-Protocol": "chat" })), 0);
    assert.equal((await offered(server, "centrifuge-json, x")).named, "centrifuge-json");
    return;
  }
  for (const words of ["", "chat", "chat, soap", ",", "centrifuge-jsonp"]) {
    const { raw, named } = await offered(server, words);
    assert.equal(named, undefined, words);
    raw.write(textFrame('{"id":1,"connect":{}}'));
    assert.ok(await raw.reply(1), words);
    raw.end();
  }
  for (const words of ["centrifuge-json", "x, Centrifuge-JSON", "centrifuge-protobuf,centrifuge-json"])
    assert.equal((await offered(server, words)).named, "centrifuge-json", words);
});

test("clients of the binary form are told not to come back", async () => {
  const { raw, named } = await offered(server, "centrifuge-protobuf");
  assert.equal(named, "centrifuge-protobuf");
  assert.equal(await raw.code(), 3508);
  assert.equal(await server.metric('refused_total{reason="protobuf"}'), 1);
});

test("a path in any but its one form is refused, whatever it leads to", async () => {
  const before = await server.metric('refused_total{reason="path"}');
  const paths = ["//metrics", "/./metrics", "/%6detrics", "/a/../metrics", "/\\metrics", "/metrics%00"];
  paths.push("/%2fmetrics", "//health", "/media//demo/index.m3u8", "//assets/app.js", "/.//");
  for (const path of paths) {
    const { status: code, text } = await request(server, simple(`GET ${path}`));
    assert.equal(code, 400, path);
    assert.doesNotMatch(text, /muster_|"status":"ok"/, path);
  }
  assert.equal((await server.metric('refused_total{reason="path"}')) - before, paths.length);
});

test("only the endpoint is upgraded, and only by GET", async () => {
  for (const path of [
    "/",
    "/connection/",
    "/connection/websocket/",
    "/connection/websocket2",
    "/health",
  ])
    assert.ok(refusedOrHungUp(await status(upgrade(server, {}, `GET ${path} HTTP/1.1`))), path);
  for (const method of ["POST", "HEAD", "PUT", "OPTIONS", "FOO"])
    assert.ok(
      refusedOrHungUp(
        await status(upgrade(server, {}, `${method} /connection/websocket HTTP/1.1`)),
      ),
      method,
    );
});

test("a page of another origin is refused with 403, an allowed one is not", async () => {
  const own = `127.0.0.1:${server.port}`;
  const strangers = [
    "https://evil.example",
    "http://academy.example",
    "https://academy.example.evil.example",
    "https://academy.example:8443",
    `http://${own}.evil.example`,
    `http://evil.example/${own}`,
    `http://${own}@evil.example`,
    `ftp://${own}`,
    "http://127.0.0.1",
    "null",
    own,
  ];
  const before = await server.metric('refused_total{reason="origin"}');
  for (const origin of strangers)
    assert.equal(await status(upgrade(server, { Origin: origin })), 403, origin);
  const counted = (await server.metric('refused_total{reason="origin"}')) - before;
  assert.equal(counted, strangers.length);
  for (const origin of [allowed, allowed.toUpperCase(), `http://${own}`, `https://${own}`])
    assert.equal(await status(upgrade(server, { Origin: origin })), 101, origin);
  assert.equal(await status(upgrade(server)), 101);
  const hostless = { Origin: `http://${own}`, Host: null };
  assert.ok(refusedOrHungUp(await status(upgrade(server, hostless))));
});

test("the demo's door gives no token to a page of another origin", async () => {
  const post = simple(
    "POST /demo/token?identity=host",
    "Host: x\r\nOrigin: https://evil.example\r\nContent-Length: 0\r\n",
  );
  const answer = await request(server, post);
  assert.equal(answer.status, 403);
  assert.doesNotMatch(answer.text, /"token"/);
  assert.equal(await status(simple("GET /demo/token?identity=host")), 405);
});

test("whoever says nothing is hung up on in time", async () => {
  const raw = new Raw(server);
  await raw.open;
  await raw.ends(12000);
});

test("headers that come byte by byte are hung up on in time", async () => {
  const raws = [];
  for (let n = 0; n < 20; n++) raws.push(new Raw(server));
  await Promise.all(raws.map((raw) => raw.open));
  let at = 0;
  const text = upgrade(server, { "X-Slow": "x".repeat(500) });
  const drip = setInterval(() => raws.forEach((raw) => raw.write(text[at])), 100);
  const count = setInterval(() => at++, 100);
  await Promise.all(raws.map((raw) => raw.ends(12000)));
  clearInterval(drip);
  clearInterval(count);
});

test("a body that never comes holds nobody for long", async () => {
  const raw = new Raw(server);
  await raw.open;
  raw.write(simple("POST /demo/token?identity=host", "Host: localhost\r\nContent-Length: 1000\r\n"));
  await raw.ends(35000);
});

test("an answer that nobody reads is given up", async () => {
  const raw = new Raw(server);
  await raw.open;
  raw.socket.pause();
  for (let n = 0; n < 200; n++) raw.write(simple("GET /metrics"));
  await pause(1000);
  assert.equal((await server.health()).status, "ok");
  raw.end();
});

test("headers and addresses without end are refused", async () => {
  const huge = {
    "one long header": simple("GET /health", `Host: localhost\r\nX-Long: ${"x".repeat(100000)}\r\n`),
    "many headers": simple("GET /health", "X-Many: 1\r\n".repeat(20000)),
    "a long cookie": simple("GET /health", `Host: localhost\r\nCookie: ${"a=b; ".repeat(20000)}\r\n`),
    "a long address": simple(`GET /${"x".repeat(100000)}`),
    "a long query": simple(`GET /health?${"x=1&".repeat(30000)}`),
    "a long method": simple(`${"G".repeat(100000)} /`),
    "a long upgrade": upgrade(server, { Origin: `https://${"x".repeat(90000)}.example` }),
  };
  for (const [what, text] of Object.entries(huge)) {
    const { status: code, text: said } = await request(server, text);
    assert.ok(refusedOrHungUp(code), `${what}: ${code}`);
    assert.doesNotMatch(said, /"status":"ok"/, what);
  }
});

test("methods that mean nothing here are refused", async () => {
  for (const method of ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
    assert.equal(
      await status(simple(`${method} /health`, "Host: localhost\r\nContent-Length: 0\r\n")),
      405,
      method,
    );
  for (const method of ["TRACE", "FOO", "PROPFIND", "M-SEARCH", "\x16\x03\x01"])
    assert.ok(refusedOrHungUp(await status(simple(`${method} /health`))), method);
});

test("lines that are no request are hung up on", async () => {
  const lines = [
    "\r\n\r\n\r\n\r\n",
    "GET\r\n\r\n",
    "GET /health\r\n\r\n",
    "GET /health HTTP/9.9\r\n\r\n",
    " GET /health HTTP/1.1\r\n\r\n",
    "GET  /health  HTTP/1.1\r\n\r\n",
    "GET /health HTTP/1.1\r\nHost\r\n\r\n",
    "GET /health HTTP/1.1\r\n: x\r\n\r\n",
    "GET /health HTTP/1.1\nHost: x\n\n",
    "GET /hea\0lth HTTP/1.1\r\n\r\n",
    "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "\0".repeat(1000),
    "SSH-2.0-OpenSSH_9.2\r\n",
    "*1\r\n$4\r\nPING\r\n",
  ];
  const over = lines.map(async (line) => {
    const raw = new Raw(server);
    await raw.open;
    raw.write(Buffer.from(line, "latin1"));
    await raw.until(() => (raw.text.length ? true : undefined));
    raw.end();
  });
  await Promise.all(over);
});

test("one request is one answer: nothing can be smuggled behind its body", async () => {
  const smuggled = simple("GET /demo");
  const heads = [
    `Host: localhost\r\nContent-Length: ${smuggled.length}\r\nTransfer-Encoding: chunked\r\n`,
    "Host: localhost\r\nTransfer-Encoding: chunked\r\n",
    "Host: localhost\r\nContent-Length: 0\r\nContent-Length: 5\r\n",
    "Host: localhost\r\nContent-Length: -1\r\n",
    "Host: localhost\r\nContent-Length: 1e3\r\n",
    "Host: localhost\r\nContent-Length: 99999999999999999999\r\n",
    `Host: localhost\r\nContent-Length: ${smuggled.length}\r\n`,
  ];
  for (const head of heads)
    for (const line of ["GET /health", "POST /demo/token?identity=participant"]) {
      const raw = new Raw(server);
      await raw.open;
      raw.write(simple(line, head) + smuggled);
      await Promise.race([raw.closed, pause(300)]);
      assert.doesNotMatch(raw.text, /"identities"/, head);
      raw.end();
    }
});

test("a request behind another is not answered: each answer ends its connection", async () => {
  const raw = new Raw(server);
  await raw.open;
  raw.write(simple("GET /demo") + simple("GET /health") + upgrade(server));
  await raw.ends(8000);
  assert.deepEqual(raw.text.match(/^HTTP\/1.1 \d+/gm), ["HTTP/1.1 200"]);
  assert.match(raw.text, /"identities"/);
});

test("a header with bytes of its own is not told back as a header", async () => {
  const { text } = await request(server, simple("GET /health", "Host: x\rSet-Cookie: a=b\r\n"));
  assert.doesNotMatch(text, /Set-Cookie/i);
  const host = "Host: evil.example;script-src *\r\n";
  assert.doesNotMatch((await request(server, simple("GET /health", host))).text, /evil/);
});

test(`after all this the server is well and at most ${GROWTH_KB} kB larger`, async (t) => {
  t.diagnostic(`grown by ${await well(server, memory, GROWTH_KB)} kB`);
  const raw = await socket(server, "u7", { headers: { Origin: allowed } });
  raw.end();
  (await connect(server, "u8")).end();
});
