// SPDX-License-Identifier: Apache-2.0
// One person in too many places: the oldest is closed, says why, and takes its place again when asked to.

import assert from "node:assert/strict";
import { after } from "node:test";
import { connect, endAll } from "../wire/wire.mjs";
import { becomes } from "./until.mjs";
import { WEBINAR, story } from "./world.mjs";

const PLACES = 16;

after(() => endAll());

// The wall is a window of the same person's.
story("a wall whose place another device took says so, and goes on when asked to", {}, async (world) => {
  const host = await world.enter("host", WEBINAR);
  const wall = await world.twin(host);
  await wall.page.setViewportSize({ width: 1920, height: 1080 });
  await wall.open("/present/w1");
  await wall.shows("wall");
  await host.open("/");
  const id = await wall.page.evaluate(() => JSON.parse(sessionStorage.getItem("muster.identity")).id);
  for (let n = 0; n < PLACES; n++) await connect(world.server, id);
  const lost = wall.at("wall-lost").and(wall.page.locator('[data-state="crowded"]'));
  await lost.getByText("You opened Muster in too many places, so it was closed here.").waitFor();
  await world.shot(wall, "crowded-wall");
  await wall.at("wall-again").click();
  await wall.lacks("wall-lost");
});

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
