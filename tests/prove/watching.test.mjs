// SPDX-License-Identifier: Apache-2.0
// What Prometheus' own tool says of our figures and alerts. Needs prometheus: ./dev prove.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { root, serve } from "../wire/server.mjs";

const promtool = process.env.PROMTOOL ?? "promtool";

test("promtool has nothing to say of the figures", async (t) => {
  const server = await serve(t);
  const input = await (await server.get("/metrics")).text();
  assert.equal(execFileSync(promtool, ["check", "metrics"], { input, encoding: "utf8" }), "");
});

test("promtool takes the alerts", () => {
  const words = ["check", "rules", join(root, "config/alerts.yml")];
  assert.match(execFileSync(promtool, words, { encoding: "utf8" }), /SUCCESS: \d+ rules found/);
});
