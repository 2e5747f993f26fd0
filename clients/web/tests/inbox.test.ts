// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mentionsOf } from '../src/core/inbox.ts';

test('mentions stand newest first, and are read with their thread', () => {
  const mention = (thread: number, post: number): object => ({ of: 'course:c1', thread, post, by: 'u2', name: 'Two', at: 1 });
  const view = { inbox: { read: { 'course:c1': { 55: 60 } }, mentions: { 9: mention(55, 60), 12: mention(55, 61), 14: mention(70, 71) } } };
  assert.deepEqual(mentionsOf(view as never).map(({ seq, unread }) => [seq, unread]), [[14, true], [12, true], [9, false]]);
  assert.deepEqual(mentionsOf({}), []);
});
