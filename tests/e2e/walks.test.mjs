// SPDX-License-Identifier: Apache-2.0
// Walks through the page by keyboard and by what a screen reader is told: the host, a moderator on a phone, a
// participant in Arabic, a reader of a forum; and every part on the page that shows them.

import assert from "node:assert/strict";
import { after } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { Client, leaveAll } from "../wire/client.mjs";
import { token } from "../wire/server.mjs";
import { panel, settings } from "./acts.mjs";
import { livelyCourse, livelyWebinar } from "./alive.mjs";
import { tabTo, tabToId } from "./keys.mjs";
import { accessible, fits, inspect, language } from "./look.mjs";
import { becomes, until } from "./until.mjs";
import { COURSE, WEBINAR, story } from "./world.mjs";

after(leaveAll);

const PHONE = { width: 360, height: 740 };
const focused = (window) =>
  window.page.evaluate(() => document.activeElement.dataset.testid ?? document.activeElement.className);

// How many stops there are from the one with the focus to `id`.
async function stops(window, id) {
  let count = 0;
  await tabTo(window, (focus) => (count++, focus.id === id), id);
  return count;
}

// What a screen reader is told the page is made of, without the words: roles by depth.
async function structure(window) {
  const tree = await window.page.locator("body").ariaSnapshot();
  return tree
    .split("\n")
    .map((line) => /^( *)- '?([a-z]+)/.exec(line))
    .filter((found) => found && !["text", "paragraph", "time", "strong"].includes(found[2]))
    .map(([, depth, role]) => depth + role);
}

// Told the same in Arabic as in English, and back to it.
async function sameInArabic(window, where) {
  // What passes by itself, as a line above what was new, may go between the two looks.
  await until(async () => {
    await language(window, "en");
    const english = await structure(window);
    await language(window, "ar");
    return isDeepStrictEqual(await structure(window), english);
  }, `${where}: the same structure in Arabic`);
  await language(window, "en");
}

// Of each list of the panel that is open: how many of its rows Tab comes to.
const entries = (window, tab) => window.page.evaluate((id) => {
  const lists = new Map();
  for (const row of document.querySelectorAll(`#panel-${id} [data-row]`)) {
    const list = row.parentElement.closest("[role=log], ul, ol");
    lists.set(list, (lists.get(list) ?? 0) + (row.tabIndex === 0 ? 1 : 0));
  }
  return [...lists.values()];
}, tab);

async function talk(server, count) {
  for (let at = 0; at < count; at++) {
    if (at % 8 === 0) await leaveAll();
    const id = `talker-${Math.floor(at / 8)}`;
    const talker = await new Client(server, { token: token(id, { name: id }) }).ready();
    await talker.rpc("chat.post", { room: WEBINAR, op: `talk-${at}`, text: `Word ${at}` });
  }
}

// In the narrowest column of a desk of 1440 a name is one line: what may be done with its person stands below it.
async function namesWhole(world, host) {
  const guest = new Client(world.server, { token: token("p12", { name: "Participant 12" }) });
  guest.follow(WEBINAR);
  await host.resize({ width: 1440, height: 900 });
  await panel(host, "people");
  const name = host.at("people").locator("[data-row]", { hasText: "Participant 12" }).locator(".name");
  const lines = () => name.evaluate((each) => new Set([...each.getClientRects()].map(({ top }) => Math.round(top))).size);
  await becomes(lines, 1, "a name is one line");
  await host.resize({ width: 1280, height: 800 });
}

// On 1440 × 900 what a room is made of stands side by side, from edge to edge and down to the foot: no third of it is empty.
async function fillsWide(window, parts) {
  await window.resize({ width: 1440, height: 900 });
  await until(async () => {
    const boxes = await window.page.locator(parts).evaluateAll((all) => all.map((each) => each.getBoundingClientRect().toJSON()));
    boxes.sort((a, b) => a.left - b.left);
    const gaps = boxes.map(({ left }, at) => left - (at === 0 ? 0 : boxes[at - 1].right));
    return boxes.length > 1 && Math.max(...gaps, 1440 - boxes.at(-1).right) <= 24 && boxes.slice(1).every(({ bottom }) => bottom > 860);
  }, "a wide room is filled");
  await window.resize({ width: 1280, height: 800 });
}

story("a host walks a full desk: lists are one stop, acts come by the menu key, nothing weighty by one", {}, async (world) => {
  const { host: told, asked } = await livelyWebinar(world.server);
  await told("chat.mode", { mode: "open" });
  await talk(world.server, 24);
  const host = await world.enter("host", WEBINAR);
  const { keyboard } = host.page;
  await host.shows("needs");
  // The chat: from the tabs to the field past thirty messages in as many steps as past three.
  await host.at("tab-chat").focus();
  const steps = await stops(host, "chat-text");
  assert.ok(steps <= 8, `${steps} stops from the tabs to the field`);
  await tabTo(host, ({ name }) => name.startsWith("li.message"), "the newest message", "Shift+Tab");
  const newest = await focused(host);
  await keyboard.press("ArrowUp");
  assert.notEqual(await focused(host), newest, "arrows go through the messages");
  await keyboard.press("End");
  assert.equal(await focused(host), newest);

  // What waits: its act, and the others by the menu key.
  await host.at("tab-needs").focus();
  await tabTo(host, ({ name }) => name.includes("li.need"), "what waits");
  await keyboard.press("End");
  const row = await focused(host);
  await keyboard.press("ContextMenu");
  const menu = host.page.getByRole("menu");
  await menu.waitFor();
  await keyboard.press("Escape");
  await menu.waitFor({ state: "detached" });
  await keyboard.press("ContextMenu");
  await menu.locator('[data-testid^="need-dismiss-"]').focus();
  await keyboard.press("Enter");
  await host.holdUndo();
  await host.at(row).waitFor({ state: "detached" });
  await host.undo();
  await panel(host, "questions");
  await host.shows(`question-${asked[0]}`);

  // Filters stand in one line in the narrow columns of a desk, and each list is one stop.
  await host.page.locator("#panel-questions .filters").waitFor();
  await host.resize({ width: 1440, height: 900 });
  await fits(host, "a desk of 1440");
  await host.resize({ width: 1280, height: 800 });
  for (const tab of ["questions", "people"]) {
    await panel(host, tab);
    await host.page.locator(`#panel-${tab} [data-row]`).first().waitFor();
    await becomes(() => entries(host, tab).then((counts) => counts.every((count) => count <= 1)), true, `${tab} is one stop`);
  }
  await host.shows("reaction-clap"); // what is loaded last
  await namesWhole(world, host);
  await fillsWide(host, ".webinar-main, .panel-column");
  await sameInArabic(host, "the desk");

  // The end is not beside what is pressed often, and asks.
  await host.at("session-menu").focus();
  await keyboard.press("Enter");
  await menu.waitFor();
  assert.equal(await menu.getByTestId("phase-ended").count(), 0, "the end is no item of the menu");
  await keyboard.press("Escape");
  await becomes(() => focused(host), "session-menu", "the menu gives the focus back");
  await tabToId(host, "phase-ended");
  await keyboard.press("Enter");
  await host.shows("confirm");
  await keyboard.press("Escape");
  await host.lacks("confirm");
});

// While one writes the picture is a bar.
async function madeRoom(window) {
  const high = async () => (await window.at("stage").boundingBox()).height;
  const before = await high();
  await panel(window, "chat");
  await window.at("chat-text").focus();
  await until(async () => (await high()) <= Math.min(64, before / 2), "the picture makes room for the field");
  await panel(window, "questions");
  await becomes(high, before, "and comes back");
}

story("a moderator on a phone sees the list first, and settings behind one line", {}, async (world) => {
  await livelyWebinar(world.server);
  const moderator = await world.enter("moderator", WEBINAR, { viewport: PHONE, hasTouch: true, isMobile: true });
  await moderator.shows("needs");
  assert.equal(await moderator.at("tab-needs").getAttribute("aria-selected"), "true");
  await panel(moderator, "questions");
  const top = async (id) => (await moderator.at(id).boundingBox()).y;
  const first = moderator.page.locator("li.question").first();
  await first.waitFor();
  const list = await first.boundingBox();
  assert.ok(list.y - (await top("tab-questions")) < 200, "the list begins at the top");
  assert.ok(!(await moderator.at("moderated").isVisible()), "settings are behind one line");
  await madeRoom(moderator);
  await settings(moderator, "question-settings");
  await moderator.shows("moderated");
  await moderator.at("now").locator("summary").click();
  await moderator.at("now").locator(".results").first().waitFor();
  await fits(moderator, "a moderator's phone");
  await moderator.shows("reaction-clap");
  await sameInArabic(moderator, "a moderator's phone");
  await moderator.reload();
  await moderator.shows("tab-questions");
  await becomes(() => moderator.at("tab-questions").getAttribute("aria-selected"), "true", "the open tab survives a reload");
});

story("a participant is told the same in Arabic and English, and a vote that comes too late says so", {}, async (world) => {
  const { host, open } = await livelyWebinar(world.server);
  const proxy = await world.proxy();
  const window = await world.enter("participant", WEBINAR, { address: proxy.url });
  await window.at("now").getByTestId(`ballot-${open}`).waitFor();
  await window.shows("tempo"); // what is loaded last
  await fillsWide(window, ".webinar-main, .panel-column");
  const english = await structure(window);
  assert.ok(english.some((line) => line.endsWith("banner")) && english.some((line) => line.endsWith("log")));
  assert.equal(english.filter((line) => /heading$/.test(line)).length, await window.page.getByRole("heading").count());
  assert.equal(await window.page.getByRole("heading", { level: 1 }).count(), 1);
  await sameInArabic(window, "a participant");

  await window.at("now").locator(`[data-testid="ballot-${open}"] input`).nth(1).check();
  await panel(window, "polls");
  await becomes(() => window.at(`ballot-${open}`).locator("input").nth(1).isChecked(), true, "the choice goes along");
  window.tolerateLoss();
  proxy.cut();
  await window.isIn("reconnecting");
  await window.at(`vote-${open}`).click();
  await host("poll.close", { poll: open });
  proxy.mend();
  await window.at(`poll-late-${open}`).getByText("You had chosen: Two.").waitFor();
  await accessible(window, "late");
});

// Beside a discussion stand the others, in one stop, where a wide page would be empty; on a narrow one they do not.
async function others(window, thread) {
  const rows = window.at("thread-others").locator("[data-row]");
  await becomes(() => rows.count(), 3, "all discussions");
  assert.equal(await rows.locator("xpath=self::*[@tabindex='0']").count(), 1, "they are one stop");
  assert.equal(await window.at(`other-${thread}`).getAttribute("aria-current"), "true");
  const list = await window.at("thread-others").boundingBox();
  const posts = await window.page.locator(".posts").boundingBox();
  assert.ok(list.width > 180 && list.x >= 0 && list.x + list.width < posts.x, "beside the posts");
  await window.resize({ width: 1280, height: 800 });
  await window.lacks("thread-others");
  await window.resize({ width: 1440, height: 800 });
  await window.shows("thread-others");
}

story("a reader of a forum has one stop for the list, a title that stays, and ways to what they seek", {}, async (world) => {
  const { thread, answer } = await livelyCourse(world.server);
  const writer = await new Client(world.server, { token: token("p3", { name: "Participant 3" }) }).ready();
  for (let at = 0; at < 6; at++)
    await writer.rpc("forum.post", { room: COURSE, op: `more-${at}`, thread, text: `More ${at}\n${"and more\n".repeat(20)}` });
  const window = await world.enter("participant", COURSE, { viewport: { width: 1440, height: 800 } });
  const { keyboard } = window.page;
  await window.shows(`thread-${thread}`);
  await tabTo(window, ({ name }) => name.startsWith("li.thread-row"), "the list");
  const first = await focused(window);
  for (const lang of ["ar", "en"]) {
    await language(window, lang);
    await window.at(first).focus();
    await keyboard.press("ArrowDown");
    assert.notEqual(await focused(window), first);
    await keyboard.press("Home");
    assert.equal(await focused(window), first);
  }
  await sameInArabic(window, "a list of discussions");
  await window.page.getByRole("link", { name: "Which hash is accepted?" }).click();
  await window.shows("time-line");
  await window.at("time-line").getByRole("button", { name: "Newest" }).click();
  await window.page.locator(".topbar .head-title", { hasText: "Which hash is accepted?" }).waitFor();
  await window.at("time-line").getByRole("button", { name: "Answer" }).click();
  await becomes(() => focused(window), `post-${answer}`, "the answer has the focus");
  assert.ok(await window.at(`text-post/${thread}`).isVisible(), "the field for a reply stays in sight");
  await others(window, thread);
  await sameInArabic(window, "a discussion");
  await window.page.emulateMedia({ forcedColors: "active" });
  await accessible(window, "a thread in forced colours");
  await window.page.emulateMedia({ forcedColors: null });
});

// At each width of a page; what stands on pages themselves is measured wherever they are looked at (look.mjs).
async function filtersInOneLine(window) {
  for (const lang of ["en", "ar"]) {
    await language(window, lang);
    for (const [width, height] of [[360, 740], [768, 1024], [1440, 900], [2560, 1440]]) {
      await window.resize({ width, height });
      await fits(window, `filters: ${width} ${lang}`);
    }
  }
  await language(window, "en");
}

story("every part stands up to being looked at, in forced colours too", {}, async (world) => {
  const window = await world.window();
  await window.open("/kit");
  await window.shows("kit");
  await window.at("kit-menu").click();
  await window.page.getByRole("menu").waitFor();
  await accessible(window, "an open menu");
  await window.page.keyboard.press("Escape");
  await window.at("kit-notice").click();
  await window.shows("undo");
  await inspect(window, "the kit");
  await filtersInOneLine(window);
  await window.page.emulateMedia({ forcedColors: "active" });
  await accessible(window, "the kit in forced colours");
  await livelyWebinar(world.server);
  const host = await world.enter("host", WEBINAR);
  await host.shows("needs");
  await host.page.emulateMedia({ forcedColors: "active" });
  await accessible(host, "the desk in forced colours");
  await host.page.emulateMedia({ forcedColors: null });
  await until(async () => (await host.at("tab-needs").innerText()).includes("2"), "what waits is counted");
});
