// SPDX-License-Identifier: Apache-2.0
// The room on a wall: what all may see, read from the last row of a wide hall and of a narrow one, in
// two directions; and nothing that is the team's alone.

import assert from "node:assert/strict";
import { accessible } from "./look.mjs";
import { person } from "./staged.mjs";
import { becomes, until } from "./until.mjs";
import { WEBINAR, story } from "./world.mjs";
import { slidesMake } from "../wire/slides.mjs";
import { sessionAct } from "./acts.mjs";

const WIDE = { width: 1920, height: 1080 };
const NARROW = { width: 1024, height: 768 };

// In the page: letters that are too small, and what does not stand where it can be read.
function faultsRead() {
  const wall = document.querySelector(".wall");
  const faults = [];
  const least = innerHeight / 30;
  const walker = document.createTreeWalker(wall, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const { parentElement: within } = node;
    if (!node.data.trim() || within.closest(".hidden") || !within.checkVisibility()) continue;
    const size = parseFloat(getComputedStyle(within).fontSize);
    const told = `"${node.data.slice(0, 40)}" in .${within.className}`;
    if (size < least) faults.push(`${size} px: ${told}`);
    const range = document.createRange();
    range.selectNodeContents(node);
    const { left, right, width } = range.getBoundingClientRect();
    if (width > 0 && !within.closest(".wall-way") && (left < -1 || right > innerWidth + 1)) faults.push(`off the wall: ${told}`);
  }
  for (const box of wall.querySelectorAll(".wall-fit, .wall-body"))
    if (box.scrollHeight > box.clientHeight + 2 || box.scrollWidth > box.clientWidth + 2) faults.push(`more than fits: ${box.className}`);
  for (const line of wall.querySelectorAll(".wall-lines"))
    if (line.scrollHeight > line.clientHeight + 2 && line.title !== line.textContent) faults.push(`cut without a title: ${line.textContent}`);
  return faults;
}

// In the page: words of the cloud that stand over each other.
function overlapsRead() {
  const rects = [...document.querySelectorAll(".wall-word")].map((word) => [word.textContent, word.getBoundingClientRect()]);
  return rects.flatMap(([text, a], at) =>
    rects.slice(at + 1).filter(([, b]) => a.left < b.right && b.left < a.right && a.top + a.height / 5 < b.bottom - b.height / 5 && b.top + b.height / 5 < a.bottom - a.height / 5)
      .map(([other]) => `${text} over ${other}`),
  );
}

const long = (words, length) => words.repeat(Math.ceil(length / words.length)).slice(0, length).trim();
const OPTIONS = Array.from({ length: 6 }, (_, at) => ({
  en: long(`${at + 1} what is found on a phone that was seized in a vehicle `, 150),
  ar: long(`${at + 1} ما يُعثر عليه في هاتف ضُبط داخل مركبة أثناء التفتيش `, 150),
}));
const TITLE = { en: long("Where do you meet digital evidence most often, and ", 300), ar: long("أين تجدون الأدلة الرقمية في أغلب الأحيان، و", 300) };

// The wall as it is looked at: each window of it at each size.
class Hall {
  constructor(world, windows) {
    Object.assign(this, { world, windows });
  }

  async shows(scene) {
    for (const window of this.windows) await window.page.locator(`.wall[data-scene="${scene}"]`).waitFor();
  }

  async read(name, { axe = false } = {}) {
    for (const [lang, window] of [["en", this.windows[0]], ["ar", this.windows[1]]])
      for (const size of [WIDE, NARROW]) {
        await window.resize(size);
        await becomes(() => window.page.evaluate(faultsRead), [], `${name}, ${lang}, ${size.width}`);
        if (process.env.SHOTS) await this.world.shot(window, `wall-${name}-${lang}-${size.width}`);
        if (axe && size === NARROW) await accessible(window, `${name}, ${lang}`);
      }
  }
}

async function opened(world, identity, locale) {
  const window = await world.window({ locale, viewport: WIDE });
  await window.be(identity);
  await window.open("/present/w1");
  await window.shows("wall");
  return window;
}

story("a wall shows what all may see, in letters that the last row reads", {}, async (world) => {
  const desk = await world.enter("host", WEBINAR);
  const [popup] = await Promise.all([desk.page.waitForEvent("popup"), sessionAct(desk, "present")]);
  await popup.getByTestId("wall").waitFor();
  assert.equal(new URL(popup.url()).pathname, "/present/w1", "as whoever opened it");
  await popup.close();
  const identity = await desk.page.evaluate(() => sessionStorage.getItem("muster.identity"));
  const hall = new Hall(world, [await opened(world, identity, "en-GB"), await opened(world, identity, "ar")]);
  const [wall] = hall.windows;
  for (const window of hall.windows) await window.shows("wall-stage-scheduled");
  await hall.read("before", { axe: true });

  const host = await person(world.server, "host", WEBINAR);
  const crowd = await Promise.all(Array.from({ length: 20 }, (_, at) => person(world.server, `p${at + 1}`, WEBINAR)));
  await host("stage.phase", { to: "live" });
  await hall.shows("join");
  await wall.shows("qr");
  await hall.windows[1].shows("qr");
  await hall.read("join");

  const draft = await host("poll.prepare", { type: "single", title: { en: "Not yet asked" }, options: [{ en: "Here" }, { en: "There" }] });
  const poll = await host("poll.prepare", { type: "single", title: TITLE, options: OPTIONS });
  await host("poll.open", { poll, seconds: 3000 });
  await hall.shows(`poll-${poll}`);
  await Promise.all(crowd.slice(0, 8).map((act, at) => act("poll.vote", { poll, choices: [[1, 1, 2, 1, 3, 2, 4, 6][at]] })));
  await wall.at("wall").getByText("8 people have voted").first().waitFor();
  assert.equal(await wall.page.locator(".wall-track").count(), 0, "what the team sees of an open poll is not for the hall");
  await hall.read("open");
  await host("poll.close", { poll });
  await wall.page.locator(`[data-testid="wall-poll-${poll}"][data-state="closed"]`).waitFor();
  assert.equal(await wall.page.locator(".wall-track").count(), 0);
  await host("poll.publish", { poll, published: true });
  for (const window of hall.windows) await until(async () => (await window.page.locator(".wall-track").count()) === 6, "the bars");
  await hall.read("results", { axe: true });
  await becomes(() => wall.at("wall-numbers").locator("tr").first().locator("td").allTextContents(), ["3", "38%"]);

  await words(hall, host, crowd);
  await quizzed(hall, host, crowd);
  await questions(hall, host, crowd);
  await keys(hall, host, poll, draft);
  await between(hall, host);
});

// Sixty words, of which the server keeps fifty, the more frequent ones larger.
async function words(hall, host, crowd) {
  const [wall] = hall.windows;
  const poll = await host("poll.prepare", { type: "cloud", title: { en: "In a word?", ar: "بكلمة واحدة؟" }, results: "live" });
  await host("poll.open", { poll });
  await hall.shows(`poll-${poll}`);
  const word = (at) => ["evidence", "هاتف", "preuve", "teléfono", "chain of custody", "التوثيق"][at % 6] + (at < 6 ? "" : ` ${at}`);
  await Promise.all(crowd.map((act, at) => act("poll.answer", { poll, texts: [word(at % 4), word(6 + at * 2), word(7 + at * 2)] })));
  for (const window of hall.windows) await until(async () => (await window.page.locator(".wall-word").count()) > 30, "the words");
  await wall.at("wall").getByText("20 people have voted").first().waitFor();
  await hall.read("cloud");
  for (const window of hall.windows) await becomes(() => window.page.evaluate(overlapsRead), []);
  await host("poll.close", { poll });
}

// A scale, then how people stand in a quiz.
async function quizzed(hall, host, crowd) {
  const scale = await host("poll.prepare", {
    type: "scale", title: { en: "How sure are you?", ar: "ما مدى ثقتكم؟" }, results: "live",
    ask: { from: 1, to: 10, low: { en: "not at all", ar: "إطلاقًا" }, high: { en: "quite", ar: "تمامًا" } },
  });
  await host("poll.open", { poll: scale });
  await Promise.all(crowd.map((act, at) => act("poll.vote", { poll: scale, choices: [1 + ((at * at) % 10)] })));
  await hall.shows(`poll-${scale}`);
  for (const window of hall.windows) await window.shows("wall-histogram");
  await hall.windows[0].at("wall-facts").getByText("Average: 5.5").waitFor();
  await hall.read("scale");
  await host("poll.close", { poll: scale });
  const quiz = await host("poll.prepare", { type: "single", title: { en: "Which came first?" }, options: [{ en: "The phone" }, { en: "The radio" }], correct: [1], quiz: "q1" });
  await host("poll.open", { poll: quiz });
  await Promise.all(crowd.slice(0, 12).map((act, at) => act("poll.vote", { poll: quiz, choices: [1 + (at % 2)] })));
  await host("poll.close", { poll: quiz });
  await host("poll.publish", { poll: quiz, published: true });
  await hall.shows(`poll-${quiz}`);
  assert.equal(await hall.windows[0].page.locator(".wall-row-right").count(), 0, "what is correct is not told yet");
  await host("poll.reveal", { poll: quiz });
  for (const window of hall.windows) await window.page.locator(".wall-row-right").waitFor();
  await hall.read("correct");
  await host("poll.board", { quiz: "q1", published: true });
  await hall.shows("board-q1");
  for (const window of hall.windows) await window.page.locator(".wall-board li").nth(9).waitFor();
  await hall.read("board");
}

async function questions(hall, host, crowd) {
  const asked = [];
  for (let at = 0; at < 5; at++)
    asked.push(await crowd[at]("question.ask", { text: at % 2 ? long("هل تكفي لقطة الشاشة دليلًا دون الهاتف الذي أُخذت منه؟ ", 290) : long("Is a screenshot evidence without the phone it was taken from? ", 290) }));
  for (const act of crowd.slice(6, 9)) await act("question.vote", { question: asked[3] });
  await host("question.intake", { intake: "open", moderated: true });
  await crowd[9]("question.ask", { text: "Nobody has seen this one" });
  await host("question.take", { question: asked[2] });
  await hall.shows("questions");
  for (const window of hall.windows) {
    await window.page.locator(".wall-question").nth(4).waitFor();
    await becomes(() => window.page.locator(".wall-question").evaluateAll((rows) => rows.slice(0, 2).map((row) => row.dataset.testid)),
      [`wall-question-${asked[2]}`, `wall-question-${asked[3]}`]);
    assert.equal(await window.page.getByText("Nobody has seen this one").count(), 0);
  }
  await host("notice.post", { text: { en: "Please switch your phones to silent.", ar: "يُرجى وضع الهواتف على الوضع الصامت." }, urgent: true });
  for (const window of hall.windows) await window.shows("wall-notice");
  await hall.read("questions", { axe: true });
}

// What one window shows is told by its keys, and stands after a reload.
async function keys(hall, host, poll, draft) {
  const [wall] = hall.windows;
  await wall.page.keyboard.press("j");
  await wall.page.locator('.wall[data-scene="join"]').waitFor();
  await wall.page.keyboard.press("p");
  await wall.page.locator('.wall[data-scene^="poll-"]').waitFor();
  const seen = new Set();
  await until(async () => {
    seen.add(await wall.at("wall").getAttribute("data-scene"));
    await wall.page.keyboard.press("p");
    return seen.has(`poll-${poll}`);
  }, "the first poll, some steps back");
  assert.ok(!seen.has(`poll-${draft}`));
  await wall.page.keyboard.press("w");
  await wall.page.locator('.wall[data-scene="board-q1"]').waitFor();
  await wall.reload();
  await wall.page.locator('.wall[data-scene="board-q1"]').waitFor();
  await wall.page.keyboard.press("l");
  await wall.page.locator('html[data-theme="light"]').waitFor();
  await wall.page.keyboard.press("?");
  await wall.shows("wall-help");
  await becomes(() => wall.page.evaluate(faultsRead), [], "the keys");
  await accessible(wall, "the keys, light");
  if (process.env.SHOTS) await hall.world.shot(wall, "wall-help");
  await wall.at("wall-help").getByRole("button", { name: "Automatic" }).click();
  await wall.lacks("wall-help");
  await host("timer.start", { seconds: 600, title: { en: "Group work", ar: "عمل المجموعات" } });
  await hall.shows("timer");
  await hall.read("timer");
}

async function between(hall, host) {
  const [wall] = hall.windows;
  await host("stage.phase", { to: "paused", until: Date.now() + 600_000 });
  await hall.shows("stage");
  await wall.at("wall-back").getByText(/Back at \d/).waitFor();
  await hall.read("break");
  await host("stage.phase", { to: "live" });
  await host("stage.phase", { to: "ended" });
  for (const window of hall.windows) await window.shows("wall-stage-ended");
  await hall.read("after");
}

story("the slide that is shown fills the wall, and what happens after it takes its place", {}, async (world) => {
  const desk = await world.enter("host", WEBINAR);
  const identity = await desk.page.evaluate(() => sessionStorage.getItem("muster.identity"));
  const hall = new Hall(world, [await opened(world, identity, "en-GB"), await opened(world, identity, "ar")]);
  const host = await person(world.server, "host", WEBINAR);
  await host("stage.phase", { to: "live" });
  const { deck } = await slidesMake(world.server, WEBINAR, 2);
  await host("slide.show", { deck, page: 1 });
  await hall.shows("slide");
  await host("slide.show", { deck, page: 2 });
  for (const window of hall.windows) {
    await window.page.locator('[data-testid="wall-slide"][data-page="2"]').waitFor();
    await becomes(() => window.at("wall-slide-picture").getAttribute("alt").then((alt) => alt?.includes("page 2")), true, "its words, for who does not see it");
  }
  await hall.read("slide", { axe: true });
  // Of a page that is 540 points high a letter of 18 is a thirtieth: it stays one, where the page has four fifths of the wall.
  for (const size of [WIDE, NARROW]) {
    await hall.windows[0].page.setViewportSize(size);
    const share = () => hall.windows[0].at("wall-slide-picture").evaluate((image) => {
      const { width, height } = image.getBoundingClientRect();
      const drawn = Math.min(height, (width * image.naturalHeight) / image.naturalWidth);
      return drawn / Math.min(innerHeight, (innerWidth * image.naturalHeight) / image.naturalWidth);
    });
    await becomes(async () => (await share()) > 0.8, true, `${size.width}: the page has what room there is`);
  }
  await host("timer.start", { seconds: 300 });
  await hall.shows("timer");
  await host("slide.hide", {});
  await host("timer.stop", {});
  await hall.shows("join");
});
