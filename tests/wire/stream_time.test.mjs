// SPDX-License-Identifier: Apache-2.0
// What takes time on a stream: pings, and bodies that stop. These wait beside each other.

import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { join, leaveAll, pause } from "./client.mjs";
import { serve } from "./server.mjs";
import { TRANSPORTS, ask } from "./stream.mjs";
import { connect, endAll } from "./wire.mjs";

after(() => (leaveAll(), endAll()));

const SDK = ["http_stream", "sse"];

describe("time on a stream", { concurrency: 8 }, () => {
  const set = { "limits.ping_seconds": 1, "limits.connect_seconds": 2 };
  for (const transport of TRANSPORTS) {
    it(`${transport}: pings come, and who answers stays`, async (t) => {
      const server = await serve(t, { memory: true, set });
      const wire = await connect(server, "u1", { transport });
      const silent = await connect(server, "u2", { transport, pong: false });
      assert.deepEqual(await silent.closed, { code: 3012, reason: "no pong" });
      await wire.until(() => wire.pings >= 5 || undefined, "five pings");
      await wire.ask("ping");
    });
  }

  it("the SDK stays on the pings of a stream alone", async (t) => {
    const server = await serve(t, { memory: true, set });
    const clients = await Promise.all(
      SDK.map((transport, n) => join(server, `u${n}`, { transports: [transport] })),
    );
    await pause(15000);
    for (const client of clients) assert.equal(client.connecting.length, 1);
  });

  it("a body that stops coming is not waited for", async (t) => {
    const server = await serve(t, { memory: true, set });
    const started = Date.now();
    const headers = { "Content-Length": "100" };
    const answer = await ask(server, "POST", "/emulation", { body: "half", headers }).catch(() => 0);
    assert.equal(answer, 0);
    assert.ok(Date.now() - started < 40000, `${Date.now() - started} ms`);
  });
});
