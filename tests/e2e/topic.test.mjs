// SPDX-License-Identifier: Apache-2.0
// The forums of a course: staff make them, and people open discussions in one, as its kind says.

import assert from "node:assert/strict";
import { after } from "node:test";
import { COURSE, story } from "./world.mjs";
import { becomes, until } from "./until.mjs";
import { inspect } from "./look.mjs";
import { endAll } from "../wire/wire.mjs";

after(endAll);

const DOT = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==", "base64");

const titles = (window) => window.at("topics").locator("h3").allInnerTexts();
const rowOf = (window, title) => window.at("topics").locator("li", { hasText: title });

async function make(window, title, { text, kind, fill } = {}) {
  await window.at("topic-new").click();
  await window.at("topic-title-en").fill(title);
  if (text) await window.at("topic-text-en").fill(text);
  if (kind) await window.at("topic-kind").selectOption(kind);
  await fill?.();
  await window.at("topic-send").click();
  await rowOf(window, title).waitFor();
}

async function act(window, title, kind) {
  const row = rowOf(window, title);
  const seq = (await row.getAttribute("data-testid")).replace("topic-", "");
  if ((await window.at(`topic-${kind}-${seq}`).count()) === 0) await row.locator("[data-acts] button").first().click();
  await window.at(`topic-${kind}-${seq}`).click();
}

async function open(window, title) {
  await window.shows("thread-title");
  await window.at("thread-title").fill(title);
  await window.at("thread-text").fill("What I saw.");
}

/** Where one writes before one sees, it is said what happens and when; one's own post is there. */
async function writesFirst(host, one) {
  await make(host, "First thoughts", { kind: "first" });
  await make(host, "Doubts", { fill: () => host.at("topic-nameless").check() });
  await host.at("back").click();
  await rowOf(host, "First thoughts").locator("a").click();
  await host.at("thread-new").click();
  await open(host, "What would you do?");
  await host.at("thread-send").click();
  await host.page.getByRole("heading", { name: "What would you do?" }).waitFor();
  const reply = (window, text) => window.page.locator(".reply-bar textarea").fill(text).then(() => window.page.locator(".reply-bar [type=submit]").click());
  await reply(host, "Canary of the host");
  await host.page.locator(".post", { hasText: "Canary of the host" }).waitFor();
  await one.page.locator(".threads a", { hasText: "What would you do?" }).click();
  await one.at("first-waits").getByText("Write first").waitFor();
  await becomes(() => one.page.locator(".post").count(), 1, "the first post alone");
  await reply(one, "I would call the prosecutor.");
  await one.page.locator(".post", { hasText: "I would call the prosecutor." }).waitFor();
  await one.at("first-waits").getByText("You see what others wrote at").waitFor();
  await inspect(one, "write-first");
  assert.equal(await one.page.getByText("Canary").count(), 0);
  await host.at("back").first().click();
}

/** Without a name nobody knows who it was, and whoever it was knows their own. */
async function withoutName(host, one) {
  await one.at("back").first().click();
  await rowOf(one, "Doubts").locator("a").click();
  await one.shows("thread-new");
  await one.at("thread-new").click();
  await open(one, "I am not sure");
  // What came with a name goes once more without it.
  await one.at("thread-text").focus();
  await one.at("filing-add").setInputFiles({ name: "Participant.png", mimeType: "image/png", buffer: DOT });
  const shown = async () => /!\[\]\(file:(\d+)\)/.exec(await one.at("thread-text").inputValue())?.[1];
  const named = await until(shown, "the picture");
  await one.at("nameless").check();
  const file = await until(async () => ((await shown()) === named ? undefined : shown()), "another in its place");
  await one.at("thread-send").click();
  await one.page.locator(".post", { hasText: "(you)" }).waitFor();
  await inspect(one, "nameless");
  await host.page.locator(".threads a", { hasText: "I am not sure" }).click();
  const post = host.page.locator(".post", { hasText: "What I saw." });
  await post.getByText("Anonymous").waitFor();
  await host.at(`picture-${file}`).waitFor();
  assert.doesNotMatch(await host.page.locator(".course").innerText(), /Participant/);
  await host.at("back").first().click();
}

story("staff make forums, and people write in one as it says", {}, async (world) => {
  const host = await world.enter("host", COURSE);
  const one = await world.enter("participant", COURSE);
  await one.shows("thread-new");
  assert.equal(await one.at("topics").count(), 0, "nothing is said where there is nothing");
  await host.shows("to-topics");
  await host.at("to-topics").click();
  await host.shows("topic-new");
  await make(host, "Canary news", { kind: "announcement" });
  await make(host, "Evidence", {
    text: "What counts before a court.",
    kind: "question",
    fill: async () => {
      await host.at("topic-form").locator("summary").last().click();
      await host.at("topic-block").fill("1");
      await host.at("topic-minutes").fill("60");
    },
  });
  await inspect(host, "forums-arranged");
  await act(host, "Evidence", "up");
  await becomes(() => titles(host), ["Evidence", "Canary news"]);

  // Everybody has them, in that order.
  await one.shows("topics");
  await becomes(() => titles(one), ["Evidence", "Canary news"]);
  await rowOf(one, "Canary news").locator("a").click();
  await one.page.getByText("The team alone writes here.").waitFor();
  assert.equal(await one.at("thread-new").count(), 0, "who may not write there is not asked to");
  await one.at("back").click();
  await rowOf(one, "Evidence").locator("a").click();
  await one.shows("thread-new");
  await one.at("thread-new").click();
  await open(one, "Who signs?");
  await one.at("thread-send").click();
  await one.page.getByRole("heading", { name: "Who signs?" }).waitFor();
  // As many as one may: it is said before one writes in vain.
  await one.at("throttle").getByText("One person may write 1 post here for now.").waitFor();
  await one.at("back").first().click();
  await rowOf(one, "Evidence").getByText("1 discussion").waitFor();
  await one.page.locator(".in-topic", { hasText: "Evidence" }).waitFor();
  await inspect(one, "forums");

  await writesFirst(host, one);
  await withoutName(host, one);
  await rowOf(host, "Evidence").getByText("1 discussion").waitFor();
});
