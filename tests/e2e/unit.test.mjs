// SPDX-License-Identifier: Apache-2.0
// A course is built of units, and people see of it what is open.

import assert from "node:assert/strict";
import { after } from "node:test";
import { COURSE, story } from "./world.mjs";
import { becomes, until } from "./until.mjs";
import { me } from "./acts.mjs";
import { accessible, inspect } from "./look.mjs";
import { connect, endAll } from "../wire/wire.mjs";

after(endAll);

const titlesOf = async (window) => (await window.at("items").locator("h3").allTextContents()).map((text) => text.trim());
const titles = (window) => window.at("units").locator("h3").allInnerTexts();
const rowOf = (window, title) => window.at("units").locator("li", { hasText: title });

// An act on a unit: at hand, or in its menu.
async function act(window, title, kind) {
  const row = rowOf(window, title);
  const seq = (await row.getAttribute("data-testid")).replace("build-", "");
  if ((await window.at(`unit-${kind}-${seq}`).count()) === 0) await row.locator("[data-acts] button").first().click();
  await window.at(`unit-${kind}-${seq}`).click();
  return Number(seq);
}

async function write(window, title, text, when) {
  await window.at("unit-new").click();
  await window.at("unit-title-en").fill(title);
  if (text) await window.at("unit-text-en").fill(text);
  await when?.();
  await window.at("unit-send").click();
  await rowOf(window, title).waitFor();
}

const pick = (window, way) => window.at(`unit-way-${way}`).check();

async function dated(window, date, time) {
  await pick(window, "at");
  await window.at("unit-date").fill(date);
  await window.at("unit-time").fill(time);
}

story("a course is built: planned, opened, held back, put in order, and shown as participants see it", {}, async (world) => {
  const host = await world.enter("host", COURSE);
  const one = await world.enter("participant", COURSE);
  await one.shows("thread-new");
  assert.equal(await one.at("units").count(), 0, "nothing is said where there is nothing");
  await host.at("to-build").click();
  await write(host, "Canary of phones", "Canary: *where* it was.", () => dated(host, "2099-03-02", "08:00"));
  await rowOf(host, "Canary of phones").getByText(/March 2, 2099|2 March 2099/).waitFor();
  await write(host, "Canary of cars", "", () => pick(host, "hand"));
  await rowOf(host, "Canary of cars").getByText("Held back").waitFor();
  await write(host, "Welcome", "What this is.", () => pick(host, "open"));

  // All that others learn of it is when the next one opens.
  await one.at("unit-next").getByText("2099").waitFor();
  await becomes(() => titles(one), ["Welcome"]);
  await host.page.getByRole("radio", { name: "As participants see it" }).check();
  await becomes(() => titles(host), ["Welcome"]);
  await host.page.getByRole("radio", { name: "All units" }).check();

  await rowOf(host, "Welcome").focus();
  await host.page.keyboard.press("Alt+ArrowUp");
  await host.told("Now unit 2 of 3.", "live-polite");
  await becomes(() => titles(host), ["Canary of phones", "Welcome", "Canary of cars"]);
  await host.undo();
  await becomes(() => titles(host), ["Canary of phones", "Canary of cars", "Welcome"]);
  await rowOf(host, "Welcome").dragTo(rowOf(host, "Canary of phones"));
  await becomes(() => titles(host), ["Welcome", "Canary of phones", "Canary of cars"]);
  await host.undo();
  await becomes(() => titles(host), ["Canary of phones", "Canary of cars", "Welcome"]);
  await host.at("unit-shift").click();
  await host.shows("shift-moves");
  await accessible(host, "the dates");
  await host.at("shift-go").click();
  await rowOf(host, "Canary of phones").getByText(/March 9, 2099|9 March 2099/).waitFor();
  await host.undo();
  await rowOf(host, "Canary of phones").getByText(/March 2, 2099|2 March 2099/).waitFor();
  assert.ok(!one.heard("Canary"), "what is not open is in no frame");

  const phones = await act(host, "Canary of phones", "open");
  await one.told("Unit open: Canary of phones", "live-polite");
  await becomes(() => titles(one), ["Canary of phones", "Welcome"]);
  await one.at("units").getByRole("link", { name: "Canary of phones" }).click();
  await one.at("unit-text").getByText("where", { exact: true }).waitFor();
  assert.match(one.page.url(), new RegExp(`/unit/${phones}$`));
  await one.at("unit-after").getByText("Welcome").waitFor();

  // Whoever reads it when it is held back is told that it is not there.
  await act(host, "Canary of phones", "time");
  await pick(host, "hand");
  await host.at("unit-plan").click();
  await one.shows("unit-gone");
  await host.undo();
  await one.open("/course/c1");
  await one.at("units").getByRole("link", { name: "Canary of phones" }).click();
  await one.shows("unit-text");
  assert.ok(!one.heard("Canary of cars"));

  await act(host, "Canary of cars", "edit");
  await host.at("unit-title-en").fill("Of vehicles");
  await host.at("unit-send").click();
  await rowOf(host, "Of vehicles").waitFor();
  await act(host, "Of vehicles", "remove");
  await host.at("confirm").click();
  await becomes(() => titles(host), ["Canary of phones", "Welcome"]);
  await world.shot(host, "build");
});

story("a unit opens at its time, and so does the door of it", {}, async (world) => {
  const host = await connect(world.server, "host");
  const data = { room: COURSE, op: "planned", title: { en: "On time" }, text: { en: "Words of it." }, at: Date.now() + 4000 };
  const { seq } = await host.rpc("unit.add", data);
  const one = await world.enter("participant", `${COURSE}/unit/${seq}`);
  await one.shows("unit-gone");
  assert.ok(!one.heard("On time"));
  await one.at("back").click();
  await becomes(() => titles(one), ["On time"]);
  await one.at("units").getByRole("link").click();
  await one.at("unit-text").getByText("Words of it.").waitFor();
});

story("a unit is made of items, which one reads and marks as done on all one's devices", {}, async (world) => {
  const wire = await connect(world.server, "host");
  const { seq } = await wire.rpc("unit.add", { room: COURSE, op: "u", title: { en: "What a phone tells" } });
  const host = await world.enter("host", `${COURSE}/unit/${seq}`);
  const one = await world.enter("participant", COURSE);
  await one.shows("thread-new");
  await host.at("item-new").click();
  await host.at("item-send").click();
  await host.at("item-form").getByText("The title, or what its kind needs").waitFor();
  await host.at("item-title-en").fill("Canary of places");
  await host.at("item-text-en").fill("Canary: **where** it was.");
  await host.at("item-minutes").fill("5");
  await host.at("item-send").click();
  await host.at("items").getByText("Canary of places").waitFor();
  await host.at("item-new").click();
  await host.page.getByRole("radio", { name: "Link" }).check();
  await host.at("item-title-en").fill("Canary of the law");
  await host.at("item-url").fill("/kit");
  await host.at("item-send").click();
  await host.at("items").getByText("Canary of the law").waitFor();
  await host.at("item-new").click();
  await host.page.getByRole("radio", { name: "Webinar" }).check();
  await host.at("item-title-en").fill("Live");
  await host.at("item-of").fill("https://academy.example/webinar/w1");
  await host.at("item-send").click();
  await becomes(() => titlesOf(host), ["Canary of places", "Canary of the law (opens in a new tab)", "Live"]);
  assert.ok(!one.heard("Canary"), "what is not open is in no frame");

  await wire.rpc("unit.release", { room: COURSE, op: "r", unit: seq });
  await rowOf(one, "What a phone tells").getByText("0 of 3 done").waitFor();
  const two = await world.twin(one);
  await one.at("go-on").getByText("Go on: What a phone tells").click();
  await one.at("item-text").getByText("where", { exact: true }).waitFor();
  await one.page.getByRole("button", { name: "Done" }).click();
  await rowOf(two, "What a phone tells").getByText("1 of 3 done").waitFor();
  await one.at("to-unit").click();
  await one.at("items").locator("li", { hasText: "Canary of places" }).locator(".badge").getByText("Done").waitFor();
  await one.reload();
  await one.at("items").locator("li", { hasText: "Canary of places" }).locator(".badge").getByText("Done").waitFor();
  await one.at("items").getByRole("link", { name: "Live" }).click();
  await one.page.waitForURL(/\/webinar\/w1$/);
  assert.equal(await rowOf(two, "What a phone tells").getByText("1 of 3 done").count(), 1, "opened is not done");

  // Its place, and its end.
  const row = host.at("items").locator("li", { hasText: "Live" });
  await row.locator("[data-acts] button").first().click();
  await host.page.getByRole("menuitem", { name: "Move up" }).click();
  await becomes(() => titlesOf(host), ["Canary of places", "Live", "Canary of the law (opens in a new tab)"]);
  await host.at("items").locator("li", { hasText: "Canary of places" }).locator("[data-acts] button").first().click();
  await host.page.getByRole("menuitem", { name: "Remove" }).click();
  await host.at("confirm").click();
  await rowOf(two, "What a phone tells").getByText("0 of 2 done").waitFor();
  await world.shot(host, "items");
});

story("a course looks well as it is built and read, in any language and light", {}, async (world) => {
  const host = await world.enter("host", COURSE);
  const wire = await connect(world.server, "host");
  const units = [
    { title: { en: "What a phone tells", fr: "Ce que dit un téléphone", es: "Lo que dice un teléfono", ar: "ما يقوله الهاتف" }, text: { en: "Where it was, with whom, and when:\n\n- places\n- people\n- hours", ar: "أين كان، ومع من، ومتى." }, open: true },
    { title: { en: "Chain of custody", fr: "Chaîne de conservation", ar: "سلسلة الحيازة" }, at: Date.UTC(2099, 2, 2, 8) },
    { title: { en: "In court" } },
  ];
  const seqs = [];
  for (const [at, unit] of units.entries()) seqs.push((await wire.rpc("unit.add", { room: COURSE, op: `unit-${at}`, ...unit })).seq);
  const items = [
    { kind: "article", title: { en: "Where it was", ar: "أين كان" }, text: { en: "Two sources:\n\n1. the network\n2. the device\n\n> Ask for both.", ar: "مصدران: الشبكة والجهاز." }, minutes: 5, counts: true },
    { kind: "link", title: { en: "The law", fr: "La loi", ar: "القانون" }, url: "https://police.example/law", minutes: 20 },
    { kind: "webinar", title: { en: "Live with an examiner" }, of: "webinar:w1", minutes: 60, counts: true },
  ];
  const made = [];
  for (const [at, item] of items.entries()) made.push((await wire.rpc("item.add", { room: COURSE, op: `item-${at}`, unit: seqs[0], ...item })).seq);
  await wire.rpc("item.mark", { room: COURSE, op: "mark", unit: seqs[0], item: made[0], done: true });
  await becomes(async () => (await titles(host)).length, 3);
  await inspect(host, "course-home");
  await host.at("to-build").click();
  await until(async () => (await titles(host)).length === 3, "the builder");
  await inspect(host, "course-build");
  await host.open(`/course/c1/unit/${seqs[0]}`);
  await host.shows("unit-text");
  await host.at("items").locator("li").nth(2).waitFor();
  await inspect(host, "course-unit");
  await host.at(`item-open-${made[0]}`).click();
  await host.shows("item-text");
  await inspect(host, "course-article");
});

// A picture that is one, of one grey point.
const GREY = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==", "base64");

story("items are videos, sounds and files, and one goes on where one was, on another device too", { timeout: 120_000 }, async (world) => {
  const wire = await connect(world.server, "host");
  const { seq } = await wire.rpc("unit.add", { room: COURSE, op: "u", title: { en: "What a phone tells", ar: "ما يقوله الهاتف" }, open: true });
  const host = await world.enter("host", `${COURSE}/unit/${seq}`);
  const fresh = async (kind, title) => {
    await host.at("item-new").click();
    await host.page.getByRole("radio", { name: kind }).check();
    await host.at("item-title-en").fill(title);
  };
  await fresh("Video", "The scene");
  await host.at("item-url").fill("/media/demo/index.m3u8");
  await host.at("item-language-ar").check();
  await host.at("item-send").click();
  await host.at("items").getByText("The scene").waitFor();
  await fresh("File", "Checklist");
  await host.at("item-file").setInputFiles({ name: "checklist.txt", mimeType: "text/plain", buffer: Buffer.from("Canary: keep it dry.") });
  await host.at("item-file-name").getByText("checklist.txt").waitFor();
  await host.at("item-send").click();
  await host.at("items").getByText("Checklist").waitFor();
  await fresh("Article", "Where it was");
  await host.at("item-text-en").fill("Two sources.");
  await host.at("item-picture").setInputFiles({ name: "mast.png", mimeType: "image/png", buffer: GREY });
  await until(async () => (await host.at("item-text-en").inputValue()).includes("](file:"), "the picture in the text");
  await host.at("item-send").click();
  await host.at("items").getByText("Where it was").waitFor();

  const one = await world.enter("participant", `${COURSE}/unit/${seq}`, { moving: true });
  const two = await world.twin(one, { moving: true });
  await one.at("items").getByRole("link", { name: "Where it was" }).click();
  await one.at("item-text").getByText("Two sources.").waitFor();
  const picture = one.at("item-text").locator("img");
  await until(() => picture.evaluate((img) => img.complete && img.naturalWidth > 0).catch(() => false), "the picture");
  assert.equal(await picture.getAttribute("alt"), "mast");
  await one.at("to-unit").click();
  await one.at("items").getByRole("link", { name: "Checklist" }).click();
  const file = await one.at("file-get").getAttribute("href");
  const answer = await world.server.get(file);
  assert.equal(await answer.text(), "Canary: keep it dry.");
  await one.at("to-unit").click();

  await one.at("items").getByRole("link", { name: "The scene" }).click();
  const video = one.at("played").locator("video");
  await until(() => video.evaluate((each) => each.readyState > 0), "the video");
  await video.evaluate((each) => { each.muted = true; each.currentTime = 12; return each.play(); });
  await until(() => video.evaluate((each) => each.currentTime > 12.2), "it to play");
  await video.evaluate((each) => each.pause());
  await two.open(`/course/c1/unit/${seq}`);
  await two.at("items").locator("li", { hasText: "The scene" }).getByText(/You are at 0:1\d/).waitFor();
  await two.at("items").getByRole("link", { name: "The scene" }).click();
  await two.at("goes-on").waitFor();
  const other = two.at("played").locator("video");
  await until(() => other.evaluate((each) => each.currentTime >= 12), "the place on the other device");
  // Whoever looks on there is followed.
  await video.evaluate((each) => { each.currentTime = 17; return each.play(); });
  await until(() => video.evaluate((each) => each.currentTime > 17.2), "it to play on");
  await video.evaluate((each) => each.pause());
  await until(() => other.evaluate((each) => each.currentTime >= 17), "the place that was followed");
  await inspect(one, "course-video");

  // Whoever saves data is told how large it is, and has it when they ask.
  await me(two, "saving");
  await two.at("play-saving").getByText("You are saving data").waitFor();
  assert.equal(await two.page.locator("video").count(), 0);
  await world.shot(two, "course-video-saving");
  await two.at("to-unit").click();
  await two.at("items").getByRole("link", { name: "Where it was" }).click();
  const shows = two.at("item-text").getByRole("button", { name: "mast: show picture, 1 kB" });
  await shows.waitFor();
  assert.ok(!two.requested.some((path) => path.startsWith("/api/blobs/")), "nothing of it was fetched");
  await world.shot(two, "course-picture-saving");
  await shows.click();
  await until(() => two.at("item-text").locator("img").evaluate((img) => img.complete && img.naturalWidth > 0).catch(() => false), "the picture that was asked for");
  await two.at("to-unit").click();
  await two.at("items").getByRole("link", { name: "The scene" }).click();
  await two.at("play-wanted").click();
  await until(() => two.at("played").locator("video").evaluate((each) => each.readyState > 0), "the video that was asked for");
});

story("who builds a course sees it as a participant will on a date", {}, async (world) => {
  const wire = await connect(world.server, "host");
  await wire.rpc("unit.add", { room: COURSE, op: "a", title: { en: "Welcome" }, open: true });
  const { seq } = await wire.rpc("unit.add", { room: COURSE, op: "b", title: { en: "Canary of phones" }, text: { en: "Where it was." }, at: Date.UTC(2099, 2, 12, 8) });
  await wire.rpc("item.add", { room: COURSE, op: "i", unit: seq, kind: "article", title: { en: "Places" }, text: { en: "Here." } });
  const { seq: topic } = await wire.rpc("topic.add", { room: COURSE, op: "t", title: { en: "Talk of phones" }, kind: "discussion", unit: seq });
  for (let n = 1; n <= 25; n++) await wire.rpc("forum.thread", { room: COURSE, op: `talk-${n}`, topic, title: `Phone ${n}`, text: "Words" });
  const one = await world.enter("participant", COURSE);
  const host = await world.enter("host", COURSE);
  await host.at("to-build").click();
  await host.page.getByRole("radio", { name: "As participants see it" }).check();
  await becomes(() => titles(host), ["Welcome"]);
  await host.at("as-date").fill("2099-03-12");
  await host.at("as-time").fill("08:00");
  await becomes(() => titles(host), ["Welcome", "Canary of phones"]);
  await host.at(`as-unit-${seq}`).click();
  await host.at("as-items").getByRole("button", { name: "Places" }).click();
  await host.at("as-items").getByText("Here.").waitFor();
  await inspect(host, "course-preview");
  await host.at("as-back").click();
  await host.at("as-forum").getByText("Talk of phones").waitFor();
  await host.at(`as-more-${topic}`).click();
  await host.at("as-forum").getByText("Phone 1", { exact: true }).waitFor();
  await becomes(() => host.at("as-forum").getByText(/^Phone \d+$/).count(), 25, "all discussions");
  await host.lacks(`as-more-${topic}`);
  await host.at("as-time").fill("07:59");
  await host.at("as-forum").getByText("Talk of phones").waitFor({ state: "detached" });
  await becomes(() => titles(host), ["Welcome"]);
  await becomes(() => titles(one), ["Welcome"]);
  assert.ok(!one.heard("Canary"), "nobody else notices");
});
