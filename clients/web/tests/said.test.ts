// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOTICES_MAX, SPOKEN_MAX, announce, drop, notices, notify, spoken } from '../src/core/said.ts';

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

test('a notice does not take the place of another that can still be undone', () => {
  let undone = 0;
  notify('First', { label: 'Undo', run: () => undone++ });
  notify('Second', { label: 'Undo', run: () => undone++ });
  for (const { undo } of notices.get()) undo?.run();
  assert.equal(undone, 2);
  for (let n = 0; n < 9; n++) notify(String(n));
  assert.equal(notices.get().length, NOTICES_MAX);
});
