// SPDX-License-Identifier: Apache-2.0
// How a page stands up to being looked at: by axe, in other languages, in the dark, on a phone and
// on a wall.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { shotsFolder } from "./world.mjs";
import { me } from "./acts.mjs";
import { becomes, until } from "./until.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const GRAVE = ["serious", "critical"];
const DIRECTIONS = { ar: "rtl", en: "ltr", es: "ltr", fr: "ltr" };

const PHONE = [360, 740];
const SMALL = [320, 568];
const TABLET = [768, 1024];
const DESK = [1280, 800];
const ROOMY = [1440, 900];
const WALL = [2560, 1440];

export async function language(window, lang) {
  await me(window, `language-${lang}`);
  const wanted = [lang, DIRECTIONS[lang]].join();
  const now = () =>
    window.page.evaluate(() => [document.documentElement.lang, document.documentElement.dir].join());
  await until(async () => (await now()) === wanted, `the language ${lang}`);
}

// The same without a hand: the pointer's way to the menu and through it, four times for each state that is looked at, would
// cost more than the looks. Stories choose with a hand.
async function spokenIn(window, lang) {
  await window.page.evaluate(
    async ([menu, choice, wanted]) => {
      const named = (id) => document.querySelector(`[data-testid="${id}"]`);
      const frame = () => new Promise(requestAnimationFrame);
      named(menu).click();
      while (!named(choice)) await frame();
      named(choice).click();
      while ([document.documentElement.lang, document.documentElement.dir].join() !== wanted || named(choice)) await frame();
    },
    ["me", `language-${lang}`, [lang, DIRECTIONS[lang]].join()],
  );
}

export async function theme(window, name) {
  await window.page.emulateMedia({ colorScheme: name });
  await window.page.locator(`html[data-theme="${name}"]`).waitFor();
}

// axe finds nothing serious.
export async function accessible(window, where) {
  if (!(await window.page.evaluate(() => "axe" in globalThis))) await window.page.evaluate(axe);
  const found = await window.page.evaluate(() =>
    axe.run(document, { resultTypes: ["violations"], preload: false, elementRef: false }),
  );
  const grave = found.violations.filter(({ impact }) => GRAVE.includes(impact));
  const told = grave.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`),
  );
  assert.deepEqual(told, [], where);
}

// In the page: what sticks out of it, or is cut off where it should be read whole.
function misfitsRead() {
  const seen = (element) => element.checkVisibility() && !element.closest(".hidden, .skip");
  const name = (element) => `${element.localName}.${element.className} "${element.innerText.slice(0, 60)}"`;
  const root = document.scrollingElement;
  const misfits = [];
  if (root.scrollWidth > root.clientWidth) {
    const out = ({ left, right }) => left < -1 || right > root.clientWidth + 1;
    const widest = [...document.body.querySelectorAll("*")].findLast((each) => seen(each) && out(each.getBoundingClientRect()));
    misfits.push(`the page is ${root.scrollWidth} wide: ${widest?.outerHTML.slice(0, 160)}`);
  }
  // Filters are one line, in which what does not fit is scrolled to.
  const lines = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const middles = [...range.getClientRects()].filter(({ width }) => width > 0).map(({ top, bottom }) => (top + bottom) / 2);
    return Math.max(...middles) - Math.min(...middles);
  };
  for (const row of document.querySelectorAll(".filters")) {
    if (!seen(row)) continue;
    const controls = [...row.querySelectorAll("button, input[type=text], input[type=search], select, .choice-option")].filter(seen);
    const ends = controls.map((each) => each.getBoundingClientRect().bottom);
    const folded = controls.filter((each) => each.matches("button, label") && lines(each) > 8);
    if (Math.max(...ends) - Math.min(...ends) > 12 || folded.length > 0) misfits.push(`filters in more than one line: ${name(folded[0] ?? row)}`);
    const chosen = row.querySelector(".choice :checked")?.closest("label").getBoundingClientRect();
    const box = row.querySelector(".choice")?.getBoundingClientRect();
    if (chosen && chosen.width <= box.width && (chosen.left < box.left - 1 || chosen.right > box.right + 1)) misfits.push(`what is chosen is out of sight: ${name(row)}`);
  }
  // What is pressed has a word or a picture, and acts beside each other stand on one line.
  for (const button of document.querySelectorAll("button, a[href]")) {
    // Those of a message are seen where a pointer is.
    if (!seen(button) || button.textContent.trim() !== "" || button.closest(".message-actions")) continue;
    const shown = [...button.querySelectorAll("svg, img, video, canvas")].some((each) => getComputedStyle(each).display !== "none");
    if (!shown && !button.querySelector("input") && getComputedStyle(button).backgroundImage === "none") misfits.push(`nothing to be seen: ${button.outerHTML.slice(0, 160)}`);
  }
  for (const row of document.querySelectorAll(".webinar-acts")) {
    const boxes = [...row.querySelectorAll("button")].filter((each) => seen(each) && !each.closest("[role=menu], dialog")).map((each) => each.getBoundingClientRect());
    const middle = ({ top, bottom }) => (top + bottom) / 2;
    const aside = boxes.find((one) => boxes.some((other) => other.top < one.bottom && one.top < other.bottom && Math.abs(middle(one) - middle(other)) > 2));
    if (aside) misfits.push(`acts beside each other are not in line: ${name(row)}`);
  }
  // What stands in the picture's place is read whole, where there is room for it.
  for (const card of document.querySelectorAll(".stage-card"))
    if (matchMedia("(min-width: 60rem)").matches && card.scrollHeight > card.clientHeight + 2) misfits.push(`cut off: ${name(card)}`);
  const wholes = "h1, h2, h3, p, a, button, label, legend, .badge, .prose, [role=tablist], fieldset";
  for (const element of document.querySelectorAll(wholes)) {
    if (!seen(element) || element.closest(".filters")) continue;
    const { left, right } = element.getBoundingClientRect();
    if (left < -1 || right > root.clientWidth + 1) misfits.push(`off the page: ${name(element)}`);
    // What is one line is cut with dots, and says all of itself in its title.
    if (element.matches(".cut[title]")) continue;
    if (getComputedStyle(element).display !== "inline" && element.scrollWidth > element.clientWidth + 2)
      misfits.push(`wider than its box: ${name(element)}`);
  }
  return misfits;
}

// Nothing scrolls sideways, nothing sticks out, nothing is cut off, once the page has seen its new size.
export async function fits(window, where) {
  await becomes(() => window.page.evaluate(misfitsRead), [], where);
}

// For people to look at; nobody does when they are not kept.
async function picture(window, name) {
  if (!process.env.SHOTS) return;
  await window.page.screenshot({ path: join(shotsFolder(), `${name.replace(/\W+/g, "-")}.png`) });
}

// The size of type that the browser is told to begin with: 16 unless its owner asks for another.
const TYPE = { usual: 16, double: 32 };

// What the page asks of its size, in such sizes of type, is asked anew once that has changed, which takes longest.
async function sized(window, [width, height], standard) {
  const same = standard === (window.standard ?? TYPE.usual);
  if (!same) {
    window.typed ??= await window.context.newCDPSession(window.page);
    await window.page.setViewportSize({ width: width - 1, height });
    await window.typed.send("Page.setFontSizes", { fontSizes: { standard, fixed: standard } });
    window.standard = standard;
  }
  await window.resize({ width, height });
  if (!same) await window.page.waitForFunction((px) => matchMedia(`(max-width: ${innerWidth / px}rem)`).matches, standard);
}

// By language and size of type, for to choose one takes longer than to look. axe takes longest, and looks twice: at either
// language, size and colours. What is `further` is much like another, and looked at where the pictures are kept.
const LOOKS = [
  { size: DESK, lang: "ar", colours: "dark", axe: true },
  { size: PHONE, lang: "ar", colours: "light" },
  { size: TABLET, lang: "ar", colours: "light", further: true },
  { size: ROOMY, lang: "ar", colours: "light", further: true },
  { size: WALL, lang: "ar", colours: "light", further: true },
  { size: DESK, lang: "ar", colours: "light", type: "double", further: true },
  { size: SMALL, lang: "ar", colours: "light", type: "double", further: true },
  { size: SMALL, lang: "es", colours: "light", type: "double" },
  { size: ROOMY, lang: "es", colours: "light", type: "double" },
  { size: SMALL, lang: "es", colours: "light" },
  { size: TABLET, lang: "es", colours: "light" },
  { size: PHONE, lang: "fr", colours: "light", further: true },
  { size: ROOMY, lang: "fr", colours: "light" },
  { size: WALL, lang: "fr", colours: "light" },
  { size: PHONE, lang: "en", colours: "light", axe: true },
  { size: DESK, lang: "en", colours: "light" },
].filter(({ further }) => process.env.SHOTS || !further);

// One state of a page in every light. A dialog stands before the choice of language; it is opened
// anew for each look by `dialog`. The last look is that in which stories are told.
export async function inspect(window, where, dialog) {
  let spoken, seen;
  for (const look of LOOKS) {
    const [width, height] = look.size;
    const name = `${where}: ${width} ${look.lang} ${look.colours}${look.type ? ` ${look.type}` : ""}`;
    await sized(window, [width, height], TYPE[look.type ?? "usual"]);
    if (look.lang !== spoken) await spokenIn(window, (spoken = look.lang));
    if (look.colours !== seen) await theme(window, (seen = look.colours));
    if (dialog) await dialog();
    await picture(window, name);
    await fits(window, name);
    if (look.axe) await accessible(window, name);
    if (dialog) {
      await window.page.keyboard.press("Escape");
      await window.page.locator("dialog").waitFor({ state: "detached" });
    }
  }
}

// One state on a phone, in Arabic and in the dark, for what a story shows but once; then as it was. `id` is what is looked at.
export async function atNight(window, where, id) {
  const { width, height } = window.page.viewportSize();
  await sized(window, PHONE, TYPE.usual);
  await spokenIn(window, "ar");
  await theme(window, "dark");
  await window.at(id).first().scrollIntoViewIfNeeded();
  await picture(window, `${where} at night`);
  await fits(window, where);
  await accessible(window, where);
  await theme(window, "light");
  await spokenIn(window, "en");
  await sized(window, [width, height], TYPE.usual);
}
