// SPDX-License-Identifier: Apache-2.0
// The server with TLS of its own: only HTTP/1.1 is spoken behind it.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import http2 from "node:http2";
import https from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import tls from "node:tls";
import { serve } from "../wire/server.mjs";
import { TRANSPORTS } from "../wire/stream.mjs";
import { Wire, connect } from "../wire/wire.mjs";
import { Raw, endSockets, frame, offered, pause, simple, socket, upgrade } from "./raw.mjs";

let server, folder, cleanUp;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "muster-tls-"));
  const [key, cert] = ["key.pem", "cert.pem"].map((name) => join(folder, name));
  const words = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2";
  const subject = ["-subj", "/CN=localhost", "-keyout", key, "-out", cert];
  execFileSync("openssl", [...words.split(" "), ...subject], { stdio: "ignore" });
  const set = { "server.tls_cert": cert, "server.tls_key": key, "limits.connect_seconds": 2 };
  server = await serve({ after: (fn) => (cleanUp = fn) }, { memory: true, set });
});
after(async () => {
  endSockets();
  await cleanUp();
  rmSync(folder, { recursive: true, force: true });
});

function get(path) {
  return new Promise((done, failed) => {
    const options = { host: "127.0.0.1", port: server.port, path, rejectUnauthorized: false };
    const taken = (answer) => {
      let text = "";
      answer.on("data", (bytes) => (text += bytes));
      answer.on("end", () => done({ status: answer.statusCode, text }));
    };
    https.get({ ...options, agent: false }, taken).on("error", failed);
  });
}

const connections = async () => JSON.parse((await get("/health")).text).connections;

async function negotiated(alpn) {
  const raw = new Raw(server, { secure: true, alpn });
  const open = await raw.open.then(
    () => true,
    () => false,
  );
  const protocol = open ? raw.socket.alpnProtocol : "refused";
  return { raw, protocol };
}

test("people connect over TLS", async () => {
  assert.equal(server.url, `https://127.0.0.1:${server.port}`);
  assert.equal((await get("/health")).status, 200);
  const wire = await connect(server, "u7");
  await wire.ask("subscribe", { channel: "webinar:w1" });
  wire.end();
});

test("people connect by streams over TLS, and their end is noticed", async () => {
  const host = await connect(server, "host");
  const room = "webinar:w1";
  for (const transport of TRANSPORTS) {
    const before = await connections();
    const wire = await connect(server, "u7", { transport });
    await wire.ask("subscribe", { channel: room });
    const texts = Array.from({ length: 60 }, (_, at) => `${transport} ${at} ${"x".repeat(900)}`);
    for (const [at, text] of texts.entries())
      await host.rpc("chat.post", { room, op: `${transport.replaceAll(" ", "-")}-${at}`, text });
    const last = ({ patch }) => JSON.stringify(patch).includes(texts.at(-1));
    await wire.publication(room, last);
    wire.end();
    for (let n = 0; (await connections()) > before && n < 40; n++) await pause(50);
    assert.equal(await connections(), before);
    const bad = new Wire(server, { transport });
    await bad.open;
    bad.text("nonsense");
    assert.deepEqual(await bad.closed, { code: 3501, reason: "bad request" });
    assert.ok(bad.socket.whole);
  }
  host.end();
});

test("a client that offers HTTP/2 and HTTP/1.1 is given HTTP/1.1", async () => {
  const { raw, protocol } = await negotiated(["h2", "http/1.1"]);
  assert.equal(protocol, "http/1.1");
  raw.write(simple("GET /health"));
  assert.equal(await raw.status(), 200);
  raw.end();
});

test("a client that offers HTTP/2 alone is refused, or gets no frame of it", async () => {
  const { raw, protocol } = await negotiated(["h2"]);
  assert.ok(["refused", false].includes(protocol), `${protocol}`);
  raw.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
  raw.write(Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]));
  await raw.ends(8000);
  assert.ok(raw.received.length < 9 || raw.received[3] !== 4, raw.received.toString("hex"));
});

test("Node's client of HTTP/2 gets nowhere", async () => {
  const session = http2.connect(server.url, { rejectUnauthorized: false });
  const seen = [];
  session.on("remoteSettings", () => seen.push("settings"));
  session.on("error", () => {});
  const stream = session.request({ ":path": "/health" });
  stream.on("response", () => seen.push("response"));
  stream.on("error", () => {});
  await new Promise((done) => session.on("close", done));
  assert.deepEqual(seen, []);
});

test("h2c inside TLS and CONNECT inside TLS are refused", async () => {
  const heads = [
    simple("CONNECT 127.0.0.1:22"),
    upgrade(server, { Upgrade: "h2c", "HTTP2-Settings": "AAMAAABkAARAAAAAAAIAAAAA" }),
    upgrade(server, { "Sec-WebSocket-Version": "8" }),
  ];
  for (const head of heads) {
    const { raw } = await negotiated(["http/1.1"]);
    raw.write(head);
    const status = await raw.status();
    assert.ok(status === 0 || status >= 400, `${status}`);
    raw.end();
  }
});

test("sub-protocols inside TLS: none is none, and the binary form is ended for good", async () => {
  const options = { secure: true, alpn: ["http/1.1"] };
  assert.equal((await offered(server, "", options)).named, undefined);
  assert.equal((await offered(server, "centrifuge-json", options)).named, "centrifuge-json");
  const { raw, named } = await offered(server, "centrifuge-protobuf", options);
  assert.equal(named, "centrifuge-protobuf");
  assert.equal(await raw.code(), 3508);
});

test("paths inside TLS that hold what none of ours does are refused", async () => {
  for (const path of ["/metrics%5c", "/%25metrics", "/metrics%3b"]) {
    const { raw } = await negotiated(["http/1.1"]);
    raw.write(simple(`GET ${path}`));
    assert.equal(await raw.status(), 400, path);
    raw.end();
  }
});

test("old versions of TLS are refused", async () => {
  for (const version of ["TLSv1", "TLSv1.1"]) {
    const options = { port: server.port, host: "127.0.0.1", rejectUnauthorized: false };
    const old = { minVersion: version, maxVersion: version, ciphers: "DEFAULT@SECLEVEL=0" };
    const answer = await new Promise((done) => {
      const one = tls.connect({ ...options, ...old }, () => done("connected"));
      one.on("error", () => done("refused"));
    });
    assert.equal(answer, "refused", version);
  }
});

test("handshakes that stop half-way are hung up on in time", async () => {
  const hello = Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03]);
  const silent = [];
  for (let n = 0; n < 100; n++) {
    const raw = new Raw(server);
    await raw.open;
    if (n % 2) raw.write(hello);
    silent.push(raw);
  }
  assert.equal((await get("/health")).status, 200);
  await Promise.all(silent.map((raw) => raw.ends(14000)));
});

test("plain HTTP and noise on the TLS port are hung up on", async () => {
  for (const text of [
    simple("GET /health"),
    upgrade(server),
    "\0".repeat(500),
    "\x80\x2e\x01\x03\x01",
  ]) {
    const raw = new Raw(server);
    await raw.open;
    raw.write(text);
    await raw.ends(14000);
    assert.doesNotMatch(raw.text, /"status":"ok"|^HTTP\/1.1 [12]/);
  }
});

test("a frame of 2^40 bytes is refused inside TLS too", async () => {
  const raw = await socket(server, "u7", { secure: true, alpn: ["http/1.1"] });
  raw.write(frame({ payload: "x", length: 2 ** 40 }));
  assert.equal(await raw.code(), 1009);
});

test("a large view comes whole to a slow reader inside TLS", async () => {
  const staff = await connect(server, "host");
  const text = "𝕄".repeat(1000);
  for (let n = 0; n < 100; n++)
    await staff.rpc("chat.post", { room: "webinar:w1", op: `op-${n}`, text });
  const raw = await socket(server, "u8", { secure: true, alpn: ["http/1.1"] });
  raw.socket.pause();
  raw.write(frame({ payload: '{"id":2,"subscribe":{"channel":"webinar:w1"}}' }));
  await pause(500);
  raw.socket.resume();
  const { data } = (await raw.reply(2)).subscribe;
  assert.equal(Object.keys(data.chat.messages).length, 100);
  raw.end();
  staff.end();
});

test("SIGTERM ends a server with TLS with status 0", async () => {
  const wire = await connect(server, "u9");
  const ended = server.end();
  assert.equal((await wire.closed).code, 3001);
  assert.equal(await ended, 0);
});
