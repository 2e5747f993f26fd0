// SPDX-License-Identifier: Apache-2.0
// A message and a question are reported; the team looks, removes and keeps, and whoever reported is told.

import assert from "node:assert/strict";
import { message, panel, said, say } from "./acts.mjs";
import { WEBINAR, story } from "./world.mjs";

async function report(window, opener, text) {
  await opener.press("Enter");
  await window.at("report-reason").selectOption("rude");
  await window.at("report-text").fill(text);
  await window.at("report-send").click();
  await window.at("report-send").waitFor({ state: "detached" });
}

// The second act and those behind it stand in the menu of its row.
async function decide(host, thing, act) {
  await panel(host, "needs");
  await host.at(`report-need-${thing}`).locator("[data-acts] button").click();
  await host.at(`report-${act}-${thing}`).click();
}

const seqOf = async (row) => (await row.getAttribute("data-testid")).split("-")[1];

story("what is reported waits for the team, who look at it, remove or keep it; the reporter is told", {}, async (world) => {
  const host = await world.enter("host", WEBINAR);
  const one = await world.enter("participant", WEBINAR);
  const two = await world.enter("participant", WEBINAR, { locale: "ar" });
  await say(one, "Buy it here");
  await said(one, "Buy it here");
  const row = message(two, "Buy it here");
  await row.waitFor();
  const seq = await seqOf(row);
  await row.locator('[aria-expanded="false"]').press("Enter");
  await report(two, two.at(`report-${seq}`), "canary of the reporter");
  await two.at(`report-${seq}`).and(two.page.locator('[aria-disabled="true"], [disabled]')).waitFor();
  await panel(host, "needs");
  await host.at(`report-need-${seq}`).getByText("canary of the reporter").waitFor();
  await world.shot(host, "reported");
  await host.at(`report-look-${seq}`).click();
  await message(host, "Buy it here").waitFor();
  await decide(host, seq, "remove");
  await host.at("confirm").click();
  await row.waitFor({ state: "detached" });
  await two.told("أزال الفريق ما أبلغت عنه.");
  await host.at(`report-need-${seq}`).waitFor({ state: "detached" });
  assert.ok(!one.heard("canary of the reporter"), "what was reported is in no byte sent to others");
  await say(one, "A fair word");
  await said(one, "A fair word");
  const fair = message(two, "A fair word");
  await fair.waitFor();
  const kept = await seqOf(fair);
  await fair.locator('[aria-expanded="false"]').press("Enter");
  await report(two, two.at(`report-${kept}`), "again");
  await decide(host, kept, "claim");
  await host.at(`report-need-${kept}`).getByText("has charge").waitFor();
  await decide(host, kept, "unclaim");
  await host.at(`report-need-${kept}`).getByText("has charge").waitFor({ state: "detached" });
  await decide(host, kept, "keep");
  await host.at("report-why").fill("It sells nothing");
  await host.at("confirm").click();
  await two.told("نظر الفريق فيما أبلغت عنه وأبقاه. It sells nothing");
  await two.at(`report-told-${kept}`).getByText("It sells nothing").waitFor();
  await message(one, "A fair word").waitFor();
});
