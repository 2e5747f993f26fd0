// SPDX-License-Identifier: Apache-2.0
// What people do with posts and discussions that stand: votes, restoring, pinning, closing, bookmarks; whose they are; and by which
// keys.

import assert from "node:assert/strict";
import { COURSE, story } from "./world.mjs";
import { becomes } from "./until.mjs";
import { act, post, thread } from "./acts.mjs";
import { accessible, inspect } from "./look.mjs";

const row = (window, title) => window.at("threads").locator("li", { hasText: title });

async function openThread(window, title) {
  await row(window, title).getByRole("link").click();
  await window.shows("posts");
}

async function chooses(window, act) {
  await window.at("thread-acts").click();
  await window.at(act).click();
}

story("a post is voted up by others, who may take it back, and comes back when it was deleted", {}, async (world) => {
  const one = await world.enter("participant", COURSE);
  const two = await world.enter("participant", COURSE);
  const host = await world.enter("host", COURSE);
  const seq = await thread(one, "Which hash do you use?", "SHA-256 or more?");
  for (const window of [two, host]) await openThread(window, "Which hash do you use?");
  const reply = await post(two, seq, "SHA-256 is enough.");
  await one.at(`vote-${reply}`).click();
  await host.at(`vote-${reply}`).getByText("1").waitFor();
  await host.at(`vote-${reply}`).click();
  await two.at(`votes-${reply}`).getByText("2 votes").waitFor();
  assert.equal(await two.at(`vote-${reply}`).count(), 0, "nobody votes for their own");
  assert.equal(await one.at(`vote-${reply}`).getAttribute("aria-pressed"), "true");
  await one.at(`vote-${reply}`).click();
  await two.at(`votes-${reply}`).getByText("1 vote").waitFor();
  await world.shot(one, "votes");

  await act(host, `delete-${reply}`);
  await host.at("confirm").click();
  await one.at(`post-${reply}`).getByText("Removed by a moderator.").waitFor();
  assert.equal(await one.at(`restore-${reply}`).count(), 0, "only the team restores");
  await host.at(`restore-${reply}`).click();
  for (const window of [one, two, host])
    await window.at(`post-${reply}`).getByText("SHA-256 is enough.").waitFor();
  await two.at(`votes-${reply}`).getByText("1 vote").waitFor();
});

story("a closed discussion says why, and takes no more posts until it is opened again", {}, async (world) => {
  const one = await world.enter("participant", COURSE);
  const host = await world.enter("host", COURSE);
  await thread(one, "When is the next meeting?", "I missed it.");
  await openThread(host, "When is the next meeting?");
  await chooses(host, "thread-pin");
  await chooses(host, "thread-close");
  await host.at("close-reason").fill("It stands in the calendar.");
  await host.at("close-send").click();
  await one.at("thread-closed").getByText("It stands in the calendar.").waitFor();
  await becomes(() => one.page.locator(".reply-bar").count(), 0);
  await world.shot(one, "closed");
  await one.at("back").click();
  await row(one, "When is the next meeting?").getByText("Pinned").waitFor();
  await row(one, "When is the next meeting?").getByText("Closed").waitFor();
  await world.shot(one, "pinned");
  await openThread(one, "When is the next meeting?");
  await chooses(host, "thread-reopen");
  await becomes(() => one.page.locator(".reply-bar").count(), 1);
});

/** An act of a post, from its menu. */
const postAct = (window, id, seq) => act(window, `${id}-${seq}`);

story("posts are quoted, reported and put elsewhere, and links lead to where they are", {}, async (world) => {
  const one = await world.enter("participant", COURSE);
  const host = await world.enter("host", COURSE);
  const older = await thread(one, "Seals", "Which are enough?");
  await one.at("back").click();
  const seq = await thread(one, "Labels", "What stands on a label?");
  await openThread(host, "Labels");
  const reply = await post(host, seq, "The number, and who sealed it.");
  await postAct(one, "quote-do", reply);
  const answer = await post(one, seq, "And the hour?");
  await one.at(`post-${answer}`).locator("blockquote").getByText("The number, and who sealed it.").waitFor();
  await inspect(one, "quoted");

  await postAct(one, "report", reply);
  await one.at("report-text").fill("canary of the reporter");
  await one.at("report-send").click();
  await one.at(`reported-${reply}`).waitFor();

  await postAct(host, "split", answer);
  await host.at("split-title").fill("The hour");
  await host.at("split-send").click();
  await host.page.getByRole("heading", { name: "The hour" }).waitFor();
  // Whoever comes by the old address comes to where it is.
  await one.page.goto(`${world.server.url}/course/c1/thread/${seq}#post-${answer}`);
  await one.page.getByRole("heading", { name: "The hour" }).waitFor();
  // In the list it begins with its own words.
  await one.at("back").click();
  await one.at(`thread-${answer}`).getByText("And the hour?").waitFor();
  await one.page.goBack();

  await chooses(host, "thread-merge");
  await host.at("merge-into").selectOption(String(older));
  await world.shot(host, "merge");
  await host.at("merge-send").click();
  await host.page.getByRole("heading", { name: "Seals" }).waitFor();
  // So does whoever has it open.
  await one.page.getByRole("heading", { name: "Seals" }).waitFor();
  await one.at(`post-${answer}`).waitFor();

  await host.at("back").click();
  await host.shows("to-reports");
  await host.at("to-reports").click();
  await host.at(`report-need-${reply}`).getByText("canary of the reporter").waitFor();
  await inspect(host, "reports");
  await host.at(`report-look-${reply}`).click();
  await host.page.getByRole("heading", { name: "Labels" }).waitFor();
  await act(host, `delete-${reply}`);
  await host.at("confirm").click();
  await host.at(`post-${reply}`).locator(".tombstone").waitFor();
});

story("a name opens a card with the posts that one sees, and gives the focus back", {}, async (world) => {
  const one = await world.enter("participant", COURSE);
  const two = await world.enter("participant", COURSE);
  const host = await world.enter("host", COURSE);
  const seq = await thread(one, "Who signs the bag?", "Both, I think.");
  for (const window of [two, host]) await openThread(window, "Who signs the bag?");
  const reply = await post(two, seq, "The clerk signs too.");
  const name = host.at(`post-${reply}`).getByTestId(`card-of-${two.id}`);
  await name.click();
  await host.at("card-count").getByText("1 post here").waitFor();
  await host.at("card-role").getByText("Participant").waitFor();
  await host.at(`card-post-${reply}`).getByText("Who signs the bag?").waitFor();
  await host.at("card-participation").waitFor();
  await accessible(host, "card");
  await world.shot(host, "card");
  await host.page.keyboard.press("Escape");
  await becomes(() => host.at("card").count(), 0);
  assert.equal(await name.evaluate((element) => element === document.activeElement), true, "the focus is back");
  // Another participant has the way to the post, and none of what the team may do.
  await one.at(`card-of-${two.id}`).click();
  await one.at(`card-post-${reply}`).waitFor();
  assert.equal(await one.at("card-participation").count(), 0);
  await one.at(`card-post-${reply}`).click();
  await becomes(() => one.at("card").count(), 0);
});

story("a post is bookmarked by a key, stands in the inbox with its note, is done, removed and put back", {}, async (world) => {
  const window = await world.enter("participant", COURSE);
  const seq = await thread(window, "Where is the form?", "For seizing phones.");
  const reply = await post(window, seq, "Found it.");
  const keys = window.page.keyboard;
  // From the first post to the second, and no letter acts where one types.
  await window.page.locator(`#post-${seq}`).focus();
  await keys.press("j");
  await becomes(() => window.page.evaluate(() => document.activeElement?.id), `post-${reply}`);
  await keys.press("b");
  await window.at("bookmark-note").fill("For the report, b and j");
  await window.at("bookmark-remind").selectOption("at");
  await window.at("bookmark-moment").fill("2020-01-01T10:00");
  await accessible(window, "bookmark");
  await world.shot(window, "bookmark");
  await window.at("bookmark-save").click();
  await window.at(`marked-${reply}`).waitFor();
  await keys.press("k");
  await becomes(() => window.page.evaluate(() => document.activeElement?.id), `post-${seq}`);
  await keys.press("r");
  await becomes(() => window.page.evaluate(() => document.activeElement?.tagName), "TEXTAREA");
  await keys.type("jk?");
  assert.equal(await window.page.locator(".reply-bar textarea").inputValue(), "jk?");
  await window.page.locator(".reply-bar textarea").fill("");
  await window.page.locator(`#post-${seq}`).focus();

  // Its time has come: it is in the inbox, and gone there once one follows it.
  await keys.press("g");
  await keys.press("i");
  await window.at("new-bookmark").getByText("For the report, b and j").waitFor();
  await world.shot(window, "inbox-reminder");
  await window.at("new-bookmark").getByTestId("new-read").click();
  await becomes(() => window.at("new-bookmark").count(), 0);
  await keys.press("g");
  await keys.press("b");
  const rows = window.at("bookmarks").locator("li");
  await rows.getByText("Where is the form?").waitFor();
  await inspect(window, "bookmarks");
  await window.at("bookmarks").locator("[data-testid^=bookmark-done-]").click();
  await becomes(() => rows.count(), 0);
  await window.at("undo").click();
  await becomes(() => rows.count(), 1);
  await window.at("bookmarks").locator("[data-acts] button").click();
  await window.page.locator("[data-testid^=bookmark-out-]").click();
  await becomes(() => rows.count(), 0);
  await window.at("undo").last().click();
  await rows.getByText("For the report, b and j").waitFor();

  // A post that is gone is gone here too, and its words.
  const host = await world.enter("host", COURSE);
  await openThread(host, "Where is the form?");
  await act(host, `delete-${reply}`);
  await host.at("confirm").click();
  await host.at(`restore-${reply}`).waitFor();
  await window.reload();
  await rows.getByText("This is not here for you any more").waitFor();
  assert.equal(await rows.getByText("Where is the form?").count(), 0);
});

story("the sheet lists the keys of the page, and letters alone can be switched off", {}, async (world) => {
  const window = await world.enter("participant", COURSE);
  const seq = await thread(window, "Which clock?", "The phone's or ours?");
  const keys = window.page.keyboard;
  await window.page.locator(`#post-${seq}`).focus();
  await keys.press("?");
  await window.at("keys-sheet").waitFor();
  for (const id of ["sheet", "search", "next", "reply", "bold"]) await window.at(`key-${id}`).waitFor();
  assert.equal(await window.at("key-play").count(), 0, "nothing plays here");
  await accessible(window, "keys");
  await world.shot(window, "keys");
  await window.at("keys-single").uncheck();
  await keys.press("Escape");
  await becomes(() => window.at("keys-sheet").count(), 0);
  await window.page.locator(`#post-${seq}`).focus();
  await keys.press("?");
  await keys.press("b");
  await keys.press("/");
  // Whoever has switched them off comes to the sheet from the menu.
  await window.at("me").click();
  await window.at("keys").click();
  await window.at("keys-sheet").waitFor();
  assert.equal(await window.at("bookmark-form").count(), 0);
  assert.match(window.page.url(), /thread/);
  await window.at("keys-single").check();
  await keys.press("Escape");
  await window.page.locator(`#post-${seq}`).focus();
  await keys.press("/");
  await becomes(() => new URL(window.page.url()).pathname, "/search");
});
