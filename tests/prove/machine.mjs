// SPDX-License-Identifier: Apache-2.0
// A Debian in a folder, booted with its own systemd on this machine's network, and what somebody types there. Needs root and
// systemd-nspawn; whatever runs there ends with this process.

import { execFile, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { once } from "node:events";
import { promisify } from "node:util";
import { until } from "../wire/client.mjs";

const BOOT_MS = 120_000;
const COMMAND_MS = 1_200_000; // a build from nothing is the longest
// Where this machine has the older kind of control groups the newer is seen in here alone.
const GROUPS = "umount -l /sys/fs/cgroup; mount -t cgroup2 none /sys/fs/cgroup";
const NSPAWN = "systemd-nspawn --register=no --keep-unit -q --resolv-conf=off --timezone=off --boot -D";
// Of this machine what its network asks of whoever uses it.
const NETWORK = /^(?:(?:https?|no)_proxy|NODE_EXTRA_CA_CERTS|SSL_CERT_FILE)$/i;
const network = () => Object.entries(process.env).filter(([name]) => NETWORK.test(name)).map(([name, value]) => `${name}=${value}`);
// Somebody who has just logged in.
const LOGIN = ["HOME=/root", "USER=root", "TERM=dumb", "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"];

// The first process of the inside; undefined while there is none.
function first(pid) {
  try {
    const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").filter(Boolean);
    return child && readFileSync(`/proc/${child}/comm`, "utf8") === "systemd\n" ? child : undefined;
  } catch {
    return undefined;
  }
}

export class Machine {
  #child;
  #inside;
  said = "";

  // `folder` is its root.
  constructor(folder) {
    this.folder = folder;
  }

  async boot() {
    const words = ["--pdeathsig", "KILL", "--", "unshare", "-m", "--propagation", "private", "sh", "-c", `${GROUPS}; exec ${NSPAWN} "$0"`, this.folder];
    this.#child = spawn("setpriv", words, { stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [this.#child.stdout, this.#child.stderr]) stream.on("data", (bytes) => (this.said = (this.said + bytes).slice(-20000)));
    try {
      this.#inside = await until(() => first(this.#child.pid), "its first process", BOOT_MS);
      await until(async () => (await this.type("systemctl is-active multi-user.target")).status === 0, "its systemd", BOOT_MS);
    } catch (error) {
      throw new Error(`${error.message}: ${this.said}`);
    }
    return this;
  }

  // What `command` says on both streams, and how it ends, typed in `folder` by root, who says yes to whatever asks.
  async type(command, folder = "/root") {
    const words = ["-t", this.#inside, "-m", "-u", "-i", "-p", "env", "-i", ...LOGIN, ...network()];
    const line = `cd ${folder} && exec 2>&1 && yes 2>/dev/null | (${command})`;
    try {
      const options = { encoding: "utf8", maxBuffer: 1 << 28, timeout: COMMAND_MS };
      const { stdout } = await promisify(execFile)("nsenter", [...words, "sh", "-c", line], options);
      return { status: 0, said: stdout };
    } catch ({ code, stdout, message }) {
      return { status: code ?? -1, said: stdout || message };
    }
  }

  async end() {
    if (!this.#child || this.#child.exitCode !== null) return;
    this.#child.kill("SIGKILL");
    await once(this.#child, "exit");
  }
}
