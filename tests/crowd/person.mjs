// SPDX-License-Identifier: Apache-2.0
// One simulated person: a connection of its own through the SDK, a language, and what it has done.

import { randomUUID } from "node:crypto";
import { Centrifuge } from "centrifuge";
import WebSocket from "ws";

const INVALID_TOKEN = 3500;

export class Person {
  constructor(base, language) {
    this.base = base;
    this.language = language;
    this.id = null; // known once there is a token
    this.planned = new Set(); // polls this person has made up its mind about
    this.voted = new Set(); // questions
    this.client = null;
    this.subscription = null;
  }

  get here() {
    return this.subscription?.state === "subscribed";
  }

  // At first somebody new: whoever looks at the demo is not one of the crowd.
  async token() {
    const who = this.id ? `id=${this.id}` : "identity=participant";
    const answer = await fetch(`${this.base}/demo/token?${who}`, { method: "POST" });
    if (!answer.ok) throw new Error(`no token: the server said ${answer.status}`);
    const { id, token } = await answer.json();
    this.id = id;
    return token;
  }

  // Connects and follows `room`. `ready` gets the subscription before it starts.
  async come(room, ready = () => {}) {
    if (!this.client) {
      this.client = new Centrifuge(`${this.base.replace(/^http/, "ws")}/connection/websocket`, {
        websocket: WebSocket,
        token: await this.token(),
        getToken: () => this.token(),
        name: "crowd",
      });
      this.client.on("error", () => {}); // the SDK comes back by itself
      this.client.on("disconnected", (context) => this.lost(context));
      this.subscription = this.follow(room, ready);
    }
    this.client.connect();
  }

  follow(channel, ready = () => {}) {
    const subscription = this.client.newSubscription(channel);
    subscription.on("error", () => {});
    ready(subscription);
    subscription.subscribe();
    return subscription;
  }

  // A server that was started anew with another secret does not know the old token.
  lost(context) {
    if (context.code !== INVALID_TOKEN) return;
    this.client.setToken("");
    setTimeout(() => this.client.connect(), 2000 + Math.random() * 3000).unref();
  }

  leave() {
    this.client?.disconnect();
  }

  // Sends a command; what was refused is not repeated.
  async act(method, room, data) {
    const answer = await this.client.rpc(method, { room, op: randomUUID(), ...data });
    return answer.data?.seq;
  }
}
