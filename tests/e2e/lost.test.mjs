// SPDX-License-Identifier: Apache-2.0
// The network is lost in each step of what a participant does: a vote, a question, a message, a hand, a note, a
// reaction. Once their words arrive and the answers do not, once nothing goes through. Each says that it is on its way,
// each is done once in the end; a reaction is of its moment and is gone.

import assert from "node:assert/strict";
import { after } from "node:test";
import { leaveAll } from "../wire/client.mjs";
import { atNight } from "./look.mjs";
import { panel } from "./acts.mjs";
import { person } from "./staged.mjs";
import { becomes, until } from "./until.mjs";
import { COURSE, WEBINAR, story } from "./world.mjs";

after(leaveAll);

const ROUNDS = ["answers", "everything"];
const words = (what, round) => `${what} while ${round} is lost`;

async function opened(host, round) {
  const options = [{ en: "This" }, { en: "That" }];
  const poll = await host("poll.prepare", { type: "single", title: { en: `Which, ${round}?` }, options, results: "live" });
  await host("poll.open", { poll });
  return poll;
}

// Everything at once, in a page that does not hear how it went; what it says of each meanwhile.
async function doesAll(one, round, poll) {
  await one.at("note-text").fill(words("Noted", round));
  await one.at("note-done").click();
  await one.at("note-saved").getByText("Saving").waitFor();
  await panel(one, "polls");
  await one.at(`ballot-${poll}`).getByLabel("That").check();
  await one.at(`vote-${poll}`).click();
  await becomes(() => one.at(`vote-${poll}`).innerText(), "Sending…");
  await panel(one, "questions");
  await one.at("question-text").fill(words("Asked", round));
  await one.at("question-ask").click();
  await becomes(() => one.at("question-ask").innerText(), "Sending…");
  await panel(one, "chat");
  await one.at("chat-text").fill(words("Said", round));
  await one.at("chat-text").press("Enter");
  await one.at("outbox").getByText(words("Said", round)).waitFor();
  await one.at("reaction-heart").click();
  await one.at("hand").click();
  await one.page.locator('[data-testid="hand"][aria-disabled="true"]').waitFor();
}

async function allDone(one, round, poll) {
  await one.isIn("connected");
  await one.at("hand").getByText("Lower").waitFor();
  await one.at("chat-log").getByText(words("Said", round)).waitFor();
  await one.lacks("outbox");
  await panel(one, "notes");
  await one.page.locator("li.note", { hasText: words("Noted", round) }).waitFor();
  await one.lacks("note-editor");
  await panel(one, "questions");
  await one.page.locator("li.question", { hasText: words("Asked", round) }).waitFor();
  assert.equal(await one.at("question-text").inputValue(), "");
  await panel(one, "polls");
  await one.at(`poll-${poll}`).getByTestId("poll-voted").waitFor();
}

story("the network is lost over a vote, a question, a message, a hand, a note and a reaction: nothing is lost or twice", {}, async (world) => {
  const host = await person(world.server, "host", WEBINAR);
  await host("stage.phase", { to: "live" });
  const proxy = await world.proxy();
  const one = await world.enter("participant", WEBINAR, { address: proxy.url });
  one.tolerateLoss();
  await one.shows("reaction-heart"); // what is loaded last
  const polls = {};
  for (const round of ROUNDS) {
    polls[round] = await opened(host, round);
    await panel(one, "polls");
    await one.shows(`ballot-${polls[round]}`);
    await panel(one, "notes");
    await one.at("notes-add").click();
    await one.shows("note-text");
    if (round === "answers") proxy.lose("down");
    else {
      proxy.cut();
      await one.isIn("reconnecting");
    }
    await doesAll(one, round, polls[round]);
    proxy.mend();
    await allDone(one, round, polls[round]);
    await panel(one, "chat");
    await one.at("hand").click();
    await one.at("hand").getByText("Raise").waitFor();
  }
  const entries = (await world.server.entries(WEBINAR)).filter((entry) => !entry.void);
  const count = (type, fits = () => true) => entries.filter((entry) => entry.type === type && fits(entry.data)).length;
  for (const round of ROUNDS) {
    assert.equal(count("chat.post", ({ text }) => text === words("Said", round)), 1);
    assert.equal(count("question.ask", ({ text }) => text === words("Asked", round)), 1);
    assert.equal(count("notes.add"), ROUNDS.length);
    const acts = entries.filter(({ type }) => type === "poll.vote").flatMap(({ data }) => data.acts[polls[round]] ?? []);
    assert.deepEqual(acts.map(([by, , choices]) => [by, choices]), [[one.id, [2]]]);
  }
  assert.equal(count("hand.raise"), ROUNDS.length);
  // The first was heard, of which only the answer was lost; the second is gone.
  const hearts = () => entries.filter(({ type }) => type === "reaction.sums").reduce((sum, { data }) => sum + (data.sums.heart ?? 0), 0);
  assert.ok(hearts() <= 1, `${hearts()} hearts`);
  await until(() => one.at("hand").isVisible(), "the room as before");
});

// Each of these is longer than the window, so that it is not read before one comes to it.
const LONG = `and more of it\n`.repeat(40);

// The moment in which the network goes, or the page, between an act and its being drawn. In one room one act is under way:
// what was done first may have arrived, the other waits behind it.
const STEPS = {
  "before it is sent": { lost: (proxy) => proxy.cut(), until: ({ kept }) => kept() },
  "before the answer": { lost: (proxy) => proxy.lose("down"), first: "post", until: ({ posted }) => posted() },
  "before the vote is answered": { lost: (proxy) => proxy.lose("down"), until: ({ voted, kept }) => voted().then(kept) },
  "before it is drawn": { lost: () => {}, until: ({ posted, voted }) => posted().then(voted) },
};

// What is repeated under its op: by the page itself, whose answers were lost; and by a tab that is loaded again and has nothing but
// its own storage.
const REPEATS = {
  "within one page": async (window, mend) => mend(),
  "from the tab alone": async (window, mend) => {
    await window.page.evaluate(() => indexedDB.deleteDatabase("muster"));
    mend();
    await window.reload();
  },
};

story("in a discussion a post, a vote and a mark are done once, in their order, wherever network and page are lost", {}, async (world) => {
  const host = await person(world.server, "host", COURSE);
  const seq = await host("forum.thread", { title: "On the train", text: "Opening" });
  const posts = [];
  const steps = [...Object.keys(STEPS), ...Object.keys(REPEATS)];
  for (const step of steps) posts.push(await host("forum.post", { thread: seq, text: `${step}\n${LONG}` }));
  const proxy = await world.proxy();
  let one = await world.enter("participant", COURSE, { address: proxy.url });
  const { context, id } = one;
  const identity = await one.page.evaluate(() => sessionStorage.getItem("muster.identity"));
  const done = async () => {
    const entries = (await world.server.entries(COURSE)).filter((entry) => !entry.void);
    const all = entries.filter(({ by }) => by === id);
    const read = await world.server.entries(`inbox:${id}`).catch(() => []);
    return {
      texts: all.filter(({ type }) => type === "forum.post").map(({ data }) => data.text),
      votes: entries.filter(({ type }) => type === "forum.vote").flatMap(({ data: { acts } }) => Object.entries(acts).flatMap(([post, by]) => by.map(() => Number(post)))),
      marks: read.filter((entry) => !entry.void && entry.type === "read.mark").flatMap(({ data: { upto, marks } }) => (marks ? [marks[COURSE][seq]] : [upto])),
    };
  };
  const recorded = (window, text) =>
    window.page.evaluate(async (text) => {
      const settled = (request) => new Promise((well, ill) => Object.assign(request, { onsuccess: () => well(request.result), onerror: ill }));
      const base = await settled(indexedDB.open("muster"));
      const all = JSON.stringify(await settled(base.transaction("leaves").objectStore("leaves").getAll()));
      base.close();
      return all.includes(`"text":"${text}"`);
    }, text);
  // The browser again, as somebody does whose battery was empty.
  const reopens = async () => {
    await one.page.close();
    proxy.mend();
    one = await world.again(context, proxy.url, identity);
    one.tolerateLoss();
    await one.open(`/course/c1/thread/${seq}`);
    await one.isIn("connected");
    await one.shows(`form-post/${seq}`);
  };
  one.tolerateLoss();
  await one.open(`/course/c1/thread/${seq}`);
  for (const [at, [step, { lost, first, until: come }]] of Object.entries(STEPS).entries()) {
    await one.at(`vote-${posts[at]}`).waitFor();
    lost(proxy);
    await one.at(`vote-${posts[at]}`).scrollIntoViewIfNeeded();
    await one.at(`text-post/${seq}`).fill(step);
    const acts = [() => one.at(`vote-${posts[at]}`).click(), () => one.at(`send-post/${seq}`).click()];
    for (const act of first === "post" ? acts.reverse() : acts) await act();
    await come({
      kept: () => until(() => recorded(one, step), `the record ${step}`),
      posted: () => until(async () => (await done()).texts.includes(step), `the post ${step}`),
      voted: () => until(async () => (await done()).votes.includes(posts[at]), `the vote ${step}`),
    });
    await reopens();
    await becomes(async () => (await done()).texts, Object.keys(STEPS).slice(0, at + 1));
    await becomes(() => one.at(`text-post/${seq}`).inputValue(), "");
    await becomes(async () => (await done()).votes, posts.slice(0, at + 1));
  }
  for (const [step, repeats] of Object.entries(REPEATS)) {
    const at = steps.indexOf(step);
    await one.at(`vote-${posts[at]}`).waitFor();
    proxy.lose("down");
    await one.at(`vote-${posts[at]}`).scrollIntoViewIfNeeded();
    await one.at(`text-post/${seq}`).fill(step);
    await one.at(`send-post/${seq}`).click();
    await until(async () => (await done()).texts.includes(step), `the post ${step}`);
    await one.at(`vote-${posts[at]}`).click();
    await repeats(one, () => proxy.mend());
    await becomes(() => one.at(`text-post/${seq}`).inputValue(), "");
    await becomes(async () => (await done()).votes, posts.slice(0, at + 1));
    assert.deepEqual((await done()).texts, steps.slice(0, at + 1));
    const sent = one.sent.flatMap((frame) => frame.split("\n").filter((line) => line.startsWith("{")).map((line) => JSON.parse(line).rpc));
    const ops = sent.flatMap((rpc) => (rpc?.method === "forum.post" && rpc.data.text === step ? [rpc.data.op] : []));
    assert.ok(ops.length > 1 && new Set(ops).size === 1, `the control: it was sent more than once, under one op: ${ops}`);
  }
  const { marks } = await done();
  assert.deepEqual(marks, [...new Set(marks)].sort((a, b) => a - b), "on and on, nothing twice");

  // Two devices without a network at once; what each wrote comes once.
  const second = await world.proxy();
  const two = await world.twin(one, { address: second.url });
  two.tolerateLoss();
  await two.shows(`form-post/${seq}`);
  const train = [one, two];
  for (const way of [proxy, second]) way.cut();
  for (const [at, window] of train.entries()) {
    await window.isIn("reconnecting");
    await window.at(`text-post/${seq}`).fill(`Device ${at + 1}`);
    await window.at(`send-post/${seq}`).click();
    await window.page.getByText("1 unsent, kept").first().waitFor();
  }
  for (const way of [second, proxy]) way.mend();
  await becomes(async () => (await done()).texts.slice(steps.length).sort(), ["Device 1", "Device 2"]);
  for (const window of train) {
    await window.isIn("connected");
    for (const text of ["Device 1", "Device 2"]) await window.at("posts").getByText(text).waitFor();
    await becomes(() => window.at(`text-post/${seq}`).inputValue(), "");
  }

  // What is refused when it comes stands with its words, also in the next browser, until it is let go.
  proxy.cut();
  await one.isIn("reconnecting");
  await one.at(`text-post/${seq}`).fill("Too late by an hour");
  await one.at(`send-post/${seq}`).click();
  await one.page.getByText("1 unsent, kept").first().waitFor();
  await host("forum.close", { thread: seq, closed: true });
  proxy.mend();
  await one.at("left-refused").getByText("Too late by an hour").waitFor();
  await one.at("left-refused").getByText("closed").waitFor();
  await one.told("was not taken");
  await one.page.evaluate(() => scrollTo(0, 0));
  await world.shot(one, "refused-late");
  await atNight(one, "refused late", "left-refused-drop");
  const reopensCourse = async () => {
    await one.page.close();
    one = await world.again(context, proxy.url, identity);
    await one.open("/course/c1");
  };
  await reopensCourse();
  await one.at("left-refused").getByText("Too late by an hour").waitFor();
  await one.at("left-refused").getByRole("button", { name: "Copy" }).waitFor();
  await one.at("left-refused-drop").click();
  await one.lacks("left-refused");
  await until(async () => !(await recorded(one, "Too late by an hour")), "the record without it");
  await reopensCourse();
  await one.shows("threads");
  await one.lacks("left-refused");
  assert.equal((await done()).texts.length, steps.length + 2);
});
