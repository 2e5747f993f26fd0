// SPDX-License-Identifier: Apache-2.0
// A forum of more discussions than its course lists at first: one scrolls on, opens one far down, and comes back to where one
// was, with the same filter and order.

import assert from "node:assert/strict";
import { connect } from "../wire/wire.mjs";
import { becomes, until } from "./until.mjs";
import { COURSE, story } from "./world.mjs";

const THREADS = 130;

story("a long list goes on as one scrolls, and is as one left it when one comes back", {}, async (world) => {
  const host = await connect(world.server, "host");
  const seqs = [];
  for (let n = 1; n <= THREADS; n++)
    seqs.push((await host.rpc("forum.thread", { room: COURSE, op: `list-${n}`, title: `Discussion ${n}`, text: `Words of ${n}` })).seq);
  const one = await world.enter("participant", COURSE);
  await one.open("/course/c1/forum?order=new");
  const rows = () => one.at("threads").locator("li").count();
  const last = () => one.at("threads").locator("h3").last().innerText();
  await until(async () => (await rows()) >= 50, "the first page");
  await until(async () => {
    await one.page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    return (await rows()) >= THREADS;
  }, "all of them");
  await one.lacks("threads-more");
  const first = await last();
  assert.equal(await one.at("threads").locator("li").count(), new Set(await one.at("threads").locator("h3 a").evaluateAll((all) => all.map((a) => a.href))).size, "none twice");

  const far = one.at(`thread-${seqs[9]}`);
  await far.scrollIntoViewIfNeeded();
  const place = await far.evaluate((row) => Math.round(row.getBoundingClientRect().top));
  await far.getByRole("link").click();
  await one.shows("posts");
  await host.rpc("forum.post", { room: COURSE, op: "list-more", thread: seqs[20], text: "Another one" });
  await one.page.goBack();
  await far.waitFor();
  await becomes(() => far.evaluate((row) => Math.round(row.getBoundingClientRect().top)), place, "the place in the list");
  assert.equal(await last(), first);
  assert.match(one.page.url(), /order=new/);

  await one.page.locator('input[name="forum-show"][value="followed"]').check();
  await becomes(rows, 0, "nothing is followed");
  await one.page.locator('input[name="forum-show"][value="unread"]').check();
  await until(async () => (await rows()) >= 50, "what is unread");
  assert.match(one.page.url(), /show=unread/);
  await one.reload();
  await until(async () => (await rows()) >= 50, "the same after a reload");
  assert.ok(await one.page.locator('input[name="forum-show"][value="unread"]').isChecked());
  await world.shot(one, "listed");
  host.end();
});
