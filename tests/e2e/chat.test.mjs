// SPDX-License-Identifier: Apache-2.0
// What becomes of messages: approved together, refused, edited, answered by a hand's sign, pinned.

import assert from "node:assert/strict";
import { WEBINAR, story } from "./world.mjs";
import { becomes } from "./until.mjs";
import { message, panel, remove, rewrite, said, say, settings } from "./acts.mjs";

const PHONE = { viewport: { width: 360, height: 740 } };

// What else can be done with a message stands behind its button; by the keyboard, for on a desk
// the buttons are in sight only under the mouse.
async function more(window, text, id) {
  const row = message(window, text);
  const act = row.locator(`[data-testid^="${id}-"]`);
  await row.locator('[aria-expanded="false"]').press("Enter");
  await act.press("Enter");
}

story("a moderator on a phone approves all that is in sight, and says why one is refused", {}, async (world) => {
  const moderator = await world.enter("moderator", WEBINAR, PHONE);
  const one = await world.enter("participant", WEBINAR, { ...PHONE, locale: "ar" });
  const two = await world.enter("participant", WEBINAR);
  await panel(moderator, "chat");
  await settings(moderator, "chat-settings");
  await moderator.at("chat-mode").selectOption("approve");
  await two.page.getByText("Messages appear once the team has approved them.").waitFor();
  await say(one, "متى الاستراحة؟");
  await said(one, "متى الاستراحة؟");
  for (const text of ["When is the break?", "Where is the file?"]) {
    await say(two, text);
    await said(two, text);
  }
  // With a mouse, right after typing: the picture has made room for the field, and stays so until the press is over.
  await two.resize(PHONE.viewport);
  await two.at("chat-text").focus();
  await two.at("tab-polls").click();
  await two.page.locator('[data-testid="tab-polls"][aria-selected="true"]').waitFor();
  // What comes meanwhile stands on the tab as a number, until it is looked at.
  await say(moderator, "It is in ten minutes.");
  await two.at("tab-chat").getByText("1 new").waitFor({ state: "attached" });
  await panel(two, "chat");
  await becomes(() => two.at("tab-chat").locator(".count").count(), 0);
  await panel(moderator, "needs");
  const waits = moderator.at("needs").locator("li[data-testid^=need-]");
  await becomes(() => waits.count(), 3);
  const refused = moderator.at("needs").locator("li", { hasText: "Where is the file?" });
  const seq = (await refused.getAttribute("data-testid")).slice("need-".length);
  await moderator.at(`need-${seq}`).locator("[data-acts] button").click();
  await moderator.at(`need-remove-${seq}`).click();
  await moderator.at("chat-why").fill("It is under Handouts");
  await moderator.at("confirm").click();
  await two.at("chat-told").getByText("It is under Handouts").waitFor();
  await moderator.at("chat-approve-all").click();
  await message(one, "When is the break?").waitFor();
  await message(two, "متى الاستراحة؟").waitFor();
  await becomes(() => waits.count(), 0);
  assert.ok(!one.heard("Where is the file?"), "what was refused is in no byte sent to others");
  assert.equal(await one.at("chat-told").count(), 0, "why is told to its author alone");
  await world.shot(moderator, "chat-approved");
});

story("a message is edited, liked and pinned, for everyone at once", {}, async (world) => {
  const host = await world.enter("host", WEBINAR);
  const one = await world.enter("participant", WEBINAR);
  const two = await world.enter("participant", WEBINAR, { locale: "ar" });
  await say(one, "At for o'clock");
  await said(one, "At for o'clock");
  const id = await message(one, "At for o'clock").getAttribute("data-testid");
  const seq = id.slice("message-".length);
  await more(one, "At for o'clock", "message-edit");
  await rewrite(one, `message-text-${seq}`, "At four o'clock");
  await one.at(`message-save-${seq}`).click();
  for (const window of [host, one, two]) await message(window, "At four o'clock").waitFor();
  await message(two, "At four o'clock").getByText("معدّلة").waitFor();
  await more(two, "At four", "react-thumb");
  for (const window of [host, one, two]) await window.shows(`reacted-thumb-${seq}`);
  await host.at(`reacted-thumb-${seq}`).press("Enter");
  await becomes(() => one.text(`reacted-thumb-${seq}`), "👍 2");
  await more(host, "At four", "message-pin");
  for (const window of [one, two]) await window.at(`pin-${seq}`).getByText("At four").waitFor();
  await remove(host, host.button("Remove", message(host, "At four")));
  for (const window of [one, two]) await window.at(`pin-${seq}`).waitFor({ state: "detached" });
  await one.shows("chat-told");
});

story("a delay lets the team look first; who is mentioned is told, and who may be is offered", {}, async (world) => {
  const host = await world.enter("host", WEBINAR);
  const one = await world.enter("participant", WEBINAR);
  const two = await world.enter("participant", WEBINAR, { locale: "ar" });
  await settings(host, "chat-settings");
  await host.at("chat-delay").fill("60");
  await host.at("chat-mode-apply").click();
  await one.at("chat-delay-note").waitFor();
  for (const text of ["canary that goes", "a word that stays"]) {
    await say(one, text);
    await said(one, text);
    await message(host, text).waitFor();
  }
  await world.shot(host, "chat-delay");
  await world.shot(one, "chat-delayed");
  await remove(host, host.button("Remove", message(host, "canary that goes")));
  await message(one, "canary that goes").waitFor({ state: "detached" });
  const id = await message(host, "a word that stays").getAttribute("data-testid");
  await host.at(`approve-${id.slice("message-".length)}`).click();
  await message(two, "a word that stays").waitFor();
  assert.ok(!two.heard("canary that goes"), "what was taken away is in no byte sent to others");

  await host.at("chat-text").pressSequentially("@Partic");
  await host.at(`mention-${two.id}`).waitFor();
  await world.shot(host, "chat-mention");
  await host.at(`mention-${two.id}`).click();
  await host.at("chat-text").press("Enter");
  await two.told("ذكرك مضيف في الدردشة.");
  await two.page.locator(".message-mentions").waitFor();
  assert.equal(await one.page.locator(".message-mentions").count(), 0);
});
