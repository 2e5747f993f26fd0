// SPDX-License-Identifier: Apache-2.0
// Going through a page by keyboard alone.

import assert from "node:assert/strict";

const STEPS_MAX = 80;

// In the page: what has the focus, and whether one sees that it has.
function focusRead() {
  const element = document.activeElement;
  const ringed = (each) => {
    if (!each) return false;
    const style = getComputedStyle(each);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  };
  // A hidden radio shows its focus on the text beside it, an answer of a poll on its whole row.
  const seen = [element, element.nextElementSibling, element.closest("label")].some(ringed);
  const { width, height } = element.getBoundingClientRect();
  return {
    id: element.dataset.testid ?? "",
    text: element.innerText?.trim() ?? "",
    label: element.closest("label")?.innerText.trim() ?? "",
    name: `${element.localName}.${element.className} ${element.outerHTML.slice(0, 120)}`,
    // The browser's own, or a place that was given the focus and from which one goes on.
    own: ["video", "body"].includes(element.localName) || element.tabIndex < 0,
    seen: seen && width > 0 && height > 0,
  };
}

// Presses Tab until what has the focus fits, and sees the focus at every step.
export async function tabTo(window, fits, what, key = "Tab") {
  for (let step = 0; step < STEPS_MAX; step++) {
    await window.page.keyboard.press(key);
    const focus = await window.page.evaluate(focusRead);
    assert.ok(focus.seen || focus.own, `the focus is not seen on ${focus.name}`);
    if (fits(focus)) return;
  }
  throw new Error(`Tab does not lead to ${what}`);
}

export const tabToId = (window, id) => tabTo(window, (focus) => focus.id === id, id);

// A date is several stops of one field.
const FIELD_STOPS = 8;
const ROUND_MAX = 300;

// In the page: from now on every stop is noted, and what of it is wrong.
function roundBegin(read) {
  const focusRead = new Function(`return ${read}`)();
  globalThis.round = { faults: [], came: new Set() };
  document.addEventListener("focusin", ({ target }) => {
    const { seen, own, name } = focusRead();
    if (!seen && !own) globalThis.round.faults.push(`the focus is not seen: ${name}`);
    globalThis.round.came.add(target);
    // What stands in a row is a stop while the row is.
    for (const each of target.matches("[data-row]") ? target.querySelectorAll("*") : []) if (each.tabIndex >= 0) globalThis.round.came.add(each);
  });
}

// In the page: where the focus is now. Within a list of one stop, how many rows the arrows go on to.
function roundAt() {
  const element = document.activeElement;
  const at = [...globalThis.round.came].indexOf(element);
  const rows = element.matches("[data-row]") ? [...element.parentElement.querySelectorAll(":scope > [data-row]")] : [];
  return { at, rows: rows.slice(rows.indexOf(element) + 1).filter((row) => !globalThis.round.came.has(row)).length };
}

// In the page: what can be used, and no stop came to it.
function roundMissed() {
  const CONTROLS = "a[href], button, input, select, textarea, summary, audio[controls], video[controls], [contenteditable], [role=button]";
  const { came } = globalThis.round;
  const groups = new Set([...came].filter(({ type }) => type === "radio").map(({ name }) => name));
  const within = [...document.querySelectorAll("dialog:modal")].at(-1) ?? document;
  const usable = (each) => each.checkVisibility({ visibilityProperty: true }) && !each.disabled && !each.closest("[inert], fieldset:disabled");
  return [...within.querySelectorAll(CONTROLS)]
    .filter((each) => usable(each) && !came.has(each) && !(each.type === "radio" && groups.has(each.name)))
    .map((each) => `not reached: ${each.outerHTML.slice(0, 160)}`);
}

// Roles whose name is what they hold, or which are places and not controls.
const PLACES = ["RootWebArea", "main", "listitem", "article", "region", "group", "tabpanel", "generic", "none", "dialog", "menu"];

// Of all that takes the focus, what a screen reader is told no name of.
async function nameless(window) {
  const devtools = (window.reader ??= await window.context.newCDPSession(window.page));
  const { nodes } = await devtools.send("Accessibility.getFullAXTree");
  const focusable = ({ properties = [] }) => properties.some(({ name, value }) => name === "focusable" && value.value);
  return nodes
    .filter((node) => !node.ignored && focusable(node) && !PLACES.includes(node.role.value) && !node.name?.value?.trim())
    .map(({ role, description }) => `without a name: ${role.value} ${description?.value ?? ""}`);
}

// Goes round by Tab, and through each list by its arrows.
async function once(window, where) {
  const { keyboard } = window.page;
  for (let before = 0, stays = 0, steps = 0; ; steps++) {
    await keyboard.press("Tab");
    const { at, rows } = await window.page.evaluate(roundAt);
    if (at === 0 && before !== 0) return;
    for (let row = 0; row < rows; row++) await keyboard.press("ArrowDown");
    stays = at >= 0 && at === before ? stays + 1 : 0;
    assert.ok(stays < FIELD_STOPS && steps < ROUND_MAX, `${where}: Tab does not lead on`);
    before = at;
  }
}

// Goes round the page, or the dialog that is open, by keyboard: every control is come to, is seen to have the focus, has a
// name, and lets one go on. What came to the page meanwhile is come to the next time round.
export async function tabRound(window, where) {
  await window.page.evaluate(roundBegin, focusRead.toString());
  await once(window, where);
  if ((await window.page.evaluate(roundMissed)).length > 0) await once(window, where);
  const missed = await window.page.evaluate(roundMissed);
  const faults = await window.page.evaluate(() => globalThis.round.faults);
  assert.deepEqual([...faults, ...missed, ...(await nameless(window))], [], where);
}
