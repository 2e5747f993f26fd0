// SPDX-License-Identifier: Apache-2.0
// Direct messages: to the team, which answers together, and between two people once the room allows it.

import assert from "node:assert/strict";
import { message, panel, said, say } from "./acts.mjs";
import { WEBINAR, story } from "./world.mjs";

async function write(window, text) {
  await window.at("direct-text").fill(text);
  await window.at("direct-text").press("Enter");
  await window.at("direct-log").getByText(text).waitFor();
}

const seqOf = async (row) => (await row.getAttribute("data-testid")).split("-")[1];

story("who writes to the team is answered by it; two write to each other where they may; nobody else reads it", {}, async (world) => {
  const host = await world.enter("host", WEBINAR);
  const moderator = await world.enter("moderator", WEBINAR, { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  const one = await world.enter("participant", WEBINAR);
  const two = await world.enter("participant", WEBINAR, { locale: "ar", colorScheme: "dark" });
  await one.at("direct").click();
  await write(one, "canary for the team");
  await one.at("direct-waits").waitFor();
  await world.shot(one, "direct-team");
  await panel(host, "needs");
  await host.at(`need-talk-${one.id}`).getByText("canary for the team").waitFor();
  await panel(moderator, "needs");
  await moderator.at(`need-direct-${one.id}`).click();
  await moderator.at("direct-log").getByText("canary for the team").waitFor();
  await write(moderator, "canary of the answer");
  await world.shot(moderator, "direct-answer");
  await host.at(`need-talk-${one.id}`).waitFor({ state: "detached" });
  await one.at("direct-log").getByText("canary of the answer").waitFor();
  await one.at("direct-waits").waitFor({ state: "detached" });
  await one.page.keyboard.press("Escape");

  await host.at("direct").click();
  await host.at(`direct-${one.id}`).waitFor();
  await host.at("direct-people").click();
  await host.page.locator('[data-testid="direct-people"]:checked').waitFor();
  await world.shot(host, "direct-list");
  await host.page.keyboard.press("Escape");
  await say(one, "Hello everybody");
  await said(one, "Hello everybody");
  const row = message(two, "Hello everybody");
  await row.waitFor();
  await row.locator('[aria-expanded="false"]').press("Enter");
  await two.at(`message-direct-${await seqOf(row)}`).press("Enter");
  await write(two, "canary between two");
  await world.shot(two, "direct-pair");
  await one.at("direct").click();
  await one.at(`direct-${two.id}`).click();
  await one.at("direct-log").getByText("canary between two").waitFor();
  for (const window of [host, moderator]) assert.ok(!window.heard("canary between two"), "nobody else hears what two say");
  assert.ok(!two.heard("canary for the team") && !two.heard("canary of the answer"), "nor what the team is asked");

  await two.at("direct-log").locator('[data-testid^="direct-delete-"]').click();
  await one.at("direct-log").getByText("canary between two").waitFor({ state: "detached" });
});
