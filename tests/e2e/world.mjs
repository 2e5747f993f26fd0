// SPDX-License-Identifier: Apache-2.0
// A story has a server of its own and as many browser windows as it opens. Every window is watched
// all the time: an error on the console, a request to another host, a breach of the content security
// policy or a reload that nobody asked for fails the story, whatever else it proves.
// MUSTER names the program; SHOTS=folder keeps the pictures; MUSTER_SLOW=4 makes every page's processor
// four times slower.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { afterAll } from "../after_all.mjs";
import { cluster } from "../cluster/cluster.mjs";
import { leaveAll } from "../wire/client.mjs";
import { root, serve } from "../wire/server.mjs";
import { browserEnd, pageGive, pageTake, slowed } from "./browser.mjs";
import { Proxy } from "./proxy.mjs";
import { SLOWER } from "./until.mjs";
import { Window } from "./window.mjs";

export const WEBINAR = "webinar:w1";
export const COURSE = "course:c1";

const STORY_MS = 200_000 * SLOWER;
let temporary;
let ending = false;

export function shotsFolder() {
  if (process.env.SHOTS) {
    const kept = resolve(root, process.env.SHOTS);
    mkdirSync(kept, { recursive: true });
    return kept;
  }
  return (temporary ??= mkdtempSync(join(tmpdir(), "muster-shots-")));
}

export class World {
  constructor(server) {
    this.server = server;
    this.windows = [];
    this.taken = [];
    this.proxies = [];
  }

  // A window that is nobody yet and shows nothing. Options: those of browser.mjs, and `address` when
  // it does not reach the server directly.
  async window({ address = this.server.url, ...options } = {}) {
    const taken = await pageTake(options);
    const window = new Window(taken.page, address);
    this.windows.push(window);
    this.taken.push(taken);
    return window;
  }

  // The same browser opened again by a person whose window was closed: what a tab keeps is gone.
  async again(context, address, identity) {
    const window = new Window(await slowed(await context.newPage()), address);
    this.windows.push(window);
    await window.be(identity);
    return window;
  }

  // A window that is closed by its person.
  async close(window) {
    await window.context.close();
    this.windows = this.windows.filter((other) => other !== window);
    this.taken = this.taken.filter(({ page }) => page !== window.page);
  }

  // Someone in a room: who they are is chosen already, as after the front door.
  async enter(role, room, options) {
    const answer = await this.server.get(`/demo/token?identity=${role}`, { method: "POST" });
    return this.#as(await answer.text(), `/${room.replace(":", "/")}`, options);
  }

  // A second window of the same person, on the page where the first one is.
  async twin(of, options) {
    const identity = await of.page.evaluate(() => sessionStorage.getItem("muster.identity"));
    const window = await this.#as(identity, new URL(of.page.url()).pathname, options);
    window.tolerated = [...of.tolerated];
    return window;
  }

  async #as(identity, path, options) {
    const window = await this.window(options);
    await window.be(identity);
    await window.open(path);
    return window;
  }

  // A way to the server that can be cut.
  async proxy() {
    const proxy = await new Proxy(this.server.port).start();
    this.proxies.push(proxy);
    return proxy;
  }

  // For people to look at; nobody does when it is not kept.
  async shot(window, name) {
    if (process.env.SHOTS) await this.#picture(window, name);
  }

  async #picture(window, name) {
    await window.page.screenshot({ path: join(shotsFolder(), `${name}.png`) });
  }

  async #failed(name) {
    for (const [at, window] of this.windows.entries()) {
      const file = `failed-${name.replace(/\W+/g, "-")}-${at + 1}`;
      await this.#picture(window, file).catch(() => {});
      console.error(`window ${at + 1} (${window.id ?? "nobody"}): ${window.page.url()}`);
      for (const frame of window.received.slice(-5)) console.error(`  ${frame.slice(0, 400)}`);
    }
    if (process.env.SHOTS) console.error(`pictures: ${shotsFolder()}`);
  }

  async tell(name, story) {
    try {
      await story(this);
      assert.deepEqual(this.windows.flatMap((window) => window.faults()), []);
    } catch (error) {
      await this.#failed(name);
      throw error;
    } finally {
      leaveAll();
      for (const taken of this.taken) await pageGive(taken);
      for (const proxy of this.proxies) await proxy.end();
    }
  }
}

// Stories of one process come one after another, each with a server of its own: at one port, for the browser knows the page
// by its origin, and fetches and compiles it once. Somebody else may have the port meanwhile; then there is another.
let port = 0;
async function serveHere(t, options) {
  const server = await serve(t, { ...options, port }).catch((error) => {
    if (port === 0) throw error;
    return serve(t, options);
  });
  port = server.port;
  return server;
}

// Called by the first story: whoever only looks is no test.
function endWithStories() {
  if (ending) return;
  ending = true;
  afterAll(async () => {
    await browserEnd();
    if (temporary) rmSync(temporary, { recursive: true, force: true });
  });
}

// Sums come five times as soon as they do by default: a story waits for each.
const SUMS = { "limits.tally_ms": 50 };

// A test of its own; the options are those of serve(), or `cluster` with those of cluster(): then
// world.cluster is there, and its HAProxy is the server; `longer_ms` is what the story itself waits for.
export function story(name, options, tell) {
  endWithStories();
  test(name, { timeout: STORY_MS + (options.longer_ms ?? 0) }, async (t) => {
    const together = options.cluster && (await cluster(t, options.cluster));
    const world = new World(together ? together.front : await serveHere(t, { ...options, set: { ...SUMS, ...options.set } }));
    world.cluster = together;
    await world.tell(name, tell);
  });
}
