// SPDX-License-Identifier: Apache-2.0
// Too much of signing in: one network, and what is guessed about one thing, have their rate, and
// nobody elsewhere notices.

import assert from "node:assert/strict";
import http from "node:http";
import { after, before, test } from "node:test";
import { codeOf, link } from "../wire/browser.mjs";
import { serve } from "../wire/server.mjs";
import { endSockets, warm, well } from "./raw.mjs";

const BURST = 2000; // of one network, as protocol/routes.def has it
const LANES = 40;

let server, cleanUp, memory;

before(async () => {
  server = await serve({ after: (fn) => (cleanUp = fn) }, { memory: true });
  memory = await warm(server);
});
after(async () => {
  endSockets();
  await cleanUp();
});

// A POST from an address of this machine: {status, body, retry}.
function post(path, body, from = "127.0.0.1") {
  return new Promise((done, failed) => {
    const text = JSON.stringify(body);
    const headers = {
      "Content-Type": "application/json",
      "Content-Length": Buffer.byteLength(text),
      Origin: `http://localhost:${server.port}`,
    };
    const to = { host: "127.0.0.1", port: server.port, path, localAddress: from, agent: false };
    const request = http.request({ ...to, method: "POST", headers }, (answer) => {
      let said = "";
      answer.on("data", (bytes) => (said += bytes));
      answer.on("end", () => {
        const retry = Number(answer.headers["retry-after"]);
        done({ status: answer.statusCode, body: said ? JSON.parse(said) : null, retry });
      });
    });
    request.on("error", failed);
    request.end(text);
  });
}

// Posts until it is refused, some at a time: how many were answered otherwise, and the refusal.
async function flood(path, bodyOf, from, most) {
  let [sent, passed, refused] = [0, 0, undefined];
  const lane = async () => {
    while (!refused && sent < most) {
      const answer = await post(path, bodyOf(sent++), from);
      if (answer.status === 429) refused ??= answer;
      else passed++;
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return { passed, refused };
}

test("a flood of one network is refused, and the next network signs in", async () => {
  const start = Date.now();
  const { passed, refused } = await flood("/api/signin/options", () => ({}), "127.0.0.9", 10 * BURST);
  assert.ok(refused, "nobody stopped it");
  assert.equal(refused.body.name, "too_many_requests");
  assert.ok(refused.retry >= 1);
  const back = ((Date.now() - start) / 1000) * 20;
  assert.ok(passed >= BURST && passed <= BURST + back + LANES, `${passed} passed`);
  // Twenty come back in a second: of sixty at once some are refused, whichever way they go.
  for (const path of ["/api/enrol", "/api/mail/open", "/api/apply/confirm", "/api/apply/status"]) {
    const sixty = Array.from({ length: 60 }, () => post(path, { code: "x" }, "127.0.0.9"));
    const statuses = (await Promise.all(sixty)).map(({ status }) => status);
    assert.ok(statuses.includes(429), path);
  }
  // The next network is as it was: a link, looked at and used.
  const code = codeOf(await link(server, "next"));
  assert.equal((await post("/api/signin/options", {}, "127.0.1.9")).status, 200);
  assert.equal((await post("/api/enrol", { code }, "127.0.1.9")).status, 200);
  assert.equal((await post("/api/enrol/device", { code }, "127.0.1.9")).status, 200);
  await well(server, memory, 30000);
});

test("one link is tried some times, from wherever; another is not concerned", async () => {
  const code = codeOf(await link(server, "tried"));
  const statuses = [];
  for (let n = 0; n < 33; n++)
    statuses.push((await post("/api/enrol", { code }, `127.0.2.${n + 1}`)).status);
  assert.equal(statuses[0], 200);
  assert.equal(statuses.at(-1), 429);
  const other = codeOf(await link(server, "other"));
  assert.equal((await post("/api/enrol", { code: other }, "127.0.2.1")).status, 200);
});

test("guesses cost the same rate, and none is told from the others", async () => {
  const random = (n) => ({ code: `${n}`.padStart(43, "A") });
  const { passed, refused } = await flood("/api/enrol", random, "127.0.3.9", BURST + 500);
  assert.ok(refused, "nobody stopped it");
  assert.ok(passed <= BURST + 500);
});
