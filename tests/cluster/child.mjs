// SPDX-License-Identifier: Apache-2.0
// The servers around Muster: private, on free ports of 127.0.0.1, in folders that go away. They end
// with this process, however it ends: the kernel sees to it (PR_SET_PDEATHSIG).

import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { answers, freePort } from "../../scripts/port.mjs";

const run = promisify(execFile);
const READY_MS = 30000;
const END_MS = 10000;
const STEP_MS = 20;
const all = new Set();

process.on("exit", () => {
  for (const child of all) child.destroy();
});

const pause = (wait_ms) => new Promise((done) => setTimeout(done, wait_ms));

function childrenOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended.
  }
}

// A program with a port and a folder. `user` is whom it runs as when we are root; `last` the signal
// that ends it at once and leaves nothing behind.
class Child {
  constructor(name, { user, last = "KILL" } = {}) {
    this.name = name;
    this.user = process.getuid() === 0 ? user : undefined;
    this.last = last;
    this.folder = mkdtempSync(join(tmpdir(), `muster-${name}-`));
    this.process = null;
    this.log = "";
    all.add(this);
  }

  // `words` as the user, and ended with this process.
  as(words, last = this.last) {
    const user = this.user ? ["--reuid", this.user, "--regid", this.user, "--clear-groups"] : [];
    return ["setpriv", "--pdeathsig", last, ...user, "--", ...words];
  }

  async begin(words) {
    const [program, ...rest] = this.as(words);
    const options = { stdio: ["ignore", "pipe", "pipe"], cwd: this.folder };
    const child = (this.process = spawn(program, rest, options));
    this.ended = once(child, "exit").then(() => {
      if (this.process === child) this.process = null;
    });
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (bytes) => (this.log = (this.log + bytes).slice(-20000)));
    for (const end = Date.now() + READY_MS; !(await this.ready()); await pause(STEP_MS))
      if (this.process !== child || Date.now() > end)
        throw new Error(`${this.name} did not start: ${this.log}`);
  }

  ready() {
    return answers(this.port);
  }

  // With the processes it has made: PostgreSQL has one for each connection.
  get pids() {
    return this.process ? [this.process.pid, ...childrenOf(this.process.pid)] : [];
  }

  #each(name) {
    for (const pid of this.pids) signal(pid, name);
  }

  // Silent from now on, and everything it is sent waits.
  freeze() {
    this.#each("SIGSTOP");
  }

  thaw() {
    this.#each("SIGCONT");
  }

  async stop(name = `SIG${this.last}`) {
    if (!this.process) return;
    signal(this.process.pid, name);
    this.thaw();
    const late = new Promise((done) => setTimeout(done, END_MS, "late").unref());
    if ((await Promise.race([this.ended, late])) === "late") {
      this.#each("SIGKILL");
      await this.ended;
    }
  }

  // At once, at the end of this process.
  destroy() {
    if (this.process) {
      signal(this.process.pid, `SIG${this.last}`);
      this.thaw();
    }
    this.#forget();
  }

  async clean() {
    await this.stop();
    this.#forget();
  }

  #forget() {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
    all.delete(this);
  }
}

export class Redis extends Child {
  constructor() {
    super("redis");
  }

  async start() {
    this.port ??= await freePort();
    const options = { port: this.port, bind: "127.0.0.1", save: "", appendonly: "no" };
    options["enable-debug-command"] = "yes";
    const words = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
    await this.begin(["redis-server", ...words]);
    return this;
  }

  // What redis-cli says to a command.
  async ask(...words) {
    return (await run("redis-cli", ["-p", String(this.port), ...words])).stdout.trim();
  }
}

// Where Debian has the newest one.
function postgresFolder() {
  const base = "/usr/lib/postgresql";
  const newest = readdirSync(base).sort((a, b) => Number(a) - Number(b)).at(-1);
  return join(base, newest, "bin");
}

export class Postgres extends Child {
  // `settings` beside those it needs here.
  constructor(settings = {}) {
    super("postgres", { user: "postgres", last: "QUIT" });
    this.settings = settings;
  }

  get data() {
    return join(this.folder, "data");
  }

  get url() {
    return `postgresql://muster@127.0.0.1:${this.port}/postgres`;
  }

  async #make() {
    this.port = await freePort();
    if (this.user) {
      const id = async (what) => Number((await run("id", [what, this.user])).stdout);
      chownSync(this.folder, await id("-u"), await id("-g"));
    }
    const words = ["-D", this.data, "-U", "muster", "-A", "trust", "--no-locale"];
    await this.tool("initdb", ...words, "-E", "UTF8", "--no-sync", "--no-instructions");
  }

  async start() {
    if (!this.port) await this.#make();
    const settings = {
      port: this.port,
      listen_addresses: "127.0.0.1",
      unix_socket_directories: "",
      max_connections: 40,
      shared_buffers: "16MB",
      ...this.settings,
    };
    const words = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    await this.begin([join(postgresFolder(), "postgres"), "-D", this.data, ...words]);
    return this;
  }

  // It listens before it serves.
  async ready() {
    return this.ask("SELECT 1").then(
      () => true,
      () => false,
    );
  }

  // No file of it may become longer than that from now on, as if its disk had no more; null: it may again.
  async shorten(bytes) {
    for (const pid of this.pids) {
      const [program, ...rest] = this.as(["prlimit", "--pid", String(pid), `--fsize=${bytes ?? "unlimited"}:`]);
      await run(program, rest).catch((error) => {
        if (!/No such process/.test(error.stderr)) throw error;
      });
    }
  }

  // A program of PostgreSQL's own, as its user.
  async tool(name, ...words) {
    const [program, ...rest] = this.as([join(postgresFolder(), name), ...words]);
    return run(program, rest, { cwd: this.folder });
  }

  // What psql says, a line per row.
  async ask(sql) {
    const words = ["-X", "-A", "-t", "-q", "-d", this.url, "-c", sql];
    return (await run("psql", words)).stdout.trim();
  }
}

// HAProxy, or another front: started by the words that its configuration wants.
// nginx has workers, which outlive it when it is killed.
export class Front extends Child {
  constructor(name) {
    super(name, { last: name === "nginx" ? "TERM" : "KILL" });
  }

  async start(words) {
    await this.begin(words);
    return this;
  }
}
