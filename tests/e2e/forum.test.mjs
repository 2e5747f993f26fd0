// SPDX-License-Identifier: Apache-2.0
// A course's forum: threads, replies, comments, second thoughts, answers, and what is unread.

import assert from "node:assert/strict";
import { does } from "../wire/browser.mjs";
import { COURSE, story } from "./world.mjs";
import { becomes, until } from "./until.mjs";
import { act, comment, me, post, postNumber, rewrite, thread } from "./acts.mjs";
import { inspect } from "./look.mjs";

const row = (window, title) => window.at("threads").locator("li", { hasText: title });
const unread = (window, title) => row(window, title).locator(".unread-dot").count();
const texts = (window) => window.at("posts").locator("article .prose").allTextContents();

async function openThread(window, title) {
  await row(window, title).getByRole("link").click();
  await window.shows("posts");
}

story("a thread grows in front of everyone: replies, comments, edits and a tombstone", {}, async (world) => {
  const one = await world.enter("participant", COURSE);
  const two = await world.enter("participant", COURSE);
  const host = await world.enter("host", COURSE);
  const seq = await thread(one, "Where do screenshots go?", "I wonder where to keep them.");
  for (const window of [two, host]) {
    await openThread(window, "Where do screenshots go?");
    await becomes(() => texts(window), ["I wonder where to keep them."]);
  }
  const reply = await post(two, seq, "In the case file.");
  await one.shows(`post-${reply}`);
  const remark = await comment(one, reply, "Both copies?");
  await two.shows(`post-${remark}`);
  assert.equal(await one.at(`comment-${remark}`).count(), 0, "a comment has no comments");
  assert.equal(await one.at(`edit-${reply}`).count(), 0, "only one's own can be edited");

  await act(two, `edit-${reply}`);
  await rewrite(two, `text-edit/${reply}`, "In the case file, with a hash.");
  await two.at(`send-edit/${reply}`).click();
  for (const window of [one, two, host]) {
    await window.at(`post-${reply}`).getByText("In the case file, with a hash.").waitFor();
    await window.at(`post-${reply}`).getByText(/edited/).waitFor();
  }
  await act(one, `delete-${remark}`);
  await one.at("confirm").click();
  for (const window of [one, two, host])
    await window.at(`post-${remark}`).getByText("Deleted by its author.").waitFor();
  const rude = await post(two, seq, "Something rude");
  await act(host, `delete-${rude}`);
  await host.at("confirm").click();
  await one.at(`post-${rude}`).getByText("Removed by a moderator.").waitFor();
  const expected = ["I wonder where to keep them.", "In the case file, with a hash."];
  for (const window of [one, two, host]) await becomes(() => texts(window), expected);
  const late = await world.enter("participant", COURSE);
  await openThread(late, "Where do screenshots go?");
  await becomes(() => texts(late), expected);
  for (const gone of ["Something rude", "Both copies?"])
    assert.ok(!late.heard(gone), "what was deleted is sent to nobody");
  await world.shot(one, "thread");
  // Whoever is erased leaves a place that says so, and neither a name nor a word.
  const academy = (type, data) => does(world.server, "organiser", "POST", `/api/rooms/academy:main/${type}`, data);
  assert.equal((await academy("person.add", { person: "p90", name: "Canary", country: "TN" })).status, 200);
  const { body } = await does(world.server, "p90", "POST", `/api/rooms/${COURSE}/forum.post`, { thread: seq, op: "p90-1", text: "Words of the canary." });
  await one.at(`post-${body.seq}`).getByText("Words of the canary.").waitFor();
  assert.equal((await academy("person.erase", { person: "p90" })).status, 200);
  const lately = await world.enter("participant", COURSE);
  await until(async () => {
    await lately.open(`/course/c1/thread/${seq}`);
    await lately.shows(`post-${body.seq}`);
    return (await lately.at(`erased-${body.seq}`).count()) > 0;
  }, "they are erased");
  await lately.at(`post-${body.seq}`).getByText("Former participant", { exact: true }).waitFor();
});

// A picture that is one, of one grey point; and one that one can see.
const DOT = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==", "base64");
const picture = (window) => window.page.evaluate(async () => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 400 });
  const paint = canvas.getContext("2d");
  for (let x = 0; x < 640; x += 40) (paint.fillStyle = `hsl(${x / 2} 60% 55%)`), paint.fillRect(x, x / 4, 40, 400 - x / 2);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
  return [...new Uint8Array(await blob.arrayBuffer())];
}).then((bytes) => Buffer.from(bytes));
const drawn = (img) => until(() => img.evaluate((each) => each.complete && each.naturalWidth > 0).catch(() => false), "the picture");

/** Pastes or drops a file, as a person does, into the form that holds the field. */
const gives = (window, type, field, name, bytes) => window.at(field).evaluate((area, [event, called, list]) => {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(list)], called, { type: "image/png" }));
  const made = event === "paste" ? new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }) : new DragEvent(event, { dataTransfer: data, bubbles: true, cancelable: true });
  area.dispatchEvent(made);
}, [type, name, [...bytes]]);

story("a post holds pictures and files: chosen, pasted and dropped, shown to others, and edited away", {}, async (world) => {
  const one = await world.enter("participant", COURSE);
  const two = await world.enter("participant", COURSE);
  one.tolerated.push(/status of 415/);
  const image = await picture(one);
  const seq = await thread(one, "Where was the mast?", "Somebody has a picture?");
  const field = `text-post/${seq}`;
  await one.at(field).focus();
  await one.at("filing-add").setInputFiles([{ name: "mast.png", mimeType: "image/png", buffer: image }, { name: "Plan.txt", mimeType: "text/plain", buffer: Buffer.from("A sketch of the flat.") }]);
  await until(async () => /!\[\]\(file:\d+\)[^]*\[Plan\.txt\]\(file:\d+\)/.test(await one.at(field).inputValue()), "both in the text");
  const [, file, plan] = /!\[\]\(file:(\d+)\)[^]*\[Plan\.txt\]\(file:(\d+)\)/.exec(await one.at(field).inputValue());
  // What it shows is asked for, for those who do not see it.
  await one.at(`filing-words-${file}`).fill("The mast, from the yard");
  await until(async () => (await one.at(field).inputValue()).includes("![The mast, from the yard]"), "the words in the text");
  await gives(one, "paste", field, "pasted.png", DOT);
  await gives(one, "drop", field, "dropped.png", DOT);
  await becomes(async () => (await one.at(field).inputValue()).match(/file:\d+/g).length, 4);
  const [, , , dropped] = (await one.at(field).inputValue()).match(/file:\d+/g).map((each) => each.slice(5)).sort((a, b) => a - b);
  await one.at(`filing-drop-${dropped}`).click();
  await becomes(async () => (await one.at(field).inputValue()).match(/file:\d+/g).length, 3);
  // What is not taken says why, and is put away.
  await one.at("filing-add").setInputFiles({ name: "page.svg", mimeType: "image/svg+xml", buffer: Buffer.from("<svg/>") });
  await one.at("filing-going").getByText("files of this kind are not taken here").waitFor();
  assert.ok(await one.at(`send-post/${seq}`).isDisabled(), "not before it is decided");
  await inspect(one, "filing");
  await one.at("filing-stop").click();
  // The line is cut while one is on its way: it says so, nothing is sent without it, and it goes once more when one asks.
  one.tolerated.push(/net::ERR_/);
  await one.page.route(/\/api\/uploads\/./, (route) => route.abort("connectionreset"), { times: 1 });
  await one.at("filing-add").setInputFiles({ name: "Cut.txt", mimeType: "text/plain", buffer: Buffer.from("On its way.") });
  await one.at("filing-going").getByRole("alert").getByText("Cut.txt").waitFor();
  assert.ok(await one.at(`send-post/${seq}`).isDisabled(), "not without it");
  await inspect(one, "filing-cut");
  await one.at("filing-again").click();
  await becomes(async () => (await one.at(field).inputValue()).match(/\[Cut\.txt\]\(file:\d+\)/g)?.length, 1);
  // Without a network it waits, and goes by itself when there is one again.
  await one.page.context().setOffline(true);
  await one.at("filing-add").setInputFiles({ name: "Later.txt", mimeType: "text/plain", buffer: Buffer.from("Waits.") });
  await one.at("filing-going").getByRole("alert").getByText("Later.txt").waitFor();
  await one.page.context().setOffline(false);
  await becomes(async () => (await one.at(field).inputValue()).match(/\[Later\.txt\]\(file:\d+\)/g)?.length, 1);
  await one.at("filing-going").waitFor({ state: "detached" });
  await one.at(`send-post/${seq}`).click();
  const holds = await postNumber(one, "Plan.txt");

  await openThread(two, "Where was the mast?");
  const shown = two.at(`picture-${file}`);
  await drawn(shown);
  assert.equal(await shown.getAttribute("alt"), "The mast, from the yard");
  const box = await two.at(`picture-look-${file}`).evaluate((button) => button.getBoundingClientRect().width / button.getBoundingClientRect().height);
  assert.ok(Math.abs(box - 1.6) < 0.02, `its place is as large as it is: ${box}`);
  assert.match(await two.at(`attached-${plan}`).getAttribute("href"), /^\/api\/blobs\//);
  assert.equal(await two.at(`attached-${plan}`).innerText(), "Plan.txt");
  await inspect(two, "post-files");
  await two.page.getByRole("button", { name: "The mast, from the yard: look at it larger" }).click();
  await drawn(two.at("picture-large"));
  await two.page.keyboard.press("Escape");
  await two.at("picture-large").waitFor({ state: "detached" });
  // Whoever saves data has its words and its size first.
  await me(two, "saving");
  const shows = two.page.getByRole("button", { name: /^The mast, from the yard: show picture, \d+ kB$/ });
  await shows.waitFor();
  assert.equal(await two.at(`picture-${file}`).count(), 0);
  await shows.click();
  await drawn(two.at(`picture-${file}`));

  // Edited away it is nowhere; the rest stays.
  await act(one, `edit-${holds}`);
  await one.at(`filing-drop-${file}`).click();
  await one.at(`send-edit/${holds}`).click();
  await two.at(`picture-look-${file}`).waitFor({ state: "detached" });
  await two.at(`attached-${plan}`).waitFor();
  await act(one, `delete-${holds}`);
  await one.at("confirm").click();
  await two.at(`post-${holds}`).getByText("Deleted by its author.").waitFor();
  assert.equal(await two.at(`attached-${plan}`).count(), 0);
});

story("whoever asked accepts an answer, and can think again", {}, async (world) => {
  const one = await world.enter("participant", COURSE);
  const two = await world.enter("participant", COURSE);
  const seq = await thread(one, "Which hash?", "Which one is accepted in court?");
  await openThread(two, "Which hash?");
  const answer = await post(two, seq, "SHA-256.");
  assert.equal(await two.at(`accept-${answer}`).count(), 0, "not by whoever answered");
  await act(one, `accept-${answer}`);
  await two.at(`post-${answer}`).getByText("Accepted answer").waitFor();
  await two.at("back").click();
  await row(two, "Which hash?").getByText("Answered", { exact: true }).waitFor();
  await act(one, `accept-${answer}`);
  await row(two, "Which hash?").getByText("Answered", { exact: true }).waitFor({ state: "detached" });
});

story("the list moves by itself, and what is read in one window is read in all", {}, async (world) => {
  const one = await world.enter("participant", COURSE);
  const two = await world.enter("participant", COURSE);
  const second = await world.twin(two);
  await thread(one, "First", "one");
  await one.at("back").click();
  const seq = await thread(one, "Second", "two");
  for (const window of [two, second]) {
    await becomes(() => window.at("threads").locator("h3 a").allInnerTexts(), ["Second", "First"]);
    for (const title of ["First", "Second"]) await becomes(() => unread(window, title), 1);
  }
  assert.equal(await unread(one, "First").catch(() => 0), 0, "one's own is not unread");
  await openThread(two, "First");
  await becomes(() => unread(second, "First"), 0, "the badge in the other window");
  await becomes(() => unread(second, "Second"), 1);
  await second.page.locator('input[name="forum-show"][value="unread"]').check();
  await becomes(() => second.at("threads").locator("li").count(), 1);
  await second.page.locator('input[name="forum-show"][value="all"]').check();
  await openThread(second, "Second");
  await two.at("back").click();
  await becomes(() => unread(two, "Second"), 0);
  await second.at("back").click();
  await post(one, seq, "three");
  for (const window of [two, second]) await becomes(() => unread(window, "Second"), 1);
  await row(two, "Second").getByText("1 reply").waitFor();
  await openThread(two, "Second");
  await two.page.getByText("New since your last visit").waitFor();
  await becomes(() => unread(second, "Second"), 0);
  // The page marked it by itself: it is taken back on all devices, and stays so until one comes anew.
  await two.at("unmark").click();
  await two.shows("unread-stays");
  await becomes(() => unread(second, "Second"), 1, "unread again");
  await two.lacks("unmark");
  await two.at("back").click();
  await becomes(() => unread(two, "Second"), 1);
  await openThread(two, "Second");
  await becomes(() => unread(second, "Second"), 0, "read anew");
  const other = await world.twin(two);
  await other.open("/course/c1");
  await other.shows("threads");
  await becomes(() => unread(other, "Second"), 0, "read positions are kept");
  await world.shot(second, "threads");
});

story("nothing is started without a title, and a draft survives a reload", {}, async (world) => {
  const one = await world.enter("participant", COURSE);
  await one.at("thread-new").click();
  await one.at("thread-text").fill("Words without a title");
  await one.at("thread-send").click();
  await one.page.getByText("Title and text are both needed.").waitFor();
  await one.reload();
  await until(async () => (await one.at("thread-text").inputValue()) === "Words without a title", "the draft");
  await one.at("thread-title").fill("عنوان بالعربية");
  await one.at("thread-send").click();
  await one.page.locator('h1[dir="rtl"]', { hasText: "عنوان بالعربية" }).waitFor();
  const seq = await postNumber(one, "Words without a title");
  await one.at("home").click();
  await one.open(`/course/c1/thread/${seq}#post-${seq}`);
  await one.shows(`post-${seq}`);
  await one.open("/course/c1/thread/999999");
  await one.page.getByText("There is no such discussion.").waitFor();
});

story("people are mentioned by name from the keyboard, and the team renames and deletes", {}, async (world) => {
  const one = await world.enter("participant", COURSE);
  const host = await world.enter("host", COURSE);
  const seq = await thread(one, "Who signs?", "The one who seals it?");
  await openThread(host, "Who signs?");
  const field = host.at(`text-post/${seq}`);
  await field.pressSequentially("Ask @par");
  const list = host.at("mention-list");
  await list.waitFor();
  const active = await field.getAttribute("aria-activedescendant");
  assert.equal(await list.locator('[aria-selected="true"]').getAttribute("id"), active);
  await host.page.keyboard.press("Escape");
  await list.waitFor({ state: "detached" });
  await field.pressSequentially("t");
  assert.equal(await list.count(), 0, "put away is put away");
  await field.fill("");
  await field.pressSequentially("@par");
  const name = await list.getByRole("option").first().textContent();
  await host.page.keyboard.press("Enter");
  await becomes(() => field.inputValue(), `@${name} `);
  await field.pressSequentially("signs");
  await host.at(`send-post/${seq}`).click();
  await one.at("posts").getByText(`@${name} signs`).waitFor();
  await until(() => one.heard("forum.mention") || one.heard("inbox.mention"), "the mention in the inbox");

  assert.equal(await one.at("thread-acts").count(), 0, "not for participants");
  await host.at("thread-acts").click();
  await host.at("thread-rename").click();
  await host.at("thread-title").fill("Who signs, and when?");
  await host.at("thread-rename-send").click();
  await one.page.locator("h1", { hasText: "Who signs, and when?" }).waitFor();
  await host.at("thread-acts").click();
  await host.at("thread-remove").click();
  await host.at("confirm").click();
  for (const window of [one, host])
    await window.page.locator("h1", { hasText: "The team has deleted this discussion." }).waitFor();
});
