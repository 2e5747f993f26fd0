// SPDX-License-Identifier: Apache-2.0
// What the fan-out asks of the kernel: one send for each subscriber and flush, and nothing more.

import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { promisify } from "node:util";
import { serve, websockets } from "./server.mjs";
import { connect, endAll } from "./wire.mjs";

after(endAll);

const FOLLOWERS = 100;
const MESSAGES = 60;

// Traces the process until `end` is called, which gives how often each system call was made.
async function trace(t, pid) {
  const folder = mkdtempSync(join(tmpdir(), "muster-trace-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const counts = join(folder, "counts");
  const tracer = spawn("strace", ["-f", "-c", "-U", "calls,name", "-o", counts, "-p", `${pid}`]);
  const gone = once(tracer, "exit");
  t.after(() => tracer.kill("SIGKILL"));
  let said = "";
  await new Promise((attached, failed) => {
    tracer.stderr.on("data", (bytes) => (said += bytes).includes("attached") && attached());
    gone.then(() => failed(new Error(`strace: ${said}`)));
  });
  return async () => {
    tracer.kill("SIGINT");
    await gone;
    const rows = [...readFileSync(counts, "utf8").matchAll(/^\s*(\d+) (\w+)$/gm)];
    return Object.fromEntries(rows.map(([, calls, name]) => [name, Number(calls)]));
  };
}

test("a message is one send for each who follows, and no epoll_ctl", async (t) => {
  await promisify(execFile)("strace", ["-V"]);
  const server = await serve(t, { memory: true, set: { "channels.open": "yes" } });
  const wires = [];
  for (let n = 0; n < FOLLOWERS; n++) {
    wires.push(await connect(server));
    await wires.at(-1).ask("subscribe", { channel: "bench" });
  }
  const publisher = await connect(server);
  const end = await trace(t, server.child.pid);
  let heard = 0;
  for (const { socket } of wires) socket.on("message", () => heard++);
  for (let n = 0; n < MESSAGES; n++) {
    await publisher.ask("publish", { channel: "bench", data: { n } });
    while (heard < FOLLOWERS * (n + 1)) await new Promise((done) => setTimeout(done, 1));
  }
  const calls = await end();
  const sends = (calls.sendto ?? 0) + (calls.sendmsg ?? 0) - MESSAGES; // less the replies
  const each = sends / (FOLLOWERS * MESSAGES);
  assert.ok(Math.abs(each - 1) <= 0.02, `${each} sends for each delivery`);
  assert.ok((calls.epoll_ctl ?? 0) <= MESSAGES / 10, `${calls.epoll_ctl} epoll_ctl`);
});

test("an answer's head and body leave in one send, and a connection is asked again", async (t) => {
  const server = await serve(t, { memory: true });
  const ask = async (path) => {
    const answer = await server.get(path);
    assert.ok((await answer.text()).length > 0);
    return answer.status;
  };
  await ask("/api/site");
  const before = await server.metric("accepted_total");
  const end = await trace(t, server.child.pid);
  for (let n = 0; n < MESSAGES; n++) assert.equal(await ask(n % 2 ? "/api/site" : "/health"), 200);
  const calls = await end();
  assert.equal((calls.sendto ?? 0) + (calls.sendmsg ?? 0), MESSAGES, JSON.stringify(calls));
  const accepted = (await server.metric("accepted_total")) - before;
  if (websockets === "own") assert.ok(accepted <= 3, `${accepted} connections`);
  else assert.ok(accepted >= MESSAGES);
});
