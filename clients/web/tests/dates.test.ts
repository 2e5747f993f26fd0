// SPDX-License-Identifier: Apache-2.0
// A calendar's days are those of the reader's zone, also where the clock changes; what is over is not told.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayOf, daysOf, entriesOf } from '../src/pages/calendar/dates.ts';

process.env.TZ = 'Europe/Paris';
const HOUR = 3_600_000;
// The clock goes back in this night: the day has 25 hours.
const SUNDAY = Date.UTC(2026, 9, 24, 22);

const entries = entriesOf(
  [{ of: 'webinar:w1', title: { en: 'Traces' }, start: SUNDAY + 10 * HOUR, minutes: 90 }, { of: 'webinar:w2', title: { en: 'Search' }, start: SUNDAY + 25 * HOUR, archived: true }],
  new Map([['course:c1', {
    events: [{ unit: 3, title: { en: 'Opened' }, at: SUNDAY - HOUR }],
    due: [{ unit: 3, item: 7, title: { en: 'A plan' }, at: SUNDAY + 24.5 * HOUR }, { unit: 3, item: 8, title: { en: 'A list' }, at: SUNDAY + 2 * HOUR, done: true as const }],
    opens: SUNDAY + 48 * HOUR,
  }]]),
);

test('each day of the reader has what is in it, the first first, from today on', () => {
  const days = daysOf(entries, SUNDAY + 12 * HOUR);
  assert.deepEqual(days.map(({ at }) => at), [SUNDAY, SUNDAY + 25 * HOUR]);
  assert.deepEqual(days[0]!.entries.map(({ kind, item, of }) => [kind, item ?? of]), [['due', 8], ['session', 'webinar:w1'], ['due', 7]]);
  assert.deepEqual(days[1]!.entries.map(({ kind, off }) => [kind, off]), [['session', true], ['opens', undefined]]);
});

test('a day begins at midnight, however long the one before was', () => {
  assert.equal(dayOf(SUNDAY + 24.5 * HOUR), SUNDAY);
  assert.equal(dayOf(SUNDAY + 25 * HOUR), SUNDAY + 25 * HOUR);
});
