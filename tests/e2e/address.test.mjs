// SPDX-License-Identifier: Apache-2.0
// What is open of a page stands in its address; what is addressed to a person finds them on every page.

import assert from "node:assert/strict";
import { after } from "node:test";
import { token } from "../wire/server.mjs";
import { Client, leaveAll } from "../wire/client.mjs";
import { ask, questionNumber } from "./acts.mjs";
import { becomes } from "./until.mjs";
import { COURSE, WEBINAR, story } from "./world.mjs";

after(leaveAll);

const query = (window) => new URL(window.page.url()).searchParams;

story("an address leads to one question, and what is chosen beside it survives a reload and the way back", {}, async (world) => {
  const host = await world.enter("host", WEBINAR);
  const one = await world.enter("participant", WEBINAR);
  await ask(one, "Where is it kept?");
  const question = await questionNumber(one, "Where is it kept?");
  await host.at("tab-questions").click();
  await host.at(`question-take-${question}`).click();
  await host.at(`question-live-${question}`).click();

  // It is answered: not among the open ones that stand first.
  await one.page.evaluate((id) => (location.hash = id), `question-${question}`);
  await one.shows(`question-${question}`);
  assert.equal(await one.at("tab-questions").getAttribute("aria-selected"), "true");
  await one.page.waitForFunction((id) => document.activeElement?.id === id, `question-${question}`);
  await becomes(() => query(one).get("questions"), "answered");

  await one.page.getByRole("radio", { name: "All" }).check();
  await becomes(() => query(one).get("questions"), "all");
  await one.reload();
  await one.shows(`question-${question}`);
  await becomes(() => one.page.getByRole("radio", { name: "All" }).isChecked(), true);
  await one.at("home").click();
  await one.shows(`room-${WEBINAR}`);
  await one.page.goBack();
  await one.shows(`question-${question}`);
  await becomes(() => one.page.getByRole("radio", { name: "All" }).isChecked(), true);
});

story("who is mentioned is told on whatever page, and is led to the post", {}, async (world) => {
  const one = await world.enter("participant", WEBINAR);
  const client = await new Client(world.server, { token: token("host", { name: "Host" }) }).ready();
  const write = async (method, data) => (await client.rpc(method, { room: COURSE, op: `mention-${method}`, ...data })).seq;
  const thread = await write("forum.thread", { title: "Who knows?", text: "I do not." });
  const post = await write("forum.post", { thread, text: "You do, I think.", mentions: [one.id] });

  await one.at("inbox").getByText("Inbox, 1 new").waitFor();
  await one.told("Host mentioned you in a discussion", "live-polite");
  await one.at("inbox").click();
  await one.at("inbox-asked").getByRole("link", { name: "Host mentioned you in a discussion" }).click();
  await one.shows(`post-${post}`);
  assert.equal(new URL(one.page.url()).pathname + new URL(one.page.url()).hash, `/course/c1/thread/${thread}#post-${post}`);
  // Read, and so no longer new.
  await one.at("inbox").getByText("Inbox, 1 new").waitFor({ state: "detached" });

  // What was written while no page was listening is told by the page that comes next.
  one.opened++;
  await one.page.goto("about:blank");
  await write("forum.post", { op: "mention-again", thread, text: "Do you?", mentions: [one.id] });
  await one.open("/webinar/w1");
  await one.at("inbox").getByText("Inbox, 1 new").waitFor();
  await one.told("Host mentioned you in a discussion", "live-polite");
});
