#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// Viewers of a film who all seek at once, each to a segment of their own choice: how long until each
// has it whole, from the server, which asks the room each time whether they may, and from nginx,
// which gives the same bytes to anybody. The session is the one of bench/film.c:
//
//     MUSTER=build-bench/muster bench/film.mjs [VIEWERS [ENTRIES]]    (2,000 and 100,000)

import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { program, Server, token } from "../tests/wire/server.mjs";

const ROOM = "webinar:long1";
const ROUNDS = 5;
const VIEWERS = Number(process.argv[2] ?? 2000);
const ENTRIES = process.argv[3] ?? "100000";
const PORT = 18000 + (process.pid % 1000);

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

// All ask at once (bench/seek.c): the middle and the 99th of a hundred, in ms.
const seek = (port, paths, tokens) =>
  JSON.parse(execFileSync(join(dirname(program), "bench/seek"), [String(port)], { encoding: "utf8", input: paths.map((path, n) => `${path} ${tokens[n]}\n`).join("") }));

const folder = mkdtempSync(join(tmpdir(), "muster-film-"));
// Sockets that ask are strangers, whose places are of the descriptors that members leave: with 20,000 of either 1,980, so that
// of 2,000 the first twenty would be ended for the last.
const server = new Server({ set: { "limits.connections": 8000 } });
// What the demo makes, then the session behind it.
await server.start();
await server.end();
const fill = join(dirname(program), "bench/film");
process.stdout.write(execFileSync(fill, [server.path, ENTRIES], { encoding: "utf8" }));
await server.start();
const tokens = Array.from({ length: VIEWERS }, (none, n) => token(`u${n + 10}`));
const ask = async (path) => {
  const headers = { Authorization: `Bearer ${tokens[0]}` };
  const got = await fetch(`${server.url}/api/films/${path}`, { headers });
  if (got.status !== 200) throw new Error(`${path}: ${got.status} ${await got.text()}`);
  return got;
};
const first = performance.now();
const index = await (await ask(ROOM)).json();
console.log(`scenario=film index_ms=${Math.round(performance.now() - first)}`);
const names = index.parts.room.map(([n, version]) => `${ROOM}/${index.set}/room/${n}.${version}`);

// The same bytes, as files.
mkdirSync(join(folder, "api/films", ROOM, index.set, "room"), { recursive: true });
let bytes = 0;
for (const name of names) {
  const { request } = await import("node:http");
  const body = await new Promise((done) =>
    request(`${server.url}/api/films/${name}`, {
      headers: { Authorization: `Bearer ${tokens[0]}` },
    })
      .on("response", async (got) => {
        const pieces = [];
        for await (const piece of got) pieces.push(piece);
        done(Buffer.concat(pieces));
      })
      .end(),
  );
  bytes += body.length;
  writeFileSync(join(folder, "api/films", name), body);
}
writeFileSync(
  join(folder, "nginx.conf"),
  `daemon off; master_process off; pid ${folder}/nginx.pid; error_log stderr error;
events { use epoll; worker_connections 19000; multi_accept on; }
http { access_log off; tcp_nodelay on; sendfile on; default_type application/json;
  open_file_cache max=1000; client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi; uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
  server { listen 127.0.0.1:${PORT} backlog=4096; root ${folder};
    add_header Content-Encoding gzip; add_header Cache-Control "private, no-cache"; } }
`,
);
const nginx = spawn("nginx", ["-c", join(folder, "nginx.conf"), "-p", folder], { stdio: "inherit" });
await pause(500);

const paths = tokens.map((one, n) => `/api/films/${names[(n * 7919) % names.length]}`);
// What its thread has worked, in us: on a machine that does other things too this tells more than the time it took.
const worked = (pid) => Number(readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ")[0]) / 1e3;
const each = async (pid, port) => {
  const before = worked(pid);
  const came = seek(port, paths, tokens);
  await pause(500);
  return { ...came, cpu_us: (worked(pid) - before) / VIEWERS };
};
const shown = ({ bad, p50, p99, max, cpu_us }) =>
  `cpu_us_each=${cpu_us.toFixed(1)} p50_ms=${p50.toFixed(1)} p99_ms=${p99.toFixed(1)} max_ms=${max.toFixed(1)} bad=${bad}`;
const ratios = [];
for (let round = 0; round < ROUNDS; round++) {
  const ours = await each(server.pid, server.port);
  const theirs = await each(nginx.pid, PORT);
  ratios.push(ours.p99 / theirs.p99);
  console.log(`scenario=film who=muster viewers=${VIEWERS} ${shown(ours)}`);
  console.log(`scenario=film who=nginx viewers=${VIEWERS} ${shown(theirs)}`);
}
ratios.sort((a, b) => a - b);
console.log(
  `scenario=film segment_bytes=${Math.round(bytes / names.length)} p99_ratio=${ratios[ROUNDS >> 1].toFixed(2)}`,
);
nginx.kill();
await server.clean();
rmSync(folder, { recursive: true, force: true });
