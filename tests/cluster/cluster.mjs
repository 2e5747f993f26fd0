// SPDX-License-Identifier: Apache-2.0
// Instances of Muster on one PostgreSQL and one Redis, with HAProxy in front of them as
// config/haproxy.cfg has it. All of it ends with the test, also when that fails.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { described } from "../wire/described.mjs";
import { Server, root, secret } from "../wire/server.mjs";
import { freePort } from "../../scripts/port.mjs";
import { Front as Child, Postgres, Redis } from "./child.mjs";
import { Hole } from "./hole.mjs";

const INSTANCES = 3;

// What tests take for a server: an address.
class Front {
  constructor(port) {
    this.port = port;
    this.url = `http://127.0.0.1:${port}`;
    this.endpoint = `ws://127.0.0.1:${port}/connection/websocket`;
  }

  async get(path, options) {
    return described(options?.method ?? "GET", path, await fetch(this.url + path, options));
  }
}

export class Cluster {
  // Options: `runs` as of Server; `instances` (3), `balance` of HAProxy (as its file has it), `set` as of serve(); `holes`
  // true when each instance reaches Redis and PostgreSQL through something that can swallow it all; `config` the text of
  // a file that each has a copy of; `places` as many connections as HAProxy takes.
  constructor({ instances = INSTANCES, balance, set = {}, holes = false, runs, config, places = 1000 } = {}) {
    this.count = instances;
    this.balance = balance;
    this.set = set;
    this.runs = runs; // as of Server
    this.config = config;
    this.places = places;
    this.wantsHoles = holes;
    this.redis = new Redis();
    this.postgres = new Postgres();
    this.instances = [];
    this.holes = []; // of each instance {redis, postgres}
  }

  async start() {
    await Promise.all([this.redis.start(), this.postgres.start()]);
    for (let at = 0; at < this.count; at++) await this.#instance();
    await this.#front();
    return this;
  }

  async #ways() {
    const ports = { redis: this.redis.port, postgres: this.postgres.port };
    if (!this.wantsHoles) return ports;
    const hole = {};
    for (const [name, port] of Object.entries(ports)) hole[name] = await new Hole(port).start();
    this.holes.push(hole);
    return { redis: hole.redis.port, postgres: hole.postgres.port };
  }

  async #instance() {
    const ways = await this.#ways();
    const server = new Server({
      journal: this.postgres.url.replace(`:${this.postgres.port}/`, `:${ways.postgres}/`),
      set: { "bus.url": `redis://127.0.0.1:${ways.redis}`, "limits.grace_seconds": 2, ...this.set },
      runs: this.runs,
    });
    if (this.config !== undefined) {
      server.config = join(server.folder, "muster.ini");
      server.set["demo.secret"] = secret;
      writeFileSync(server.config, this.config, { mode: 0o600 });
    }
    this.instances.push(server);
    await server.start();
  }

  async #front() {
    const port = await freePort();
    const text = readFileSync(join(root, "config/haproxy.cfg"), "utf8")
      .replace(/^ {4}server .*\n/gm, "")
      .replace(/^( {4}balance ).*$/m, (line, words) => (this.balance ? words + this.balance : line))
      .replace("${MUSTER_BIND}", `127.0.0.1:${port}`)
      .replace(/maxconn .*/, `maxconn ${this.places}`);
    const lines = this.instances.map(({ port }, at) => `    server i${at} 127.0.0.1:${port}\n`);
    this.haproxy = new Child("haproxy");
    writeFileSync(join(this.haproxy.folder, "haproxy.cfg"), text + lines.join(""));
    this.haproxy.port = port;
    this.front = new Front(port);
    await this.haproxy.start(["haproxy", "-db", "-f", "haproxy.cfg"]);
  }

  // An instance other than `instance`.
  other(instance) {
    return this.instances[(this.instances.indexOf(instance) + 1) % this.instances.length];
  }

  entries(room) {
    return this.#reader.entries(room);
  }

  // Whether every hash chain is whole.
  verified() {
    return this.#reader.verified();
  }

  // Past whatever swallows.
  get #reader() {
    this.direct ??= new Server({ journal: this.postgres.url });
    return this.direct;
  }

  async clean() {
    for (const hole of this.holes.flatMap(Object.values)) hole.end();
    const rest = [this.direct, this.haproxy].filter(Boolean);
    await Promise.all([...rest, ...this.instances].map((server) => server.clean()));
    await Promise.all([this.redis, this.postgres].map((server) => server.clean()));
  }
}

// A cluster that lives as long as the test `t`, or as the file when it is `after` of node:test.
export async function cluster(t, options) {
  const made = new Cluster(options);
  t.after(() => made.clean());
  return made.start();
}
