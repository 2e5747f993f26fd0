// SPDX-License-Identifier: Apache-2.0
// Shared notes: several people write in one text, one of them on a phone whose network is lost while they type; no
// word of anybody is lost, and all take the text along at the end.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { act, panel, phase, settings } from "./acts.mjs";
import { becomes } from "./until.mjs";
import { WEBINAR, story } from "./world.mjs";

const note = (window, text) => window.page.locator("li.note", { hasText: text });
const seqOf = async (row) => (await row.getAttribute("data-testid")).split("-")[1];
const value = (window) => window.at("note-text").inputValue();

// Types over what stands in the field, and waits until the field says what became of it.
async function write(window, text) {
  await window.at("note-text").fill(text);
  await becomes(() => value(window), text);
}

async function add(window, text) {
  await window.at("notes-add").click();
  await write(window, text);
  await window.at("note-done").click();
  await window.lacks("note-editor");
}

// An act of the menu of a paragraph.
async function choose(window, what, seq) {
  await window.at(`note-${seq}`).locator("[data-acts] button").first().click();
  await window.at(`note-${what}-${seq}`).click();
}

story("notes are written by many, a paragraph by one at a time, and no word is lost", {}, async (world) => {
  const host = await world.enter("host", WEBINAR);
  const one = await world.enter("participant", WEBINAR);
  const proxy = await world.proxy();
  const two = await world.enter("participant", WEBINAR, { viewport: { width: 390, height: 780 }, locale: "ar", address: proxy.url });
  two.tolerateLoss();
  for (const window of [host, one, two]) await panel(window, "notes");
  await world.shot(two, "notes-none");
  await add(one, "Devices are kept dry.");
  for (const window of [one, host, two]) await note(window, "Devices are kept dry.").waitFor();
  const seq = await seqOf(note(one, "Devices are kept dry."));

  // Who begins holds it: the others see who writes, and what.
  await act(two, `note-edit-${seq}`);
  await one.shows(`note-hold-${seq}`);
  await one.lacks(`note-edit-${seq}`);
  await write(two, "Devices are kept dry, and off.");
  await note(one, "Devices are kept dry, and off.").waitFor();
  await world.shot(two, "notes-phone");
  await world.shot(one, "notes-held");

  // The network is lost while they type; the team lets others write, and changes the words.
  proxy.cut();
  await two.isIn("reconnecting");
  await write(two, "Devices are kept dry, off and bagged.");
  await host.at(`note-free-${seq}`).click();
  await act(host, `note-edit-${seq}`);
  await write(host, "Switched off, and kept dry.");
  await host.at("note-done").click();
  await note(one, "Switched off, and kept dry.").waitFor();
  proxy.mend();
  await two.shows("note-trouble");
  await two.at("note-trouble").getByText("Switched off, and kept dry.").waitFor();
  assert.equal(await value(two), "Devices are kept dry, off and bagged.");
  await world.shot(two, "notes-conflict");
  await two.at("note-apart").click();
  await two.at("note-done").click();
  for (const text of ["Switched off, and kept dry.", "Devices are kept dry, off and bagged."]) await note(one, text).waitFor();

  // What it said before can be brought back.
  await choose(host, "history", seq);
  const before = host.page.locator("[data-testid^=note-state]", { hasText: "Devices are kept dry." });
  await before.waitFor();
  await world.shot(host, "notes-history");
  await before.getByRole("button").click();
  await note(one, "Devices are kept dry.").waitFor();

  // What one made one takes out, and brings back.
  const own = await seqOf(note(two, "off and bagged"));
  await choose(two, "remove", own);
  await two.holdUndo();
  await note(one, "off and bagged").waitFor({ state: "detached" });
  await two.undo();
  await note(one, "off and bagged").waitFor();

  // The team closes them; at the end they are read, and taken along.
  await settings(host, "notes-settings");
  await host.at("notes-who").selectOption("staff");
  await one.shows("notes-closed");
  await one.lacks("notes-add");
  await phase(host, "live");
  await phase(host, "ended");
  await note(one, "off and bagged").waitFor();
  const [file] = await Promise.all([one.page.waitForEvent("download"), one.at("notes-take").click().then(() => one.at("notes-take-txt").click())]);
  assert.equal(readFileSync(await file.path(), "utf8"), "Devices are kept dry.\n\nDevices are kept dry, off and bagged.");
});
