// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dueOf } from '../src/features/unit/view.ts';

const date = (item: number, at: number, more = {}) => ({ unit: 1, item, title: { en: `Item ${item}` }, at, ...more });

test('what is handed in, and what is taken no more, is not asked; what is late comes first', () => {
  const list = dueOf([date(1, 900), date(2, 300), date(3, 400, { done: true }), date(4, 100, { closes: 500 }), date(5, 600), date(6, 200, { closes: 501 })], 500);
  assert.deepEqual(list.map(({ item, late }) => [item, late]), [[6, true], [2, true], [5, false], [1, false]]);
});
