// SPDX-License-Identifier: Apache-2.0
// Bytes as an attacker sends them: sockets without a library between, WebSocket frames of any form,
// and the question whether the server is still well afterwards. Loopback only.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import net from "node:net";
import tls from "node:tls";
import { connect, endAll } from "../wire/wire.mjs";
import { token, websockets } from "../wire/server.mjs";

// Whether libwebsockets carries the WebSockets: server/net/lws_ws.h lists what it does differently.
export const library = websockets === "libwebsockets";

const WAIT_MS = 20000;
const sockets = new Set();
const ending = [];

// One connection. Everything that came is in `received`; `closed` settles when it is over, however.
export class Raw {
  constructor(server, { secure = false, alpn, ...more } = {}) {
    const to = { host: "127.0.0.1", port: server.port, ...more };
    const options = { ...to, rejectUnauthorized: false, ALPNProtocols: alpn };
    this.socket = secure ? tls.connect(options) : net.connect(to);
    this.received = Buffer.alloc(0);
    this.head = 0; // bytes of the answer to the upgrade
    this.looks = new Set();
    this.open = new Promise((done, failed) => {
      this.socket.once(secure ? "secureConnect" : "connect", done);
      this.socket.once("error", failed);
    });
    this.open.catch(() => {});
    this.closed = new Promise((done) => this.socket.once("close", done)).then(() => {
      this.over = true;
      this.#tell();
    });
    this.socket.on("error", (error) => (this.error = error));
    this.socket.on("data", (bytes) => {
      this.received = Buffer.concat([this.received, bytes]);
      this.#tell();
    });
    sockets.add(this.socket);
    this.closed.then(() => sockets.delete(this.socket));
  }

  #tell() {
    for (const look of this.looks) look();
  }

  // What `look` finds once it is something, or undefined when the connection ends before.
  until(look, what = "what was awaited") {
    return new Promise((done, failed) => {
      const late = setTimeout(() => end(failed, new Error(`${what} did not come`)), WAIT_MS);
      const end = (how, value) => {
        clearTimeout(late);
        this.looks.delete(again);
        how(value);
      };
      const again = () => {
        const found = look();
        if (found !== undefined || this.over) end(done, found);
      };
      this.looks.add(again);
      again();
    });
  }

  write(bytes) {
    if (!this.socket.destroyed) this.socket.write(bytes);
  }

  // Writes as fast as the other side takes it; false when it closed before the end.
  async pour(bytes, times) {
    for (let n = 0; n < times && !this.socket.destroyed; n++)
      if (!this.socket.write(bytes))
        await Promise.race([new Promise((done) => this.socket.once("drain", done)), this.closed]);
    return !this.socket.destroyed;
  }

  get text() {
    return this.received.toString("latin1");
  }

  // The status of the first answer, once there is one; 0 when hung up without.
  async status() {
    const look = () => /^HTTP\/1\.[01] (\d{3}) /.exec(this.text)?.[1];
    return Number((await this.until(look, "an answer")) ?? 0);
  }

  // Closed by the server within the time given.
  async ends(within_ms = WAIT_MS) {
    const late = new Promise((done) => setTimeout(done, within_ms, "open").unref());
    assert.notEqual(await Promise.race([this.closed, late]), "open", "it is still open");
  }

  // Frames of the server after the upgrade: {opcode, payload}.
  get frames() {
    const frames = [];
    for (let at = this.head; at + 2 <= this.received.length; ) {
      const opcode = this.received[at] & 15;
      let bytes = this.received[at + 1] & 127;
      let start = at + 2;
      if (bytes === 126) ((bytes = this.received.readUInt16BE(start)), (start += 2));
      else if (bytes === 127)
        ((bytes = Number(this.received.readBigUInt64BE(start))), (start += 8));
      if (start + bytes > this.received.length) break;
      frames.push({ opcode, payload: this.received.subarray(start, start + bytes) });
      at = start + bytes;
    }
    return frames;
  }

  get messages() {
    const texts = this.frames.filter(({ opcode }) => opcode === 1);
    return texts.flatMap(({ payload }) =>
      payload
        .toString()
        .split("\n")
        .map((one) => JSON.parse(one)),
    );
  }

  reply(id) {
    return this.until(() => this.messages.find((one) => one.id === id), `the reply ${id}`);
  }

  // The code of the server's close frame; 0 when it hung up without one. That it hangs up soon
  // after is what allEnd() waits for.
  async code() {
    const look = () => this.frames.find(({ opcode }) => opcode === 8)?.payload;
    const payload = await this.until(look, "a close frame");
    if (payload) this.write(frame({ opcode: 8, payload })); // as a polite client would
    ending.push(this.ends());
    return payload?.length >= 2 ? payload.readUInt16BE(0) : 0;
  }

  end() {
    this.socket.destroy();
  }
}

// Every connection that was told to end has been hung up on.
export async function allEnd() {
  await Promise.all(ending.splice(0));
}

// A frame (RFC 6455 §5.2). `length` may lie; `masked` false sends it as a server would.
export function frame({ opcode = 1, fin = true, masked = true, rsv = 0, payload = "", length }) {
  const bytes = Buffer.from(payload);
  const announced = length ?? bytes.length;
  const head = [(fin ? 128 : 0) | (rsv << 4) | opcode];
  const mask = masked ? 128 : 0;
  const long = Buffer.alloc(8);
  if (announced < 126) head.push(mask | announced);
  else if (announced < 65536) {
    long.writeUInt16BE(announced);
    head.push(mask | 126, ...long.subarray(0, 2));
  } else {
    long.writeBigUInt64BE(BigInt(announced));
    head.push(mask | 127, ...long);
  }
  if (!masked) return Buffer.concat([Buffer.from(head), bytes]);
  const key = randomBytes(4);
  return Buffer.concat([Buffer.from(head), key, bytes.map((byte, at) => byte ^ key[at & 3])]);
}

export const textFrame = (text) => frame({ payload: text });

// The request of an upgrade, with headers changed ("name": null leaves one out).
export function upgrade(server, changes = {}, line = "GET /connection/websocket HTTP/1.1") {
  const headers = {
    Host: `127.0.0.1:${server.port}`,
    Connection: "Upgrade",
    Upgrade: "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    ...changes,
  };
  const lines = Object.entries(headers).filter(([, value]) => value !== null);
  return `${line}\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`;
}

// A WebSocket, open; with `sub` also connected as that person.
export async function socket(server, sub, options = {}) {
  const raw = new Raw(server, options);
  await raw.open;
  raw.write(upgrade(server, options.headers));
  assert.equal(await raw.status(), 101);
  const end = await raw.until(() => (raw.text.includes("\r\n\r\n") ? true : undefined));
  assert.ok(end);
  raw.head = raw.text.indexOf("\r\n\r\n") + 4;
  if (sub) {
    raw.write(textFrame(JSON.stringify({ id: 1, connect: { token: token(sub) } })));
    assert.ok((await raw.reply(1)).connect, "connected");
  }
  return raw;
}

// An upgrade that offers sub-protocols as `words` (the header's value): what the answer names, or
// undefined, and the open socket.
export async function offered(server, words, options = {}) {
  const headers = { "Sec-WebSocket-Protocol": words };
  const raw = await socket(server, undefined, { ...options, headers });
  const head = raw.text.slice(0, raw.head);
  return { raw, named: /^Sec-WebSocket-Protocol: (.*)\r$/im.exec(head)?.[1] };
}

// One request, as it is: the whole answer, until the server hangs up or has said enough.
export async function request(server, text, options) {
  const raw = new Raw(server, options);
  await raw.open;
  raw.write(text);
  const status = await raw.status();
  await raw.until(() => (complete(raw.text) ? true : undefined));
  raw.end();
  return { status, text: raw.text };
}

function complete(text) {
  const end = text.indexOf("\r\n\r\n");
  const length = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, end + 2))?.[1];
  return end >= 0 && length !== undefined && text.length >= end + 4 + Number(length);
}

export const simple = (line, headers = "Host: 127.0.0.1\r\n") =>
  `${line} HTTP/1.1\r\n${headers}\r\n`;

// Memory has grown by no more than allowed. Sanitizers keep what was freed: they are excused.
export function bounded(server, grown_kb, most_kb) {
  const sanitized = readFileSync(`/proc/${server.pid}/maps`, "utf8").includes("libasan");
  assert.ok(sanitized || grown_kb <= most_kb, `${grown_kb} kB more, allowed are ${most_kb}`);
}

// Still answering, to a person and to health, with memory flat: at most `growth_kb` more.
export async function well(server, before_kb, growth_kb) {
  const started = Date.now();
  assert.equal((await server.health()).status, "ok");
  const wire = await connect(server, "u99");
  await wire.ask("subscribe", { channel: "webinar:w1" });
  wire.end();
  assert.ok(Date.now() - started < 3000, `it took ${Date.now() - started} ms to answer`);
  const grown = server.memory() - before_kb;
  bounded(server, grown, growth_kb);
  return grown;
}

// Memory once the server has done everything once.
export async function warm(server) {
  for (let n = 0; n < 20; n++) {
    const raw = await socket(server, `u${n}`);
    raw.write(textFrame(`{"id":2,"subscribe":{"channel":"webinar:w1"}}`));
    await raw.reply(2);
    raw.end();
  }
  await server.health();
  return server.memory();
}

export function endSockets() {
  for (const one of sockets) one.destroy();
  endAll();
}

export const pause = (wait_ms) => new Promise((done) => setTimeout(done, wait_ms));
