// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathOf } from '../src/core/router.ts';
import { IS, grouped, isMoment, pieces, wayOf } from '../src/pages/search/way.ts';
import type { Hit } from '../src/pages/search/way.ts';

const hit = (more: Partial<Hit>): Hit => ({ kind: 'post', room: 'course:c1', at: 1, text: '', found: [], ...more });
const shown = (text: string, found: number[], title?: string): string => pieces({ text, found, ...(title === undefined ? {} : { title }) }).map((piece) => (piece.found ? `[${piece.text}]` : piece.text)).join('');

test('words that were looked for stand apart, and a title is not said twice', () => {
  assert.equal(shown('One two three', [4, 7]), 'One [two] three');
  assert.equal(shown('😀 كِتـَاب', [3, 10]), '😀 [كِتـَاب]');
  assert.equal(shown('Title\nsays title', [0, 5, 11, 16], 'Title'), 'says [title]');
  assert.equal(shown('Title', [0, 5], 'Titles'), '[Title]');
  assert.equal(shown('Title\n', [0, 5], 'Title'), '');
});

test('ranges that do not fit are passed over, whatever comes', () => {
  assert.equal(shown('abc', [2, 9]), 'abc');
  assert.equal(shown('abc', [2, 1, 0, 1]), '[a]bc');
  assert.equal(shown('abc', [0, 2, 1, 3]), '[ab]c');
  assert.equal(shown('abc', [1]), 'abc');
});

test('each kind leads to where it stands', () => {
  const way = (more: Partial<Hit>): string => {
    const { to, hash } = wayOf(hit(more));
    return pathOf(to) + (hash && `#${hash}`);
  };
  assert.equal(way({ thing: 5, post: 7 }), '/course/c1/thread/5#post-7');
  assert.equal(way({ kind: 'thread', thing: 5 }), '/course/c1/thread/5');
  assert.equal(way({ kind: 'item', thing: 3, post: 4 }), '/course/c1/unit/3#item-4');
  assert.equal(way({ kind: 'document', thing: 9 }), '/course/c1/document/9');
  assert.equal(way({ kind: 'message', room: 'webinar:w1', thing: 12 }), '/webinar/w1#message-12');
  assert.equal(way({ kind: 'answer', room: 'webinar:w1', thing: 8 }), '/webinar/w1#question-8');
  assert.equal(way({ kind: 'topic', thing: 4 }), '/course/c1/forum/4');
  assert.equal(way({ kind: 'poll', room: 'webinar:w1', thing: 6 }), '/webinar/w1#poll-6');
  for (const kind of IS) assert.ok(way({ kind, thing: 1 }).startsWith('/course/c1'), kind);
  assert.deepEqual([isMoment(hit({ kind: 'caption', room: 'webinar:w1' })), isMoment(hit({ kind: 'room', room: 'webinar:w1' })), isMoment(hit({}))], [true, false, false]);
});

test('what follows one another in one room is one group, in the order in which it was found', () => {
  const rooms = ['a', 'a', 'b', 'a'].map((room, at) => hit({ room, at }));
  assert.deepEqual(grouped(rooms).map(([room, hits]) => [room, hits.length]), [['a', 2], ['b', 1], ['a', 1]]);
});
