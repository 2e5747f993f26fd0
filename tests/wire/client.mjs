// SPDX-License-Identifier: Apache-2.0
// The unchanged SDK, with sockets that can be cut and what it tells written down.

import { Centrifuge } from "centrifuge";
import WebSocket from "ws";
import { token } from "./server.mjs";
import { means } from "./stream.mjs";

const WAIT_MS = 15000;
const clients = new Set();

// RFC 7396, §2: all that a client needs to be right.
export function merge(target, patch) {
  if (patch === null || typeof patch !== "object" || Array.isArray(patch)) return patch;
  const whole = target !== null && typeof target === "object" && !Array.isArray(target);
  const merged = whole ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete merged[name];
    else merged[name] = merge(merged[name], value);
  }
  return merged;
}

// One channel as an SDK client sees it: every publication, every answer to subscribe, the view.
export class Follower {
  constructor(client, channel) {
    this.subscription = client.newSubscription(channel);
    this.publications = [];
    this.subscribed = [];
    this.errors = [];
    this.view = undefined;
    this.subscription.on("subscribed", (context) => {
      this.subscribed.push(context);
      if (context.data !== undefined) this.view = context.data;
    });
    this.subscription.on("publication", (context) => {
      this.publications.push({ data: context.data, offset: context.offset });
      if (context.data?.patch) this.view = merge(this.view, context.data.patch);
    });
    this.subscription.on("error", (context) => this.errors.push(context.error));
    this.subscription.on("unsubscribed", (context) => (this.over = context));
    this.subscription.subscribe();
  }

  // Answers to subscribe since the first: how each resume ended.
  get resumes() {
    return this.subscribed.slice(1);
  }

  get offsets() {
    return this.publications.map(({ offset }) => offset).filter((offset) => offset !== undefined);
  }
}

// Where the SDK is to connect: by WebSocket alone, or by the `transports` in their order, each a name
// or {transport, endpoint}.
function endpoints(server, transports) {
  if (!transports) return server.endpoint;
  return transports.map((one) =>
    typeof one === "string" ? { transport: one, endpoint: `${server.url}/connection/${one}` } : one,
  );
}

export class Client {
  constructor(server, { transports, ...options } = {}) {
    const sockets = (this.sockets = []);
    class CutSocket extends WebSocket {
      constructor(...words) {
        super(...words);
        sockets.push(this);
      }
    }
    this.sdk = new Centrifuge(endpoints(server, transports), {
      websocket: CutSocket,
      emulationEndpoint: `${server.url}/emulation`,
      ...means(sockets),
      minReconnectDelay: 20,
      maxReconnectDelay: 200,
      ...options,
    });
    this.errors = [];
    this.disconnects = [];
    this.connects = [];
    this.connecting = []; // {code, reason} of each loss
    this.sdk.on("error", (context) => this.errors.push(context.error));
    this.sdk.on("connecting", (context) => this.connecting.push(context));
    this.sdk.on("connected", (context) => this.connects.push(context));
    this.sdk.on("disconnected", (context) => this.disconnects.push(context));
    clients.add(this);
    this.sdk.connect();
  }

  // Follows a channel; returns once subscribed.
  async follow(channel) {
    const follower = new Follower(this.sdk, channel);
    await follower.subscription.ready(WAIT_MS);
    return follower;
  }

  async ready() {
    await this.sdk.ready(WAIT_MS);
    return this;
  }

  // The connection is destroyed without a word, as by a dead link.
  cut() {
    this.sockets.at(-1).terminate();
  }

  // Cut, and kept away until back() lets it return.
  leave() {
    this.cut();
    this.sdk.disconnect();
  }

  back() {
    this.sdk.connect();
  }

  // Returns once everything has come that the server sent before: the answer to a question comes
  // after it. There is no such method, so that nothing else happens.
  async settled() {
    await this.sdk.rpc("nothing.at.all", {}).catch(() => {});
  }

  async rpc(method, data) {
    return (await this.sdk.rpc(method, data)).data;
  }
}

// A client of the person `sub`, connected.
export async function join(server, sub, options = {}) {
  return new Client(server, { token: token(sub), ...options }).ready();
}

// Looks until `look` gives what is true, and returns it: more and more rarely, for each look may be a command
// of somebody who has a share of them.
export async function until(look, what, wait_ms = WAIT_MS) {
  let step_ms = 5;
  for (const end = Date.now() + wait_ms; Date.now() < end; ) {
    const found = await look();
    if (found) return found;
    await pause(step_ms);
    step_ms = Math.min(step_ms * 1.5, 150);
  }
  throw new Error(`${what} did not come`);
}

export const pause = (wait_ms) => new Promise((done) => setTimeout(done, wait_ms));

export function leaveAll() {
  for (const client of clients) {
    client.sdk.disconnect();
    client.sockets.at(-1)?.terminate();
  }
  clients.clear();
}
