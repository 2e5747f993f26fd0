// SPDX-License-Identifier: Apache-2.0
// A story has a server of its own and as many browser windows as it opens. Every window is watched
// all the time: an error on the console, a request to another host, a breach of the content security
// policy or a reload that nobody asked for fails the story, whatever else it proves.
// MUSTER names the program; SHOTS=folder keeps the pictures.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, test } from "node:test";
import { chromium } from "playwright-core";
import { root, serve } from "../wire/server.mjs";
import { Proxy } from "./proxy.mjs";
import { Window } from "./window.mjs";

export const WEBINAR = "webinar:w1";
export const COURSE = "course:c1";

const STORY_MS = 100_000;
const ARGUMENTS = [
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--mute-audio",
];

let browser;
let temporary;
let ending = false;

// One browser for all stories of a file; each window has a profile of its own.
async function browserGet() {
  browser ??= chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ARGUMENTS,
  });
  return browser;
}

export function shotsFolder() {
  if (process.env.SHOTS) {
    const kept = resolve(root, process.env.SHOTS);
    mkdirSync(kept, { recursive: true });
    return kept;
  }
  return (temporary ??= mkdtempSync(join(tmpdir(), "muster-shots-")));
}

export async function browserEnd() {
  await (await browser)?.close();
  if (temporary) rmSync(temporary, { recursive: true, force: true });
}

export class World {
  constructor(server) {
    this.server = server;
    this.windows = [];
    this.proxies = [];
  }

  // A window that is nobody yet and shows nothing. Options: those of a playwright context; `address`
  // when it does not reach the server directly; `moving` when the video is to play.
  async window({ address = this.server.url, moving, ...options } = {}) {
    const context = await (await browserGet()).newContext({
      viewport: { width: 1280, height: 800 },
      locale: "en-GB",
      reducedMotion: "reduce",
      ...options,
    });
    const window = new Window(context, { address, moving });
    await window.start();
    this.windows.push(window);
    return window;
  }

  // Someone who comes by the front door: chooses who to be, and where to go.
  async enter(role, room, options) {
    const window = await this.window(options);
    await window.open("/");
    await window.at(`identity-${role}`).click();
    window.id = await window.identity();
    if (room) {
      await window.at(`room-${room}`).click();
      await window.page.waitForURL(`**/${room.replace(":", "/")}`);
    }
    return window;
  }

  // A second window of the same person, on the page where the first one is.
  async twin(of, options) {
    const window = await this.window(options);
    window.id = of.id;
    window.tolerated = [...of.tolerated];
    await window.be(await of.page.evaluate(() => sessionStorage.getItem("muster.identity")));
    await window.open(new URL(of.page.url()).pathname);
    return window;
  }

  // A way to the server that can be cut.
  async proxy() {
    const proxy = await new Proxy(this.server.port).start();
    this.proxies.push(proxy);
    return proxy;
  }

  async shot(window, name) {
    await window.page.screenshot({ path: join(shotsFolder(), `${name}.png`) });
  }

  async #failed(name) {
    for (const [at, window] of this.windows.entries()) {
      const file = `failed-${name.replace(/\W+/g, "-")}-${at + 1}`;
      await this.shot(window, file).catch(() => {});
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
      for (const window of this.windows) await window.context.close();
      for (const proxy of this.proxies) await proxy.end();
    }
  }
}

// Called by the first story of a file: whoever only looks is no test.
function browserEndsWithFile() {
  if (!ending) after(browserEnd);
  ending = true;
}

// A test of its own; the options are those of serve().
export function story(name, options, tell) {
  browserEndsWithFile();
  test(name, { timeout: STORY_MS }, async (t) => {
    await new World(await serve(t, options)).tell(name, tell);
  });
}
