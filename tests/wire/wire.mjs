// SPDX-License-Identifier: Apache-2.0
// The protocol without an SDK: frames and commands as a test wants them, every reply and push as it
// came. Whatever error the server sends must stand in errors.def, word for word.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import WebSocket from "ws";
import { root, token } from "./server.mjs";
import { StreamSocket } from "./stream.mjs";

const WAIT_MS = 10000;
const CLOSED_MS = 45000; // the longest that the protocol lets a dead connection live, and some more
const sockets = new Set();

// name → {code, http, temporary, message}, from protocol/errors.def.
export const errors = Object.fromEntries(
  [
    ...readFileSync(join(root, "protocol/errors.def"), "utf8").matchAll(
      /^ERROR\((\w+), (\d+), (\d+), (true|false), "(.*)"\)$/gm,
    ),
  ].map(([, name, code, http, temporary, message]) => [
    name,
    { code: Number(code), http: Number(http), temporary: temporary === "true", message },
  ]),
);

const byCode = new Map(Object.values(errors).map((error) => [error.code, error]));
export const heard = new Set(); // codes that came in this process

// An error object as errors.def has it.
export function errorMatches(error) {
  const known = byCode.get(error.code);
  assert.ok(known, `errors.def does not know ${JSON.stringify(error)}`);
  const expected = { code: known.code, message: known.message };
  if (known.temporary) expected.temporary = true;
  const { retry_ms, ...rest } = error;
  assert.deepEqual(rest, expected);
  // Only who is too fast is told for how long.
  if (retry_ms !== undefined) assert.ok(known.code === 111 && retry_ms > 0, JSON.stringify(error));
  heard.add(error.code);
}

// Options: `transport` for a streaming one (stream.mjs), `pong` false never to answer pings.
export class Wire {
  #end;

  constructor(server, options = {}) {
    this.socket = options.transport
      ? new StreamSocket(server, options.transport)
      : new WebSocket(server.endpoint, options.protocols ?? [], {
          perMessageDeflate: false,
          rejectUnauthorized: false,
          ...options.ws,
        });
    this.id = 0;
    this.pong = options.pong ?? true;
    this.replies = [];
    this.pushes = [];
    this.frames = []; // each the texts of its messages
    this.pings = 0;
    this.changed = new Set();
    this.open = new Promise((done, failed) => {
      this.socket.on("open", done);
      this.socket.on("error", failed);
    });
    this.open.catch(() => {});
    this.#end = new Promise((done) => {
      this.socket.on("close", (code, reason) => {
        this.over = { code, reason: reason.toString() };
        this.#tell();
        done(this.over);
      });
    });
    this.socket.on("message", (bytes) => this.#take(bytes.toString()));
    sockets.add(this.socket);
    this.#end.then(() => sockets.delete(this.socket));
  }

  // How the connection ended: {code, reason}.
  get closed() {
    const late = new Promise((_, failed) =>
      setTimeout(failed, CLOSED_MS, new Error("the connection is still open")).unref(),
    );
    return Promise.race([this.#end, late]);
  }

  #tell() {
    for (const look of this.changed) look();
  }

  #take(text) {
    this.frames.push(text.split("\n"));
    for (const line of text.split("\n")) {
      const message = JSON.parse(line);
      if (message.error) errorMatches(message.error);
      if (message.id) this.replies.push(message);
      else if (message.push) this.pushes.push(message.push);
      else this.pings += this.#ping();
    }
    this.#tell();
  }

  #ping() {
    if (this.pong) this.socket.send("{}");
    return 1;
  }

  // The first result of `look` that is not undefined, now or after any message.
  until(look, what = "what was awaited") {
    return new Promise((done, failed) => {
      const late = setTimeout(() => end(failed, new Error(`${what} did not come`)), WAIT_MS);
      const end = (how, value) => {
        clearTimeout(late);
        this.changed.delete(again);
        how(value);
      };
      const again = () => {
        const found = look();
        if (found !== undefined) end(done, found);
        else if (this.over) end(failed, new Error(`closed ${this.over.code} before ${what} came`));
      };
      this.changed.add(again);
      again();
    });
  }

  text(text) {
    this.socket.send(text);
  }

  // Several commands in one frame; their replies in the order of the commands.
  async frame(...commands) {
    const named = commands.map((command) => ({ id: ++this.id, ...command }));
    this.text(named.map((command) => JSON.stringify(command)).join("\n"));
    return Promise.all(named.map(({ id }) => this.reply(id)));
  }

  reply(id) {
    return this.until(() => this.replies.find((reply) => reply.id === id), `the reply ${id}`);
  }

  async command(verb, params = {}) {
    return (await this.frame({ [verb]: params }))[0];
  }

  // The reply of who waits when told to, as a client should.
  async #patiently(verb, params) {
    let reply = await this.command(verb, params);
    while (reply.error?.retry_ms) {
      await new Promise((done) => setTimeout(done, reply.error.retry_ms));
      reply = await this.command(verb, params);
    }
    return reply;
  }

  // The reply to a verb, which must be no error.
  async ask(verb, params = {}) {
    const reply = await this.#patiently(verb, params);
    assert.equal(reply.error, undefined, `${verb} ${JSON.stringify(params)}`);
    return reply[verb];
  }

  // The name in errors.def of the refusal to a verb.
  async refusal(verb, params = {}) {
    const reply = await this.#patiently(verb, params);
    assert.ok(reply.error, `${verb} ${JSON.stringify(params)} was not refused`);
    return nameOf(reply.error.code);
  }

  // A command of a room: the data of its answer, {seq} for an entry.
  async rpc(method, data) {
    return (await this.ask("rpc", { method, data })).data;
  }

  async rpcRefusal(method, data) {
    return this.refusal("rpc", { method, data });
  }

  // The data of the first publication on a channel that fits.
  publication(channel, fits, what = `a publication on ${channel}`) {
    const look = () =>
      this.pushes.find((push) => push.channel === channel && push.pub && fits(push.pub.data))?.pub;
    return this.until(look, what);
  }

  end() {
    this.socket.terminate();
  }
}

export function nameOf(code) {
  return Object.keys(errors).find((name) => errors[name].code === code);
}

// A connection of the person `sub`, or of nobody.
export async function connect(server, sub, options = {}) {
  const wire = new Wire(server, options);
  await wire.open;
  wire.hello = await wire.ask("connect", sub ? { token: options.token ?? token(sub) } : {});
  return wire;
}

// Ends what a test left open; a runner of tests waits for every socket.
export function endAll() {
  for (const socket of sockets) socket.terminate();
}
