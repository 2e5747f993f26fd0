// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Post, ThreadView } from '../src/features/forum/view.ts';
import { beginning, joined, kept, pieces, seenThrough } from '../src/features/forum/windows.ts';

const post = (n: number): Post => ({ by: 'u1', name: 'One', at: n, text: `post ${n}`, dir: 'ltr' });
const posts = (from: number, to: number): { [seq: string]: Post } =>
  Object.fromEntries(Array.from({ length: Math.max(0, to - from + 1) }, (_, n) => [from + n, post(from + n)]));

/** A discussion of posts 1 to `last`, whose view shows the opening one and those from `window` on. */
function thread(last: number, window: number): ThreadView['thread'] {
  const earlier = window - 2;
  return { seq: 1, title: 'A', dir: 'ltr', by: 'u1', name: 'One', at: 1, posts: { 1: post(1), ...posts(window, last) }, ...(earlier > 0 ? { earlier } : {}) };
}
const gaps = (list: readonly { seq: number; gap: number }[]): number[][] => list.filter(({ gap }) => gap > 0).map(({ seq, gap }) => [seq, gap]);

test('a short discussion has no gaps', () => {
  assert.deepEqual(gaps(pieces(thread(20, 2), undefined)), []);
  assert.equal(pieces(thread(1, 2), undefined).length, 1);
});

test('a long one says how many posts are not here, before the window', () => {
  assert.deepEqual(gaps(pieces(thread(120, 71), undefined)), [[71, 69]]);
});

test('what was read stands between two gaps, and closes them as one reads on', () => {
  const all = thread(120, 71);
  let run = joined(undefined, { posts: posts(30, 40), earlier: 28, later: 80 }, false);
  assert.deepEqual(gaps(pieces(all, run)), [[30, 28], [71, 30]]);
  run = joined(run, { posts: posts(2, 29), earlier: 0, later: 91 }, true);
  assert.deepEqual(gaps(pieces(all, run)), [[71, 30]]);
  run = joined(run, { posts: posts(41, 90), earlier: 39, later: 30 }, true);
  assert.deepEqual(gaps(pieces(all, run)), []);
  assert.equal(pieces(all, run).length, 120);
});

test('elsewhere begins another run; one that reaches into the window leaves no gap behind it', () => {
  const all = thread(120, 71);
  const run = joined({ posts: posts(5, 9), earlier: 3 }, { posts: posts(60, 99), earlier: 58, later: 21 }, false);
  assert.deepEqual(gaps(pieces(all, run)), [[60, 58]]);
});

test('a post that leaves the view stays in sight', () => {
  const before = thread(51, 2);
  const after = thread(52, 3);
  const run = kept(undefined, after, 2, before.posts?.[2] as Post);
  assert.deepEqual(gaps(pieces(after, run)), []);
  assert.equal(pieces(after, run).length, 52);
  // Behind a gap it is one more that is not here.
  const far = kept({ posts: posts(5, 9), earlier: 3 }, thread(120, 71), 70, post(70));
  assert.equal(far?.posts[70], undefined);
});

test('nothing is read that stands behind a gap', () => {
  const list = pieces(thread(120, 71), { posts: posts(30, 40), earlier: 28 });
  assert.equal(seenThrough(list, 35).at(-1)?.seq, 40);
  assert.equal(seenThrough(list, 80).at(-1)?.seq, 120);
  assert.equal(seenThrough(list, 0).at(-1)?.seq, 1);
});

test('one begins where one stopped reading, or at the post that a link names', () => {
  const all = thread(120, 71);
  assert.equal(beginning(thread(20, 2), 0, undefined), undefined);
  assert.deepEqual(beginning(all, 40, undefined), { around: 40 });
  assert.deepEqual(beginning(all, 0, undefined), { after: 1 });
  assert.equal(beginning(all, 71, undefined), undefined);
  assert.deepEqual(beginning(all, 100, 12), { around: 12 });
  assert.equal(beginning(all, 40, 100), undefined);
});
