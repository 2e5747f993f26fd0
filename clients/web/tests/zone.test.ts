// SPDX-License-Identifier: Apache-2.0
// An hour where a session is at home, for who lives by another clock.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hereAndThere, languageNames, placeOf } from '../src/features/stage/zone.ts';

const AT = Date.parse('2026-11-27T23:30:00Z');

test('the hour there is told where the reader lives by another clock, and there alone', () => {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  assert.equal(hereAndThere('en', AT, own), undefined);
  assert.equal(hereAndThere('en', AT, 'Nowhere/Land'), undefined, 'a zone that this browser does not know');
  const tokyo = hereAndThere('en', AT, 'Asia/Tokyo'), lima = hereAndThere('en', AT, 'America/Lima');
  assert.match(tokyo ?? '', /Saturday.*8:30/);
  assert.match(lima ?? '', /Friday.*6:30/);
});

test('a place and a language are called as people call them', () => {
  assert.equal(placeOf('America/Argentina/Buenos_Aires'), 'Buenos Aires');
  assert.equal(placeOf('UTC'), 'UTC');
  assert.deepEqual(languageNames('fr', ['fr', 'ar']), ['français', 'arabe']);
});
