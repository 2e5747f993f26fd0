// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { calendar, uidOf } from '../src/core/calendar.ts';

const session = { uid: 'webinar:w1@example.org', title: 'Traces; one, two\nthree', start_ms: Date.UTC(2026, 10, 27, 16), minutes: 90, url: 'https://example.org/webinar/w1' };
const lines = (text: string): string[] => text.split('\r\n');

test('a session is a file for calendars: its hours in UTC, the same name each time', () => {
  const text = calendar(session, Date.UTC(2026, 0, 1));
  for (const line of ['UID:webinar:w1@example.org', 'DTSTART:20261127T160000Z', 'DTEND:20261127T173000Z', 'DTSTAMP:20260101T000000Z']) {
    assert.ok(lines(text).includes(line), line);
  }
  assert.ok(text.endsWith('END:VCALENDAR\r\n'));
});

test('what has a meaning in the file is escaped', () => {
  assert.ok(lines(calendar(session, 0)).includes('SUMMARY:Traces\\; one\\, two\\nthree'));
});

test('no line is longer than 75 octets, and none cuts a letter', () => {
  const title = 'الأدلة في الهواتف '.repeat(20);
  const text = calendar({ ...session, title }, 0);
  for (const line of lines(text)) assert.ok(new TextEncoder().encode(line).length <= 75, line);
  assert.ok(text.replace(/\r\n /g, '').includes(`SUMMARY:${title}`));
});

test('a date that is a moment has no end', () => {
  const { minutes: _, ...moment } = session;
  assert.deepEqual(lines(calendar(moment, 0)).filter((line) => line.startsWith('DT')).map((line) => line.split(':')[0]), ['DTSTAMP', 'DTSTART']);
});

test('how often it was said anew stands in it, so that a calendar takes the later word', () => {
  const sequence = (more: object): string | undefined => lines(calendar({ ...session, ...more }, 0)).find((line) => line.startsWith('SEQUENCE'));
  assert.deepEqual([sequence({}), sequence({ revision: 3 })], ['SEQUENCE:0', 'SEQUENCE:3']);
});

test('each date has the id that it has in the feeds', () => {
  const of = 'course:c1';
  assert.deepEqual([{ of: 'webinar:w1', at: 5 }, { of, at: 5, unit: 7, item: 8 }, { of, at: 5, unit: 7 }, { of, at: 5 }].map(uidOf),
    ['webinar:w1', 'course:c1-due-8', 'course:c1-unit-7', 'course:c1-opens-5']);
});
