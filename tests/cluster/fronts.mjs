// SPDX-License-Identifier: Apache-2.0
// What stands in front of instances, each as its file in config/ has it: HAProxy, nginx, Caddy. And
// how an instance leaves behind one of them.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../../scripts/port.mjs";
import { until } from "../wire/client.mjs";
import { Server, root, serve } from "../wire/server.mjs";
import { connect } from "../wire/wire.mjs";
import { Front } from "./child.mjs";

const read = (name) => readFileSync(join(root, "config", name), "utf8");

// Replaces what must be there.
function changed(text, changes) {
  for (const [from, to] of changes) {
    const before = text;
    text = text.replace(from, () => to);
    assert.notEqual(text, before, `there is no ${from}`);
  }
  return text;
}

// Each writes its configuration into the folder, for the port and the addresses of instances, and
// gives the words that start it. They ask each in turn, so that some are sent back to the one that
// they have just left, which the front does not know yet.
const kinds = {
  haproxy(folder, port, addresses) {
    const text = changed(read("haproxy.cfg"), [
      [/^ {4}server .*\n/gm, ""],
      ["balance leastconn", "balance roundrobin"],
      ["${MUSTER_BIND}", `127.0.0.1:${port}`],
      [/maxconn .*/, "maxconn 8000"],
    ]);
    const lines = addresses.map((address, at) => `    server i${at} ${address}\n`);
    writeFileSync(join(folder, "haproxy.cfg"), text + lines.join(""));
    return ["haproxy", "-db", "-f", "haproxy.cfg"];
  },

  nginx(folder, port, addresses) {
    const lines = addresses.map((address) => `    server ${address} max_fails=0;\n`);
    const text = changed(read("nginx.conf"), [
      [/^ {4}least_conn;\n/m, ""],
      [/(^ {4}server 127.*\n)+/m, lines.join("")],
      ["listen 80;", `listen 127.0.0.1:${port};`],
    ]);
    const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${folder}/${name};`);
    const http = `http { access_log off; ${paths.join(" ")} include ${folder}/muster.conf; }`;
    writeFileSync(join(folder, "muster.conf"), text);
    writeFileSync(
      join(folder, "nginx.conf"),
      `daemon off; user root; worker_processes 1; pid ${folder}/pid; error_log stderr warn;
       events { worker_connections 16000; } ${http}\n`,
    );
    return ["nginx", "-p", folder, "-e", "stderr", "-c", join(folder, "nginx.conf")];
  },

  caddy(folder, port, addresses) {
    const text = changed(read("Caddyfile"), [
      [/^\tto .*$/m, `\tto ${addresses.join(" ")}`],
      ["lb_policy least_conn", "lb_policy round_robin"],
      [/^academy\.example \{$/m, `http://127.0.0.1:${port} {`],
    ]);
    const options = "{\n\tadmin off\n\tauto_https off\n}\n";
    writeFileSync(join(folder, "Caddyfile"), options + text);
    const home = ["env", `HOME=${folder}`, `XDG_DATA_HOME=${folder}`, `XDG_CONFIG_HOME=${folder}`];
    return [...home, "caddy", "run", "--config", "Caddyfile", "--adapter", "caddyfile"];
  },
};

export const KINDS = Object.keys(kinds);

// A front of `kind` for `servers`; what tests take for a server, with its child.
export async function front(t, kind, servers) {
  const child = new Front(kind);
  t.after(() => child.clean());
  child.port = await freePort();
  const addresses = servers.map(({ port }) => `127.0.0.1:${port}`);
  await child.start(kinds[kind](child.folder, child.port, addresses));
  const url = `http://127.0.0.1:${child.port}`;
  return { child, url, port: child.port, endpoint: `ws://127.0.0.1:${child.port}/connection/websocket` };
}

// A connection through `there` to the instance that has just come up, sooner or later.
async function arrives(there, server) {
  let wire;
  const came = async () => {
    wire?.end();
    wire = await connect(there, "host");
    return (await server.health()).connections > 0;
  };
  await until(came, "the front to find the other instance");
  return wire;
}

// `people` behind a front of `kind` leave an instance that is told to stop: with 3001, one after
// another over `seconds`, and all come back at once to the other one. `look` is given the front
// before.
export async function leaves(t, kind, { people, seconds = 5, look = async () => {} }) {
  const set = { "limits.grace_seconds": 1, "limits.drain_seconds": seconds };
  const leaving = await serve(t, { memory: true, set });
  const staying = new Server({ memory: true, set });
  t.after(() => staying.clean());
  staying.port = await freePort();
  const there = await front(t, kind, [leaving, staying]);
  // Whoever is on the way to an instance in the moment in which it is found dead is cut.
  if (kind === "haproxy") await until(() => /i1 is DOWN/.test(there.child.log), "the front to find out that one is not there yet");
  await look(there);
  const open = [];
  while (open.length < people)
    open.push(...(await Promise.all([...Array(50)].map((_, at) => connect(there, `u${open.length + at}`)))));
  await staying.start();
  const other = await arrives(there, staying);

  const began = Date.now();
  const endings = [];
  const back = [];
  for (const [n, wire] of open.entries())
    wire.closed.then(({ code }) => {
      endings.push({ code, at: Date.now() - began });
      back.push(connect(there, `u${n}`).then(() => "came", String));
    });
  const ended = leaving.end();
  const stopping = async () => {
    const health = await fetch(`${leaving.url}/health`, { headers: { connection: "close" } });
    return health.status === 503 && (await health.json()).status === "stopping";
  };
  await until(stopping, "health to say so while people are still there");
  assert.equal(await ended, 0);
  await until(() => endings.length === people, "all of them to have gone");
  assert.deepEqual(endings.filter(({ code }) => code !== 3001), []);
  const last = Math.max(...endings.map(({ at }) => at));
  assert.ok(last > Math.min(2 * people, 1000 * seconds) - 100, `they were all gone after ${last} ms`);
  assert.deepEqual((await Promise.all(back)).filter((how) => how !== "came"), []);
  assert.equal((await staying.health()).connections, people + 1);
  await other.ask("ping");
}
