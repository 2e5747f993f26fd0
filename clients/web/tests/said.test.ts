// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOTICES_MAX, SPOKEN_MAX, announce, drop, dropSeen, notices, notify, spoken } from '../src/core/said.ts';

test('what is said in one moment is all there to be heard, in its order', () => {
  announce('The poll is closed.');
  announce('Two mentioned you.');
  announce('A poll is open.', 'assertive');
  announce('Two mentioned you.');
  assert.deepEqual(spoken.polite.get().map(({ text }) => text), ['The poll is closed.', 'Two mentioned you.', 'Two mentioned you.']);
  assert.deepEqual(spoken.assertive.get().map(({ text }) => text), ['A poll is open.']);
  const [first] = spoken.polite.get();
  drop(spoken.polite, first?.turn ?? 0);
  assert.deepEqual(spoken.polite.get().map(({ text }) => text), ['Two mentioned you.', 'Two mentioned you.']);
});

test('a flood leaves the newest', () => {
  for (let n = 0; n < 50; n++) announce(String(n));
  assert.equal(spoken.polite.get().length, SPOKEN_MAX);
  assert.equal(spoken.polite.get().at(-1)?.text, '49');
});

const texts = (): readonly string[] => notices.get().map(({ text }) => text);

test('what can still be undone is not pushed out by what comes after it', () => {
  let undone = 0;
  const undo = { label: 'Undo', run: () => undone++ };
  notify('First', undo);
  notify('Second', undo);
  for (let n = 0; n < 9; n++) notify(String(n));
  assert.deepEqual(texts(), ['First', 'Second', '8'], 'the oldest that only tell go');
  assert.equal(notices.get().length, NOTICES_MAX);
  notify('Third', undo);
  notify('Fourth', undo);
  notify('told');
  assert.deepEqual(texts(), ['First', 'Second', 'Third', 'Fourth', 'told'], 'what is told last is told all the same');
  for (const line of notices.get()) line.undo?.run();
  assert.equal(undone, 4);
  for (const { turn } of notices.get()) drop(notices, turn);
});

// A page whose timers and whose being in sight are ours.
function page(): { hide(hidden: boolean): void; pass(): void; leave(): void } {
  const listeners = new Set<() => void>();
  const timers = new Map<number, () => void>();
  const held = { document: globalThis.document, setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout };
  const document = {
    hidden: false,
    addEventListener: (_: string, listener: () => void) => listeners.add(listener),
    removeEventListener: (_: string, listener: () => void) => listeners.delete(listener),
  };
  let made = 0;
  Object.assign(globalThis, {
    document,
    setTimeout: (then: () => void) => (timers.set(++made, then), made),
    clearTimeout: (timer: number) => timers.delete(timer),
  });
  return {
    hide(hidden) {
      document.hidden = hidden;
      for (const listener of [...listeners]) listener();
    },
    pass() {
      for (const [timer, then] of [...timers]) {
        timers.delete(timer);
        then();
      }
    },
    leave() {
      assert.equal(listeners.size + timers.size, 0, 'it left nothing behind');
      Object.assign(globalThis, held);
    },
  };
}

test('the time of a notice runs only while the page is in sight', () => {
  const tab = page();
  notify('seen');
  notify('behind');
  const [seen, behind] = notices.get();
  const ends = [dropSeen(notices, seen?.turn ?? 0, 8000)];
  tab.pass();
  assert.deepEqual(texts(), ['behind']);
  tab.hide(true);
  ends.push(dropSeen(notices, behind?.turn ?? 0, 8000));
  tab.pass();
  assert.deepEqual(texts(), ['behind'], 'nobody has seen it');
  tab.hide(false);
  tab.hide(true);
  tab.pass();
  assert.deepEqual(texts(), ['behind'], 'a glance is not its time');
  tab.hide(false);
  tab.pass();
  assert.deepEqual(texts(), []);
  for (const end of ends) end();
  tab.leave();
});
