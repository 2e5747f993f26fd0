// SPDX-License-Identifier: Apache-2.0
// A browser with a profile on disk that ends as by a battery that is empty: by SIGKILL, with all its processes. Begun
// again it has what its profile had then.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";
import { ARGUMENTS, PROGRAM } from "./browser.mjs";
import { WAIT_MS } from "./until.mjs";

export class KilledBrowser {
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), "muster-profile-"));
  }

  async end() {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  // What makes its pages.
  async start() {
    const words = [...ARGUMENTS, "--remote-debugging-port=0", `--user-data-dir=${this.folder}`, "--window-size=1280,800", "--lang=en-GB"];
    this.child = spawn(PROGRAM, words, { detached: true, stdio: ["ignore", "ignore", "pipe"] });
    for await (const line of createInterface(this.child.stderr)) {
      const [, address] = /^DevTools listening on (ws:.*)$/.exec(line) ?? [];
      if (!address) continue;
      this.child.stderr.resume();
      this.browser = await chromium.connectOverCDP(address);
      const [context] = this.browser.contexts();
      context.setDefaultTimeout(WAIT_MS);
      return context;
    }
    throw new Error("the browser did not start");
  }

  async kill() {
    if (!this.child || this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, "exit");
    process.kill(-this.child.pid, "SIGKILL");
    await ended;
    await this.browser?.close().catch(() => undefined);
  }
}
