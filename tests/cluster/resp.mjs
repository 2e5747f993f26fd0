// SPDX-License-Identifier: Apache-2.0
// What goes to and from a Redis server, byte by byte (RESP2): for who listens there, publishes
// there, or sits between.

import { once } from "node:events";
import { connect } from "node:net";

const END = Buffer.from("\r\n");

// Where the reply that begins at `at` ends, and its items when it is an array of texts; undefined
// when it is not all there.
function replyAt(bytes, at) {
  const line = bytes.indexOf(END, at);
  if (line < 0) return undefined;
  const kind = String.fromCharCode(bytes[at]);
  const count = Number(bytes.toString("latin1", at + 1, line));
  let end = line + 2;
  if (kind === "$" && count >= 0) {
    if (bytes.length < end + count + 2) return undefined;
    return { end: end + count + 2, text: bytes.subarray(end, end + count) };
  }
  if (kind !== "*") return { end };
  const items = [];
  for (let i = 0; i < count; i++) {
    const item = replyAt(bytes, end);
    if (!item) return undefined;
    items.push(item.text);
    end = item.end;
  }
  return { end, items };
}

// Takes bytes as they come; gives the whole replies in them: {raw, channel, payload}, the last two
// where it is a message.
export class Replies {
  rest = Buffer.alloc(0);

  take(bytes) {
    const found = [];
    this.rest = Buffer.concat([this.rest, bytes]);
    for (let reply; this.rest.length > 0 && (reply = replyAt(this.rest, 0)); ) {
      const [what, channel, payload] = reply.items ?? [];
      const raw = this.rest.subarray(0, reply.end);
      const message = reply.items?.length === 3 && payload && String(what) === "message";
      found.push(message ? { raw, channel: String(channel), payload } : { raw });
      this.rest = this.rest.subarray(reply.end);
    }
    return found;
  }
}

export function command(...words) {
  const parts = words.flatMap((word) => {
    const bytes = Buffer.from(word);
    return [Buffer.from(`$${bytes.length}\r\n`), bytes, END];
  });
  return Buffer.concat([Buffer.from(`*${words.length}\r\n`), ...parts]);
}

export const message = (channel, payload) => command("message", channel, payload);

// News of a room, as server/bus/redis_words.h has them: "NODE SEQ" and parts {seq, sealed}.
export function readNews(payload) {
  const head = /^(\S+) (\d+)( |$)/.exec(payload.toString("latin1"));
  const news = { node: head[1], seq: Number(head[2]), parts: [] };
  for (let at = head[0].length; at < payload.length; ) {
    const part = /^(\d+) (\d+):/.exec(payload.toString("latin1", at, at + 40));
    const from = at + part[0].length;
    at = from + Number(part[2]);
    news.parts.push({ seq: Number(part[1]), sealed: payload.subarray(from, at) });
  }
  return news;
}

export function writeNews({ node, seq, parts }) {
  const heads = parts.map((part) => Buffer.from(`${part.seq} ${part.sealed.length}:`));
  const pairs = parts.flatMap(({ sealed }, at) => [heads[at], sealed]);
  return Buffer.concat([Buffer.from(`${node} ${seq}${parts.length ? " " : ""}`), ...pairs]);
}

// Somebody at Redis who hears all news of rooms, and publishes what they like.
export class Stranger {
  heard = []; // {channel, payload}

  constructor(port) {
    this.port = port;
  }

  async start(...channels) {
    const replies = new Replies();
    this.ear = connect(this.port, "127.0.0.1");
    this.mouth = connect(this.port, "127.0.0.1");
    this.mouth.resume();
    await Promise.all([once(this.ear, "connect"), once(this.mouth, "connect")]);
    this.ear.on("data", (bytes) => {
      this.heard.push(...replies.take(bytes).filter(({ payload }) => payload));
    });
    this.ear.write(command("SUBSCRIBE", ...channels));
    return this;
  }

  publish(channel, payload) {
    this.mouth.write(command("PUBLISH", channel, payload));
  }

  end() {
    this.ear?.destroy();
    this.mouth?.destroy();
  }
}
