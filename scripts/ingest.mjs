// SPDX-License-Identifier: Apache-2.0
// A media server as an operator has it, config/nginx-ingest.conf itself with other ports and folders,
// and a camera: ffmpeg, which sends a test picture with a clock, and a tone. For ./dev run --stream
// and the tests.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { answers, freePort } from "./port.mjs";

const config = fileURLToPath(new URL("../config/", import.meta.url));
const NGINX = "/usr/sbin/nginx";
const START_MS = 20000;
const pause = (wait_ms) => new Promise((done) => setTimeout(done, wait_ms));

// However this process ends, nginx and the cameras are told to. (Of nginx the master alone would be
// tied to this process, and leave its workers behind.)
const running = new Set();
process.on("exit", () => {
  for (const child of running) child.kill("SIGTERM");
});

// Each leads a group of its own.
function start(program, words) {
  const child = spawn(program, words, { stdio: ["ignore", "ignore", "pipe"], detached: true });
  running.add(child);
  child.once("exit", () => running.delete(child));
  return child;
}

function listen(child) {
  const heard = { text: "" };
  child.stderr.on("data", (bytes) => (heard.text = (heard.text + bytes).slice(-8000)));
  return heard;
}

// The processes that nginx has made, by /proc: their parent, or the group that they were made in.
function workers(pid) {
  const all = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return all.map(Number).filter((one) => {
    try {
      const fields = readFileSync(`/proc/${one}/stat`, "utf8").split(") ")[1].split(" ");
      return one !== pid && Number(fields[2]) === pid && readFileSync(`/proc/${one}/comm`, "utf8").startsWith("nginx");
    } catch {
      return false;
    }
  });
}

async function end(child, signal = "SIGTERM") {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill(signal);
  await ended;
}

const http_folders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];

// The text of the configuration for these ports and folders.
function written({ folder, media, muster, rtmp, http }) {
  const user = process.getuid() === 0 ? "user root;" : "";
  const temporary = http_folders.map((name) => `${name}_temp_path ${folder}/${name};`).join(" ");
  const changes = [
    [/^user .*$/m, user],
    [/^pid .*$/m, `pid ${folder}/nginx.pid;`],
    [/^error_log .*$/m, `error_log ${folder}/error.log notice;`],
    [/proxy_cache_path \S+/, `proxy_cache_path ${folder}/cache`],
    [/^http \{$/m, `http {\n    ${temporary}`],
    [/listen 1935;/, `listen 127.0.0.1:${rtmp};`],
    [/rtmp:\/\/127\.0\.0\.1:1935/, `rtmp://127.0.0.1:${rtmp}`],
    [/listen 80;/, `listen 127.0.0.1:${http};`],
    [/127\.0\.0\.1:7400/g, `127.0.0.1:${muster}`],
    [/\/usr\/lib\/muster\//g, config],
    [/\/var\/lib\/muster-media/g, media],
  ];
  let text = readFileSync(`${config}nginx-ingest.conf`, "utf8");
  for (const [what, by] of changes) {
    if (!new RegExp(what.source, what.flags).test(text)) throw new Error(`no ${what} there`);
    text = text.replace(what, by);
  }
  return text;
}

// ffmpeg may still be writing its last pieces: it reads a stream to its end.
async function removed(folder) {
  for (const late = Date.now() + START_MS; ; await pause(100)) {
    try {
      rmSync(folder, { recursive: true, force: true });
      return;
    } catch (error) {
      if (error.code !== "ENOTEMPTY" || Date.now() > late) throw error;
    }
  }
}

export class Ingest {
  // `muster`: the port of the server; `media`: the folder of media, made when it is not there.
  constructor({ muster, media, rtmp, http }) {
    this.folder = mkdtempSync(join(tmpdir(), "muster-ingest-"));
    Object.assign(this, { muster, rtmp, http, media: media ?? join(this.folder, "media") });
    mkdirSync(join(this.media, "incoming"), { recursive: true });
    this.cameras = new Set();
  }

  get url() {
    return `http://127.0.0.1:${this.http}`;
  }

  get server() {
    return `rtmp://127.0.0.1:${this.rtmp}/live`;
  }

  get log() {
    return readFileSync(join(this.folder, "error.log"), "utf8");
  }

  async start() {
    this.rtmp ??= await freePort();
    this.http ??= await freePort();
    writeFileSync(join(this.folder, "nginx.conf"), written(this));
    const words = ["-c", join(this.folder, "nginx.conf"), "-g", "daemon off;"];
    this.child = start(NGINX, words);
    const heard = listen(this.child);
    const late = Date.now() + START_MS;
    while (!(await answers(this.http)) || !(await answers(this.rtmp))) {
      if (this.child.exitCode !== null || Date.now() > late)
        throw new Error(`nginx did not start: ${heard.text}`);
      await pause(50);
    }
    return this;
  }

  // All of nginx at once, as when its machine dies: of the master alone its workers would go on.
  async killed() {
    const pids = workers(this.child.pid);
    const ended = once(this.child, "exit");
    this.child.kill("SIGKILL");
    for (const pid of pids) process.kill(pid, "SIGKILL");
    await ended;
    while (await answers(this.rtmp)) await pause(50);
  }

  // Sends the camera's picture under that key ("w1?key=…") until it is stopped.
  camera(key, { size = "960x540", rate = 25 } = {}) {
    const child = start("ffmpeg", [...camera(size, rate), `${this.server}/${key}`]);
    const heard = listen(child);
    this.cameras.add(child);
    const ended = once(child, "exit").then(([code]) => {
      this.cameras.delete(child);
      return { code, said: heard.text };
    });
    return { ended, stop: () => end(child, "SIGTERM") };
  }

  async end() {
    for (const child of this.cameras) await end(child);
    if (this.child) await end(this.child, "SIGTERM");
    await removed(this.folder);
  }
}

// In real time; a key frame every two seconds. Without any font on the machine there is no clock.
function camera(size, rate) {
  const clock = "drawtext=text='%{localtime}':fontsize=h/9:fontcolor=white:box=1:boxcolor=black@0.6";
  const picture = `testsrc2=s=${size}:r=${rate},${clock}:boxborderw=8:x=(w-text_w)/2:y=h/10`;
  return [
    ...["-nostdin", "-hide_banner", "-loglevel", "error", "-re", "-f", "lavfi", "-i", picture],
    ...["-re", "-f", "lavfi", "-i", "sine=frequency=330:sample_rate=44100"],
    ...["-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-pix_fmt", "yuv420p"],
    ...["-profile:v", "baseline", "-b:v", "600k", "-g", String(2 * rate), "-c:a", "aac", "-b:a", "48k"],
    ...["-f", "flv"],
  ];
}
