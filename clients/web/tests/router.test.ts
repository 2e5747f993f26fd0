// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathOf, routeOf } from '../src/core/router.ts';

test('a path and its route are each other’s', () => {
  for (const path of ['/', '/webinar/w1', '/course/c1', '/course/c1/new', '/course/c1/thread/55']) {
    assert.equal(pathOf(routeOf(path)), path);
  }
});

test('what is no page is said to be none', () => {
  for (const path of ['/webinar', '/webinar/w1/x', '/course/c1/thread', '/course/c1/thread/x', '/course/c1/thread/0', '/other/x', '/%E0%A4%A']) {
    assert.equal(routeOf(path).page, 'unknown', path);
  }
});

test('odd names survive', () => {
  assert.deepEqual(routeOf(pathOf({ page: 'webinar', room: 'webinar:a b/c' })), { page: 'webinar', room: 'webinar:a b/c' });
});
