// SPDX-License-Identifier: Apache-2.0
// Which form one is in, for styles that make room for it: `data-within` stands on it. Unlike :focus-within it stays until
// what is pressed was let go: a press that takes the focus away must not move what is pressed, or the click is lost. So does
// whatever else becomes of a field that is left (afterPress).

const PRESSES = ['pointerdown', 'mousedown'];
// A finger's press ends before the mouse's that is made of it begins.
const ENDS = ['pointerup', 'pointercancel', 'mouseup'];

let pressed = false;
const waiting: (() => void)[] = [];

/** At once; while something is pressed, once its click has come. */
export function afterPress(run: () => void): void {
  if (pressed) waiting.push(run);
  else run();
}

export function withinStart(): void {
  const look = (): void => {
    if (pressed) return;
    const form = document.activeElement?.closest('form');
    for (const other of document.querySelectorAll('form[data-within]')) if (other !== form) other.removeAttribute('data-within');
    form?.setAttribute('data-within', '');
  };
  for (const press of PRESSES) addEventListener(press, () => (pressed = true), true);
  for (const end of ENDS) {
    // The click comes right behind.
    addEventListener(end, () => setTimeout(() => {
      pressed = false;
      look();
      for (const run of waiting.splice(0)) run();
    }), true);
  }
  addEventListener('focusin', look);
  addEventListener('focusout', look);
}
