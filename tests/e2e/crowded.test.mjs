// SPDX-License-Identifier: Apache-2.0
// One person in too many places: the oldest is closed, says why, and takes its place again when asked to.

import assert from "node:assert/strict";
import { after } from "node:test";
import { connect, endAll } from "../wire/wire.mjs";
import { becomes } from "./until.mjs";
import { WEBINAR, story } from "./world.mjs";

const PLACES = 16;

after(() => endAll());

story("whoever opened it in too many places is told so, and goes on here", {}, async (world) => {
  const one = await world.enter("participant", WEBINAR);
  await one.at("connection").and(one.page.locator('[data-state="connected"]')).waitFor({ state: "attached" });
  const id = await one.page.evaluate(() => JSON.parse(sessionStorage.getItem("muster.identity")).id);
  const others = [];
  for (let n = 0; n < PLACES; n++) others.push(await connect(world.server, id));
  await one.at("connection").getByText("You opened Muster in too many places, so it was closed here.").waitFor();
  // It comes in slowly, so that a short cut is not seen at all.
  const pill = one.at("connection").locator(".connection-pill");
  await becomes(() => pill.evaluate((element) => getComputedStyle(element).opacity), "1");
  await world.shot(one, "crowded");
  await one.at("connection-again").click();
  assert.deepEqual(await others[0].closed, { code: 4500, reason: "too many connections" });
  await one.at("connection").and(one.page.locator('[data-state="connected"]')).waitFor({ state: "attached" });
});
