// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Feature } from '../src/core/feature.ts';
import { piece } from '../src/core/piece.ts';
import { pathOf, placeOf, routeOf, targetOf } from '../src/core/router.ts';
import { tabOf } from '../src/rooms/target.ts';

test('a path and its route are each other’s', () => {
  for (const path of ['/', '/webinar/w1', '/course/c1', '/course/c1/forum', '/course/c1/new', '/course/c1/thread/55', '/apply', '/apply/status', '/apply/confirm', '/academy/requests']) {
    assert.equal(pathOf(routeOf(path)), path);
  }
});

test('what is no page is said to be none', () => {
  for (const path of ['/webinar', '/webinar/w1/x', '/course/c1/thread', '/course/c1/thread/x', '/course/c1/thread/0', '/other/x', '/apply/other', '/academy', '/%E0%A4%A']) {
    assert.equal(routeOf(path).page, 'unknown', path);
  }
});

test('what the server takes in a path is not escaped', () => {
  assert.equal(piece('course:c1/a b%é@x.org+1=~_-.'), 'course:c1%2Fa%20b%25%C3%A9@x.org+1=~_-.');
  assert.equal(pathOf({ page: 'academy', part: 'people', rest: ['iss:a@police.example'] }), '/academy/people/iss:a@police.example');
});

test('odd names survive', () => {
  assert.deepEqual(routeOf(pathOf({ page: 'webinar', room: 'webinar:a b/c' })), { page: 'webinar', room: 'webinar:a b/c' });
});

test('what is open of a page stands in the address', () => {
  assert.deepEqual(placeOf({ search: '?tab=polls&questions=all', hash: '#poll-12' }), { query: { tab: 'polls', questions: 'all' }, hash: 'poll-12' });
  assert.deepEqual(placeOf({ search: '', hash: '#%E0%A4%A' }), { query: {}, hash: '%E0%A4%A' });
});

test('an address names a thing, and its tab', () => {
  const features: readonly Feature[] = [{ id: 'stage' }, { id: 'poll', things: 'poll', tab: { id: 'polls', label: 'poll.tab', icon: 'poll' } }];
  assert.equal(targetOf('poll-12', 'poll'), 12);
  for (const hash of ['', 'poll-', 'poll-0', 'poll-x', 'question-12', 'poll-12x', '1poll-12']) assert.equal(targetOf(hash, 'poll'), undefined, hash);
  assert.equal(tabOf(features, 'poll-12'), 'polls');
  assert.equal(tabOf(features, 'message-12'), undefined);
  assert.equal(tabOf(features, ''), undefined);
});
