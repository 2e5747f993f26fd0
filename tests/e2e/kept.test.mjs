// SPDX-License-Identifier: Apache-2.0
// Nothing typed is lost, whatever becomes of what it was typed for; and only what was seen is read.

import assert from "node:assert/strict";
import { COURSE, WEBINAR, story } from "./world.mjs";
import { becomes, until } from "./until.mjs";
import { atNight } from "./look.mjs";
import { act, message, panel, phase, post, rewrite, said, say, settings, thread } from "./acts.mjs";
import { after } from "node:test";
import { leaveAll, Client } from "../wire/client.mjs";
import { token } from "../wire/server.mjs";

after(leaveAll);

const row = (window, title) => window.at("threads").locator("li", { hasText: title });
const unread = (window, title) => row(window, title).locator(".unread-dot").count();
const value = (window, id) => window.at(id).inputValue();

async function openThread(window, title) {
  await row(window, title).getByRole("link").click();
  await window.shows("posts");
}

// Posts by clients without a page, in order; each writes five, so that nobody is asked to wait.
const EACH = 5;

async function posts(server, who, seq, texts, extra = {}) {
  const seqs = [];
  let client;
  for (const [at, text] of texts.entries()) {
    const name = `${who}${Math.floor(at / EACH)}`;
    if (at % EACH === 0) client = await new Client(server, { token: token(name, { name }) }).ready();
    const op = `${name}-${seq}-${at}`;
    seqs.push((await client.rpc("forum.post", { room: COURSE, op, thread: seq, text, ...extra })).seq);
  }
  await leaveAll();
  return seqs;
}

story("what was not on the screen is not read", {}, async (world) => {
  const one = await world.enter("participant", COURSE);
  const two = await world.enter("participant", COURSE);
  const watch = await world.twin(two);
  const seq = await thread(one, "A long talk", "The beginning");
  const long = Array.from({ length: 15 }, (_, at) => `Answer ${at + 1}\n${"and more of it\n".repeat(25)}`);
  const seqs = await posts(world.server, "writer", seq, long);
  await posts(world.server, "late", seq, ["A late comment high up"], { reply: seqs[0] });
  await openThread(two, "A long talk");
  await two.page.getByText("Answer 1", { exact: false }).first().waitFor();
  // There is no inbox before the first position.
  const read = async () => {
    const entries = await world.server.entries(`inbox:${two.id}`).catch(() => []);
    return entries.filter(({ type }) => type === "read.mark").map(({ data }) => data.upto);
  };
  await until(async () => Math.max(...(await read())) >= seq, "the opening post is read");
  await two.page.getByText("A late comment high up").scrollIntoViewIfNeeded();
  await until(async () => Math.max(...(await read())) >= seqs[0], "the first answer is read");
  assert.ok(Math.max(...(await read())) < seqs[2], "not beyond the first answers");
  assert.equal(await unread(watch, "A long talk"), 1);
  for (const each of seqs) {
    const last = two.page.locator(`[data-testid="post-${each}"] .post-bar`);
    // What stands behind the field for a reply is not on the screen.
    await last.evaluate((element) => element.scrollIntoView({ block: "center" }));
    await until(async () => Math.max(...(await read())) >= each, `post ${each} is read`);
  }
  await two.page.getByText("A late comment high up").scrollIntoViewIfNeeded();
  await becomes(() => unread(watch, "A long talk"), 0);
});

story("two devices edit one post: what stands and what was typed are both in sight", {}, async (world) => {
  const one = await world.enter("participant", COURSE);
  const seq = await thread(one, "Twice edited", "First words");
  const other = await world.twin(one);
  await other.shows("posts");
  await act(one, `edit-${seq}`);
  await rewrite(one, `text-edit/${seq}`, "Abandoned words");
  await one.button("Cancel").click();
  const edit = async (window, text) => {
    await act(window, `edit-${seq}`);
    await rewrite(window, `text-edit/${seq}`, text);
    await window.at(`send-edit/${seq}`).click();
  };
  await edit(other, "Second words");
  await one.at(`post-${seq}`).getByText("Second words").waitFor();
  await act(one, `edit-${seq}`);
  assert.equal(await value(one, `text-edit/${seq}`), "Second words", "what stands now");
  await one.at("edit-earlier").getByText("Abandoned words").waitFor();
  await rewrite(one, `text-edit/${seq}`, "My words");
  await edit(other, "Third words");
  await one.at("edit-changed").getByText("Third words").waitFor();
  assert.equal(await value(one, `text-edit/${seq}`), "My words");
  await world.shot(one, "edit-conflict");
  await atNight(one, "edit conflict", "edit-mine");
  await one.at("edit-mine").click();
  await one.at(`send-edit/${seq}`).click();
  await one.lacks(`form-edit/${seq}`);
  await other.at(`post-${seq}`).getByText("My words").waitFor();
});

// What of a person's drafts the server keeps now, by place.
const drafts = async (server, { id }) => {
  const places = {};
  for (const { type, data } of await server.entries(`inbox:${id}`).catch(() => [])) {
    if (type === "draft.write") places[data.place] = data.words;
    if (type === "draft.drop") delete places[data.place];
  }
  return places;
};

story("what is begun on one device stands on the other, and goes with the post; where both wrote, both are in sight", {}, async (world) => {
  const first = await world.proxy();
  const one = await world.enter("participant", COURSE, { address: first.url });
  one.tolerateLoss();
  const seq = await thread(one, "Two devices", "Opening");
  const [field, form, place] = [`text-post/${seq}`, `form-post/${seq}`, `post/${seq}@${COURSE}#${seq}`];
  const proxy = await world.proxy();
  const other = await world.twin(one, { address: proxy.url });
  other.tolerateLoss();
  await other.shows(form);
  // Typed there, and the tab is closed at once: while what was typed before has no answer, and will have none.
  const { context } = one;
  first.lose("down");
  await one.at(field).fill("Half");
  await becomes(() => drafts(world.server, other), { [place]: { words: "Half" } });
  await one.at(field).fill("Half a thought");
  await one.page.close({ runBeforeUnload: true });
  await becomes(() => value(other, field), "Half a thought");
  await becomes(() => drafts(world.server, other), { [place]: { words: "Half a thought" } });

  // Sent on the one: gone on the other, and from the server.
  const again = await world.again(context, world.server.url, await other.page.evaluate(() => sessionStorage.getItem("muster.identity")));
  await again.open(`/course/c1/thread/${seq}`);
  await becomes(() => value(again, field), "Half a thought");
  await again.isIn("connected");
  await other.at(`send-post/${seq}`).click();
  await becomes(() => value(again, field), "");
  await becomes(() => drafts(world.server, other), {});

  // Both at once, one of them without a network.
  proxy.cut();
  await other.isIn("reconnecting");
  await other.at(field).fill("Words of the train");
  await again.at(field).fill("Words of the desk");
  await becomes(() => drafts(world.server, other), { [place]: { words: "Words of the desk" } });
  proxy.mend();
  await other.at("elsewhere").getByText("Words of the desk").waitFor();
  assert.equal(await value(other, field), "Words of the train");
  await world.shot(other, "draft-elsewhere");
  await atNight(other, "draft elsewhere", "elsewhere-mine");
  await other.at("elsewhere-mine").click();
  await other.lacks("elsewhere");
  await becomes(() => value(again, field), "Words of the train");
  assert.deepEqual(await drafts(world.server, other), { [place]: { words: "Words of the train" } });
  // Emptied by hand, it is nowhere.
  await again.at(field).fill("");
  await becomes(() => value(other, field), "");
  await becomes(() => drafts(world.server, other), {});
});

story("a post goes while somebody writes to it: the text stays, and says what happened", {}, async (world) => {
  const one = await world.enter("participant", COURSE);
  const host = await world.enter("host", COURSE);
  const seq = await thread(one, "Short-lived", "Opening");
  await openThread(host, "Short-lived");
  const mine = await post(one, seq, "A remark of mine");
  const theirs = await post(host, seq, "A remark of the host");
  await act(one, `edit-${mine}`);
  await rewrite(one, `text-edit/${mine}`, "A better remark");
  await act(one, `comment-${theirs}`);
  await one.at(`text-comment/${theirs}`).fill("A long thought");
  for (const each of [mine, theirs]) {
    await act(host, `delete-${each}`);
    await host.at("confirm").click();
  }
  const kept = one.at("kept");
  await becomes(() => kept.locator(".prose").allInnerTexts(), ["A better remark", "A long thought"]);
  await becomes(() => kept.locator(".hint").allInnerTexts(), Array(2).fill("What you were writing to was deleted. Your text is kept here."));
  await world.shot(one, "kept");
  await one.reload();
  await becomes(() => kept.locator(".prose").allInnerTexts(), ["A better remark", "A long thought"]);
  await kept.first().getByRole("button", { name: "Discard" }).click();
  await becomes(() => kept.locator(".prose").allInnerTexts(), ["A long thought"]);
});

story("sent without a connection and loaded again: it arrives, and the form is empty", {}, async (world) => {
  const proxy = await world.proxy();
  const host = await world.enter("host", COURSE);
  const one = await world.enter("participant", COURSE, { address: proxy.url });
  one.tolerateLoss();
  await one.at("thread-new").click();
  await one.at("thread-title").fill("Sent in the dark");
  await one.at("thread-text").fill("And loaded again");
  proxy.lose("up");
  await one.at("thread-send").click();
  await one.page.getByText("Sending…").first().waitFor();
  // The page is left before its answer came; another one of the same course is opened.
  proxy.mend();
  await one.open("/course/c1");
  await row(host, "Sent in the dark").waitFor();
  await row(one, "Sent in the dark").waitFor();
  await one.at("thread-new").click();
  await becomes(async () => [await value(one, "thread-title"), await value(one, "thread-text")], ["", ""]);
  assert.equal(await row(host, "Sent in the dark").count(), 1);
});

story("a text that is refused stands with its reason, also after a reload, and goes when it is let go", {}, async (world) => {
  const host = await world.enter("host", WEBINAR);
  const one = await world.enter("participant", WEBINAR);
  await phase(host, "live");
  await one.shows("chat-text");
  await say(one, "A first word");
  await said(one, "A first word");
  await panel(host, "chat");
  await settings(host, "chat-settings");
  await host.at("chat-mode").selectOption("slow");
  await host.at("chat-seconds").fill("600");
  await host.at("chat-mode-apply").click();
  await one.shows("chat-wait");
  assert.match(await one.text("chat-wait"), /You can write again in \d+ seconds/);
  await one.at("chat-text").fill("Typed while waiting");
  await host.at("chat-mode").selectOption("staff");
  await one.at("kept").getByText("Typed while waiting").waitFor();
  await host.at("chat-mode").selectOption("open");
  await becomes(() => value(one, "chat-text"), "Typed while waiting");
  await one.at("chat-text").press("Enter");
  await message(host, "Typed while waiting").waitFor();
});

// More at once than a person may: the page goes on by itself when it may, and in order.
// They are written without a connection, so that they come in a moment on a slow machine too.
story("twenty messages in a moment all arrive, once and in their order", {}, async (world) => {
  const proxy = await world.proxy();
  const host = await world.enter("host", WEBINAR);
  const one = await world.enter("participant", WEBINAR, { address: proxy.url });
  one.tolerateLoss();
  await phase(host, "live");
  await one.shows("chat-text");
  const words = Array.from({ length: 20 }, (_, at) => `Hasty ${String.fromCharCode(97 + at)}`);
  proxy.cut();
  for (const text of words) await say(one, text);
  proxy.mend();
  await said(host, words.at(-1));
  const heard = await host.at("chat-log").locator("li", { hasText: "Hasty" }).allInnerTexts();
  assert.deepEqual(heard.map((text) => text.match(/Hasty \w/)[0]), words);
  assert.ok(one.received.some((frame) => frame.includes('"retry_ms"')), "nobody was asked to wait");
});

// What is out of sight is not laid out: that is what makes a long thread open at once.
story("three hundred long posts open, and those out of sight wait", {}, async (world) => {
  const one = await world.enter("participant", COURSE);
  const seq = await thread(one, "Long and many", "Opening");
  const many = Array.from({ length: 290 }, (_, at) => `${at} ${"words that somebody wrote, a few, ".repeat(130)}`.slice(0, 3990));
  const seqs = await posts(world.server, "writer", seq, many);
  const two = await world.enter("participant", COURSE);
  await openThread(two, "Long and many");
  await two.shows(`post-${seq}`);
  const last = two.at(`post-${seqs.at(-1)}`);
  await last.waitFor({ state: "attached" });
  assert.equal(await last.evaluate((post) => getComputedStyle(post.closest(".posts > li")).contentVisibility), "auto");
});

story("the browser is closed over a vote, a message and a draft: what can still be taken arrives, and the rest is told", {}, async (world) => {
  const proxy = await world.proxy();
  const host = await new Client(world.server, { token: token("host", { name: "Host" }) }).ready();
  const run = async (method, data) => (await host.rpc(method, { room: WEBINAR, op: `closed-${method}`, ...data })).seq;
  await run("stage.phase", { to: "live" });
  const options = [{ en: "This" }, { en: "That" }];
  const poll = await run("poll.prepare", { type: "single", title: { en: "Which?" }, options });
  await run("poll.open", { poll });
  const one = await world.enter("participant", WEBINAR, { address: proxy.url, locale: "en-GB" });
  const person = await one.page.evaluate(() => sessionStorage.getItem("muster.identity"));
  await one.at("tab-questions").click();
  await one.at("question-text").fill("Half a thought");
  one.tolerateLoss();
  proxy.lose("up");
  await one.at("tab-polls").click();
  await one.at(`ballot-${poll}`).getByLabel("That").check();
  await one.at(`vote-${poll}`).click();
  await one.at("tab-chat").click();
  await one.at("chat-text").fill("Before the door closed");
  await one.at("chat-send").click();
  await one.at("outbox").getByText("Before the door closed").waitFor();
  // Kept a moment later; then the window goes, and with it all that a tab keeps.
  await until(() => one.page.evaluate(() => new Promise((done) => {
    const open = indexedDB.open("muster");
    open.onsuccess = () => {
      const all = open.result.transaction("leaves").objectStore("leaves").getAll();
      all.onsuccess = () => {
        open.result.close();
        done(all.result.some(({ kept, drafts }) => kept.waiting.length === 2 && Object.keys(drafts).length > 0));
      };
    };
  })), "the record");
  const context = one.context;
  await one.page.close();
  await run("poll.close", { poll });
  proxy.mend();
  const again = await world.again(context, proxy.url, person);
  again.tolerateLoss();
  await again.open("/webinar/w1?tab=chat");
  await said(again, "Before the door closed");
  await again.told("Your vote came too late");
  await again.at("tab-questions").click();
  await becomes(() => value(again, "question-text"), "Half a thought");
});
