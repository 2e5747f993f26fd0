// SPDX-License-Identifier: Apache-2.0
// A quiz from its form to how people stand, and what the team does with polls beside running them.

import assert from "node:assert/strict";
import { after } from "node:test";
import { leaveAll } from "../wire/client.mjs";
import { another } from "./staged.mjs";
import { WEBINAR, story } from "./world.mjs";
import { becomes } from "./until.mjs";
import { act, panel, phase, prepare, vote } from "./acts.mjs";

after(leaveAll);

const texts = [
  { lang: "en", title: "Which came first?", options: ["The phone", "The radio"] },
  { lang: "ar", title: "أيهما جاء أولًا؟", options: ["الهاتف", "الراديو"] },
];

// What makes a poll one of a quiz, named, for participants alone.
async function quizzed(form) {
  await form.getByTestId("poll-correct-1").check();
  await form.locator('input[name="poll-quiz"][value="q1"]').check();
  await form.getByTestId("poll-timed").fill("600");
  await form.getByTestId("poll-participants").check();
  await form.locator('input[name="poll-ballot"][value="named"]').check();
}

story("a quiz: a name of one's own, what an answer was worth, and how people stand", {}, async (world) => {
  const host = await world.enter("host", WEBINAR);
  const one = await world.enter("participant", WEBINAR);
  const two = await world.enter("participant", WEBINAR, { locale: "ar" });
  await phase(host, "live");
  const poll = await prepare(host, { texts, more: quizzed });
  await host.at(`poll-open-${poll}`).click();

  await panel(one, "polls");
  await one.at("board-alias-q1").waitFor();
  const alias = await one.at("board-alias-q1").innerText();
  await one.at("board-other-q1").click();
  await becomes(async () => (await one.at("board-alias-q1").innerText()) !== alias, true);
  const name = (await one.at("board-alias-q1").innerText()).replace("Others see you as: ", "");

  await vote(one, poll, "The phone");
  await vote(two, poll, "الراديو");
  await host.at(`poll-${poll}`).getByText("2 people have voted").waitFor();
  assert.equal(await host.at("poll-vote-too").count(), 0, "the team does not vote here");
  await act(host, `poll-who-${poll}`);
  await host.at(`poll-ballots-${poll}`).getByText("The phone").waitFor();
  await world.shot(host, "poll-ballots");
  await host.page.keyboard.press("Escape");
  await host.lacks(`poll-ballots-${poll}`);

  await host.at(`poll-close-${poll}`).click();
  await act(host, `poll-reveal-${poll}`);
  await one.at("poll-score").getByText(/Your answer was worth (\d+) points of 100/).waitFor();
  await two.at("poll-score").getByText("لم تنل إجابتك أي نقطة من 100.").waitFor();
  await host.at("board-tell-q1").click();
  await one.at("board-q1").getByText(`${name} (you)`).waitFor();
  await one.at("board-place-q1").getByText(/You are number 1 of 2/).waitFor();
  await two.at("board-place-q1").getByText(/ترتيبك/).waitFor();
  assert.equal(await one.at("board-other-q1").count(), 0, "another name now would be known");
  await world.shot(one, "quiz-board");
  await world.shot(two, "quiz-board-ar");
  await host.at("board-hide-q1").click();
  await one.lacks("board-place-q1");
});

story("a poll is kept, and brought in again, also from another session; words of a cloud are put away", {}, async (world) => {
  const before = await another(world.server);
  await before("poll.prepare", { type: "yesno", title: { en: "From last week?" } });
  const host = await world.enter("host", WEBINAR);
  const one = await world.enter("participant", WEBINAR);
  await phase(host, "live");
  const poll = await prepare(host, {
    type: "cloud",
    texts: [{ lang: "en", title: "In a word?" }],
    more: async (form) => {
      await form.locator('input[name="poll-results"][value="live"]').check();
      await form.getByTestId("poll-banned").fill("rude, شتيمة");
    },
  });
  await act(host, `poll-keep-${poll}`);
  await host.told("Kept in your library.");
  await host.at("poll-bring").click();
  await host.at("bring-library").getByText("In a word?").waitFor();
  await world.shot(host, "poll-bring");
  await host.at("bring-library").getByRole("button", { name: "Bring in" }).click();
  await host.told("It is a draft here now.");
  await host.at("bring-session").selectOption("webinar:w9");
  await host.at("bring-theirs").getByText("From last week?").waitFor();
  await world.shot(host, "poll-bring-session");
  await host.at("bring-theirs").getByRole("button", { name: "Bring in" }).click();
  await host.page.locator("article.poll", { hasText: "From last week?" }).waitFor();
  await host.page.keyboard.press("Escape");
  assert.ok(!one.heard("From last week?"), "a draft, from wherever it came, is in no byte sent to participants");
  await becomes(() => host.page.locator("article.poll", { hasText: "In a word?" }).count(), 2);

  await host.at(`poll-open-${poll}`).click();
  await panel(one, "polls");
  await one.at(`ballot-${poll}`).getByTestId("text-1").fill("Rude");
  await one.at(`vote-${poll}`).click();
  await one.at(`ballot-${poll}`).getByText(/this word is not taken here/i).waitFor();
  await one.at(`ballot-${poll}`).getByTestId("text-1").fill("Calm");
  await one.at(`vote-${poll}`).click();
  await one.at(`poll-${poll}`).locator(".poll-cloud").getByText("Calm").waitFor();
  await host.at(`poll-words-${poll}`).click();
  await host.at(`poll-${poll}`).getByRole("button", { name: "Calm" }).click();
  await host.told("Put away: Calm");
  await becomes(() => one.at(`poll-${poll}`).locator(".poll-cloud li").count(), 0);
  await world.shot(host, "poll-words");
});
