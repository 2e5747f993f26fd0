// SPDX-License-Identifier: Apache-2.0
// A way to the server that can be cut, or made deaf in one direction: what is said there is lost; or
// that refuses some requests, as the proxies of offices do.

import { once } from "node:events";
import { connect, createServer } from "node:net";

export class Proxy {
  constructor(port) {
    this.target = port;
    this.pairs = new Set();
    this.silent = new Set(); // a browser opens some before it has anything to say
    this.cutOff = false;
    this.lost = new Set(); // "up", "down"
    this.refused = []; // patterns of requests
    this.forbidden = 0; // how many were refused
    this.server = createServer((socket) => this.#join(socket));
  }

  async start() {
    this.server.listen(0, "127.0.0.1");
    await once(this.server, "listening");
    this.url = `http://127.0.0.1:${this.server.address().port}`;
    return this;
  }

  #join(near) {
    if (this.cutOff) {
      near.destroy();
      return;
    }
    this.silent.add(near);
    near.once("data", (bytes) => this.#begin(near, bytes));
    near.on("error", () => near.destroy());
    near.on("close", () => this.silent.delete(near));
  }

  // The head of a request comes in one piece from a browser, also behind the answer to another.
  #refuses(near, bytes) {
    if (!this.refused.some((pattern) => pattern.test(bytes.toString("latin1")))) return false;
    this.forbidden++;
    near.end("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    return true;
  }

  #begin(near, bytes) {
    near.pause();
    this.silent.delete(near);
    if (this.#refuses(near, bytes)) return;
    const far = connect(this.target, "127.0.0.1");
    const pair = { near, far };
    this.pairs.add(pair);
    const end = () => {
      near.destroy();
      far.destroy();
      this.pairs.delete(pair);
    };
    near.on("data", (bytes) => this.lost.has("up") || this.#refuses(near, bytes) || far.write(bytes));
    far.on("data", (bytes) => this.lost.has("down") || near.write(bytes));
    for (const socket of [near, far]) {
      socket.on("error", end);
      socket.on("close", end);
    }
    if (!this.lost.has("up")) far.write(bytes);
    near.resume();
  }

  // From now on requests that fit `pattern` are answered 403.
  refuse(pattern) {
    this.refused.push(pattern);
  }

  // Every connection dies, and no new one comes about.
  cut() {
    this.cutOff = true;
    this.drop();
  }

  drop() {
    for (const near of this.silent) near.resetAndDestroy();
    for (const { near, far } of this.pairs) {
      near.resetAndDestroy();
      far.resetAndDestroy();
    }
  }

  // From now on nothing arrives that goes "up" to the server or "down" to the browser.
  lose(direction) {
    this.lost.add(direction);
  }

  // As before. A connection with a hole in it does not go on.
  mend() {
    if (this.lost.size > 0) this.drop();
    this.lost.clear();
    this.cutOff = false;
  }

  async end() {
    this.cut();
    this.server.close();
    await once(this.server, "close");
  }
}
