// SPDX-License-Identifier: Apache-2.0
// Every page and every state of it: no serious finding of axe, nothing sticks out; in English and
// Arabic, light and dark, on a phone, at a desk and on a wall.

import { after } from "node:test";
import { leaveAll } from "../wire/client.mjs";
import { COURSE, WEBINAR, story } from "./world.mjs";
import { act, panel, phase, say, sessionAct, show } from "./acts.mjs";
import { livelyCourse, livelyWebinar } from "./alive.mjs";
import { inspect } from "./look.mjs";

after(leaveAll);

story("the door and the pages that are not there can be read by everyone", {}, async (world) => {
  const window = await world.window();
  await window.open("/");
  await window.shows("identity-host");
  await inspect(window, "the door");
  await window.at("identity-participant").click();
  await window.shows(`room-${WEBINAR}`);
  await inspect(window, "the door, chosen");
  await window.open("/webinar/nowhere");
  await window.shows("refused");
  await inspect(window, "no such room");
});

story("a webinar can be followed by everyone, in every state", {}, async (world) => {
  const proxy = await world.proxy();
  const guest = await world.enter("participant", WEBINAR, { address: proxy.url });
  await guest.shows("countdown");
  await guest.shows("calendar");
  await inspect(guest, "scheduled");
  const { host, open } = await livelyWebinar(world.server);
  await guest.shows("player");
  await inspect(guest, "chat");
  await panel(guest, "polls");
  await guest.shows(`ballot-${open}`);
  for (let at = 0; at < 12; at++) await host("chat.post", { text: `Meanwhile ${at}` });
  await guest.at("tab-chat").getByText("12", { exact: true }).waitFor();
  await inspect(guest, "polls, and news in the chat");
  await panel(guest, "questions");
  await inspect(guest, "questions");
  await show(guest, "answered");
  await inspect(guest, "answered questions");
  await host("stage.phase", { to: "paused" });
  await guest.page.getByText("A short break").waitFor();
  guest.tolerateLoss();
  proxy.cut();
  await guest.isIn("reconnecting");
  await panel(guest, "chat");
  await say(guest, "Not on its way yet");
  await inspect(guest, "a break, offline");
  proxy.mend();
  await guest.isIn("connected");
  await host("stage.phase", { to: "ended" });
  await guest.page.getByText("The session has ended").first().waitFor();
  await inspect(guest, "the end");
});

story("a webinar can be run by everyone", {}, async (world) => {
  const { asked, open } = await livelyWebinar(world.server);
  const host = await world.enter("host", WEBINAR);
  await host.shows("player");
  await inspect(host, "the host's chat");
  await panel(host, "polls");
  await host.shows(`poll-close-${open}`);
  await inspect(host, "the host's polls");
  await inspect(host, "preparing a poll", async () => {
    await host.at("poll-prepare").click();
    // What was begun is kept: after some looks all languages are there.
    const more = host.page.locator('[data-testid^="poll-language-"]');
    if ((await more.count()) > 0) await more.first().click();
    await host.at("poll-save").click();
  });
  await panel(host, "questions");
  await act(host, `question-write-${asked[0]}`);
  await inspect(host, "the host's questions");
  await panel(host, "people");
  await host.shows("person-host");
  await inspect(host, "people");
  await panel(host, "notes");
  await host.at("notes-add").click();
  await host.at("note-text").fill("**Devices** are kept dry.\n- off\n- bagged");
  await host.at("note-done").click();
  await host.page.locator("li.note").waitFor();
  await inspect(host, "the notes");
  await inspect(host, "ending the session", async () => {
    await sessionAct(host, "phase-ended");
    await host.shows("confirm");
  });
});

story("a forum can be read and written by everyone", {}, async (world) => {
  const { thread, answer } = await livelyCourse(world.server);
  const window = await world.enter("host", COURSE);
  await window.shows(`thread-${thread}`);
  await inspect(window, "threads");
  await window.open("/course/c1/new");
  await window.at("thread-send").click();
  await inspect(window, "a new thread");
  await window.open(`/course/c1/thread/${thread}`);
  await act(window, `comment-${answer}`);
  await inspect(window, "a thread");
  await inspect(window, "deleting a post", async () => {
    await act(window, `delete-${answer}`);
    await window.shows("confirm");
  });
});
