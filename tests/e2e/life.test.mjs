// SPDX-License-Identifier: Apache-2.0
// The door of a webinar: somebody waits, sees their place, is let in; is banned with a reason, told so,
// stays outside whatever they do, and comes back once it is taken back.

import assert from "node:assert/strict";
import { panel } from "./acts.mjs";
import { accessible, fits } from "./look.mjs";
import { person } from "./staged.mjs";
import { WEBINAR, story } from "./world.mjs";

const PHONE = { locale: "ar", viewport: { width: 360, height: 740 } };

async function looks(world, window, name) {
  await fits(window, name);
  await accessible(window, name);
  await world.shot(window, `life-${name}`);
}

// Who waits stands among what waits for the team.
async function admit(host, id) {
  await panel(host, "needs");
  await host.at(`admit-${id}`).click();
}

story("a person waits, is let in, banned with a reason, stays out, and is taken back", {}, async (world) => {
  const host = await world.enter("host", WEBINAR);
  await panel(host, "people");
  await host.at("locks").click();
  await host.at("policy-ask").click();
  const other = await world.enter("participant", WEBINAR);
  await other.at("waiting-place").getByText("You are next.").waitFor();
  const guest = await world.enter("participant", WEBINAR, PHONE);
  await guest.at("waiting-place").getByText("ترتيبك في الصف: 2.").waitFor();
  await (await person(world.server, "host", WEBINAR))("lobby.tell", { text: "نبدأ بعد خمس دقائق." });
  await guest.at("waiting-told").getByText("نبدأ بعد خمس دقائق.").waitFor();
  await looks(world, guest, "waiting");

  await admit(host, await other.identity());
  await other.shows("tab-questions");
  await guest.at("waiting-place").getByText("دورك هو التالي.").waitFor();
  const id = await guest.identity();
  await admit(host, id);
  await guest.shows("tab-questions");
  await guest.lacks("waiting");

  await panel(host, "people");
  await host.at(`person-menu-${id}`).click();
  await host.at(`ban-${id}`).click();
  await host.at("why").fill("أهانَ المشاركين");
  await host.at("confirm").click();
  await guest.at("sent-why").getByText("أهانَ المشاركين").waitFor();
  await looks(world, guest, "banned");
  await guest.reload();
  await guest.shows("refused");
  await looks(world, guest, "banned-again");

  await panel(host, "people");
  await host.at(`lift-${id}`).click();
  await host.lacks(`sanction-${id}`);
  await guest.reload();
  await guest.at("waiting-place").getByText("دورك هو التالي.").waitFor();
  await admit(host, id);
  await guest.shows("tab-questions");
});

// The act stands in the menu of the row of that person.
async function chosen(host, row, act) {
  await panel(host, "needs");
  await host.at(row).locator("[data-acts] button").click();
  await host.at(act).click();
}

// The team's notes on a person, and who of it acts: nobody else is sent either.
async function keepsToItself(world, host, window, id) {
  await host.at(`person-menu-${id}`).click();
  await host.at(`note-${id}`).click();
  await host.at("noted-text").fill("Was warned before the break");
  await host.at("noted-add").click();
  await host.at("noted").getByText("Was warned before the break").waitFor();
  await looks(world, host, "noted");
  await host.page.keyboard.press("Escape");
  await host.at("noted-all").locator("summary").click();
  await host.at("noted-all").getByText("Was warned before the break").waitFor();
  await host.at("locks").click();
  await host.at("names-shown").click();
  await host.at("locks").click();
  await host.at("lock-reactions").click();
  await window.at("locked-all").waitFor();
  await looks(world, window, "locked-all");
  assert.ok(!window.heard("Was warned before the break"), "a note is for the team alone");
  assert.ok(window.heard('"type":"lock.set","by":"*"'), "nor is it told who locked");
  await host.at("locks").click();
  await host.at("lock-reactions").click();
  await window.lacks("locked-all");
}

story("a full room: a place is waited for, words and a reason reach the door, one may not write", {}, async (world) => {
  const host = await world.enter("host", WEBINAR);
  const inside = await world.enter("participant", WEBINAR);
  await inside.shows("tab-questions");
  const id = await inside.identity();
  await panel(host, "people");
  await host.at("locks").click();
  await host.at("capacity").click();
  await host.at("places").fill("2");
  await looks(world, host, "capacity");
  await host.at("confirm").click();
  await host.lacks("places");
  const other = await world.enter("participant", WEBINAR);
  await other.at("waiting").getByText("The room is full.").waitFor();
  const guest = await world.enter("participant", WEBINAR, PHONE);
  await guest.at("waiting-place").getByText("ترتيبك في الصف: 2.").waitFor();
  await panel(host, "needs");
  await host.at("waits-all").getByText("2 people wait").waitFor();
  await host.at("tell-all").click();
  await host.at("say").fill("نبدأ بعد قليل.");
  await host.at("confirm").click();
  await guest.at("waiting-told").getByText("نبدأ بعد قليل.").waitFor();
  await looks(world, host, "line");
  await chosen(host, "waits-1", `refuse-${await other.identity()}`);
  await host.at("say").fill("Not on the list");
  await host.at("confirm").click();
  await other.at("sent-why").getByText("Not on the list").waitFor();

  await panel(host, "people");
  await host.at(`person-menu-${id}`).click();
  await host.at(`lock-${id}`).click();
  await host.at("person-lock-chat").click();
  await host.at("person-lock-hands").click();
  await host.at("why").fill("Off the subject");
  await looks(world, host, "lock");
  await host.at("confirm").click();
  await inside.at("locked").getByText("Off the subject").waitFor();
  await inside.at("chat-note").getByText("Off the subject").waitFor();
  await looks(world, inside, "locked");
  await panel(host, "people");
  await host.at(`lift-${id}`).click();
  await inside.lacks("locked");
  await keepsToItself(world, host, inside, id);

  await host.at(`person-menu-${id}`).click();
  await host.at(`remove-${id}`).click();
  await host.at("confirm").click();
  await guest.shows("tab-questions");
  await host.at("acts").locator("summary").click();
  await host.at("acts").getByText("Off the subject").waitFor();
  await looks(world, host, "acts");
});
