// SPDX-License-Identifier: Apache-2.0
// Polls from draft to published results; before its moment nothing of one is in any byte.

import assert from "node:assert/strict";
import { WEBINAR, story } from "./world.mjs";
import { becomes, until } from "./until.mjs";
import { act, panel, phase, prepare, results, showsResults, vote, voteToo } from "./acts.mjs";

const state = (window, poll) => window.at(`poll-${poll}`).locator(".poll-state .badge").innerText();

// A tally of votes has this name in every frame and nothing else has.
const TALLY = '"voters"';

story("a single choice in two languages: voted, changed, closed, and only then published", {}, async (world) => {
  const host = await world.enter("host", WEBINAR);
  const one = await world.enter("participant", WEBINAR);
  const two = await world.enter("participant", WEBINAR, { locale: "ar" });
  await phase(host, "live");
  const poll = await prepare(host, {
    texts: [
      { lang: "en", title: "When shall we meet?", options: ["Morning", "Noon", "Evening"] },
      { lang: "ar", title: "متى نلتقي؟", options: ["صباحًا", "ظهرًا", "مساءً"] },
    ],
  });
  assert.equal(await state(host, poll), "Draft");
  assert.ok(!one.heard("When shall we meet?"), "a draft is in no byte sent to participants");
  await host.at(`poll-open-${poll}`).click();
  await one.at("now").getByTestId(`ballot-${poll}`).waitFor();
  await vote(one, poll, "Morning");
  await one.shows("poll-voted");
  await vote(two, poll, "ظهرًا");
  await two.at(`poll-${poll}`).getByText("متى نلتقي؟").waitFor();
  await showsResults(host, poll, ["Morning: 1 vote", "Noon: 1 vote", "Evening: 0 votes"]);
  await two.at("poll-change").click();
  await vote(two, poll, "صباحًا");
  await showsResults(host, poll, ["Morning: 2 votes", "Noon: 0 votes", "Evening: 0 votes"]);
  await host.at(`poll-${poll}`).getByText("2 people have voted").waitFor();
  await host.at(`poll-close-${poll}`).click();
  for (const window of [one, two])
    await until(async () => (await window.at(`ballot-${poll}`).count()) === 0, "the end of voting");
  await becomes(() => state(one, poll), "Closed");
  for (const window of [one, two]) {
    assert.deepEqual(await results(window, poll), []);
    assert.ok(!window.heard(TALLY), "unpublished results are in no byte sent to participants");
  }
  await act(host, `poll-publish-${poll}`);
  await showsResults(one, poll, ["Morning: 2 votes", "Noon: 0 votes", "Evening: 0 votes"]);
  await becomes(async () => (await results(two, poll)).length, 3);
  await world.shot(one, "poll-results");
  await world.shot(two, "poll-results-ar");
  await act(host, `poll-publish-${poll}`);
  for (const window of [one, two]) await showsResults(window, poll, []);
});

story("several answers within their bounds, one vote for good, and results while it runs", {}, async (world) => {
  const presenter = await world.enter("presenter", WEBINAR);
  const host = await world.enter("host", WEBINAR);
  const one = await world.enter("participant", WEBINAR);
  await phase(host, "live");
  const poll = await prepare(presenter, {
    type: "multiple",
    min: 2,
    max: 3,
    change: false,
    texts: [{ lang: "en", title: "Which seasons?", options: ["Spring", "Summer", "Autumn", "Winter"] }],
  });
  await presenter.at(`poll-open-${poll}`).click();
  await act(presenter, `poll-publish-${poll}`);
  await panel(one, "polls");
  const ballot = one.at(`ballot-${poll}`);
  await ballot.getByLabel("Spring").check();
  assert.ok(await one.at(`vote-${poll}`).isDisabled(), "one answer is too few");
  for (const option of ["Summer", "Autumn"]) await ballot.getByLabel(option).check();
  await becomes(() => ballot.getByLabel("Winter").isDisabled(), true, "four are too many");
  await one.at(`vote-${poll}`).click();
  await one.page.getByText("Your vote has been counted and cannot be changed.").waitFor();
  const expected = ["Spring: 1 vote", "Summer: 1 vote", "Autumn: 1 vote", "Winter: 0 votes"];
  for (const window of [one, presenter]) await showsResults(window, poll, expected);
  assert.equal(await one.at("poll-change").count(), 0);
  const late = await world.enter("participant", WEBINAR);
  await vote(late, poll, "Winter", "Spring");
  await showsResults(one, poll, ["Spring: 2 votes", "Summer: 1 vote", "Autumn: 1 vote", "Winter: 1 vote"]);
});

story("yes, no or abstain; the team may vote too, and drafts can be thrown away", {}, async (world) => {
  const host = await world.enter("host", WEBINAR);
  const one = await world.enter("participant", WEBINAR);
  await phase(host, "live");
  const draft = await prepare(host, { type: "yesno", texts: [{ lang: "en", title: "A bad idea" }] });
  await act(host, `poll-delete-${draft}`);
  await host.at("confirm").click();
  await host.lacks(`poll-${draft}`);
  const poll = await prepare(host, { type: "yesno", texts: [{ lang: "en", title: "Shall we go on?" }] });
  await host.at(`poll-open-${poll}`).click();
  await vote(one, poll, "I abstain");
  await voteToo(host, poll, "Yes");
  await showsResults(host, poll, ["Yes: 1 vote", "No: 0 votes", "I abstain: 1 vote"]);
  await host.at(`poll-close-${poll}`).click();
  await act(host, `poll-publish-${poll}`);
  await showsResults(one, poll, ["Yes: 1 vote", "No: 0 votes", "I abstain: 1 vote"]);
  assert.ok(!one.heard("A bad idea"));
});

story("a poll with a time limit closes by itself, in front of everyone", {}, async (world) => {
  const host = await world.enter("host", WEBINAR);
  const one = await world.enter("participant", WEBINAR);
  await phase(host, "live");
  await panel(one, "polls");
  const poll = await prepare(host, {
    texts: [{ lang: "en", title: "Quickly now", options: ["This", "That"] }],
  });
  await host.page.evaluate((seq) => {
    const choice = document.querySelector(`[data-testid="poll-seconds-${seq}"]`);
    // Shorter than the page offers, so that nobody need wait.
    choice.add(new Option("2", "2"));
  }, poll);
  await host.at(`poll-seconds-${poll}`).selectOption("2");
  await host.at(`poll-open-${poll}`).click();
  await one.at(`poll-${poll}`).getByText(/closes in/).waitFor();
  for (const window of [host, one]) await becomes(() => state(window, poll), "Closed");
  await one.at(`poll-${poll}`).getByText("You did not vote.").waitFor();
});

story("what is wrong with a poll is said before it is sent", {}, async (world) => {
  const host = await world.enter("host", WEBINAR);
  await panel(host, "polls");
  await host.at("poll-prepare").click();
  await host.at("poll-save").click();
  await host.page.getByText("The question is missing.").waitFor();
  await host.at("poll-title-en").fill("Only one answer?");
  await host.at("poll-option-en-1").fill("Only this");
  await host.at("poll-save").click();
  await host.page.getByText("At least two answers are needed.").waitFor();
  await host.page.keyboard.press("Escape");
  await host.lacks("poll-form");
  assert.ok(!host.sent.some((frame) => frame.includes("poll.prepare")));
});

story("a draft is asked another way, taken back while nobody has voted, and copied", {}, async (world) => {
  const host = await world.enter("host", WEBINAR);
  const one = await world.enter("participant", WEBINAR);
  await phase(host, "live");
  const texts = [{ lang: "en", title: "Wen shall we meet?", options: ["Morning", "Noon", "Evening"] }];
  const poll = await prepare(host, { texts });
  await act(host, `poll-edit-${poll}`);
  await host.at("poll-title-en").fill("When shall we meet?");
  await host.at("poll-save").click();
  await host.at("poll-form").waitFor({ state: "detached" });
  await host.at(`poll-${poll}`).getByText("When shall we meet?").waitFor();
  await host.at(`poll-open-${poll}`).click();
  await one.at("now").getByTestId(`ballot-${poll}`).waitFor();
  await act(host, `poll-retract-${poll}`);
  await one.at(`ballot-${poll}`).first().waitFor({ state: "detached" });
  await becomes(() => state(host, poll), "Draft");
  await act(host, `poll-copy-${poll}`);
  await host.at("poll-title-en").fill("And where?");
  await host.at("poll-save").click();
  await host.page.locator("article.poll", { hasText: "And where?" }).waitFor();
  assert.ok(!one.heard("And where?"), "a copy is a draft");
  // Prepared polls are put into their order: by the menu, the keyboard and the mouse.
  const drafts = () => host.page.locator(".poll-draft h3").allInnerTexts();
  await becomes(drafts, ["When shall we meet?", "And where?"]);
  // A draft is a line of title and kind, and one of what opens it, beside each other where there is room.
  const draft = await host.at(`poll-${poll}`).boundingBox();
  const opens = await host.at(`poll-open-${poll}`).boundingBox();
  assert.ok(draft.height <= 88 && opens.y >= draft.y && opens.y + opens.height <= draft.y + draft.height, `a draft is ${draft.height} high`);
  await act(host, `poll-down-${poll}`);
  await becomes(drafts, ["And where?", "When shall we meet?"]);
  await host.at(`poll-${poll}`).focus();
  await host.page.keyboard.press("Alt+ArrowUp");
  await becomes(drafts, ["When shall we meet?", "And where?"]);
  await host.at(`poll-${poll}`).dragTo(host.page.locator("article.poll", { hasText: "And where?" }));
  await becomes(drafts, ["And where?", "When shall we meet?"]);
  await host.at(`poll-open-${poll}`).click();
  await vote(one, poll, "Noon");
  await host.at(`poll-${poll}`).getByText("1 person has voted").waitFor();
});

// By the keyboard alone: the control takes the focus, and keys do the rest.
const press = async (control, ...keys) => {
  await control.focus();
  for (const key of keys) await control.press(key);
};
const cast = async (window, poll) => {
  await press(window.at(`vote-${poll}`), "Enter");
  await window.at(`poll-${poll}`).getByTestId("poll-voted").waitFor();
};

story("every type of poll: prepared, voted on by keys, and seen", {}, async (world) => {
  const host = await world.enter("host", WEBINAR);
  const one = await world.enter("participant", WEBINAR);
  await phase(host, "live");
  await panel(one, "polls");
  const options = ["Phones", "Paper", "Computers"];
  const open = async (type, title, more, listed) => {
    const texts = [{ lang: "en", title, ...(listed && { options }) }];
    const poll = await prepare(host, { type, texts, more });
    await host.at(`poll-open-${poll}`).click();
    await one.at(`ballot-${poll}`).waitFor();
    return poll;
  };
  const shows = (window, poll, text) => window.at(`poll-${poll}`).getByText(text).first().waitFor();

  const live = (form) => form.locator('input[name="poll-results"][value="live"]').check();
  const scale = await open("scale", "How sure?", live);
  await shows(host, scale, "0 people have voted");
  assert.equal(await host.at(`poll-${scale}`).locator(".bars").count(), 0, "no bars of nothing");
  await press(one.at(`ballot-${scale}`).locator("input").nth(3), " ");
  await cast(one, scale);
  await shows(one, scale, "Average: 4");

  const right = (form) => form.getByTestId("poll-correct-2").check();
  const boolean = await open("boolean", "Is it so?", right);
  assert.ok(!one.heard('"correct"'), "what is correct is in no byte before it is told");
  await press(one.at(`ballot-${boolean}`).locator("input").first(), " ");
  await cast(one, boolean);
  await host.at(`poll-close-${boolean}`).click();
  await act(host, `poll-publish-${boolean}`);
  await act(host, `poll-reveal-${boolean}`);
  await shows(one, boolean, /correct/);

  const ranking = await open("ranking", "What first?", live, true);
  await press(one.at("rank-up-3"), "Enter");
  await cast(one, ranking);
  await shows(one, ranking, "Points: 3 · first: 1");

  const points = await open("points", "How much each?", live, true);
  await press(one.at("points-1"), "Control+A", "6", "0");
  await press(one.at("points-3"), "Control+A", "4", "0");
  await cast(one, points);
  await shows(one, points, "Points: 60");

  const number = await open("numeric", "How many?", async (form) => {
    await live(form);
    await form.getByTestId("poll-unit-en").fill("km");
  });
  await press(one.at(`ballot-${number}`).getByTestId("number"), "4", "2");
  await cast(one, number);
  await shows(one, number, /Average: 42 km/);

  const text = await open("text", "Why?", live);
  await press(one.at(`ballot-${text}`).getByTestId("text-1"), ..."canary");
  await cast(one, text);
  const shown = host.at(`poll-answers-${text}`).getByRole("button");
  await shown.waitFor();
  const two = await world.enter("participant", WEBINAR);
  await panel(two, "polls");
  await two.at(`poll-${text}`).waitFor();
  assert.ok(!two.heard("canary"), "an answer that is not shown is in no byte sent to others");
  await press(shown, "Enter");
  await shows(two, text, "canary");

  const cloud = await open("cloud", "In a word?", live);
  await press(one.at(`ballot-${cloud}`).getByTestId("text-1"), ..."Tea");
  await cast(one, cloud);
  await press(two.at(`ballot-${cloud}`).getByTestId("text-1"), ..."tea");
  await cast(two, cloud);
  await becomes(async () => (await one.at(`poll-${cloud}`).locator(".poll-cloud li").allInnerTexts()).join(), "Tea 2");
  await world.shot(one, "poll-types");

  await host.at(`poll-close-${cloud}`).click();
  await act(host, `poll-round-${cloud}`);
  await one.at(`ballot-${cloud}`).waitFor();
  await host.at(`round-1`).waitFor();
});

story("types of polls in Arabic", {}, async (world) => {
  const host = await world.enter("host", WEBINAR);
  const one = await world.enter("participant", WEBINAR, { locale: "ar" });
  await phase(host, "live");
  await panel(one, "polls");
  const texts = [{ lang: "ar", title: "كم أنت متأكد؟" }];
  const poll = await prepare(host, {
    type: "scale",
    texts: [{ lang: "en", title: "How sure?" }, ...texts],
    more: async (form) => {
      await form.locator('input[name="poll-results"][value="voted"]').check();
      await form.getByTestId("poll-high-ar").fill("متأكد تمامًا");
    },
  });
  await host.at(`poll-open-${poll}`).click();
  await press(one.at(`ballot-${poll}`).getByLabel(/متأكد تمامًا/), " ");
  await cast(one, poll);
  await one.at(`poll-${poll}`).getByTestId("poll-mean").waitFor();
  assert.ok(!one.heard('"published":true'), "what is seen after voting is told to nobody else");
  await world.shot(one, "poll-types-ar");
});
