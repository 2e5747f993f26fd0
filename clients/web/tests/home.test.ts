// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeMake, codeRead } from '../src/core/code.ts';
import { keyOf, linkMake, linkRead } from '../src/pages/link.ts';
import { homeOf } from '../src/pages/rooms.ts';
import type { Listed } from '../src/pages/rooms.ts';
import { when } from '../src/pages/when.ts';

const names = (rooms: readonly Listed[]): string[] => rooms.map(({ of }) => of);
const webinar = (name: string, more: Partial<Listed>): Listed => ({ of: `webinar:${name}`, template: 'webinar', title: { en: name }, ...more });

test('what is live comes first, then what begins soonest, then what has no date, and what is over at the end', () => {
  const home = homeOf([[
    webinar('w9', { phase: 'ahead', start: 900 }), webinar('w2', { phase: 'ahead', start: 200 }), webinar('w3', { phase: 'live', start: 100 }),
    webinar('w4', { phase: 'ended', start: 50 }), webinar('w5', { phase: 'ended', start: 60 }), webinar('w6', { phase: 'ahead' }),
    { of: 'course:c2', template: 'spoc', title: { en: 'Course' } }, { of: 'course:s1', template: 'workspace', title: { en: 'Space' } },
  ], [{ of: 'course:c1', title: { en: 'Offered' } }]]);
  assert.deepEqual(names(home.live), ['webinar:w3']);
  assert.deepEqual(names(home.next), ['webinar:w2', 'webinar:w9', 'webinar:w6']);
  assert.deepEqual(names(home.again), ['webinar:w5', 'webinar:w4']);
  assert.deepEqual(names(home.courses), ['course:c2', 'course:c1']);
  assert.deepEqual(names(home.spaces), ['course:s1']);
});

test('what several questions found stands once, as the last one said', () => {
  const home = homeOf([[webinar('w1', { start: 100 })], [webinar('w1', { phase: 'live' })]]);
  assert.deepEqual(names(home.live), ['webinar:w1']);
  assert.equal(home.live[0]?.start, 100);
  assert.deepEqual(home.next, []);
});

test('what was archived is not at home', () => {
  assert.deepEqual(homeOf([[webinar('w1', { archived: true, phase: 'ahead' })]]).next, []);
});

const at = (text: string): number => Date.parse(text);
const PARIS = when('en-GB', 'Europe/Paris');

test('until it begins: minutes, hours, then days of the reader’s calendar', () => {
  const now = at('2026-11-26T14:00:00Z');
  assert.equal(PARIS.until(at('2026-11-26T14:00:30Z'), now), 'in 1 minute');
  assert.equal(PARIS.until(at('2026-11-26T14:40:01Z'), now), 'in 41 minutes');
  assert.equal(PARIS.until(at('2026-11-26T17:00:00Z'), now), 'in 3 hours');
  assert.equal(PARIS.until(at('2026-11-27T08:00:00Z'), now), 'tomorrow');
  assert.equal(PARIS.until(at('2026-11-28T15:00:00Z'), now), 'in 2 days');
  assert.equal(PARIS.until(at('2027-03-01T15:00:00Z'), now), '');
  assert.equal(PARIS.until(now, now), '');
});

test('a day is the reader’s own: the same moment is tomorrow in one place and today in another', () => {
  const [now, start] = [at('2026-11-26T15:00:00Z'), at('2026-11-26T23:30:00Z')];
  assert.equal(PARIS.until(start, now), 'tomorrow');
  assert.equal(when('en-GB', 'America/New_York').until(start, now), 'in 9 hours');
  // Shortly after midnight is no "tomorrow" for who is still up.
  assert.equal(PARIS.until(at('2026-11-26T23:30:00Z'), at('2026-11-26T22:00:00Z')), 'in 2 hours');
});

test('a change to summer time moves no day', () => {
  const now = at('2026-03-28T12:00:00Z');
  assert.equal(PARIS.until(at('2026-03-29T12:00:00Z'), now), 'tomorrow');
  assert.equal(PARIS.at(at('2026-03-29T08:00:00Z'), now), 'Sun 10:00');
});

test('this week by its weekday, later with the date, another year with the year', () => {
  const now = at('2026-11-26T14:00:00Z');
  assert.equal(PARIS.at(at('2026-12-02T15:00:00Z'), now), 'Wed 16:00');
  // With a comma behind the weekday or none, as the machine's own tables have it.
  assert.match(PARIS.at(at('2026-12-03T15:00:00Z'), now), /^Thu,? 3 Dec, 16:00$/);
  assert.match(PARIS.at(at('2027-01-03T15:00:00Z'), now), /3 Jan 2027/);
  assert.match(when('ar-EG', 'Africa/Cairo').at(at('2026-12-02T15:00:00Z'), now), /٥:٠٠/);
});

test('a code is read as people type it, and never has what is mistaken', () => {
  assert.equal(codeRead(' abc-def '), 'ABCDEF');
  assert.equal(codeRead('abc def'), 'ABCDEF');
  for (const wrong of ['ABCDE', 'ABCDEFG', 'ABCDE1', 'ABCDEO', 'ABCDEI']) assert.equal(codeRead(wrong), undefined, wrong);
  assert.equal(codeMake((bytes) => bytes.fill(3)), 'DDDDDD');
  const code = codeMake();
  assert.equal(codeRead(code), code);
});

test('a link holds its room and a secret, of which the server learns a key alone', async () => {
  const link = linkMake('webinar:w1');
  assert.deepEqual(linkRead(`webinar:w1.${link.secret}`), link);
  assert.deepEqual(linkRead(`course:a.b.${link.secret}`), { of: 'course:a.b', secret: link.secret });
  for (const wrong of ['', 'webinar:w1', `inbox:me.${link.secret}`, `webinar:w1.${link.secret}x`]) assert.equal(linkRead(wrong), undefined, wrong);
  // SHA-256 of "abc", RFC 6234.
  assert.equal(await keyOf('abc'), 'ungWv48Bz-pBQUDeXa4iIw');
});
