// SPDX-License-Identifier: Apache-2.0
// A moderator on a phone does an hour's work: lets in what waits, answers, removes, launches a poll and tells its
// results, calls on a hand, silences and takes it back; first in English, then the same in Arabic and in the dark.

import assert from "node:assert/strict";
import { after } from "node:test";
import { leaveAll } from "../wire/client.mjs";
import { act, panel, phase, questionNumber, settings } from "./acts.mjs";
import { accessible, fits, language, theme } from "./look.mjs";
import { person } from "./staged.mjs";
import { becomes } from "./until.mjs";
import { WEBINAR, story } from "./world.mjs";

after(leaveAll);

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
const WORDS = {
  en: { ask: "What comes first?", off: "Buy something", fine: "Good morning", rude: "Rude words", why: "Off the subject", answer: "The record comes first.", poll: "Shall we go on?" },
  ar: { ask: "ما الذي يأتي أولًا؟", off: "اشترِ شيئًا", fine: "صباح الخير", rude: "كلام مسيء", why: "خارج الموضوع", answer: "السجل أولًا.", poll: "هل نتابع؟" },
};

// axe takes long: it looks at each once, in either light.
const AXE = ["needs-en", "poll-form-ar", "poll-en", "chat-ar"];

async function looks(world, window, name) {
  await fits(window, name);
  if (AXE.includes(name)) await accessible(window, name);
  await world.shot(window, `hour-${name}`);
}

// Whoever is not at a window.
async function begin(server, lang) {
  const people = {};
  for (const id of ["p1", "p2"]) people[id] = await person(server, `${id}${lang}`, WEBINAR);
  return people;
}

async function hour(world, moderator, one, lang) {
  const words = WORDS[lang];
  const { p1, p2 } = await begin(world.server, lang);
  // What waits: one message is let through, one is not, with a reason.
  const fine = await p1("chat.post", { text: words.fine });
  const rude = await p2("chat.post", { text: words.rude });
  const ask = await p1("question.ask", { text: words.ask });
  const off = await p2("question.ask", { text: words.off });
  await panel(moderator, "needs");
  await act(moderator, `need-approve-${fine}`);
  await one.at("chat-log").getByText(words.fine).waitFor();
  await act(moderator, `need-remove-${rude}`);
  await moderator.at("confirm").click();
  await moderator.lacks(`need-${rude}`);
  await act(moderator, `need-approve-${ask}`);
  await act(moderator, `need-dismiss-${off}`);
  await moderator.lacks(`need-${off}`);
  await looks(world, moderator, `needs-${lang}`);

  // It is answered in writing, and everybody reads it.
  await panel(moderator, "questions");
  await act(moderator, `question-write-${ask}`);
  await moderator.at(`answer-text-${ask}`).fill(words.answer);
  await moderator.at(`answer-send-${ask}`).click();
  await moderator.lacks(`answer-text-${ask}`);
  await panel(one, "questions");
  await one.page.locator('input[name="question-show"][value="answered"]').check();
  await one.at(`question-${ask}`).getByText(words.answer).waitFor();
  await one.page.locator('input[name="question-show"][value="open"]').check();
  await panel(one, "chat");

  // A poll is prepared on the phone, launched, closed, and told.
  await panel(moderator, "polls");
  await moderator.at("poll-prepare").click();
  const form = moderator.at("poll-form");
  await form.locator('input[name="poll-type"][value="yesno"]').check();
  await moderator.at(`poll-title-${lang}`).fill(words.poll);
  await looks(world, moderator, `poll-form-${lang}`);
  await moderator.at("poll-save").click();
  await form.waitFor({ state: "detached" });
  const card = moderator.page.locator("article.poll", { hasText: words.poll });
  const poll = Number((await card.getAttribute("data-testid")).replace("poll-", ""));
  await moderator.at(`poll-open-${poll}`).click();
  await one.at("now").getByTestId(`ballot-${poll}`).waitFor();
  await p1("poll.vote", { poll, choices: [1] });
  await one.at("now").locator(`[data-testid="ballot-${poll}"] input`).nth(0).check();
  await one.at(`vote-${poll}`).click();
  await one.at("poll-voted").first().waitFor();
  await moderator.at(`poll-close-${poll}`).click();
  await act(moderator, `poll-publish-${poll}`);
  await one.at("now").getByText(words.poll).first().waitFor();
  await looks(world, moderator, `poll-${lang}`);

  // A hand is called on and comes down; a message that everybody saw is taken out.
  await p2("hand.raise", {});
  await panel(moderator, "needs");
  await moderator.page.locator('[data-testid^="hand-call-"]').click();
  await p2("hand.lower", {});
  const late = await p2("chat.post", { text: `${words.rude} 2` });
  await act(moderator, `need-approve-${late}`);
  await one.at("chat-log").getByText(`${words.rude} 2`).waitFor();
  await panel(moderator, "chat");
  const row = moderator.page.getByTestId("chat-log").locator("li", { hasText: `${words.rude} 2` });
  await row.locator("[data-acts] button, [aria-expanded]").first().click();
  await looks(world, moderator, `chat-${lang}`);
  await moderator.page.keyboard.press("Escape");
}

story("a moderator on a phone does an hour's usual work, in English and in Arabic", {}, async (world) => {
  const host = await person(world.server, "host", WEBINAR);
  await host("stage.phase", { to: "live" });
  await host("chat.mode", { mode: "approve" });
  await host("question.intake", { intake: "open", moderated: true });
  const moderator = await world.enter("moderator", WEBINAR, PHONE);
  const one = await world.enter("participant", WEBINAR);
  await moderator.shows("tab-needs");
  await hour(world, moderator, one, "en");
  await language(moderator, "ar");
  await theme(moderator, "dark");
  await hour(world, moderator, one, "ar");
  assert.ok(!one.heard(WORDS.en.off) && !one.heard(WORDS.ar.off), "what was set aside is in no byte sent to others");
});
