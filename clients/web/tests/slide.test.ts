// SPDX-License-Identifier: Apache-2.0
// Which slide one looks at, what a key does to it, and the order of files.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeOf, stepOf } from '../src/features/slide/view.ts';

test('one looks at what is shown, until one goes elsewhere; never beyond what was shown', () => {
  assert.deepEqual(placeOf(4, undefined, 6), { page: 4, live: true });
  assert.deepEqual(placeOf(4, 2, 6), { page: 2, live: false });
  assert.deepEqual(placeOf(4, 4, 6), { page: 4, live: true });
  assert.deepEqual(placeOf(4, 9, 6), { page: 6, live: false });
  assert.deepEqual(placeOf(4, 0, 6), { page: 4, live: true });
  // What was shown meanwhile is never behind what one may look at.
  assert.deepEqual(placeOf(7, 9, 6), { page: 7, live: false });
});

test('arrows go along the line of reading, page keys by themselves', () => {
  assert.equal(stepOf('ArrowRight', 'ltr'), 1);
  assert.equal(stepOf('ArrowLeft', 'ltr'), -1);
  assert.equal(stepOf('ArrowRight', 'rtl'), -1);
  assert.equal(stepOf('ArrowLeft', 'rtl'), 1);
  assert.equal(stepOf('PageDown', 'rtl'), 1);
  assert.equal(stepOf('PageUp', 'ltr'), -1);
  assert.equal(stepOf('a', 'ltr'), 0);
});
