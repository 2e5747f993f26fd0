// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { homeOf } from '../src/pages/rooms.ts';

const room = (name: string): { room: string; title: { en: string } } => ({ room: name, title: { en: name } });
const names = (rooms: readonly { room: string }[]): string[] => rooms.map((each) => each.room);

test('what is live comes first, then what begins soonest, and what has ended is not there', () => {
  const home = homeOf([room('webinar:w1'), room('course:c1')], [
    { of: 'webinar:w9', title: { en: 'Late' }, phase: 'ahead', start: 900 },
    { of: 'webinar:w2', title: { en: 'Soon' }, phase: 'ahead', start: 200 },
    { of: 'webinar:w3', title: { en: 'Now' }, phase: 'live', start: 100 },
    { of: 'webinar:w4', title: { en: 'Over' }, phase: 'ended' },
    { of: 'course:c2', title: { en: 'Course' } },
  ]);
  assert.deepEqual(names(home.live), ['webinar:w3']);
  assert.deepEqual(names(home.next), ['webinar:w2', 'webinar:w9']);
  assert.deepEqual(names(home.sessions), ['webinar:w1']);
  assert.deepEqual(names(home.courses), ['course:c1', 'course:c2']);
});

test('what the catalogue says of a room that the demo offers counts, and it stands once', () => {
  const home = homeOf([room('webinar:w1')], [{ of: 'webinar:w1', title: { en: 'One' }, phase: 'live' }]);
  assert.deepEqual(names(home.live), ['webinar:w1']);
  assert.deepEqual(names(home.sessions), []);
});
