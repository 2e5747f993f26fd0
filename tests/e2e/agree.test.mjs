// SPDX-License-Identifier: Apache-2.0
// Windows side by side agree after every act, and again after one of them was away.

import assert from "node:assert/strict";
import { after } from "node:test";
import { COURSE, WEBINAR, story } from "./world.mjs";
import { agree, agreeThroughout } from "./agree.mjs";
import {
  ask,
  chat,
  message,
  panel,
  phase,
  post,
  prepare,
  press,
  questionNumber,
  remove,
  said,
  say,
} from "./acts.mjs";
import { showsResults, thread, vote } from "./acts.mjs";
import { Client, leaveAll } from "../wire/client.mjs";
import { token } from "../wire/server.mjs";

after(leaveAll);

const WORDS = 1200; // more than a tape keeps
const EACH = 10; // as many as one person may say at once
const BURST = 150;
const WIDE = { viewport: { width: 1680, height: 900 } }; // the chat has a column of its own

// BURST things are said at once, by as many as it takes; without a browser, which would take long.
// In no order: who comes in last among them may have written first.
async function talk(server, from) {
  const talkers = Array.from({ length: BURST / EACH }, (_, at) => from + at * EACH);
  await Promise.all(
    talkers.map(async (first) => {
      const talker = await new Client(server, { token: token(`talker-${first}`, { name: "Talker" }) }).ready();
      const data = (at) => ({ room: WEBINAR, op: `talk-${at}`, text: `Word ${at}` });
      const each = Array.from({ length: EACH }, (_, at) => first + at);
      await Promise.all(each.map((at) => talker.rpc("chat.post", data(at))));
    }),
  );
}

async function lastWord(server, text) {
  const talker = await new Client(server, { token: token("talker-last", { name: "Talker" }) }).ready();
  await talker.rpc("chat.post", { room: WEBINAR, op: "talk-last", text });
}

story("two windows of one person, and two people, agree after every act", {}, async (world) => {
  const host = await world.enter("host", WEBINAR, WIDE);
  const one = await world.enter("participant", WEBINAR, WIDE);
  const two = await world.enter("participant", WEBINAR, WIDE);
  const hosts = [host, await world.twin(host, WIDE)];
  const ones = [one, await world.twin(one, WIDE)];
  let poll;
  let question;
  const acts = {
    "the session goes live": () => phase(host, "live"),
    "someone writes": async () => {
      await say(one, "Hello to all");
      await said(one, "Hello to all");
    },
    "a poll is prepared": async () => {
      poll = await prepare(host, { texts: [{ lang: "en", title: "Which?", options: ["A", "B"] }] });
    },
    "the poll opens": () => press(host, "polls", `poll-open-${poll}`),
    "someone votes": () => vote(one, poll, "A"),
    "someone else votes": () => vote(two, poll, "B"),
    "the results are published": async () => {
      await press(host, "polls", `poll-publish-${poll}`);
      await panel(two, "polls");
      await showsResults(two, poll, ["A: 1 vote", "B: 1 vote"]);
    },
    "someone asks": async () => {
      await ask(two, "Why?");
      question = await questionNumber(two, "Why?");
    },
    "someone votes it up": () => press(one, "questions", `upvote-${question}`),
    "it is being answered": () => press(host, "questions", `question-take-${question}`),
    "the host removes a message": async () => {
      await message(host, "Hello to all").hover();
      await remove(host, host.button("Remove", message(host, "Hello to all")));
      await message(host, "Hello to all").waitFor({ state: "detached" });
    },
    "the session ends": () => phase(host, "ended"),
  };
  for (const [what, act] of Object.entries(acts)) {
    await act();
    await agreeThroughout(hosts, `when ${what}`);
    await agreeThroughout(ones, `when ${what}`);
    await agreeThroughout([one, two], `when ${what}`, { shared: true });
  }
});

story("a window that was offline or cut off is right again by itself", {}, async (world) => {
  const proxy = await world.proxy();
  const host = await world.enter("host", WEBINAR, WIDE);
  const one = await world.enter("participant", WEBINAR, WIDE);
  const away = await world.twin(one, { ...WIDE, address: proxy.url });
  away.tolerateLoss();
  await phase(host, "live");
  const poll = await prepare(host, { texts: [{ lang: "en", title: "Still there?", options: ["Yes", "No"] }] });
  await agreeThroughout([one, away], "before");
  const losses = [
    [() => away.context.setOffline(true), () => away.context.setOffline(false)],
    [() => proxy.cut(), () => proxy.mend()],
  ];
  for (const [turn, [lose, find]] of losses.entries()) {
    await lose();
    await away.isIn("reconnecting");
    await say(away, `Written in the dark ${turn}`);
    await say(host, `News ${turn}`);
    await ask(one, `Question ${turn}?`);
    if (turn === 0) await press(host, "polls", `poll-open-${poll}`);
    else await vote(one, poll, "Yes");
    assert.ok(!away.heard(`News ${turn}`));
    await find();
    await away.isIn("connected");
    await said(one, `Written in the dark ${turn}`);
    await agreeThroughout([one, away], `after loss ${turn}`);
    const texts = (await chat(one)).filter((text) => text === `Written in the dark ${turn}`);
    assert.equal(texts.length, 1, "what was written in the dark is there once");
  }
  // Each time the room and the inbox, which the whole page follows.
  const resumed = away.received.filter((frame) => frame.includes('"recovered":true'));
  assert.equal(resumed.length, 4, "what was missed was sent, and not the whole room");
});

story("who was away so long that the server has let go of it gets the room anew", {}, async (world) => {
  const proxy = await world.proxy();
  const one = await world.enter("participant", WEBINAR, WIDE);
  const away = await world.twin(one, { ...WIDE, address: proxy.url });
  away.tolerateLoss();
  // What comes last of the page: half of it on its way when the line goes dead would be waited for as long as TCP waits.
  for (const window of [one, away]) await window.shows("calendar");
  await agreeThroughout([one, away], "before");
  proxy.cut();
  for (let from = 0; from < WORDS; from += BURST) await talk(world.server, from);
  await lastWord(world.server, "The last word");
  proxy.mend();
  await away.isIn("connected");
  await said(away, "The last word");
  await agreeThroughout([one, away], "after a long time");
  assert.ok(away.received.some((frame) => frame.includes('"was_recovering":true')));
  assert.ok(!away.heard("Word 500"), "the room as it is, not all that happened");
});

story("a thread that was open all the while is right again too", {}, async (world) => {
  const proxy = await world.proxy();
  const one = await world.enter("participant", COURSE);
  const seq = await thread(one, "Written offline", "Does a reply get through?");
  const away = await world.enter("participant", COURSE, { address: proxy.url });
  away.tolerateLoss();
  await away.open(`/course/c1/thread/${seq}`);
  await away.shows("posts");
  proxy.cut();
  await away.isIn("reconnecting");
  await away.at(`text-post/${seq}`).fill("It does.");
  await away.at(`send-post/${seq}`).click();
  await post(one, seq, "Let us see.");
  proxy.mend();
  await one.at("posts").getByText("It does.").waitFor();
  await agree([one, away], "on the thread", { shared: true });
  assert.equal(await one.at("posts").getByText("It does.").count(), 1);
  assert.equal(await away.at(`text-post/${seq}`).inputValue(), "", "the field is free again");
});
