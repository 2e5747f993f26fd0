// SPDX-License-Identifier: Apache-2.0
// The streaming transports by hand: a socket like a WebSocket's for wire.mjs, an EventSource and a
// fetch that can be cut for the SDK. The first message opens the stream, the others are posted.

import { EventEmitter } from "node:events";
import http from "node:http";
import https from "node:https";
import { Readable } from "node:stream";

export const TRANSPORTS = ["http_stream", "sse", "sse by POST"];
const paths = { http_stream: "http_stream", sse: "sse", "sse by POST": "sse" };

// A request on a connection of its own, not yet sent.
function started(url, options) {
  const library = String(url).startsWith("https:") ? https : http;
  return library.request(url, { agent: false, rejectUnauthorized: false, ...options });
}

// One request: {status, headers, text}.
export async function ask(server, method, path, { body, headers = {} } = {}) {
  const request = started(server.url + path, { method, headers });
  request.end(body);
  return new Promise((done, failed) => {
    request.on("error", failed);
    request.on("response", async (response) => {
      let text = "";
      for await (const piece of response) text += piece;
      done({ status: response.statusCode, headers: response.headers, text });
    });
  });
}

export const emulate = (server, { session, node }, data) =>
  ask(server, "POST", "/emulation", { body: JSON.stringify({ session, node, data }) });

// The request that opens a stream with `message`.
export function opening(server, transport, message, headers = {}) {
  const url = new URL(`${server.url}/connection/${paths[transport]}`);
  if (transport === "sse") url.searchParams.set("cf_connect", message);
  const request = started(url, { headers, method: transport === "sse" ? "GET" : "POST" });
  return request.end(transport === "sse" ? undefined : message);
}

// Calls `found` with each message of a body as it comes. Events are one line and an empty one.
export function reader(transport, found) {
  let left = "";
  return (piece) => {
    const lines = (left + piece).split("\n");
    left = lines.pop();
    for (const line of lines) {
      if (transport === "http_stream") found(line);
      else if (line.startsWith("data: ")) found(line.slice(6));
      else if (line !== "") throw new Error(`an event stream says ${line}`);
    }
  };
}

// What wire.mjs uses of a WebSocket.
export class StreamSocket extends EventEmitter {
  constructor(server, transport) {
    super();
    this.server = server;
    this.transport = transport;
    this.posts = []; // statuses of what was posted
    queueMicrotask(() => this.emit("open"));
  }

  send(text) {
    if (this.request) this.#post(text);
    else this.#open(text);
  }

  #open(text) {
    this.request = opening(this.server, this.transport, text);
    this.request.on("response", (response) => {
      this.response = response;
      const take = reader(this.transport, (message) => this.#take(message));
      response.setEncoding("utf8");
      response.on("data", take);
      response.on("end", () => (this.whole = true));
      response.on("close", () => this.#close());
      response.on("error", () => {});
    });
    this.request.on("error", () => this.#close());
  }

  #take(message) {
    const { connect, push } = JSON.parse(message);
    if (connect) this.hello = connect;
    if (push?.disconnect) this.disconnect = push.disconnect;
    this.emit("message", Buffer.from(message));
  }

  async #post(text) {
    const { status } = await emulate(this.server, this.hello, text).catch(() => ({ status: 0 }));
    this.posts.push(status);
  }

  // 0 when nothing was said before the end.
  #close() {
    if (this.closed) return;
    this.closed = true;
    const { code = 0, reason = "" } = this.disconnect ?? {};
    this.emit("close", code, reason);
  }

  close() {
    this.terminate();
  }

  terminate() {
    this.request?.destroy();
    this.#close();
  }
}

// What the SDK takes for `fetch` and `eventsource`; `streams` get what can be cut with terminate().
export function means(streams) {
  // Node 18's own fetch holds the signal that cuts it weakly, and soon cannot be cut any more.
  const cutFetch = (url, options) => {
    if (String(url).endsWith("/emulation")) return fetch(url, options);
    const { method, body, signal } = options;
    const headers = Object.fromEntries(new Headers(options.headers));
    const request = started(url, { method, headers });
    streams.push({ terminate: () => request.destroy() });
    signal.addEventListener("abort", () => request.destroy());
    return new Promise((done, failed) => {
      request.on("error", failed);
      request.on("response", (response) =>
        done(new Response(Readable.toWeb(response), { status: response.statusCode })),
      );
      request.end(body);
    });
  };
  class Events {
    constructor(url) {
      this.request = http.get(url, { agent: false }, (response) => {
        if (response.statusCode !== 200) return this.#over();
        this.onopen();
        response.setEncoding("utf8");
        response.on("data", reader("sse", (data) => this.onmessage({ data })));
        response.on("close", () => this.#over());
        response.on("error", () => {});
      });
      this.request.on("error", () => this.#over());
      streams.push({ terminate: () => this.request.destroy() });
    }

    #over() {
      this.request.destroy();
      if (!this.closed) this.onerror({});
    }

    close() {
      this.closed = true;
      this.request.destroy();
    }
  }
  return { fetch: cutFetch, eventsource: Events };
}
