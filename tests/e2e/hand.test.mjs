// SPDX-License-Identifier: Apache-2.0
// A hand goes up, is called on and comes down; how the tempo is for somebody reaches the team as a number.

import { panel, phase, role } from "./acts.mjs";
import { becomes } from "./until.mjs";
import { WEBINAR, story } from "./world.mjs";

story("a hand is raised, stands in what waits for the team, is called on and lowered", {}, async (world) => {
  const host = await world.enter("host", WEBINAR);
  const one = await world.enter("participant", WEBINAR);
  await phase(host, "live");
  await one.at("hand").click();
  await panel(host, "needs");
  const call = host.page.locator('[data-testid^="hand-call-"]');
  await call.waitFor();
  await becomes(() => host.page.locator('[data-testid="needs"] [data-row]').count(), 1, "hands that wait");
  await one.lacks("hand-called");
  await call.click();
  await one.at("hand-called").waitFor();
  await call.waitFor({ state: "detached" });
  // Brought on stage from the queue, and told so; the hand is the presenter's own still.
  await host.at("needs").locator("[data-acts] button").first().click();
  await host.page.locator('[data-testid^="hand-stage-"]').click();
  await one.shows("tab-needs");
  await panel(host, "people");
  await role(host, await one.identity(), "participant");
  await panel(host, "needs");
  await one.at("hand").click();
  await becomes(() => host.page.locator('[data-testid="needs"] [data-row]').count(), 0, "hands that wait");
  await one.lacks("hand-called");
});

story("a tempo is chosen, counted for the team, changed, kept over a reload and taken back", {}, async (world) => {
  const host = await world.enter("host", WEBINAR);
  const one = await world.enter("participant", WEBINAR);
  const two = await world.enter("participant", WEBINAR);
  await phase(host, "live");
  const choose = async (window, tempo) => {
    await window.at("tempo").click();
    await window.at(`tempo-${tempo}`).click();
  };
  const sum = (tempo) => host.at(`tempo-sum-${tempo}`).innerText();
  await choose(one, "slower");
  await becomes(() => sum("slower"), "Slower: 1");
  await choose(two, "slower");
  await becomes(() => sum("slower"), "Slower: 2");
  await world.shot(host, "tempo-host");
  await world.shot(two, "tempo");
  await choose(two, "fine");
  await becomes(() => sum("fine"), "Just right: 1");
  await becomes(() => sum("slower"), "Slower: 1");
  two.opened++;
  await two.page.reload();
  await two.at("tempo").getByText("Tempo: Just right").waitFor();
  await two.lacks("tempo-sums");
  await choose(two, "none");
  await host.lacks("tempo-sum-fine");
  await choose(one, "none");
  await host.lacks("tempo-sums");
});
