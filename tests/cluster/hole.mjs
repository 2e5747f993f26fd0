// SPDX-License-Identifier: Apache-2.0
// A way to a server that can become a black hole: connections stay, or come about, and whatever is
// sent in either direction is never seen again. As a firewall that has forgotten them. Or somebody
// sits in it: `through` makes, for each new connection, what turns the server's bytes into others.

import { once } from "node:events";
import { connect, createServer } from "node:net";

export class Hole {
  constructor(target) {
    this.target = target;
    this.pairs = new Set();
    this.swallows = false;
    this.through = () => (bytes) => bytes;
    this.server = createServer((near) => this.#join(near));
  }

  async start() {
    this.server.listen(0, "127.0.0.1");
    await once(this.server, "listening");
    this.port = this.server.address().port;
    return this;
  }

  #join(near) {
    const far = connect(this.target, "127.0.0.1");
    const pair = [near, far];
    this.pairs.add(pair);
    const end = () => {
      this.pairs.delete(pair);
      for (const socket of pair) socket.destroy();
    };
    const changed = this.through();
    near.on("data", (bytes) => this.swallows || far.write(bytes));
    far.on("data", (bytes) => this.swallows || near.write(changed(bytes)));
    for (const socket of pair) {
      socket.on("error", end);
      socket.on("close", end);
    }
  }

  swallow() {
    this.swallows = true;
  }

  // As before. Connections out of which something is missing do not go on.
  mend() {
    if (this.swallows) this.drop();
    this.swallows = false;
  }

  drop() {
    for (const [near, far] of this.pairs) {
      near.destroy();
      far.destroy();
    }
  }

  end() {
    this.drop();
    this.server.close();
  }
}
