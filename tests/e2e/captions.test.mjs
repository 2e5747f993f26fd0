// SPDX-License-Identifier: Apache-2.0
// Captions: somebody whom the host lets writes a language by the keyboard alone, loses the network and goes on; others read
// it, or another one on a phone in Arabic that saves data; what is corrected or taken back is so for whoever has read it.

import assert from "node:assert/strict";
import { after } from "node:test";
import { Client, leaveAll } from "../wire/client.mjs";
import { talk } from "../wire/pdf.mjs";
import { token } from "../wire/server.mjs";
import { panel } from "./acts.mjs";
import { accessible, inspect } from "./look.mjs";
import { becomes } from "./until.mjs";
import { WEBINAR, story } from "./world.mjs";

after(leaveAll);

const DESK = { viewport: { width: 1440, height: 900 } };
const PHONE = { viewport: { width: 390, height: 780 }, locale: "ar" };

async function choose(window, id) {
  await window.at("captions-menu").click();
  await window.at(id).click();
}

// Types into the field and presses Enter, as fast as a hand that does not wait for answers.
async function types(window, ...lines) {
  for (const line of lines) {
    await window.at("captioner-text").fill(line);
    await window.at("captioner-text").press("Enter");
    await becomes(() => window.at("captioner-text").inputValue(), "");
  }
}

// It is there, and says nothing until somebody speaks.
const on = (window) => window.at("captions").waitFor({ state: "attached" });
const reads = (window, text) => window.at("captions").getByText(text).waitFor();
const listed = (window) => window.at("captions-past").locator("li p");
const state = (window) => window.at("captioner-lines").locator("li").last().getAttribute("data-state");

story("captions are written by the keyboard, read in two languages, corrected and taken back, over a lost network", {}, async (world) => {
  const host = await world.enter("host", WEBINAR, DESK);
  const one = await world.enter("participant", WEBINAR, DESK);
  const two = await world.enter("participant", WEBINAR, PHONE);
  const proxy = await world.proxy();
  const writer = await world.enter("participant", WEBINAR, { ...DESK, address: proxy.url });
  writer.tolerateLoss();

  // The host offers two languages, and lets somebody write one of them.
  await panel(host, "sheet");
  for (const tag of ["fr", "ar"]) {
    await host.at("captions-offer-language").selectOption(tag);
    await host.at("captions-offer").click();
    await host.shows(`sheet-captions-${tag}`);
  }
  await host.at("captions-writers").locator("summary").click();
  await host.at("captions-person").selectOption(writer.id);
  await host.at("captions-person-language").selectOption("fr");
  await host.at("captions-assign").click();
  await host.shows(`captions-unassign-${writer.id}`);
  await host.at("sheet-captions").scrollIntoViewIfNeeded();
  await world.shot(host, "captions-sheet");

  // A glossary for those who write; nobody else is sent a byte of it.
  await host.at("terms").locator("summary").first().click();
  await host.at("term-en").fill("seizure");
  await host.at("term-form").locator("summary").click();
  await host.at("term-fr").fill("saisie");
  await host.at("term-send").click();
  await host.at("terms").getByText("saisie").waitFor();

  // Whoever chooses none is sent none.
  await choose(one, "captions-fr");
  await on(one);
  await choose(two, "captions-ar");
  await on(two);

  // Only what one may write is offered; whoever writes first has the turn.
  await choose(writer, "captions-write");
  await writer.page.locator('[data-testid="captioner-turn"][data-turn="nobody"]').waitFor();
  await writer.at("captioner-terms").locator("summary").click();
  assert.deepEqual(await writer.at("captioner-terms").locator("li bdi").allTextContents(), ["saisie", "seizure"], "the language that is written first");
  await accessible(writer, "the captioner's desk, empty");
  await writer.at("captioner-terms").locator("summary").click();
  assert.ok(!one.heard("saisie"), "who does not write is told nothing of it");
  // A line stands on the picture for a while alone: one looks before it is said.
  await Promise.all([reads(one, "Nous parlons des téléfones."), types(writer, "Bonjour à tous.", "Nous parlons des téléfones.")]);
  await writer.page.locator('[data-testid="captioner-turn"][data-turn="own"]').waitFor();
  await world.shot(one, "captions-on-picture");
  await accessible(one, "captions on the picture");

  // The last line is corrected: what one was writing is back afterwards.
  await writer.at("captioner-text").fill("Et maintenant");
  await writer.at("captioner-text").press("Alt+ArrowUp");
  await becomes(() => writer.at("captioner-text").inputValue(), "Nous parlons des téléfones.");
  await writer.at("captioner-text").fill("Nous parlons des téléphones.");
  await writer.at("captioner-text").press("Enter");
  await becomes(() => writer.at("captioner-text").inputValue(), "Et maintenant");
  await choose(one, "captions-list");
  await becomes(() => listed(one).allInnerTexts(), ["Bonjour à tous.", "Nous parlons des téléphones."]);

  // The host writes the other language on a desk of their own; on the phone it stands from right to left.
  await host.at("captions-menu").click();
  await host.at("captions-write").click();
  await host.page.locator('[data-testid="captioner-turn"][data-turn="other"]').waitFor();
  await host.at("captioner-text").press("Alt+Digit2");
  await host.page.locator('[data-testid="captioner-turn"][data-turn="nobody"]').waitFor();
  await Promise.all([reads(two, "مرحبًا بكم جميعًا."), types(host, "مرحبًا بكم جميعًا.")]);
  assert.equal(await two.at("captions").locator(".captions-lines").getAttribute("dir"), "rtl");
  await world.shot(two, "captions-phone-ar");
  await accessible(two, "captions on a phone");
  assert.ok(!two.heard("téléphones"), "no byte of another language");

  // The network is lost while they write: lines wait, with their times, and go out in their order.
  proxy.cut();
  await writer.isIn("reconnecting");
  await types(writer, "Premièrement, éteignez-le.", "Deuxièmement, gardez-le au sec.", "Troisièmement, notez l’heure.");
  await writer.shows("captioner-waiting");
  assert.equal(await state(writer), "waits");
  await world.shot(writer, "captioner-offline");
  const cutAt = Date.now();
  proxy.mend();
  await writer.lacks("captioner-waiting");
  await becomes(() => listed(one).allInnerTexts(), [
    "Bonjour à tous.", "Nous parlons des téléphones.", "Premièrement, éteignez-le.", "Deuxièmement, gardez-le au sec.", "Troisièmement, notez l’heure.",
  ]);
  await becomes(() => state(writer), "stands");
  const entries = (await world.server.entries(WEBINAR)).filter(({ type }) => type === "captions.line");
  const waited = entries.slice(-3).map(({ data }) => data);
  for (const { from, to } of waited) assert.ok(from <= to && to <= cutAt + 1000, "the time at which it was said");
  await world.shot(writer, "captioner-desk");

  // The last line is taken away for everybody who has it, and comes back.
  await writer.at("captioner-text").press("Alt+Delete");
  await writer.holdUndo();
  await one.at("captions-past").getByText("Troisièmement").waitFor({ state: "detached" });
  await writer.undo();
  await one.at("captions-past").getByText("Troisièmement").waitFor();

  // A colleague takes over, and whoever had the turn is told.
  await host.at("captioner-text").press("Alt+Digit1");
  await host.at("captioner-turn-change").click();
  await host.page.locator('[data-testid="captioner-turn"][data-turn="own"]').waitFor();
  await writer.page.locator('[data-testid="captioner-turn"][data-turn="other"]').waitFor();
  await writer.told("has taken over");

  // Whoever has read back to a line that is taken away has it no more.
  const staff = await new Client(world.server, { token: token("moderator", { name: "Moderator" }) }).ready();
  for (let n = 1; n <= 32; n++) await staff.rpc("captions.line", { room: WEBINAR, op: `more-${n}`, language: "fr", text: `Phrase ${n}.` });
  const late = await world.enter("participant", WEBINAR, DESK);
  await choose(late, "captions-fr");
  await choose(late, "captions-list");
  await late.at("captions-past").getByText("Phrase 32.").waitFor();
  await late.at("captions-earlier").click();
  await late.at("captions-past").getByText("Bonjour à tous.").waitFor();
  const [first] = entries;
  await staff.rpc("captions.amend", { room: WEBINAR, op: "amend", line: first.seq, text: "Bonjour à toutes et à tous." });
  await late.at("captions-past").getByText("Bonjour à toutes et à tous.").waitFor();
  await late.at("captions-past").getByText("Bonjour à tous.").waitFor({ state: "detached" });
  await staff.rpc("captions.remove", { room: WEBINAR, op: "remove", line: first.seq });
  await late.at("captions-past").getByText("Bonjour à toutes").waitFor({ state: "detached" });
  await world.shot(late, "captions-past");
  await accessible(late, "what was said");

  // How one wants them is remembered; so is the language, and it takes another size.
  await choose(two, "captions-look");
  await two.page.locator(".captions-choice").first().waitFor();
  await two.page.locator('input[name="captions-size"][value="xl"]').check({ force: true });
  await two.page.locator('input[name="captions-colours"][value="yellow"]').check({ force: true });
  await world.shot(two, "captions-look-ar");
  await accessible(two, "how captions look");
  await two.page.keyboard.press("Escape");
  await two.reload();
  await two.page.locator('[data-testid="captions"].captions-xl.captions-yellow').waitFor({ state: "attached" });
  await choose(two, "captions-off");
  await two.lacks("captions");

  // The desk stands up to being looked at, and leads back to the room.
  await writer.at("captioner-text").press("Alt+Slash");
  await writer.shows("captioner-keys-list");
  await world.shot(writer, "captioner-keys");
  await writer.page.keyboard.press("Escape");
  await inspect(writer, "the captioner's desk");
  await writer.at("captioner-close").click();
  await writer.lacks("captioner");
  await writer.shows("tab-chat");
});

story("captions lie over the slide that is shown", {}, async (world) => {
  const host = await world.enter("host", WEBINAR, DESK);
  const one = await world.enter("participant", WEBINAR, DESK);
  await panel(host, "sheet");
  await host.at("slide-file").setInputFiles({ name: "Phones.pdf", mimeType: "application/pdf", buffer: talk(1) });
  await host.at("captions-offer-language").selectOption("fr");
  await host.at("captions-offer").click();
  await host.page.locator('[data-testid^="slide-show-"]').click();
  await one.shows("slide-picture");
  await choose(one, "captions-fr");
  const over = one.at("slide-box").getByTestId("captions");
  await over.waitFor({ state: "attached" });
  const staff = await new Client(world.server, { token: token("moderator", { name: "Moderator" }) }).ready();
  const read = over.getByText("La page une.").waitFor();
  await staff.rpc("captions.line", { room: WEBINAR, op: "one", language: "fr", text: "La page une." });
  await read;
  // Whole within what is seen of it, whose bar is seen too.
  const feet = () => one.at("slide").evaluate((slide) => [".captions p", ".slide-bar"].map((each) => slide.querySelector(each).getBoundingClientRect().bottom <= slide.getBoundingClientRect().bottom + 1));
  await becomes(feet, [true, true]);
  await world.shot(one, "captions-on-slide");
  await accessible(one, "captions on a slide");
});
