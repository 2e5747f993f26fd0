// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { menuPlace } from '../src/ui/place.ts';
import { step } from '../src/ui/rove.ts';

const WINDOW = { width: 400, height: 600 };
const MENU = { width: 200, height: 150 };
const button = (left: number, top: number): { left: number; right: number; top: number; bottom: number } =>
  ({ left, right: left + 40, top, bottom: top + 40 });

test('a menu stands below its button, their ends together', () => {
  assert.deepEqual(menuPlace(button(300, 100), MENU, WINDOW, false, true), { left: 140, top: 144 });
  assert.deepEqual(menuPlace(button(100, 100), MENU, WINDOW, false, false), { left: 100, top: 144 });
});

test('in Arabic the ends are on the left', () => {
  assert.deepEqual(menuPlace(button(100, 100), MENU, WINDOW, true, true), { left: 100, top: 144 });
  assert.deepEqual(menuPlace(button(300, 100), MENU, WINDOW, true, false), { left: 140, top: 144 });
});

test('a menu never leaves the window, and goes above where there is more room', () => {
  assert.equal(menuPlace(button(0, 100), MENU, WINDOW, false, true).left, 8);
  assert.equal(menuPlace(button(390, 100), MENU, WINDOW, false, false).left, 192);
  assert.equal(menuPlace(button(100, 500), MENU, WINDOW, false, false).top, 346);
  assert.equal(menuPlace(button(100, 300), { width: 200, height: 590 }, WINDOW, false, false).top, 8);
});

test('arrows go from row to row and stop at the ends', () => {
  assert.equal(step('ArrowDown', 0, 3), 1);
  assert.equal(step('ArrowDown', 2, 3), 2);
  assert.equal(step('ArrowUp', 0, 3), 0);
  assert.equal(step('Home', 2, 3), 0);
  assert.equal(step('End', 0, 3), 2);
  assert.equal(step('a', 1, 3), undefined);
});
