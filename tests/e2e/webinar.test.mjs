// SPDX-License-Identifier: Apache-2.0
// A session from its start to its end: who is there, what they write, and who may do what.

import assert from "node:assert/strict";
import { person } from "./staged.mjs";
import { WEBINAR, story } from "./world.mjs";
import { becomes, until } from "./until.mjs";
import { chat, message, panel, phase, remove, role, said, say, sessionAct, settings } from "./acts.mjs";

const badge = (window, text) => becomes(() => window.text("phase"), text, `phase for ${window.id}`);
const people = (window, text) => becomes(() => window.text("presence"), text, `count for ${window.id}`);

story("a session is rehearsed, goes live, pauses and ends, for everyone at once", {}, async (world) => {
  const host = await world.enter("host", WEBINAR);
  const guest = await world.enter("participant", WEBINAR);
  await guest.shows("countdown");
  assert.equal(await guest.at("phase-live").count(), 0, "a participant moves nothing");
  await phase(host, "rehearsal");
  await badge(guest, "Rehearsal");
  await host.shows("player");
  assert.equal(await guest.at("player").count(), 0, "a rehearsal is the team's");
  await phase(host, "live");
  for (const window of [host, guest]) {
    await badge(window, "Live");
    await window.shows("player");
  }
  await phase(host, "paused");
  for (const window of [host, guest]) await badge(window, "Break");
  await guest.page.getByText("A short break").waitFor();
  await sessionAct(host, "break-10");
  await guest.shows("goes-on");
  await phase(host, "live");
  for (const window of [host, guest]) await badge(window, "Live");
  await say(guest, "Until *next* time");
  await guest.at("chat-log").locator("em", { hasText: "next" }).waitFor();
  await phase(host, "ended");
  for (const window of [host, guest]) {
    await badge(window, "Ended");
    await window.page.getByText("The session has ended").first().waitFor();
    await panel(window, "chat");
    await window.page.getByText("The session is over: nothing more can be written.").waitFor();
    assert.equal(await window.at("chat-text").count(), 0);
    assert.deepEqual(await chat(window), ["Until next time"], "what was written stays");
  }
});

story("people see how many they are, and the team sees who", { set: { "limits.grace_seconds": 1 } }, async (world) => {
  const host = await world.enter("host", WEBINAR);
  await people(host, "1 person here");
  const guests = [];
  for (const count of [2, 3]) {
    guests.push(await world.enter("participant", WEBINAR));
    for (const window of [host, ...guests]) await people(window, `${count} people here`);
  }
  await world.twin(guests[0]);
  const [first, last] = guests;
  await panel(host, "people");
  for (const guest of guests) await host.shows(`person-${guest.id}`);
  assert.equal(await host.at("people").locator("li").count(), 3, "two windows are one person");
  assert.equal(await first.at("tab-people").count(), 0, "the roster is the team's");
  await people(first, "3 people here");
  await world.close(last);
  for (const window of [host, first]) await people(window, "2 people here");
  await host.lacks(`person-${last.id}`);
});

story("a host makes a participant a presenter and back, and the page follows", {}, async (world) => {
  const host = await world.enter("host", WEBINAR);
  const guest = await world.enter("participant", WEBINAR);
  await panel(host, "people");
  await panel(guest, "polls");
  assert.equal(await guest.at("poll-prepare").count(), 0);
  const choice = host.at(`role-${guest.id}`);
  await choice.focus();
  await host.page.keyboard.press("End");
  await host.shows(`role-apply-${guest.id}`);
  assert.equal(await guest.at("poll-prepare").count(), 0, "no key alone changes a role");
  const other = await person(world.server, "host", WEBINAR);
  await other("member.set", { whom: guest.id, role: "moderator" });
  await other("stage.phase", { to: "live" });
  await badge(host, "Live");
  assert.equal(await choice.inputValue(), "host", "what was chosen stands, whatever comes");
  await other("member.set", { whom: guest.id, role: "participant" });
  await guest.lacks("poll-prepare");
  await role(host, guest.id, "presenter");
  await host.holdUndo();
  await guest.shows("poll-prepare");
  await guest.told("Your role here has changed: Presenter.");
  await host.undo();
  await guest.lacks("poll-prepare");
  await role(host, guest.id, "host", true);
  await guest.shows("poll-prepare");
  await role(host, guest.id, "participant", true);
  await guest.lacks("poll-prepare");
});

story("participants talk, reply and take back; the host removes", {}, async (world) => {
  const host = await world.enter("host", WEBINAR);
  const one = await world.enter("participant", WEBINAR);
  const two = await world.enter("participant", WEBINAR);
  const all = [host, one, two];
  await phase(host, "live");
  await say(one, "Good morning everyone");
  for (const window of all) await said(window, "Good morning everyone");
  await say(two, "صباح الخير");
  for (const window of all) await message(window, "صباح الخير").locator('.prose[dir="rtl"]').waitFor();
  await say(two, "Two lines <b>and</b> no markup https://example.org/a.");
  const link = message(one, "no markup").locator("a");
  await link.waitFor();
  assert.equal(await link.getAttribute("href"), "https://example.org/a");

  await message(two, "Good morning").hover();
  await two.button("Reply", message(two, "Good morning")).click();
  await say(two, "And to you");
  for (const window of all)
    await message(window, "And to you").locator(".quote", { hasText: "Good morning" }).waitFor();

  await message(one, "Good morning everyone").first().hover();
  assert.equal(await one.button("Remove", message(one, "no markup")).count(), 0, "only one's own");
  await message(host, "no markup").hover();
  await remove(host, host.button("Remove", message(host, "no markup")));
  for (const window of all) await message(window, "no markup").waitFor({ state: "detached" });
  await message(one, "Good morning everyone").first().hover();
  await remove(one, one.button("Delete", message(one, "Good morning everyone").first()));
  for (const window of all)
    await becomes(() => chat(window), ["صباح الخير", "And to you"], `chat of ${window.id}`);
  const late = await world.enter("participant", WEBINAR);
  await becomes(() => chat(late), ["صباح الخير", "And to you"]);
  assert.ok(!late.heard("no markup"), "what was removed is sent to nobody");
  await world.shot(host, "chat");
});

story("the team decides who may write, and what everyone sees", {}, async (world) => {
  const moderator = await world.enter("moderator", WEBINAR);
  const one = await world.enter("participant", WEBINAR);
  const two = await world.enter("participant", WEBINAR);
  await settings(moderator, "chat-settings");
  await moderator.at("chat-mode").selectOption("approve");
  await one.page.getByText("Messages appear once the team has approved them.").waitFor();
  await say(one, "May I say this?");
  await message(one, "May I say this?").getByText("Waiting for approval").waitFor();
  await message(one, "May I say this?").getByText("Participant 1 (you)").waitFor();
  await message(moderator, "May I say this?").waitFor();
  assert.ok(!two.heard("May I say this?"), "what waits is in no byte sent to others");
  await moderator.button("Approve", message(moderator, "May I say this?")).click();
  await message(two, "May I say this?").waitFor();
  await moderator.at("chat-mode").selectOption("staff");
  await one.page.getByText("Only the team writes at the moment.").waitFor();
  await say(moderator, "We begin in a minute");
  await message(one, "We begin in a minute").waitFor();
  await moderator.at("chat-mode").selectOption("slow");
  await moderator.at("chat-seconds").fill("600");
  await moderator.at("chat-mode-apply").click();
  for (const window of [one, two])
    await window.page.getByText(/You can write again in|One message every 600/).waitFor();
  await say(two, "First");
  await said(two, "First");
  await two.page.getByText("You can write again in").waitFor();
  await moderator.at("chat-mode").selectOption("open");
  await two.page.getByText("You can write again in").waitFor({ state: "detached" });
  await say(two, "Second");
  await said(one, "Second");
});

story("who scrolls back is told of what is new, and a long text is never cut", {}, async (world) => {
  const host = await world.enter("host", WEBINAR);
  const one = await world.enter("participant", WEBINAR);
  for (let at = 1; at <= 30; at++) await say(host, `Line ${at}`);
  await said(one, "Line 30");
  const log = one.at("chat-log");
  const away = () => log.evaluate((list) => list.scrollHeight - list.clientHeight - list.scrollTop);
  await until(async () => (await away()) < 3, "the end of the chat");
  await log.evaluate((list) => list.scrollTo(0, 0));
  await say(host, "News");
  await one.shows("chat-new");
  assert.ok((await away()) > 100, "the reader is left where they are");
  await one.at("chat-new").click();
  await until(async () => (await away()) < 3, "the end again");
  await one.at("chat-text").fill("x".repeat(1001));
  await one.page.getByText("1 character too many").waitFor();
  await one.at("chat-text").press("Enter");
  assert.equal((await one.at("chat-text").inputValue()).length, 1001, "nothing is sent, nothing cut");
});
