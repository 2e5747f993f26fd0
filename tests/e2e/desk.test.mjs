// SPDX-License-Identifier: Apache-2.0
// What a session is run with: chapters gone through by one key, announcements, handouts, the timer; people see all of
// it under the picture, in their own language.

import assert from "node:assert/strict";
import { after } from "node:test";
import { leaveAll } from "../wire/client.mjs";
import { panel, phase } from "./acts.mjs";
import { another } from "./staged.mjs";
import { becomes } from "./until.mjs";
import { WEBINAR, story } from "./world.mjs";

after(leaveAll);

async function chapter(host, english, arabic, minutes) {
  await host.at("agenda-new").click();
  await host.at("agenda-title-en").fill(english);
  if (arabic) {
    await host.at("agenda-form").locator("summary").click();
    await host.at("agenda-title-ar").fill(arabic);
  }
  if (minutes) await host.at("agenda-minutes").fill(minutes);
  await host.at("agenda-send").click();
  await host.at("agenda-form").waitFor({ state: "detached" });
}

story("an agenda is kept, and brought in again, also from another session", {}, async (world) => {
  const before = await another(world.server);
  for (const en of ["Last week", "And the week before"]) await before("agenda.add", { title: { en }, minutes: 5 });
  const host = await world.enter("host", WEBINAR);
  const one = await world.enter("participant", WEBINAR);
  await panel(host, "sheet");
  await chapter(host, "Welcome", "ترحيب", "5");
  await chapter(host, "What a phone tells", undefined, undefined);
  await host.at("agenda-keep").click();
  await host.told("Kept in your library.");
  await host.at("agenda-bring").click();
  await host.at("bring-library").getByText("2 chapters").waitFor();
  await world.shot(host, "agenda-bring");
  await host.at("bring-library").getByRole("button", { name: "Bring in" }).click();
  await host.told("2 chapters are here now.");
  await host.page.keyboard.press("Escape");
  const titles = () => host.page.locator('[data-testid^="agenda-row-"] .cut').allInnerTexts();
  await becomes(async () => (await titles()).join(), "Welcome,What a phone tells,Welcome,What a phone tells");
  await one.at("agenda").locator("summary").click();
  await becomes(() => one.at("agenda").locator("li").count(), 4, "chapters");

  await host.at("agenda-bring").click();
  await host.at("bring-library").getByRole("button", { name: "Take out of the library" }).click();
  await host.at("bring-library").locator("li").waitFor({ state: "detached" });
  await host.at("bring-session").selectOption("webinar:w9");
  await host.at("bring-theirs").getByText("2 chapters").waitFor();
  await world.shot(host, "agenda-bring-session");
  await host.at("bring-theirs").getByRole("button", { name: "Bring in" }).click();
  await becomes(async () => (await titles()).slice(4).join(), "Last week,And the week before");
  await host.page.keyboard.press("Escape");
});

story("the team prepares an agenda and goes through it by one key; everybody sees the chapter", {}, async (world) => {
  const host = await world.enter("host", WEBINAR);
  const one = await world.enter("participant", WEBINAR, { locale: "ar" });
  await panel(host, "sheet");
  await chapter(host, "Welcome", "ترحيب", "5");
  await chapter(host, "What a phone tells", "", "");
  await one.at("agenda").locator("summary").click();
  await becomes(() => one.at("agenda").locator("li").count(), 2, "chapters");
  await host.lacks("agenda-next");
  await phase(host, "live");
  await panel(host, "sheet");
  await host.at("agenda-next").focus();
  await host.page.keyboard.press("Enter");
  await one.at("agenda-now").getByText("ترحيب").waitFor();
  await host.at("agenda-next").getByText("What a phone tells").waitFor();
  assert.equal(await host.page.evaluate(() => document.activeElement?.dataset.testid), "agenda-next", "the same key goes on");
  await host.page.keyboard.press("Enter");
  await one.at("agenda-now").getByText("What a phone tells").waitFor();
  await world.shot(host, "sheet");
  await world.shot(one, "agenda-ar");
});

story("an announcement, a handout and a timer reach everybody, and can be put away, taken back and undone", {}, async (world) => {
  const host = await world.enter("host", WEBINAR);
  const one = await world.enter("participant", WEBINAR);
  await phase(host, "live");
  await panel(host, "sheet");
  await host.at("notice-new").click();
  await host.at("notice-text-en").fill("We go on at 14:10.");
  await host.at("notice-address").fill("javascript:alert(1)");
  await host.at("notice-urgent").check();
  await host.at("notice-send").click();
  await host.at("notice-form").getByRole("alert").getByText("does not begin with https://").waitFor();
  await host.at("notice-address").fill("https://police.example/plan");
  await host.at("notice-send").click();
  await one.at("notices").getByText("We go on at 14:10.").waitFor();
  await one.told("We go on at 14:10.", "live-assertive");
  assert.equal(await one.at("notices").locator("a").first().getAttribute("href"), "https://police.example/plan");
  const away = one.page.locator('[data-testid^="notice-away-"]');
  await away.click();
  await one.lacks("notices");
  one.opened++;
  await one.page.reload();
  await one.shows("chat-text");

  await host.at("handout-new").click();
  await host.at("handout-title-en").fill("Checklist");
  await host.at("handout-url").fill("https://police.example/checklist.pdf");
  await host.at("handout-language").selectOption("fr");
  await host.at("handout-send").click();
  await one.at("handouts").locator("summary").click();
  await one.at("handouts").getByText("Checklist").waitFor();
  await one.lacks("notices");

  await host.at("timer-more").locator("summary").first().click();
  await host.at("timer-5").click();
  await one.at("timer-left").waitFor();
  await host.at("call-edit").click();
  await host.at("call-address").fill("https://meet.police.example/stage");
  await host.at("call-send").click();
  await host.at("call-open").waitFor();
  await world.shot(one, "desk-participant");
  await host.at("timer-stop").click();
  await one.lacks("timer");
  assert.ok(!one.heard("meet.police.example"), "who is not on stage is not told where they speak");
});
