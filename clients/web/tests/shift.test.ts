// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shiftOf } from '../src/features/unit/shift.ts';

const PARIS = 'Europe/Paris';
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
// A Monday, ten o'clock there; on the Sunday the clocks go back.
const MONDAY = Date.UTC(2026, 9, 19, 8);
const unit = (seq: number, more: object): { seq: number; value: never } => ({ seq, value: { title: { en: `Unit ${seq}` }, ...more } as never });
const LIST = [
  unit(3, { opened: MONDAY - DAY_MS, at: MONDAY - DAY_MS, day: 0, time: 600, relative: true }),
  unit(4, { at: MONDAY, day: 1, time: 600, relative: true, items: [9] }),
  unit(5, { at: MONDAY + DAY_MS, day: 2, time: 600 }),
  unit(6, {}),
];
const dated = { list: LIST, dues: { 9: { due: MONDAY + HOUR_MS, closes: MONDAY + 2 * HOUR_MS }, 8: { due: MONDAY - DAY_MS } }, lives: [{ of: 'webinar:w', title: { en: 'W' }, start: MONDAY + DAY_MS }] };

test('dates move by whole days at their hour, over a change of clocks, and back', () => {
  const { data, back, rooms, moves } = shiftOf(dated, 7, PARIS, undefined, MONDAY - 1);
  const week = 7 * DAY_MS + HOUR_MS;
  assert.deepEqual(data, {
    units: [{ unit: 4, day: 8, time: 600 }, { unit: 5, at: MONDAY + DAY_MS + week }],
    works: [{ item: 9, due: MONDAY + HOUR_MS + week, closes: MONDAY + 2 * HOUR_MS + week }],
  });
  assert.deepEqual(back, { units: [{ unit: 4, day: 1, time: 600 }, { unit: 5, at: MONDAY + DAY_MS }], works: [{ item: 9, due: MONDAY + HOUR_MS, closes: MONDAY + 2 * HOUR_MS }] });
  assert.deepEqual(rooms, [{ of: 'webinar:w', start: MONDAY + DAY_MS + week, before: MONDAY + DAY_MS }]);
  assert.deepEqual(moves.map(({ key, after }) => [key, after]), [['unit-4', MONDAY + week], ['due-9', MONDAY + HOUR_MS + week], ['closes-9', MONDAY + 2 * HOUR_MS + week], ['unit-5', MONDAY + DAY_MS + week], ['webinar:w', MONDAY + DAY_MS + week]]);
  assert.deepEqual(moves.find(({ key }) => key === 'due-9')?.title, { en: 'Unit 4' });
});

test('from a unit on, what comes before it stays; before the start a moment is said', () => {
  const { data, rooms } = shiftOf(dated, -3, PARIS, 5, MONDAY - 1);
  assert.deepEqual(data, { units: [{ unit: 5, at: MONDAY - 2 * DAY_MS }] });
  assert.deepEqual(rooms, []);
  assert.deepEqual(shiftOf(dated, -3, PARIS, undefined, MONDAY - 1).data['units'], [{ unit: 4, at: MONDAY - 3 * DAY_MS }, { unit: 5, at: MONDAY - 2 * DAY_MS }]);
});
