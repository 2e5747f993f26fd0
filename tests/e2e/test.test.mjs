// SPDX-License-Identifier: Apache-2.0
// An instructor builds a test on a desk, a participant takes it on a phone in Arabic while the network fails and the page
// is loaded anew, and the instructor looks at how it went and gives one more attempt.

import assert from "node:assert/strict";
import { after } from "node:test";
import { inspect, language } from "./look.mjs";
import { becomes, until } from "./until.mjs";
import { COURSE, story } from "./world.mjs";
import { connect, endAll } from "../wire/wire.mjs";

after(endAll);

const ask = (wire, method, data) => wire.rpc(method, { room: COURSE, op: `${method}.${JSON.stringify(data).length}`, ...data }).then(({ seq }) => seq);

const LAW = {
  type: "single",
  title: { en: "What comes first at a search?", fr: "Par quoi commence une perquisition ?", es: "¿Qué va primero en un registro?", ar: "ما أول خطوة عند التفتيش؟" },
  options: [
    { en: "The written order", fr: "L’ordre écrit", es: "La orden escrita", ar: "الأمر المكتوب" },
    { en: "The phone", fr: "Le téléphone", es: "El teléfono", ar: "الهاتف" },
    { en: "The photograph", fr: "La photo", es: "La fotografía", ar: "الصورة" },
  ],
  correct: [1],
  feedback: { wrong: { en: "Read again: Canary feedback.", ar: "اقرأ مجددًا: Canary feedback." }, options: [{}, { en: "Canary: it comes later.", ar: "Canary: يأتي لاحقًا." }, {}] },
};
const ORDER = {
  type: "ranking",
  title: { en: "In which order?", ar: "بأي ترتيب؟" },
  options: [{ en: "Photograph", ar: "التصوير" }, { en: "Seize", ar: "الضبط" }, { en: "Seal", ar: "الختم" }],
  correct: [1, 2, 3],
};
const WORD = { type: "text", title: { en: "What is a copy checked by?", ar: "بمَ تُفحص النسخة؟" }, correct: ["hash", "Canary word"] };

async function unitOf(world) {
  const wire = await connect(world.server, "host");
  const unit = await ask(wire, "unit.add", { title: { en: "Devices", ar: "الأجهزة" }, open: true });
  return { wire, unit };
}

async function testOf(world, set) {
  const { wire, unit } = await unitOf(world);
  const item = await ask(wire, "item.add", { unit, kind: "test", title: { en: "What you know of devices", ar: "ما تعرفه عن الأجهزة" }, counts: true });
  const questions = [];
  for (const question of [LAW, ORDER, WORD]) questions.push(await ask(wire, "test.ask", { item, ...question }));
  await ask(wire, "test.set", { item, pass: 60, ...set });
  return { wire, unit, item, questions };
}

story("an instructor builds a test: a question of each kind, put right and put in order", {}, async (world) => {
  const { unit } = await unitOf(world);
  const host = await world.enter("host", COURSE);
  await host.open(`/course/c1/unit/${unit}`);
  await host.at("item-new").click();
  await host.page.getByRole("radio", { name: "Test" }).check();
  await host.at("item-title-en").fill("What you know");
  await host.at("item-send").click();
  await host.at("items").getByRole("link", { name: "What you know" }).click();
  await host.at("test-ask").click();
  await host.at("test-title-en").fill("Which comes first?");
  await host.at("test-send").click();
  await host.at("test-form").getByRole("alert").getByText("missing").waitFor();
  await host.at("test-option-1-en").fill("The order");
  await host.at("test-option-2-en").fill("The phone");
  await host.at("test-right-1").check();
  await host.at("test-send").click();
  await host.page.getByRole("heading", { name: "Which comes first?" }).waitFor();
  await host.at("test-ask").click();
  await host.page.getByRole("radio", { name: "A number" }).check();
  await host.at("test-title-en").fill("How many metres?");
  await host.at("test-right").fill("2.5");
  await host.at("test-tolerance").fill("0.5");
  await host.at("test-send").click();
  await host.page.getByRole("heading", { name: "How many metres?" }).waitFor();
  const row = host.page.locator(".test-written > li", { hasText: "Which comes first?" });
  await row.locator("[data-acts] button").first().click();
  await row.getByTestId(/test-edit-/).or(host.page.getByTestId(/test-edit-/)).first().click();
  await host.at("test-right-2").check();
  await host.at("test-send").click();
  await row.getByText("The phone").waitFor();
  await host.at("test-settings").locator("summary").click();
  await host.at("test-minutes").fill("30");
  await host.at("test-set").click();
  await host.told("The settings are saved.");
  const wire = await connect(world.server, "host");
  const item = Number(new URL(host.page.url()).hash.replace("#item-", ""));
  const { minutes, questions } = await wire.rpc("test.read", { room: COURSE, item });
  assert.deepEqual([minutes, questions.map(({ correct, ask, tolerance }) => [correct, ask?.decimals, tolerance])], [30, [[[2], undefined, undefined], [[25], 1, 5]]]);
});

story("a participant takes it on a phone in Arabic: the network is cut, the page loaded anew, and it is handed in once", {}, async (world) => {
  const { wire, unit, item, questions: [law, order, word] } = await testOf(world, { attempts: 1, minutes: 30 });
  const proxy = await world.proxy();
  const one = await world.enter("participant", COURSE, { address: proxy.url, viewport: { width: 390, height: 780 } });
  one.tolerateLoss();
  await language(one, "ar");
  await one.open(`/course/c1/unit/${unit}#item-${item}`);
  await one.at("test-begin").click();
  await one.page.getByRole("dialog").getByRole("button", { name: "ابدأ" }).click();
  await one.shows(`test-question-${law}`);
  await world.shot(one, "test-paper-phone-ar");
  await one.at(`test-question-${law}`).getByLabel("الأمر المكتوب").check();
  await one.page.locator('[data-testid="test-kept"][data-kept="yes"]').waitFor();
  const ends = await one.at("test-time").innerText();
  proxy.cut();
  await one.isIn("reconnecting");
  await one.at(`test-words-${word}`).fill("Hash");
  await one.page.locator('[data-testid="test-kept"][data-kept="no"]').waitFor();
  await world.shot(one, "test-cut-phone-ar");
  proxy.mend();
  await one.isIn("connected");
  await one.page.locator('[data-testid="test-kept"][data-kept="yes"]').waitFor();
  // What is typed last, and the page is left before the hand has rested.
  await one.at(`test-words-${word}`).fill("Hashing");
  await one.reload();
  await one.shows(`test-question-${law}`);
  await becomes(() => one.at(`test-words-${word}`).inputValue(), "Hashing");
  assert.ok(await one.at(`test-question-${law}`).getByLabel("الأمر المكتوب").isChecked());
  const left = async () => (await one.at("test-time").innerText()).match(/\d+:\d+$/)[0];
  assert.ok((await left()) <= ends.match(/\d+:\d+$/)[0], "the time runs on");
  assert.ok(!one.heard("Canary"), "what is right, and what is said of it, is in no frame");
  await one.at("test-hand").click();
  await one.page.getByRole("dialog").getByRole("button", { name: "تسليم" }).click();
  await one.at("test-look-1").waitFor();
  await becomes(() => one.at("test-best").innerText().then((text) => text.replace(/[^\d]/g, "").length > 0), true);
  await one.at("test-look-1").click();
  await one.shows("test-judged");
  await world.shot(one, "test-judged-phone-ar");
  const entries = (await world.server.entries(COURSE)).filter((entry) => !entry.void);
  const count = (type) => entries.filter((entry) => entry.type === type).length;
  assert.deepEqual([count("test.hand"), count("test.mark"), count("test.answer") >= 2], [1, 1, true]);
  assert.ok(order > 0 && wire);
});

story("an instructor sees how it went, question by question, and gives one person another attempt", {}, async (world) => {
  const { unit, item, questions: [law, , word] } = await testOf(world, { attempts: 1 });
  const host = await world.enter("host", COURSE);
  const one = await world.enter("participant", COURSE);
  await one.open(`/course/c1/unit/${unit}#item-${item}`);
  await one.at("test-begin").click();
  await one.at(`test-question-${law}`).getByLabel("The phone").check();
  await one.at(`test-words-${word}`).fill("hash");
  await one.at("test-hand").click();
  await one.page.getByRole("dialog").getByText("1 question is not answered").waitFor();
  await one.page.getByRole("dialog").getByRole("button", { name: "Hand in" }).click();
  await one.at("test-look-1").click();
  await one.at(`test-question-${law}`).getByText("Canary: it comes later.").waitFor();
  await one.at(`test-question-${law}`).locator('[data-right="yes"]').getByText("The written order").waitFor();
  await host.open(`/course/c1/unit/${unit}#item-${item}`);
  await host.page.getByRole("radio", { name: "Results" }).check();
  await host.page.getByRole("table", { name: "By question" }).getByText("100 of 100").waitFor();
  await inspect(host, "test-results");
  const saves = host.page.waitForEvent("download");
  await host.at("test-csv").click();
  assert.equal((await saves).suggestedFilename(), "test.csv");
  await host.at(`test-allow-${one.id}`).click();
  await host.at("test-more-attempts").fill("1");
  await host.at("test-allow-send").click();
  await host.at(`test-allow-${one.id}`).getByText("+1 attempts").waitFor();
  await one.page.getByTestId("test-judged").getByRole("button", { name: "To the test" }).click();
  await one.shows("test-begin");
  await until(async () => (await one.at("test-begin").innerText()).includes("another"), "another attempt");
  await host.page.getByRole("radio", { name: "Questions" }).check();
  await host.shows(`test-written-${law}`);
  await inspect(host, "test-build");
});
