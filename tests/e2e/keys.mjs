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
