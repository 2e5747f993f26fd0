// SPDX-License-Identifier: Apache-2.0
// A post asks a poll: it is written by keys alone, answered on a phone from right to left, and closed by who asked.

import assert from "node:assert/strict";
import { after } from "node:test";
import { endAll } from "../wire/wire.mjs";
import { inspect } from "./look.mjs";
import { becomes } from "./until.mjs";
import { COURSE, story } from "./world.mjs";

after(endAll);

const PHONE = { viewport: { width: 390, height: 780 }, locale: "ar" };

async function ask(world, one) {
  const { keyboard } = one.page;
  await one.shows("thread-new");
  await one.at("thread-new").click();
  await one.shows("thread-title");
  await one.at("thread-title").fill("The next exercise");
  await one.at("thread-text").fill("On which day shall we meet?");
  await one.at("poll-add").focus();
  await keyboard.press("Enter");
  await becomes(() => one.at("ask-option-1").evaluate((field) => field === document.activeElement), true, "the first choice has the focus");
  await keyboard.type("Monday morning");
  await keyboard.press("Tab");
  await keyboard.type("Friday");
  // What is alike is no choice, and a reload loses nothing.
  await one.at("ask-more").click();
  await one.at("ask-option-3").fill("Friday");
  await one.at("asking").getByText("no two alike").waitFor();
  await one.reload();
  await one.shows("ask-option-3");
  await one.at("ask-option-3").fill("يوم الأحد");
  await one.at("ask-results").selectOption("closed");
  await world.shot(one, "asking");
  await one.at("thread-send").click();
  await one.page.getByRole("heading", { name: "The next exercise" }).waitFor();
}

// How a poll is written in a reply on a phone, from right to left; for people to look at.
async function shots(world, two) {
  const form = two.page.locator(".reply-bar");
  await form.locator("textarea").fill("وأين نلتقي؟");
  await form.getByTestId("poll-add").click();
  await form.getByTestId("ask-option-1").fill("هنا");
  await world.shot(two, "asking-phone");
  await form.getByTestId("poll-drop").click();
}

story("a post asks, and those who read it choose", {}, async (world) => {
  const one = await world.enter("participant", COURSE);
  await ask(world, one);
  const seq = new URL(one.page.url()).pathname.split("/").at(-1);
  const two = await world.enter("participant", COURSE, PHONE);
  await two.open(new URL(one.page.url()).pathname);
  await two.shows(`ballot-${seq}`);
  await two.at(`ballot-${seq}`).locator("label", { hasText: "Friday" }).click();
  await two.at(`choose-${seq}`).click();
  await two.shows(`rechoose-${seq}`);
  await becomes(() => two.at(`poll-${seq}`).locator(".result").count(), 0, "no results before it is closed");
  await world.shot(two, "asked-phone");
  // Another choice, then it is taken back.
  await two.at(`rechoose-${seq}`).click();
  await two.at(`ballot-${seq}`).locator("label", { hasText: "Monday" }).click();
  await two.at(`choose-${seq}`).click();
  await two.at(`poll-${seq}`).locator(".post-choice-mine", { hasText: "Monday" }).waitFor();
  await two.at(`unchoose-${seq}`).click();
  await two.shows(`ballot-${seq}`);
  await two.at(`ballot-${seq}`).locator("label", { hasText: "يوم الأحد" }).click();
  await two.at(`choose-${seq}`).click();
  await one.at(`poll-voters-${seq}`).getByText("1 person has voted").waitFor();
  await one.at(`ballot-${seq}`).locator("input").first().focus();
  await one.page.keyboard.press("ArrowDown");
  await one.page.keyboard.press("Enter");
  await one.at(`poll-voters-${seq}`).getByText("2 people have voted").waitFor();
  // The keys go on where the ballot was.
  await becomes(() => one.at(`poll-${seq}`).evaluate((poll) => poll.contains(document.activeElement)), true, "the focus stays in the poll");
  await one.at(`finish-${seq}`).click();
  await one.page.locator("dialog .button-strong, dialog .button-danger").first().click();
  await two.at(`poll-${seq}`).locator(".result-mine", { hasText: "يوم الأحد" }).waitFor();
  await two.lacks(`ballot-${seq}`);
  if (process.env.SHOTS) await shots(world, two);
  const shares = await one.at(`poll-${seq}`).locator(".result-value").allInnerTexts();
  assert.equal(shares.length, 3);
  assert.match(shares[0], /^0/);
  await inspect(one, "asked");
});
