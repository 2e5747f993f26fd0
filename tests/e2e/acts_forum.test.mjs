// SPDX-License-Identifier: Apache-2.0
// What people do with posts and discussions that stand: votes, restoring, pinning, closing.

import assert from "node:assert/strict";
import { COURSE, story } from "./world.mjs";
import { becomes } from "./until.mjs";
import { act, post, thread } from "./acts.mjs";
import { inspect } from "./look.mjs";

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
