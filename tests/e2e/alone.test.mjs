// SPDX-License-Identifier: Apache-2.0
// A session run by one host alone, from an empty desk: prepared, gone through by one key, with people who wait, ask and
// vote meanwhile. Presses are counted, and the time that the page takes for each task; DESK=file writes them down.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { after } from "node:test";
import { leaveAll } from "../wire/client.mjs";
import { talk } from "../wire/pdf.mjs";
import { accessible } from "./look.mjs";
import { person } from "./staged.mjs";
import { becomes } from "./until.mjs";
import { WEBINAR, story } from "./world.mjs";

const WORDS = {
  en: { title: "Where do you meet digital evidence most often?", options: ["On phones", "On computers"], ask: "Does the checklist apply to tablets?", answer: "Yes, to everything with a battery." },
  ar: { title: "أين تجدون الأدلة الرقمية في أغلب الأحيان؟", options: ["في الهواتف", "في الحواسيب"], ask: "هل تنطبق القائمة على الأجهزة اللوحية؟", answer: "نعم، على كل ما له بطارية." },
};
const PAGES = 3;
const told = {};

after(() => {
  leaveAll();
  if (process.env.DESK) writeFileSync(process.env.DESK, `${JSON.stringify(told, null, 1)}\n`);
});

// A host whose presses are counted: a click, a key that does something. What is typed into a field is counted as one field.
class Alone {
  constructor(window) {
    Object.assign(this, { window, tasks: {}, presses: 0, fields: 0 });
  }

  async press(id) {
    this.presses++;
    await this.window.at(id).click();
  }

  // At hand, or in the menu of its thing.
  async inMenu(thing, id) {
    const menu = this.window.at(thing).locator("[data-acts] button").first();
    await this.window.at(id).or(menu).first().waitFor();
    if ((await this.window.at(id).count()) === 0) {
      this.presses++;
      await menu.click();
    }
    await this.press(id);
  }

  async type(id, text) {
    this.fields++;
    await this.window.at(id).fill(text);
  }

  async choose(id, file) {
    this.presses++;
    await this.window.at(id).setInputFiles(file);
  }

  // The one key, once it says what it will do.
  ready(step) {
    return this.window.page.locator(`[data-testid="run-next-line"][data-step="${step}"] button:not([aria-disabled])`).waitFor();
  }

  async goOn(step) {
    await this.ready(step);
    this.presses++;
    await this.window.page.keyboard.press("Alt+KeyN");
  }

  async task(name, act) {
    const { presses, fields } = this;
    const began = Date.now();
    await act();
    this.tasks[name] = { presses: this.presses - presses, fields: this.fields - fields, ms: Date.now() - began };
  }
}

async function prepared(host, words, lang) {
  const { window } = host;
  await host.task("prepare a poll", async () => {
    await host.press("run-add-open");
    await host.press("run-add-poll");
    await host.type(`poll-title-${lang}`, words.title);
    for (const [at, option] of words.options.entries()) await host.type(`poll-option-${lang}-${at + 1}`, option);
    await host.press("poll-save");
    await window.at("poll-form").waitFor({ state: "detached" });
  });
  await host.task("add slides", async () => {
    await host.choose("slide-file", { name: "Phones.pdf", mimeType: "application/pdf", buffer: talk(PAGES) });
    await window.page.locator('[data-testid^="run-step-deck:"]').waitFor();
    await window.page.locator('[data-testid^="slide-deck-"]').getByText(lang === "ar" ? "3 شرائح" : "3 slides").waitFor();
  });
  await host.task("plan a timer", async () => {
    await host.type("run-add-minutes", "5");
    await host.press("run-add-timer");
    await window.at("run-step-timer:5").waitFor();
  });
}

async function ran(world, host, one, words) {
  const { window } = host;
  const voter = await person(world.server, "p2", WEBINAR);
  await host.task("go live", async () => {
    await host.press("phase-live");
    await one.shows("chat-text");
  });
  const poll = Number((await window.page.locator('[data-testid^="run-step-poll:"]').getAttribute("data-testid")).split(":")[1]);
  const deck = Number((await window.page.locator('[data-testid^="run-step-deck:"]').getAttribute("data-testid")).split(":")[1]);
  await host.task("open the poll", async () => {
    await host.goOn(`poll:${poll}`);
    await one.at("now").getByTestId(`ballot-${poll}`).waitFor();
  });
  // What it did is said, and can be taken back while nobody has voted; then it is opened again.
  await window.at("undo").last().click();
  await becomes(() => window.at(`run-step-poll:${poll}`).getAttribute("data-state"), "ahead");
  await host.ready(`poll:${poll}`);
  await window.page.keyboard.press("Alt+KeyN");
  await one.at("now").getByTestId(`ballot-${poll}`).waitFor();
  await becomes(() => window.at(`run-step-poll:${poll}`).getAttribute("data-state"), "on");
  await voter("poll.vote", { poll, choices: [1] });
  await host.task("close the poll and publish its results", async () => {
    await host.goOn(`poll:${poll}`);
    await becomes(() => window.at(`run-step-poll:${poll}`).getAttribute("data-state"), "done");
    if ((await window.at("run-next-line").getAttribute("data-step")) === `poll:${poll}`) await host.goOn(`poll:${poll}`);
    await one.at("now").getByText(words.title).first().waitFor();
  });
  await host.task("show three slides", async () => {
    for (let page = 1; page <= PAGES; page++) {
      await host.goOn(`deck:${deck}`);
      for (const who of [one, window]) await becomes(() => who.at("slide-box").getAttribute("data-page"), String(page));
    }
  });
  await host.task("start the timer", async () => {
    await host.goOn("timer:5");
    await one.at("timer-left").waitFor();
  });
}

async function cared(world, host, one, words) {
  const { window } = host;
  const asker = await person(world.server, "p3", WEBINAR);
  const ask = await asker("question.ask", { text: words.ask });
  await host.task("answer a question in writing", async () => {
    await host.press("tab-questions");
    await host.inMenu(`question-${ask}`, `question-write-${ask}`);
    await host.type(`answer-text-${ask}`, words.answer);
    await host.press(`answer-send-${ask}`);
    await window.lacks(`answer-text-${ask}`);
  });
  await host.press("tab-needs");
  const setter = await person(world.server, "host", WEBINAR);
  await setter("member.policy", { policy: "ask" });
  const late = await world.enter("participant", WEBINAR);
  await host.task("admit who waits", async () => {
    await host.press(`admit-${late.id ?? "all"}`);
    await late.shows("chat-text");
  });
  void one;
}

async function ended(host, one) {
  await host.task("end the session", async () => {
    if ((await host.window.at("phase-ended").count()) === 0) await host.press("session-menu");
    await host.press("phase-ended");
    await host.press("confirm");
    await one.lacks("timer-left");
  });
}

for (const lang of ["en", "ar"])
  story(`one host runs a session alone from an empty desk, ${lang}`, {}, async (world) => {
    const words = WORDS[lang];
    const locale = lang === "ar" ? "ar" : "en-GB";
    const one = await world.enter("participant", WEBINAR, { locale });
    const window = await world.enter("host", WEBINAR, { locale, viewport: { width: 1440, height: 900 } });
    const host = new Alone(window);
    await window.shows("run");
    await world.shot(window, `desk-empty-${lang}`);
    await prepared(host, words, lang);
    await world.shot(window, `desk-prepared-${lang}`);
    await ran(world, host, one, words);
    await world.shot(window, `desk-running-${lang}`);
    await accessible(window, `the desk, ${lang}`);
    await cared(world, host, one, words);
    await world.shot(window, `desk-needs-${lang}`);
    await ended(host, one);
    const presses = Object.values(host.tasks).reduce((sum, task) => sum + task.presses, 0);
    told[lang] = { ...host.tasks, all: { presses } };
    console.log(`# ${lang}: ${presses} presses; ${Object.entries(host.tasks).map(([name, task]) => `${name} ${task.presses} (${task.ms} ms)`).join(", ")}`);
    assert.ok(presses <= 30, `${presses} presses`);
    assert.ok(!one.heard("run.order") && !one.heard('"steps":["'), "what the team means to do is in no byte sent to others");
  });
