// SPDX-License-Identifier: Apache-2.0
// Questions: asked, looked at, voted up, answered in both ways, set aside.

import assert from "node:assert/strict";
import { WEBINAR, story } from "./world.mjs";
import { becomes } from "./until.mjs";
import { act, ask, panel, phase, questionNumber, settings, show, votes } from "./acts.mjs";

const shows = async (windows, text) => {
  for (const window of windows) await window.page.locator("li.question", { hasText: text }).waitFor();
};

const order = (window) => window.page.locator("li.question .question-body > .prose").allInnerTexts();

story("questions gather votes, one a person, and the most wanted stands first", {}, async (world) => {
  const host = await world.enter("host", WEBINAR);
  const one = await world.enter("participant", WEBINAR);
  const two = await world.enter("participant", WEBINAR);
  const all = [host, one, two];
  await phase(host, "live");
  for (const window of all) await panel(window, "questions");
  await ask(one, "What comes first?");
  await ask(two, "ما الذي يأتي ثانيًا؟");
  await shows(all, "What comes first?");
  await shows(all, "ما الذي يأتي ثانيًا؟");
  const first = await questionNumber(host, "What comes first?");
  const second = await questionNumber(host, "ما الذي يأتي ثانيًا؟");
  await two.at(`upvote-${first}`).click();
  await host.at(`upvote-${first}`).click();
  await one.at(`upvote-${second}`).click();
  for (const window of all) {
    await becomes(() => votes(window, first), 2, `votes for ${window.id}`);
    await becomes(() => votes(window, second), 1);
    await becomes(() => order(window), ["What comes first?", "ما الذي يأتي ثانيًا؟"]);
  }
  const again = await world.twin(two);
  await panel(again, "questions");
  await again.page.locator(`[data-testid="upvote-${first}"][aria-pressed="true"]`).waitFor();
  await again.at(`upvote-${first}`).click();
  for (const window of [...all, again]) await becomes(() => votes(window, first), 1);
  await host.at(`upvote-${first}`).click();
  for (const window of all)
    await becomes(() => order(window), ["ما الذي يأتي ثانيًا؟", "What comes first?"]);
  await world.shot(host, "questions");
});

story("a question is answered live or in writing, set aside, and taken up again", {}, async (world) => {
  const host = await world.enter("host", WEBINAR);
  const one = await world.enter("participant", WEBINAR);
  for (const text of ["Said aloud?", "Written down?", "Not today?"]) await ask(one, text);
  await panel(host, "questions");
  const live = await questionNumber(host, "Said aloud?");
  const written = await questionNumber(host, "Written down?");
  const later = await questionNumber(host, "Not today?");
  await act(host, `question-take-${live}`);
  await one.at(`question-${live}`).getByText("Being answered now").waitFor();
  await becomes(async () => (await order(one))[0], "Said aloud?");
  await act(host, `question-live-${live}`);
  await host.lacks(`question-live-${live}`); // the list moves up
  await act(host, `question-write-${written}`);
  await host.at(`answer-text-${written}`).fill("Yes, here: https://example.org/answer");
  await host.at(`answer-send-${written}`).click();
  await act(host, `question-dismiss-${later}`);
  for (const window of [host, one]) await becomes(() => order(window), [], `open for ${window.id}`);
  await one.at("questions-mine").getByText("Not today?").waitFor();
  await one.at("questions-mine").getByText("Set aside").waitFor();
  await show(one, "answered");
  await one.at(`question-${live}`).getByText("Answered live").waitFor();
  await one.at(`question-${written}`).getByText("Answer by Host").waitFor();
  await one.at(`question-${written}`).locator(".answer a").waitFor();
  await world.shot(one, "questions-answered");
  await show(host, "dismissed");
  await act(host, `question-reopen-${later}`);
  await show(one, "open");
  await one.shows(`question-${later}`);
  await one.lacks("questions-mine");
});

story("with moderation on nobody else hears a question before the team has seen it", {}, async (world) => {
  const moderator = await world.enter("moderator", WEBINAR);
  const one = await world.enter("participant", WEBINAR);
  const two = await world.enter("participant", WEBINAR);
  await panel(moderator, "questions");
  await settings(moderator, "question-settings");
  await moderator.at("moderated").check();
  await panel(one, "questions");
  await one.page.getByText("Questions appear once the team has seen them.").waitFor();
  await ask(one, "Is this welcome?");
  await one.at("questions-mine").getByText("Waiting for approval").waitFor();
  await ask(one, "And is this?");
  await show(moderator, "pending");
  const welcome = await questionNumber(moderator, "Is this welcome?");
  const unwelcome = await questionNumber(moderator, "And is this?");
  assert.ok(!two.heard("Is this welcome?"), "what waits is in no byte sent to others");
  await act(moderator, `question-approve-${welcome}`);
  await act(moderator, `question-dismiss-${unwelcome}`);
  await panel(two, "questions");
  await two.shows(`question-${welcome}`);
  await one.shows(`question-${welcome}`);
  const late = await world.enter("participant", WEBINAR);
  await panel(late, "questions");
  await late.shows(`question-${welcome}`);
  for (const window of [two, late]) assert.ok(!window.heard("And is this?"));
});

story("who was away is sent nothing of a question that was set aside meanwhile", {}, async (world) => {
  const proxy = await world.proxy();
  const host = await world.enter("host", WEBINAR);
  const one = await world.enter("participant", WEBINAR);
  const away = await world.enter("participant", WEBINAR, { address: proxy.url });
  away.tolerateLoss();
  await panel(away, "questions");
  proxy.cut();
  await away.isIn("reconnecting");
  await ask(one, "Something unkind");
  await panel(host, "questions");
  await act(host, `question-dismiss-${await questionNumber(host, "Something unkind")}`);
  await ask(one, "Something kind");
  proxy.mend();
  await shows([away], "Something kind");
  assert.ok(!away.heard("Something unkind"));
});

story("the intake narrows to voting, and closes", {}, async (world) => {
  const host = await world.enter("host", WEBINAR);
  const one = await world.enter("participant", WEBINAR);
  await ask(one, "In time?");
  const question = await questionNumber(one, "In time?");
  await panel(host, "questions");
  await settings(host, "question-settings");
  await host.at("intake").selectOption("voting");
  await one.page.getByText("New questions are no longer taken. You can still vote.").waitFor();
  assert.equal(await one.at("question-text").count(), 0);
  await one.at(`upvote-${question}`).click();
  await becomes(() => votes(host, question), 1);
  await host.at("intake").selectOption("closed");
  await one.page.getByText("Questions are closed.").waitFor();
  await host.at("intake").selectOption("open");
  await one.shows("question-text");
});

story("one's own question is changed and taken back, also one without a name", {}, async (world) => {
  const host = await world.enter("host", WEBINAR);
  const one = await world.enter("participant", WEBINAR);
  const two = await world.enter("participant", WEBINAR);
  await phase(host, "live");
  for (const window of [host, one, two]) await panel(window, "questions");
  await ask(one, "Wen do we begin?");
  await shows([host, one, two], "Wen do we begin?");
  const seq = await questionNumber(host, "Wen do we begin?");
  await two.at(`upvote-${seq}`).click();
  assert.equal(await two.at(`question-edit-${seq}`).count(), 0, "it is somebody else's");
  await act(one, `question-edit-${seq}`);
  await one.at(`question-edit-text-${seq}`).fill("When do we begin?");
  await one.at(`question-edit-send-${seq}`).click();
  await shows([host, one, two], "When do we begin?");
  await host.at(`question-${seq}`).getByText("edited").waitFor();
  await becomes(() => votes(host, seq), 1);
  await world.shot(one, "question-own");
  await act(one, `question-withdraw-${seq}`);
  await one.at("confirm").click();
  for (const window of [host, one, two]) await becomes(() => window.at(`question-${seq}`).count(), 0);
});

story("a moderator on a phone merges, marks, pins and answers in private; the asker reads Arabic", {}, async (world) => {
  const moderator = await world.enter("moderator", WEBINAR, { viewport: { width: 360, height: 740 } });
  const one = await world.enter("participant", WEBINAR, { locale: "ar" });
  const two = await world.enter("participant", WEBINAR);
  await panel(moderator, "questions");
  await settings(moderator, "question-settings");
  await moderator.at("question-tags").fill("Law, Tools");
  await moderator.at("question-tags-save").click();
  await moderator.at("question-comments").click();
  await moderator.page.locator('[data-testid="question-comments"]:checked').waitFor();
  await moderator.at("question-settings").locator("summary").click();
  await ask(one, "من يوقّع؟");
  await ask(two, "Who signs it?");
  await shows([moderator, two], "من يوقّع؟");
  const into = await questionNumber(moderator, "من يوقّع؟");
  const similar = await questionNumber(moderator, "Who signs it?");
  await moderator.at(`upvote-${similar}`).click();
  await becomes(() => votes(two, similar), 1);
  await act(moderator, `question-merge-${similar}`);
  await moderator.at(`merge-into-${into}`).click();
  await two.lacks(`question-${similar}`);
  await two.at("questions-mine").getByText("Merged with another").waitFor();
  await becomes(() => votes(two, into), 1);
  await moderator.page.locator(`[data-testid="upvote-${into}"][aria-pressed="true"]`).waitFor();
  await moderator.at(`question-unmerge-${similar}`).click();
  await two.shows(`question-${similar}`);
  await becomes(() => votes(two, into), 0);
  await act(moderator, `question-tag-${into}`);
  await moderator.at("tag-Law").click();
  await two.at(`question-${into}`).getByText("Law").waitFor();
  await moderator.at("tags-done").click();
  await act(moderator, `question-pin-${into}`);
  await two.at(`question-${into}`).getByText("Shown first").waitFor();
  await two.at(`comment-on-${into}`).click();
  await two.at(`comment-text-${into}`).fill("I wonder too");
  await two.at(`comment-send-${into}`).click();
  await one.at(`question-${into}`).getByText("I wonder too").waitFor();
  await act(moderator, `question-write-${into}`);
  await moderator.at(`answer-text-${into}`).fill("For you alone: both.");
  await moderator.at(`answer-private-${into}`).check();
  await moderator.at(`answer-send-${into}`).click();
  await show(one, "answered");
  await one.at(`question-${into}`).getByText("For you alone: both.").waitFor();
  await world.shot(one, "question-private");
  await show(two, "answered");
  await two.at(`question-${into}`).getByText("Answered in private").waitFor();
  assert.ok(!two.heard("For you alone"), "a private answer is in no byte sent to others");
  await act(moderator, `question-why-${similar}`);
  await moderator.at(`dismiss-reason-${similar}`).fill("Asked before");
  await moderator.at(`dismiss-send-${similar}`).click();
  await two.at("questions-mine").getByText("Asked before").waitFor();
  assert.ok(!one.heard("Asked before"));
});
