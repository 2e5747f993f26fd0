// SPDX-License-Identifier: Apache-2.0
// Looking for what people wrote, by the key and by hand, and going there.

import assert from "node:assert/strict";
import { after } from "node:test";
import { token } from "../wire/server.mjs";
import { Client, leaveAll } from "../wire/client.mjs";
import { inspect } from "./look.mjs";
import { becomes } from "./until.mjs";
import { COURSE, story } from "./world.mjs";

after(leaveAll);

story("one looks for a word in a course, reads where it stands, and goes there and back", {}, async (world) => {
  const one = await world.enter("participant", COURSE);
  const client = await new Client(world.server, { token: token("host", { name: "Host" }) }).ready();
  const write = async (method, data) => (await client.rpc(method, { room: COURSE, op: `search-${method}-${data.text.length}`, ...data })).seq;
  const thread = await write("forum.thread", { title: "Preuves numériques", text: "«كِتـَاب الأدلّة» and what is in the **book**." });
  const post = await write("forum.post", { thread, text: "All that was written down about it on that day, in the order in which it came, <b>is</b> in the second book of the three." });

  await one.shows("search");
  await one.page.keyboard.press("/");
  await one.shows("search-words");
  await one.page.waitForFunction(() => document.activeElement?.id === "search-words");
  await one.page.keyboard.type("كتاب الادله");
  // A moment passes before it can be found.
  const found = one.at("found-thread").filter({ hasText: "Preuves numériques" });
  while (!(await found.count())) {
    await one.at("search-kind").selectOption("post");
    await one.page.waitForTimeout(300);
    await one.at("search-kind").selectOption("any");
    await one.page.waitForTimeout(500);
  }
  // What was found of the words so far stands until they are whole.
  await becomes(() => found.locator("mark").allTextContents(), ["كِتـَاب", "الأدلّة"], "what is marked");
  await one.at("search-words").fill("book");
  const second = one.at("found-post").filter({ hasText: "<b>is</b>" });
  await second.waitFor();
  assert.equal(await second.locator("b").count(), 0, "words are words");
  await inspect(one, "search");
  assert.equal(new URL(one.page.url()).searchParams.get("q"), "book");
  await second.click();
  await one.shows(`post-${post}`);
  await one.page.goBack();
  await second.waitFor();
  await one.at("search-words").fill("zzzz");
  await one.page.getByText("Nothing was found").waitFor();
});
