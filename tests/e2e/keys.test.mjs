// SPDX-License-Identifier: Apache-2.0
// Everything by keyboard: the focus is seen at every step, and comes back from where it was taken.

import assert from "node:assert/strict";
import { after } from "node:test";
import { leaveAll } from "../wire/client.mjs";
import { becomes } from "./until.mjs";
import { COURSE, WEBINAR, story } from "./world.mjs";
import { act, message, phase, prepare, press } from "./acts.mjs";
import { livelyCourse } from "./alive.mjs";
import { tabTo, tabToId } from "./keys.mjs";

after(leaveAll);

const focused = (window) => window.page.evaluate(() => document.activeElement.dataset.testid ?? "");

story("a participant comes in, writes, votes and asks without a mouse", {}, async (world) => {
  const host = await world.enter("host", WEBINAR);
  await phase(host, "live");
  const poll = await prepare(host, { texts: [{ lang: "en", title: "By hand?", options: ["Yes", "No"] }] });
  await press(host, "polls", `poll-open-${poll}`);
  const window = await world.window();
  const { keyboard } = window.page;
  await window.open("/");
  await window.shows("identity-participant");
  await tabTo(window, ({ text }) => text === "Skip to the content", "the way past the bar");
  await keyboard.press("Enter");
  await tabToId(window, "identity-participant");
  await keyboard.press("Space");
  await window.shows(`room-${WEBINAR}`);
  await tabToId(window, `room-${WEBINAR}`);
  await keyboard.press("Enter");
  await window.shows("player");
  assert.equal(await window.page.evaluate(() => document.activeElement.id), "main", "the new page begins here");
  window.id = await window.identity();

  await window.shows(`ballot-${poll}`);
  await tabTo(window, ({ label }) => label === "Yes", "the first answer");
  await keyboard.press("ArrowDown");
  await window.at(`ballot-${poll}`).getByLabel("No").and(window.page.locator(":checked")).waitFor();
  await keyboard.press("ArrowUp");
  await tabToId(window, `vote-${poll}`);
  await keyboard.press("Enter");
  await window.shows("poll-voted");

  await tabToId(window, "tab-chat");
  await keyboard.press("ArrowRight");
  await window.at("now").getByText("appear here by themselves").waitFor();
  await keyboard.press("ArrowLeft");
  await window.shows("chat-text");
  assert.equal(await focused(window), "tab-chat");
  await tabToId(window, "chat-text");
  await keyboard.type("Typed, ");
  await keyboard.press("Shift+Enter");
  await keyboard.type("not clicked");
  await keyboard.press("Enter");
  await message(window, "not clicked").waitFor();
  assert.equal(await focused(window), "chat-text", "ready for the next thought");
  await tabTo(window, ({ name }) => name.includes('aria-label="Delete"'), "taking it back", "Shift+Tab");
  await keyboard.press("Enter");
  await tabToId(window, "confirm");
  await keyboard.press("Enter");
  await message(window, "not clicked").waitFor({ state: "detached" });

  await tabTo(window, ({ id }) => id === "tab-chat", "the tabs", "Shift+Tab");
  await keyboard.press("End");
  await keyboard.press("ArrowLeft");
  await window.shows("question-text");
  await tabToId(window, "question-text");
  await keyboard.type("By keyboard?");
  await keyboard.press("Enter");
  await window.page.locator("li.question", { hasText: "By keyboard?" }).waitFor();

  // What is not needed to come in is loaded after that.
  await window.shows("hand");
  await tabToId(window, "hand");
  await keyboard.press("Enter");
  await window.at("hand").getByText("Lower").waitFor();
  assert.equal(await focused(window), "hand", "and comes down where it went up");
  await keyboard.press("Enter");
  await window.at("hand").getByText("Raise").waitFor();
  await tabToId(window, "reaction-clap");
  await keyboard.press("Enter");
  await becomes(() => window.sent.some((frame) => frame.includes('"reaction.send"')), true, "applause");
});

story("the tabs follow the line of reading in Arabic", {}, async (world) => {
  const window = await world.enter("participant", WEBINAR, { locale: "ar" });
  await window.at("tab-chat").focus();
  await window.page.keyboard.press("ArrowLeft");
  assert.equal(await focused(window), "tab-polls");
  await window.page.keyboard.press("ArrowRight");
  assert.equal(await focused(window), "tab-chat");
});

story("a host ends a session without a mouse, and the question gives the focus back", {}, async (world) => {
  const host = await world.enter("host", WEBINAR);
  const { keyboard } = host.page;
  await tabToId(host, "phase-live");
  await keyboard.press("Enter");
  await host.shows("phase-ended");
  await tabToId(host, "phase-ended");
  await keyboard.press("Enter");
  await host.shows("confirm");
  await keyboard.press("Escape");
  await host.lacks("confirm");
  await becomes(() => focused(host), "phase-ended", "the focus is back where it was");
  await keyboard.press("Enter");
  await tabToId(host, "confirm");
  await keyboard.press("Enter");
  await host.page.getByText("Thank you for taking part.").waitFor();
});

story("a thread is found, opened and answered without a mouse", {}, async (world) => {
  const { thread, answer } = await livelyCourse(world.server);
  const window = await world.enter("participant", COURSE);
  const { keyboard } = window.page;
  await window.shows(`thread-${thread}`);
  await tabTo(window, ({ text }) => text === "Which hash is accepted?", "the thread");
  await keyboard.press("Enter");
  await window.shows("posts");
  await tabToId(window, `comment-${answer}`);
  await keyboard.press("Enter");
  await window.shows(`text-comment/${answer}`);
  assert.equal(await focused(window), `text-comment/${answer}`);
  await keyboard.press("Escape");
  await window.lacks(`text-comment/${answer}`);
  await tabToId(window, `text-post/${thread}`);
  await keyboard.type("Written by hand");
  await keyboard.press("Control+A");
  await keyboard.press("Control+B");
  await tabToId(window, `send-post/${thread}`);
  await keyboard.press("Enter");
  await window.at("posts").locator("strong", { hasText: "Written by hand" }).waitFor();
});

story("what happens is said aloud: openings at once, the rest in turn", {}, async (world) => {
  const host = await world.enter("host", WEBINAR);
  const window = await world.enter("participant", WEBINAR);
  const says = (id, text) => window.told(text, id);
  // What stands when one comes in is read, not said.
  await window.shows("chat-log");
  await phase(host, "live");
  await says("live-polite", "The session is live.");
  const poll = await prepare(host, { texts: [{ lang: "en", title: "Heard?", options: ["Yes", "No"] }] });
  await host.at(`poll-open-${poll}`).click();
  await says("live-assertive", "A poll is open: Heard?");
  await host.at(`poll-close-${poll}`).click();
  await says("live-polite", "The poll is closed: Heard?");
  await act(host, `poll-publish-${poll}`);
  await says("live-polite", "Results are out: Heard?");
  assert.equal(await window.at("chat-log").getAttribute("role"), "log");
});
