// SPDX-License-Identifier: Apache-2.0
// The whole browser is killed over a post, a vote and a mark, in each step of their way; begun again, it has each of them done
// once.

import { after } from "node:test";
import { leaveAll } from "../wire/client.mjs";
import { found } from "./everywhere.mjs";
import { KilledBrowser } from "./killed.mjs";
import { person } from "./staged.mjs";
import { becomes, until } from "./until.mjs";
import { Window } from "./window.mjs";
import { COURSE, story } from "./world.mjs";

after(leaveAll);

// What was given and not answered stands in the browser's database.
const POST = (step) => `"text":"${step}"`;
const VOTE = '"method":"forum.vote"';
const MARK = '"method":"item.mark"';

// The moment in which the browser ends: what the network lost before, and what had come by then. In one room of one tab one act
// is under way: what was done first may have arrived, the other waits behind it.
const STEPS = {
  "before anything is sent": { lost: (proxy) => proxy.cut(), until: ({ keeps }, step) => keeps([POST(step), VOTE, MARK]) },
  "before the vote is answered": { lost: (proxy) => proxy.lose("down"), until: ({ keeps, come }, step) => come(["vote", "mark"]).then(() => keeps([POST(step)])) },
  "before the post is answered": { lost: (proxy) => proxy.lose("down"), first: "post", until: ({ keeps, come }) => come(["post", "mark"]).then(() => keeps([VOTE])) },
  "before it is drawn": { lost: () => {}, until: ({ come }) => come(["post", "vote", "mark"]) },
};

story("a post, a vote and a mark are done once, whenever the browser is killed", {}, async (world) => {
  const host = await person(world.server, "host", COURSE);
  const steps = Object.keys(STEPS);
  const unit = await host("unit.add", { title: { en: "What a phone tells" }, open: true });
  const thread = await host("forum.thread", { title: "On the way", text: "Opening" });
  const [items, posts] = [[], []];
  for (const step of steps) {
    items.push(await host("item.add", { unit, kind: "article", title: { en: step }, text: { en: "Where it was." }, counts: true }));
    posts.push(await host("forum.post", { thread, text: `To be voted for ${step}` }));
  }
  const proxy = await world.proxy();
  const identity = await (await world.server.get("/demo/token?identity=participant", { method: "POST" })).text();
  const { id } = JSON.parse(identity);
  const done = async () => {
    const entries = (await world.server.entries(COURSE)).filter((entry) => !entry.void);
    const own = (type) => entries.filter((entry) => entry.type === type && entry.by === id).map(({ data }) => data);
    return {
      post: own("forum.post").map(({ text }) => text),
      vote: entries.filter(({ type }) => type === "forum.vote").flatMap(({ data: { acts } }) => Object.entries(acts).flatMap(([post, by]) => by.map(() => Number(post)))),
      mark: own("item.mark").filter((data) => data.done === true).map(({ item }) => item),
    };
  };
  const browser = new KilledBrowser();
  const opens = async (context, path) => {
    const window = new Window(await context.newPage(), proxy.url);
    window.tolerateLoss();
    await window.be(identity);
    await window.open(path);
    await window.isIn("connected");
    return window;
  };
  try {
    for (const [at, step] of steps.entries()) {
      const { lost, first, until: come } = STEPS[step];
      const context = await browser.start();
      const reads = await opens(context, `/course/c1/thread/${thread}`);
      const works = await opens(context, `/course/c1/unit/${unit}#item-${items[at]}`);
      await works.shows(`item-done-${items[at]}`);
      await reads.at(`text-post/${thread}`).fill(step);
      await reads.at(`vote-${posts[at]}`).scrollIntoViewIfNeeded();
      lost(proxy);
      const acts = [() => reads.at(`vote-${posts[at]}`).click(), () => reads.at(`send-post/${thread}`).click()];
      for (const act of first === "post" ? acts.reverse() : acts) await act();
      await works.at(`item-done-${items[at]}`).click();
      const made = { post: step, vote: posts[at], mark: items[at] };
      await come({
        keeps: (words) => until(async () => (await found(reads, words)).length === words.length, `the records ${step}`),
        come: (which) => until(async () => Object.entries(await done()).every(([what, all]) => !which.includes(what) || all.includes(made[what])), `what was done ${step}`),
      }, step);
      await browser.kill();
      proxy.mend();
      const again = await opens(await browser.start(), `/course/c1/thread/${thread}`);
      await becomes(done, { post: steps.slice(0, at + 1), vote: posts.slice(0, at + 1), mark: items.slice(0, at + 1) });
      await becomes(() => again.at(`text-post/${thread}`).inputValue(), "");
      await becomes(() => found(again, [POST(step), VOTE, MARK]), [], "nothing waits any more");
      await browser.kill();
    }
  } finally {
    await browser.end();
  }
});
