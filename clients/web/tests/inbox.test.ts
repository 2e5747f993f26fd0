// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mentionsOf, untold } from '../src/core/inbox.ts';

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
