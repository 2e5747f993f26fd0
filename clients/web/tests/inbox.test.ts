// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askedOf, mentionsOf, untold } from '../src/core/inbox.ts';

test('mentions stand newest first, and are read with their thread', () => {
  const mention = (thread: number, post: number): object => ({ of: 'course:c1', thread, post, by: 'u2', name: 'Two', at: 1 });
  const view = { inbox: { read: { 'course:c1': { 55: 60 } }, mentions: { 9: mention(55, 60), 12: mention(55, 61), 14: mention(70, 71) } } };
  assert.deepEqual(mentionsOf(view as never).map(({ seq, unread }) => [seq, unread]), [[14, true], [12, true], [9, false]]);
  assert.deepEqual(mentionsOf({}), []);
});

test('a mention is called out once, also one that came before the page was listening', () => {
  const mention = (post: number, at: number): object => ({ of: 'course:c1', thread: 55, post, by: 'u2', name: 'Two', at });
  const view = { inbox: { read: { 'course:c1': { 55: 60 } }, mentions: { 9: mention(60, 99_000), 12: mention(61, 70_000), 14: mention(62, 90_000), 15: mention(63, 99_000) } } };
  const told = new Set<number>();
  assert.deepEqual(untold(view as never, told, 100_000).map(({ seq }) => seq), [14, 15], 'neither the read one nor the one of half a minute ago');
  told.add(14);
  assert.deepEqual(untold(view as never, told, 100_000).map(({ seq }) => seq), [15]);
});

test('what is read as a whole is read, unless it is kept unread', () => {
  const mention = (thread: number, post: number): object => ({ of: 'course:c1', thread, post, at: 1 });
  const view = { inbox: { all: { 'course:c1': 61 }, read: { 'course:c1': { 70: 50 } }, mentions: { 9: mention(55, 60), 12: mention(55, 62), 14: mention(70, 60) } } };
  assert.deepEqual(mentionsOf(view as never).map(({ seq, unread }) => [seq, unread]), [[14, true], [12, true], [9, false]]);
});

test('an answer that was accepted long after it was read is new', () => {
  const said = { of: 'course:c1', thread: 55, post: 60, at: 1, why: 'accepted', said: 80 };
  const view = (read: object): never => ({ inbox: { read: { 'course:c1': read }, mentions: { 9: said } } }) as never;
  assert.equal(mentionsOf(view({ 55: 70 }))[0]?.unread, true);
  assert.equal(mentionsOf(view({ 55: 70, 60: 80 }))[0]?.unread, false);
});

test('the number is of what is asked and said by name; of what is muted a mention alone', () => {
  const view = { inbox: {
    mentions: { 9: { of: 'course:c1', thread: 5, post: 6, at: 1, why: 'reply' }, 10: { of: 'course:c1', thread: 5, post: 7, at: 1 } },
    invitations: { 'webinar:w1': {} }, requests: { 3: {} }, follows: { 'course:c1/thread/5': 'muted' },
  } };
  assert.equal(askedOf(view as never), 3);
  assert.equal(askedOf({}), 0);
});
