// SPDX-License-Identifier: Apache-2.0
// Break-out groups: made by chance, opened, each with a chat of its own; help is called, the team visits, says a word
// to all, moves somebody, and calls everybody back. Nothing of one group reaches another.

import assert from "node:assert/strict";
import { panel, phase, settings } from "./acts.mjs";
import { accessible, fits, theme } from "./look.mjs";
import { WEBINAR, story } from "./world.mjs";

const log = (window) => window.at("group-aside").getByTestId("chat-log");

async function says(window, text) {
  await window.at("group-aside").getByTestId("chat-text").fill(text);
  await window.at("group-aside").getByTestId("chat-send").click();
  await log(window).getByText(text).waitFor();
}

// What is above moves when a field is left: that comes before the click.
async function tab(window, id) {
  const button = window.at("group-aside").getByTestId(`tab-${id}`);
  await button.focus();
  await button.click();
}
const notes = (window) => tab(window, "notes");
const chat = (window) => tab(window, "chat");
const noted = (window) => window.at("group-aside").locator('[data-testid^="note-"]').getByText("Findings of one");

async function looks(world, window, name) {
  await fits(window, name);
  await accessible(window, name);
  await world.shot(window, name);
}

async function comesBack(window) {
  window.opened++;
  await window.page.reload();
  await window.at("group-aside").waitFor();
}

// What is said in a group goes to the team by the same list, which says in which it was, and leads there.
async function reported(world, host, window) {
  const row = window.at("group-aside").locator('[id^="message-"]', { hasText: "Together now" });
  const seq = (await row.getAttribute("id")).split("-")[1];
  await row.locator('[aria-expanded="false"]').press("Enter");
  await window.at(`report-${seq}`).press("Enter");
  await window.at("report-send").click();
  await window.at("report-send").waitFor({ state: "detached" });
  await panel(host, "needs");
  const need = host.at(`report-need-${seq}`);
  await need.getByText("in Group 2").or(need.getByText("in group 2")).first().waitFor();
  await world.shot(host, "group-reported");
  await host.at(`report-look-${seq}`).click();
  await log(host).getByText("Together now").waitFor();
  await host.at("group-leave-aside").click();
  await need.locator("[data-acts] button").click();
  await host.at(`report-keep-${seq}`).click();
  await host.at("confirm").click();
  await need.waitFor({ state: "detached" });
  await panel(host, "sheet");
}

story("people are put into groups, speak there, are visited, moved, and called back", {}, async (world) => {
  const host = await world.enter("host", WEBINAR);
  const one = await world.enter("participant", WEBINAR);
  const two = await world.enter("participant", WEBINAR, { locale: "ar", viewport: { width: 360, height: 740 } });
  await phase(host, "live");
  await panel(host, "sheet");
  await host.at("presence").getByText("3").first().waitFor();
  await settings(host, "group-make-more");
  await host.at("group-count").fill("2");
  await host.at("group-make").click();
  await host.at("group-1").waitFor();
  await one.lacks("group-aside");
  await host.at("group-minutes").fill("9");
  await host.at("group-open").click();
  await one.at("group-aside").waitFor();
  await two.at("group-aside").waitFor();
  await says(one, "Words of one");
  await says(two, "كلمات اثنين");
  await one.at("group-left").first().waitFor();
  assert.ok(!one.heard("كلمات اثنين") && !two.heard("Words of one"), "a group hears itself alone");
  await notes(one);
  await one.at("group-aside").getByTestId("notes-add").click();
  await one.at("note-text").fill("Findings of one");
  await one.at("note-done").click();
  await noted(one).waitFor();
  await notes(two);
  await two.at("group-aside").getByTestId("notes-add").waitFor();
  assert.ok(!two.heard("Findings of one"), "nor what it writes down");
  await world.shot(one, "group-notes");
  await world.shot(two, "group-notes-ar-phone");
  for (const window of [one, two]) await chat(window);
  await looks(world, one, "group");
  await theme(two, "dark");
  await looks(world, two, "group-ar-phone-dark");
  await looks(world, host, "group-host");

  await one.at("group-help").click();
  await one.at("group-helped").waitFor();
  await panel(host, "needs");
  await host.page.locator('[data-testid^="group-need-visit-"]').click();
  await log(host).getByText("Words of one").waitFor();
  await says(host, "What do you need?");
  await log(one).getByText("What do you need?").waitFor();
  await looks(world, host, "group-visit");
  await host.at("group-leave-aside").click();
  await host.lacks("group-aside");

  await panel(host, "sheet");
  await host.at("group-tell-text").fill("Write down three findings.");
  await host.at("group-tell").click();
  await one.at("group-told").getByText("Write down three findings.").waitFor();
  await two.at("group-told").getByText("Write down three findings.").waitFor();

  await comesBack(one);
  await log(one).getByText("Words of one").waitFor();
  await one.at("group-leave-aside").click();
  await one.lacks("group-aside");
  await one.at("chat-text").waitFor();
  await one.at("group-go").click();
  await one.at("group-aside").waitFor();

  const heading = (window) => window.at("group-aside").locator("h2");
  const [moved, stays] = (await heading(one).innerText()).includes("1") ? [one, two] : [two, one];
  await host.at("group-1").locator('[data-testid^="group-move-"]').click();
  await heading(moved).getByText("2").waitFor();
  await log(moved).getByText(stays === one ? "Words of one" : "كلمات اثنين").waitFor();
  await log(moved).getByText(moved === one ? "Words of one" : "كلمات اثنين").waitFor({ state: "detached" });
  await says(stays, "Together now");
  await log(moved).getByText("Together now").waitFor();
  await reported(world, host, moved);

  await host.at("group-back").click();
  await host.at("group-go-on").waitFor();
  await one.at("group-aside").locator(".group-closing").waitFor();
  await world.shot(one, "group-closing");
  await host.at("group-back-now").click();
  await one.lacks("group-aside");
  await two.lacks("group-aside");
  await one.at("group-go").click();
  await log(one).getByText("Together now").waitFor();
  await one.at("group-aside").getByTestId("chat-text").waitFor({ state: "detached" });
  await world.shot(one, "group-after");
});
