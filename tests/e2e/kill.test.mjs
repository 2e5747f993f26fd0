// SPDX-License-Identifier: Apache-2.0
// The server is killed in the middle of acts and started again on its journal: what it had
// acknowledged is there, nothing is there twice, and no window was reloaded.

import assert from "node:assert/strict";
import { COURSE, WEBINAR, story } from "./world.mjs";
import { becomes, pause, until } from "./until.mjs";
import { agree, agreeThroughout } from "./agree.mjs";
import { ask, chat, message, panel, phase, prepare, press, said, say } from "./acts.mjs";
import { showsResults, thread, vote } from "./acts.mjs";

const WIDE = { viewport: { width: 1680, height: 900 } }; // the chat has a column of its own
const ROUNDS = 3;

// The journal's entries of one kind, each text as often as it is there.
async function written(server, room, type) {
  const entries = await server.entries(room);
  return entries.filter((entry) => entry.type === type && !entry.void).map(({ data }) => data.text);
}

story("killed with answers and commands under way: all arrives, and once", {}, async (world) => {
  const { server } = world;
  const deaf = await world.proxy();
  const mute = await world.proxy();
  const host = await world.enter("host", WEBINAR, WIDE);
  const one = await world.enter("participant", WEBINAR, { ...WIDE, address: deaf.url });
  const two = await world.enter("participant", WEBINAR, { ...WIDE, address: mute.url });
  const all = [host, one, two];
  for (const window of all) window.tolerateLoss();
  await phase(host, "live");
  const poll = await prepare(host, { texts: [{ lang: "en", title: "Still there?", options: ["Yes", "No"] }] });
  await press(host, "polls", `poll-open-${poll}`);
  await panel(one, "polls");
  await one.shows(`ballot-${poll}`);

  deaf.lose("down"); // what one says arrives, its answers do not
  mute.lose("up"); // what two says does not arrive
  await say(one, "Done and not answered");
  await one.at(`ballot-${poll}`).getByLabel("Yes").check();
  await one.at(`vote-${poll}`).click();
  await say(two, "Sent and not arrived");
  await say(host, "Well received");
  await said(host, "Done and not answered");
  await said(host, "Well received");
  await showsResults(host, poll, ["Yes: 1 vote", "No: 0 votes"]);
  assert.equal(await message(one, "Done and not answered").count(), 0);

  await server.kill();
  for (const window of [one, two]) await say(window, `Said by ${window.id} in the dark`);
  await host.isIn("reconnecting");
  await say(host, "Said by host in the dark");
  await world.shot(host, "reconnecting");
  deaf.mend();
  mute.mend();
  await server.start();

  const texts = [
    "Well received",
    "Done and not answered",
    "Sent and not arrived",
    "Said by host in the dark",
    `Said by ${one.id} in the dark`,
    `Said by ${two.id} in the dark`,
  ].sort();
  for (const window of all) {
    await window.isIn("connected");
    await becomes(async () => (await chat(window)).sort(), texts, `chat of ${window.id}`);
  }
  await vote(two, poll, "No");
  await showsResults(host, poll, ["Yes: 1 vote", "No: 1 vote"]);
  await one.shows("poll-voted");
  await agreeThroughout([one, two], "after the kill", { shared: true });
  await agreeThroughout([host, await world.twin(host, WIDE)], "after the kill");
  await server.end();
  assert.deepEqual((await written(server, WEBINAR, "chat.post")).sort(), texts);
  assert.ok(await server.verified());
});

story("killed again and again while everyone writes", {}, async (world) => {
  const { server } = world;
  const windows = [];
  for (const role of ["host", "participant", "participant"])
    windows.push(await world.enter(role, WEBINAR, WIDE));
  for (const window of windows) window.tolerateLoss();
  const expected = [];
  const write = async (window, round) => {
    for (let at = 0; at < 6; at++) {
      const text = `${window.id} ${round}.${at}`;
      expected.push(text);
      await say(window, text);
    }
    await ask(window, `Question ${round} of ${window.id}`);
  };
  for (let round = 0; round < ROUNDS; round++) {
    const writing = Promise.all(windows.map((window) => write(window, round)));
    await until(() => windows[1].sent.filter((frame) => frame.includes(`${round}.2"`)).length > 0, "an act");
    await pause(Math.random() * 30);
    await server.kill();
    await server.start();
    await writing;
  }
  expected.sort();
  for (const window of windows) {
    await window.isIn("connected");
    await becomes(async () => (await chat(window)).sort(), expected, `chat of ${window.id}`);
    await window.at("outbox").locator("li").first().waitFor({ state: "detached" });
  }
  await agreeThroughout(windows.slice(1), "in the end", { shared: true });
  await server.end();
  assert.deepEqual((await written(server, WEBINAR, "chat.post")).sort(), expected);
  assert.equal((await written(server, WEBINAR, "question.ask")).length, ROUNDS * windows.length);
  assert.ok(await server.verified());
});

story("killed while a forum is read and written", {}, async (world) => {
  const { server } = world;
  const one = await world.enter("participant", COURSE);
  const seq = await thread(one, "Before the fall", "It stood here.");
  const two = await world.enter("participant", COURSE);
  await two.at("threads").getByRole("link").first().click();
  await two.shows("posts");
  const list = await world.twin(one);
  await list.at("back").click();
  for (const window of [one, two, list]) window.tolerateLoss();
  await server.kill();
  for (const window of [one, two]) {
    await window.isIn("reconnecting");
    await window.at(`text-post/${seq}`).fill(`By ${window.id} in the dark`);
    await window.at(`send-post/${seq}`).click();
  }
  await server.start();
  for (const window of [one, two])
    for (const id of [one.id, two.id]) await window.at("posts").getByText(`By ${id} in the dark`).waitFor();
  await agree([one, two], "on the thread", { shared: true });
  await list.at(`thread-${seq}`).getByText("2 replies").waitFor();
  await server.end();
  const texts = await written(server, COURSE, "forum.post");
  assert.deepEqual(texts.sort(), [`By ${one.id} in the dark`, `By ${two.id} in the dark`].sort());
});
