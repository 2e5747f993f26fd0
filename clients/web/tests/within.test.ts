// SPDX-License-Identifier: Apache-2.0
// A form stays the one that one is in until what is pressed was let go.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { afterPress, withinStart } from '../src/core/within.ts';

class Form {
  readonly attributes = new Set<string>();
  setAttribute(name: string): void {
    this.attributes.add(name);
  }
  removeAttribute(name: string): void {
    this.attributes.delete(name);
  }
  get marked(): boolean {
    return this.attributes.has('data-within');
  }
}

test('a press that takes the focus away moves nothing before it is over', async () => {
  const [one, two] = [new Form(), new Form()];
  const within = new Map<Form, object>([one, two].map((form) => [form, { closest: () => form }]));
  const nowhere = { closest: () => null };
  const listeners = new Map<string, () => void>();
  const document = { activeElement: nowhere as object | undefined, querySelectorAll: () => [one, two].filter(({ marked }) => marked) };
  Object.assign(globalThis, { document, addEventListener: (name: string, listener: () => void) => listeners.set(name, listener) });
  const happens = (name: string): void => listeners.get(name)?.();
  const focus = (form: Form | undefined): void => {
    document.activeElement = form ? within.get(form) : nowhere;
    happens(form ? 'focusin' : 'focusout');
  };
  withinStart();
  focus(one);
  assert.deepEqual([one.marked, two.marked], [true, false]);
  happens('pointerdown');
  focus(undefined);
  assert.equal(one.marked, true, 'while it is pressed');
  happens('pointerup');
  assert.equal(one.marked, true, 'before the click');
  await new Promise((done) => setTimeout(done));
  assert.equal(one.marked, false);
  // What becomes of the field that is left waits for the click too.
  const became: string[] = [];
  happens('pointerdown');
  afterPress(() => became.push('left'));
  happens('pointerup');
  became.push('click');
  await new Promise((done) => setTimeout(done));
  afterPress(() => became.push('by key'));
  assert.deepEqual(became, ['click', 'left', 'by key']);
  // By the keyboard at once.
  focus(one);
  focus(two);
  assert.deepEqual([one.marked, two.marked], [false, true]);
  // A finger: the mouse's press that is made of it takes the focus.
  happens('pointerdown');
  happens('pointerup');
  happens('mousedown');
  focus(undefined);
  assert.equal(two.marked, true);
  happens('mouseup');
  await new Promise((done) => setTimeout(done));
  assert.equal(two.marked, false);
});
