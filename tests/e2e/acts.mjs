// SPDX-License-Identifier: Apache-2.0
// What people do in a webinar and in a course, as they do it: with the page's own controls.

import { becomes, until } from "./until.mjs";

// The panel of this name, unless it stands in a column of its own. Not by the mouse, which waits
// for the page to come to rest: stories look into the panels again and again.
export async function panel(window, name) {
  await window.shows("tab-questions");
  const tab = window.at(`tab-${name}`);
  if ((await tab.count()) > 0) await tab.dispatchEvent("click");
}

// What the team does with the session as a whole: a button, or behind the menu.
export async function sessionAct(window, id) {
  await window.page.locator(`[data-testid="${id}"], [data-testid="session-menu"]`).first().waitFor();
  if ((await window.at(id).count()) === 0) await window.at("session-menu").click();
  await window.at(id).click();
}

// The language, the appearance, and who one is.
export async function me(window, id) {
  await window.at("me").click();
  await window.at(id).click();
}

export async function press(window, name, id) {
  await panel(window, name);
  await act(window, id);
}

// An act on a thing: at hand, or in its menu. The thing is named as the act is: question-take-7 is of question-7.
export async function act(window, id) {
  const [, kind, seq] = /^(\w+)-(?:\w+-)?(\d+)$/.exec(id);
  const thing = ["poll", "question", "need", "note"].includes(kind) ? kind : kind === "upvote" ? "question" : "post";
  const menu = window.at(`${thing}-${seq}`).locator("[data-acts] button").first();
  await window.at(id).or(menu).first().waitFor();
  if ((await window.at(id).count()) === 0) await menu.click();
  await window.at(id).click();
}

// A line of settings, opened.
export async function settings(window, id) {
  const line = window.at(id);
  await line.waitFor();
  if ((await line.getAttribute("open")) === null) await line.locator("summary").click();
}

// Taking a message out of the chat is asked about.
export async function remove(window, button) {
  await button.click();
  await window.at("confirm").click();
}

// A role is chosen and then given; `asks`: with a question between.
export async function role(window, id, to, asks = false) {
  await window.at(`role-${id}`).selectOption(to);
  await window.at(`role-apply-${id}`).click();
  if (asks) await window.at("confirm").click();
}

export async function phase(window, to) {
  await sessionAct(window, `phase-${to}`);
  if (to === "ended") await window.at("confirm").click();
}

// Writes over what stands in a field that has just opened: not before it has the focus and its text.
export async function rewrite(window, id, text) {
  const field = window.at(id);
  await becomes(() => field.evaluate((area) => area === document.activeElement && area.value !== ""), true);
  await field.fill(text);
}

// ---- chat --------------------------------------------------------------------------------------

export const message = (window, text) => window.at("chat-log").locator("li", { hasText: text });

// Sends without waiting for what becomes of it.
export async function say(window, text) {
  await panel(window, "chat");
  await window.at("chat-text").fill(text);
  await window.at("chat-text").press("Enter");
}

// Waits until what was sent is in the chat, and nothing waits any more.
export async function said(window, text) {
  await panel(window, "chat");
  await message(window, text).waitFor();
  await window.at("outbox").locator("li").first().waitFor({ state: "detached" });
}

export async function chat(window) {
  await panel(window, "chat");
  return window.at("chat-log").locator("li .prose").allTextContents();
}

// ---- polls -------------------------------------------------------------------------------------

// Prepares a poll and returns its number. `texts` is a list of {lang, title, options}; the first
// language is the page's.
// `more`: what else is written in the form.
export async function prepare(window, { type = "single", texts, min, max, change = true, more }) {
  await panel(window, "polls");
  await window.at("poll-prepare").click();
  const form = window.at("poll-form");
  await form.locator(`input[name="poll-type"][value="${type}"]`).check();
  const count = texts[0].options?.length ?? 0;
  for (let at = 2; at < count; at++) await window.at("poll-option-add").click();
  for (const [index, { lang, title, options = [] }] of texts.entries()) {
    if (index > 0) await window.at(`poll-language-${lang}`).click();
    await window.at(`poll-title-${lang}`).fill(title);
    for (const [at, option] of options.entries())
      await window.at(`poll-option-${lang}-${at + 1}`).fill(option);
  }
  if (min) await window.at("poll-min").fill(String(min));
  if (max) await window.at("poll-max").fill(String(max));
  if (!change) await form.getByTestId("poll-may-change").uncheck();
  await more?.(form);
  await window.at("poll-save").click();
  await form.waitFor({ state: "detached" });
  return pollNumber(window, texts[0].title);
}

export async function pollNumber(window, title) {
  const card = window.page.locator("article.poll", { hasText: title });
  await card.waitFor();
  return Number((await card.getAttribute("data-testid")).replace("poll-", ""));
}

// The team looks at its tally until it says that it votes too.
export async function voteToo(window, poll, ...options) {
  await panel(window, "polls");
  await window.at(`poll-${poll}`).getByTestId("poll-vote-too").click();
  await vote(window, poll, ...options);
}

export async function vote(window, poll, ...options) {
  await panel(window, "polls");
  const ballot = window.at(`ballot-${poll}`);
  for (const option of options) await ballot.getByLabel(option, { exact: true }).check();
  await window.at(`vote-${poll}`).click();
  await ballot.waitFor({ state: "detached" });
}

// What the card tells of the results: ["Morning: 2 votes, 67 %"], none when there are none.
export async function results(window, poll) {
  const rows = window.at(`poll-${poll}`).locator(".result");
  const texts = await rows.evaluateAll((items) =>
    items.map((item) =>
      [".result-text > span:not(.hidden)", ".result-value"].map((part) => item.querySelector(part).innerText),
    ),
  );
  return texts.map(([option, value]) => `${option}: ${value.replace(/,.*/, "")}`);
}

export const showsResults = (window, poll, expected) =>
  becomes(() => results(window, poll), expected, `results of ${poll} for ${window.id}`);

// ---- questions ---------------------------------------------------------------------------------

export async function ask(window, text) {
  await panel(window, "questions");
  await window.at("question-text").fill(text);
  await window.at("question-ask").click();
  await until(async () => (await window.at("question-text").inputValue()) === "", "the empty field");
}

export async function show(window, which) {
  await panel(window, "questions");
  await window.page.locator(`input[name="question-show"][value="${which}"]`).check();
}

export async function questionNumber(window, text) {
  const item = window.page.locator("li.question", { hasText: text });
  await item.waitFor();
  return Number((await item.getAttribute("data-testid")).replace("question-", ""));
}

export const votes = async (window, question) =>
  Number(await window.at(`question-${question}`).locator(".vote > span:not(.hidden)").innerText());

// ---- forum -------------------------------------------------------------------------------------

// Opens a thread and returns its number.
export async function thread(window, title, text) {
  await window.at("thread-new").click();
  await window.at("thread-title").fill(title);
  await window.at("thread-text").fill(text);
  await window.at("thread-send").click();
  await window.page.waitForURL("**/thread/*");
  await window.shows("posts");
  return Number(window.page.url().split("/").pop());
}

export async function post(window, thread, text) {
  await window.at(`text-post/${thread}`).fill(text);
  await window.at(`send-post/${thread}`).click();
  return postNumber(window, text);
}

export async function comment(window, post, text) {
  await window.at(`comment-${post}`).click();
  await window.at(`text-comment/${post}`).fill(text);
  await window.at(`send-comment/${post}`).click();
  return postNumber(window, text);
}

export async function postNumber(window, text) {
  const item = window.at("posts").locator("article", { hasText: text });
  await item.waitFor();
  return Number((await item.getAttribute("data-testid")).replace("post-", ""));
}
