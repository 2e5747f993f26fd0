// SPDX-License-Identifier: Apache-2.0
// What people do with posts and discussions that stand: votes, restoring, pinning, closing.

import assert from "node:assert/strict";
import { COURSE, story } from "./world.mjs";
import { becomes } from "./until.mjs";
import { act, post, thread } from "./acts.mjs";

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
