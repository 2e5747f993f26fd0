// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { movedTo } from '../src/core/moved.ts';

test('what moves with its start keeps its day after it and its hour, over changes of the clocks', () => {
  const before = Date.UTC(2026, 6, 6, 8); // Monday, 10:00 in Paris
  const webinar = Date.UTC(2026, 6, 16, 14); // Thursday of the week after, 16:00
  const start = Date.UTC(2026, 9, 19, 8); // in the week after it the clocks go back
  assert.equal(movedTo(webinar, before, start, 'Europe/Paris'), Date.UTC(2026, 9, 29, 15), '16:00 still');
  assert.equal(movedTo(webinar, before, start, 'UTC'), Date.UTC(2026, 9, 29, 14));
  assert.equal(movedTo(before, before, start, 'Africa/Cairo'), start);
  // A start at another hour moves nothing else of it.
  assert.equal(movedTo(webinar, before, start + 3_600_000, 'UTC'), Date.UTC(2026, 9, 29, 14));
});
