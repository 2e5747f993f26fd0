// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commentsByPost, firstUnread, isUnread, readOf, readUpTo, repliesOf } from '../src/features/forum/counts.ts';
import type { Listed } from '../src/features/forum/counts.ts';
import { bySeq } from '../src/core/views.ts';
import type { Post, ThreadRow } from '../src/features/forum/view.ts';

const row = (part: Partial<ThreadRow>): ThreadRow => ({ title: 't', dir: 'ltr', by: 'u1', name: 'One', at: 1, last: 1, last_at: 1, ...part });
const post = (by: string, part: Partial<Post> = {}): Post => ({ by, name: by, at: 1, text: 'x', dir: 'ltr', ...part });
const listed = (posts: { readonly [seq: string]: Post }): Listed[] => bySeq(posts);

test('replies are what stands, and never below none', () => {
  assert.equal(repliesOf(row({ replies: 1, posts: 1 })), 1, 'the opening post is gone, a reply stands');
  assert.equal(repliesOf(row({ replies: 0, posts: 0 })), 0);
  assert.equal(repliesOf(row({ posts: 3 })), 2);
  assert.equal(repliesOf(row({ posts: 0 })), 0, 'nothing stands');
});

test('unread is what stands by somebody else beyond the position', () => {
  assert.equal(isUnread(row({ last: 9, last_by: 'u2' }), 8, 'u1'), true);
  assert.equal(isUnread(row({ last: 9, last_by: 'u2' }), 9, 'u1'), false);
  assert.equal(isUnread(row({ last: 9, last_by: 'u1' }), 0, 'u1'), false, 'own posts alone');
  assert.equal(isUnread(row({ last: 9, last_by: 'u1', last_other: 7 }), 5, 'u1'), true, 'something before the own post');
  assert.equal(isUnread(row({ last: 9, last_by: 'u1', last_other: 7 }), 7, 'u1'), false);
});

test('the position stops before what was not on the screen', () => {
  const posts = listed({ 1: post('u2'), 2: post('u2'), 3: post('u2'), 4: post('u2') });
  const upTo = (read: number, ...seen: number[]): number => readUpTo(posts, read, 'u1', new Set(seen));
  assert.equal(upTo(0, 4), 0, 'a late comment high up');
  assert.equal(upTo(0, 1, 4), 1);
  assert.equal(upTo(0, 1, 2, 3, 4), 4);
  assert.equal(upTo(2, 4), 2);
  assert.equal(upTo(2, 3), 3);
  assert.equal(upTo(4), 4, 'never back');
});

test('what is deleted or one’s own holds nothing back', () => {
  const posts = listed({ 1: post('u2'), 2: post('u2', { deleted: true }), 3: post('u1'), 4: post('u2'), 5: post('u1') });
  assert.equal(readUpTo(posts, 0, 'u1', new Set([1])), 3);
  assert.equal(readUpTo(posts, 0, 'u1', new Set([1, 4])), 5);
  assert.equal(firstUnread(posts, 1, 'u1'), 4);
  assert.equal(firstUnread(posts, 4, 'u1'), undefined);
});

test('comments are found in one pass, and a list without change is the same list', () => {
  const a = post('u1', { reply: 1 });
  const b = post('u2', { reply: 1 });
  const first = commentsByPost({ 1: post('u1'), 2: a, 3: post('u2'), 4: post('u1', { reply: 3 }) }, new Map());
  assert.deepEqual([...first].map(([seq, group]) => [seq, group.map((one) => one.seq)]), [[1, [2]], [3, [4]]]);
  const second = commentsByPost({ 1: post('u1'), 2: a, 3: post('u2'), 4: post('u1', { reply: 3, text: 'y' }) }, first);
  assert.equal(second.get(1), first.get(1));
  assert.notEqual(second.get(3), first.get(3));
  assert.equal(commentsByPost({ 1: post('u1'), 2: a, 5: b }, second).get(1)?.length, 2);
});

test('of a piece of another discussion one has read what one had read of that, up to when it was taken out', () => {
  const split = { from: 5, seq: 90 };
  assert.equal(readOf({ at: { 5: 60 }, base: 0 }, 58, split), 60);
  assert.equal(readOf({ at: { 5: 60, 58: 70 }, base: 0 }, 58, split), 70);
  assert.equal(readOf({ at: { 5: 200 }, base: 0 }, 58, split), 90, 'not what was written there since');
  assert.equal(readOf({ at: {}, base: 0 }, 58, split), 0);
  assert.equal(readOf({ at: { 5: 60 }, base: 0 }, 58, undefined), 0);
  assert.equal(readOf({ at: {}, base: 80 }, 58, undefined), 80, 'all was read up to there');
  assert.equal(readOf({ at: { 58: 60 }, base: 80 }, 58, undefined), 60, 'kept unread');
  assert.equal(readOf({ at: { 58: 0 }, base: 100 }, 58, split), 90);
});
