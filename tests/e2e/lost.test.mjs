// SPDX-License-Identifier: Apache-2.0
// The network is lost in each step of what a participant does: a vote, a question, a message, a hand, a note, a
// reaction. Once their words arrive and the answers do not, once nothing goes through. Each says that it is on its way,
// each is done once in the end; a reaction is of its moment and is gone.

import assert from "node:assert/strict";
import { after } from "node:test";
import { leaveAll } from "../wire/client.mjs";
import { panel } from "./acts.mjs";
import { person } from "./staged.mjs";
import { becomes, until } from "./until.mjs";
import { WEBINAR, story } from "./world.mjs";

after(leaveAll);

const ROUNDS = ["answers", "everything"];
const words = (what, round) => `${what} while ${round} is lost`;

async function opened(host, round) {
  const options = [{ en: "This" }, { en: "That" }];
  const poll = await host("poll.prepare", { type: "single", title: { en: `Which, ${round}?` }, options, results: "live" });
  await host("poll.open", { poll });
  return poll;
}

// Everything at once, in a page that does not hear how it went; what it says of each meanwhile.
async function doesAll(one, round, poll) {
  await one.at("note-text").fill(words("Noted", round));
  await one.at("note-done").click();
  await one.at("note-saved").getByText("Saving").waitFor();
  await panel(one, "polls");
  await one.at(`ballot-${poll}`).getByLabel("That").check();
  await one.at(`vote-${poll}`).click();
  await becomes(() => one.at(`vote-${poll}`).innerText(), "Sending…");
  await panel(one, "questions");
  await one.at("question-text").fill(words("Asked", round));
  await one.at("question-ask").click();
  await becomes(() => one.at("question-ask").innerText(), "Sending…");
  await panel(one, "chat");
  await one.at("chat-text").fill(words("Said", round));
  await one.at("chat-text").press("Enter");
  await one.at("outbox").getByText(words("Said", round)).waitFor();
  await one.at("reaction-heart").click();
  await one.at("hand").click();
  await one.page.locator('[data-testid="hand"][aria-disabled="true"]').waitFor();
}

async function allDone(one, round, poll) {
  await one.isIn("connected");
  await one.at("hand").getByText("Lower").waitFor();
  await one.at("chat-log").getByText(words("Said", round)).waitFor();
  await one.lacks("outbox");
  await panel(one, "notes");
  await one.page.locator("li.note", { hasText: words("Noted", round) }).waitFor();
  await one.lacks("note-editor");
  await panel(one, "questions");
  await one.page.locator("li.question", { hasText: words("Asked", round) }).waitFor();
  assert.equal(await one.at("question-text").inputValue(), "");
  await panel(one, "polls");
  await one.at(`poll-${poll}`).getByTestId("poll-voted").waitFor();
}

story("the network is lost over a vote, a question, a message, a hand, a note and a reaction: nothing is lost or twice", {}, async (world) => {
  const host = await person(world.server, "host", WEBINAR);
  await host("stage.phase", { to: "live" });
  const proxy = await world.proxy();
  const one = await world.enter("participant", WEBINAR, { address: proxy.url });
  one.tolerateLoss();
  await one.shows("reaction-heart"); // what is loaded last
  const polls = {};
  for (const round of ROUNDS) {
    polls[round] = await opened(host, round);
    await panel(one, "polls");
    await one.shows(`ballot-${polls[round]}`);
    await panel(one, "notes");
    await one.at("notes-add").click();
    await one.shows("note-text");
    if (round === "answers") proxy.lose("down");
    else {
      proxy.cut();
      await one.isIn("reconnecting");
    }
    await doesAll(one, round, polls[round]);
    proxy.mend();
    await allDone(one, round, polls[round]);
    await panel(one, "chat");
    await one.at("hand").click();
    await one.at("hand").getByText("Raise").waitFor();
  }
  const entries = (await world.server.entries(WEBINAR)).filter((entry) => !entry.void);
  const count = (type, fits = () => true) => entries.filter((entry) => entry.type === type && fits(entry.data)).length;
  for (const round of ROUNDS) {
    assert.equal(count("chat.post", ({ text }) => text === words("Said", round)), 1);
    assert.equal(count("question.ask", ({ text }) => text === words("Asked", round)), 1);
    assert.equal(count("notes.add"), ROUNDS.length);
    const acts = entries.filter(({ type }) => type === "poll.vote").flatMap(({ data }) => data.acts[polls[round]] ?? []);
    assert.deepEqual(acts.map(([by, , choices]) => [by, choices]), [[one.id, [2]]]);
  }
  assert.equal(count("hand.raise"), ROUNDS.length);
  // The first was heard, of which only the answer was lost; the second is gone.
  const hearts = () => entries.filter(({ type }) => type === "reaction.sums").reduce((sum, { data }) => sum + (data.sums.heart ?? 0), 0);
  assert.ok(hearts() <= 1, `${hearts()} hearts`);
  await until(() => one.at("hand").isVisible(), "the room as before");
});
