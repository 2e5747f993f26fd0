// SPDX-License-Identifier: Apache-2.0
// A real server on a free port of 127.0.0.1, in a folder of its own, killed or ended with the test.
// The program is named by MUSTER; without it, what ./dev build leaves.

import { execFile, spawn } from "node:child_process";
import { createHash, createHmac } from "node:crypto";
import { once } from "node:events";
import { accessSync, constants, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { described } from "./described.mjs";

export const root = fileURLToPath(new URL("../../", import.meta.url));
export const program = resolve(root, process.env.MUSTER ?? "build/muster");
// What carries WebSockets on plain TCP (server.websockets): "own", or "libwebsockets".
export const websockets = process.env.MUSTER_WEBSOCKETS ?? "own";
export const secret = "only-for-tests-0123456789abcdefghijklmnop";

const clock = join(root, "build/tests/ahead.so");

accessSync(program, constants.X_OK); // ./dev build makes it

const READY_MS = 20000;
const END_MS = 15000;
// The environment without what would configure a program of ours.
export const environment = () => Object.fromEntries(own());
const own = () => Object.entries(process.env).filter(([name]) => !name.startsWith("MUSTER_"));
// The demo refuses a key that is configured for more than itself.
const environmentOf = (demo) => ({
  ...Object.fromEntries(own()),
  [demo ? "MUSTER_DEMO_SECRET" : "MUSTER_TOKEN_SECRET"]: secret,
});

const running = new Set();
const folders = new Set();

// However this process ends, its servers end first.
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.once(signal, () => process.exit(1));

const base64url = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

// Any HS256 token at all, also a wrong one.
export function sign(payload, { header = { alg: "HS256", typ: "JWT" }, key = secret } = {}) {
  const text = `${base64url(header)}.${base64url(payload)}`;
  return `${text}.${createHmac("sha256", key).update(text).digest("base64url")}`;
}

export const now = () => Math.floor(Date.now() / 1000);

// A good token of a person, with what is to be different.
export function token(sub, claims = {}, options = {}) {
  const name = sub.replace(/^u(\d+)$/, "Participant $1");
  return sign({ sub, name, iat: now(), exp: now() + 3600, ...claims }, options);
}

// The signed address of the media file `path` ("/demo/big.mp4"), as protocol/README.md has it.
export function media(path, { expiry = now() + 3600, key = secret } = {}) {
  const own = createHash("sha256").update(`muster media 1\n${key}`).digest();
  const folder = dirname(path) === "/" ? "" : dirname(path);
  const mac = createHmac("sha256", own).update(`${expiry}\n${folder}`).digest().subarray(0, 16);
  return `/media/${expiry}.${mac.toString("base64url")}${path}`;
}

// Runs `muster ...words` to its end: {code, stdout, stderr}.
export async function muster(...words) {
  try {
    const options = { env: environmentOf(words.includes("--demo")), maxBuffer: 1 << 28 };
    return { code: 0, ...(await promisify(execFile)(program, words, options)) };
  } catch (error) {
    if (typeof error.code !== "number") throw error;
    return { code: error.code, stdout: error.stdout, stderr: error.stderr };
  }
}

// "section.key" → value, as flags.
function flags(set) {
  return Object.entries(set).flatMap(([key, value]) => ["--set", `${key}=${value}`]);
}

export class Server {
  // How many contents of files there are on disk, or what is left of some. The mark of one that
  // waits for its entry goes a moment after the answer, and is none.
  filesKept() {
    const all = readdirSync(`${this.path}.files`, { recursive: true, withFileTypes: true });
    return all.filter((item) => item.isFile() && !item.name.startsWith("wait-")).length;
  }

  constructor({ demo = true, memory = false, journal, config, port = 0, set = {}, runs = program }) {
    this.folder = mkdtempSync(join(tmpdir(), "muster-test-"));
    folders.add(this.folder);
    this.path = join(this.folder, "journal.db");
    this.journal = journal ?? (memory ? "memory:" : `sqlite:${this.path}`);
    this.demo = demo;
    this.runs = runs; // the program: another build of it, where both are tried together
    this.config = config; // a file, which then says what its key is
    // Three hundred people are of no use to most tests.
    const own = demo ? { "demo.people": 0 } : {};
    this.set = { "server.websockets": websockets, ...own, ...set };
    this.port = port;
    this.ahead_s = 0; // how far its wall clock is ahead of ours, from the next start on
    this.child = null;
    this.log = "";
  }

  get pid() {
    return this.child.pid;
  }

  get url() {
    return `${this.set["server.tls_cert"] ? "https" : "http"}://127.0.0.1:${this.port}`;
  }

  get endpoint() {
    return `${this.url.replace(/^http/, "ws")}/connection/websocket`;
  }

  // Starts the program, on the port it had before when it had one; returns when it is ready.
  async start() {
    const words = ["serve", "--listen", `127.0.0.1:${this.port}`, "--journal", this.journal];
    if (this.demo) words.push("--demo");
    if (this.config) words.push("--config", this.config);
    const env = this.config ? Object.fromEntries(own()) : environmentOf(this.demo);
    if (this.ahead_s > 0) Object.assign(env, { LD_PRELOAD: clock, AHEAD_SECONDS: String(this.ahead_s) });
    const options = { env, stdio: ["ignore", "pipe", "pipe"] };
    // Even if this process is killed, its servers are too.
    const tied = ["--pdeathsig", "KILL", "--", this.runs, ...words, ...flags(this.set)];
    const child = spawn("setpriv", tied, options);
    this.child = child;
    running.add(child);
    this.ended = once(child, "exit").then(([code, signal]) => {
      running.delete(child);
      return { code, signal };
    });
    child.stderr.on("data", (bytes) => (this.log = (this.log + bytes).slice(-20000)));
    await this.#ready(child);
    return this;
  }

  async #ready(child) {
    let said = "";
    const ready = new Promise((done, failed) => {
      const late = setTimeout(() => failed(new Error(`not ready: ${this.log}`)), READY_MS);
      child.stdout.on("data", (bytes) => {
        said += bytes;
        const found = /^Muster is ready: https?:\/\/127\.0\.0\.1:(\d+)\/$/m.exec(said);
        if (found) {
          clearTimeout(late);
          this.port = Number(found[1]);
          done();
        }
      });
      child.on("error", failed);
      this.ended.then(({ code, signal }) => {
        clearTimeout(late);
        failed(new Error(`ended before it was ready (${code ?? signal}): ${this.log}`));
      });
    });
    await ready;
  }

  // As a crash: nothing is written or said any more.
  async kill() {
    this.child.kill("SIGKILL");
    await this.ended;
  }

  // SIGTERM; the status it ends with, or "late" when it had to be killed.
  async end() {
    this.child.kill("SIGTERM");
    const late = new Promise((done) => setTimeout(done, END_MS, "late").unref());
    const how = await Promise.race([this.ended, late]);
    if (how === "late") await this.kill();
    return how === "late" ? how : (how.code ?? how.signal);
  }

  // The journal gone, as after a disaster without a backup.
  forget() {
    for (const end of ["", "-wal", "-shm"]) rmSync(this.path + end, { force: true });
  }

  // Whatever the test did: nothing is left of it.
  async clean() {
    if (this.child && this.child.exitCode === null && this.child.signalCode === null)
      await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
    folders.delete(this.folder);
  }

  async get(path, options) {
    return described(options?.method ?? "GET", path, await fetch(this.url + path, options));
  }

  async health() {
    return (await this.get("/health")).json();
  }

  // A figure of /metrics, such as `refused_total{reason="origin"}`.
  async metric(name) {
    const text = await (await this.get("/metrics")).text();
    const line = text.split("\n").find((one) => one.startsWith(`muster_${name} `));
    return line === undefined ? undefined : Number(line.split(" ").at(-1));
  }

  // Resident memory, in kilobytes.
  memory() {
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${this.pid}/status`, "utf8"))[1]);
  }

  // Processor time used so far, in milliseconds.
  cpu_ms() {
    const fields = readFileSync(`/proc/${this.pid}/stat`, "utf8").split(") ")[1].split(" ");
    return 10 * (Number(fields[11]) + Number(fields[12]));
  }

  // Every entry of a room, from the journal itself.
  async entries(room) {
    const { code, stdout, stderr } = await muster(
      "journal",
      "print",
      room,
      "--journal",
      this.journal,
    );
    if (code !== 0) throw new Error(stderr);
    return stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
  }

  // Whether every hash chain of the journal is whole.
  async verified() {
    return (await muster("journal", "verify", "--journal", this.journal)).code === 0;
  }
}

// A server that lives as long as the test `t`. Options: demo (true), memory (false: SQLite), journal
// (a URL instead), config (a file), port (a free one),
// set {"section.key": value}.
export async function serve(t, options = {}) {
  const server = new Server(options);
  t.after(() => server.clean());
  await server.start();
  return server;
}
