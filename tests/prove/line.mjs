// SPDX-License-Identifier: Apache-2.0
// A bad line: slow for all connections together, far, and some of what is sent arrives only when it is sent again, which on TCP
// holds up all that is behind it. Chance from a seed, so that it is the same each time. It may be cut for a while.

import { once } from "node:events";
import { connect, createServer } from "node:net";

const PACKET_BYTES = 1200;

export class SlowLine {
  constructor(port, { bits = 32_000, there_and_back_ms = 600, loss = 0.03, seed = 1 } = {}) {
    Object.assign(this, { target: port, bits, half_ms: there_and_back_ms / 2, loss, chance: seed, held: 0, packets: 0, bytes: 0, away: false });
    this.pairs = new Set();
    this.free = { up: 0, down: 0 }; // when the line has sent what it has
    this.server = createServer({ allowHalfOpen: true }, (near) => this.#join(near));
  }

  async start() {
    this.server.listen(0, "127.0.0.1");
    await once(this.server, "listening");
    this.url = `http://127.0.0.1:${this.server.address().port}`;
    this.endpoint = `ws://127.0.0.1:${this.server.address().port}/connection/websocket`;
    return this;
  }

  // mulberry32
  #roll() {
    let z = (this.chance = (this.chance + 0x6d2b79f5) | 0);
    z = Math.imul(z ^ (z >>> 15), z | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return ((z ^ (z >>> 14)) >>> 0) / 2 ** 32;
  }

  #join(near) {
    if (this.away) return near.on("error", () => {}).destroy();
    const far = connect({ port: this.target, host: "127.0.0.1", allowHalfOpen: true });
    const pair = { near, far };
    this.pairs.add(pair);
    const end = () => {
      near.destroy();
      far.destroy();
      this.pairs.delete(pair);
    };
    // Who closes in order has still all of it arrive.
    const closed = () => near.destroyed && far.destroyed && end();
    for (const socket of [near, far]) socket.on("error", end).on("close", closed);
    this.#way(near, far, "up");
    this.#way(far, near, "down");
  }

  // One direction: each packet leaves when the one before has, takes half the way's time, and arrives in order.
  #way(from, to, way) {
    let arrived = 0;
    from.on("end", () => setTimeout(() => to.destroyed || to.end(), Math.max(0, arrived - Date.now()) + this.half_ms));
    from.on("data", (bytes) => {
      for (let at = 0; at < bytes.length; at += PACKET_BYTES) {
        const packet = bytes.subarray(at, at + PACKET_BYTES);
        this.packets++;
        this.bytes += packet.length;
        this.free[way] = Math.max(this.free[way], Date.now()) + (packet.length * 8000) / this.bits;
        let comes = this.free[way] + this.half_ms;
        while (this.#roll() < this.loss) {
          // Sent again after the time-out, which is twice the way there and back.
          this.held++;
          comes += 4 * this.half_ms;
        }
        arrived = Math.max(arrived, comes);
        setTimeout(() => to.destroyed || to.write(packet), arrived - Date.now());
      }
    });
  }

  // Every connection dies.
  drop() {
    this.free = { up: 0, down: 0 };
    for (const { near, far } of this.pairs) {
      near.resetAndDestroy();
      far.resetAndDestroy();
    }
  }

  // Nothing goes through, and nobody gets in.
  cut() {
    this.away = true;
    this.drop();
  }

  mend() {
    this.away = false;
  }

  async end() {
    this.drop();
    this.server.close();
    await once(this.server, "close");
  }
}
