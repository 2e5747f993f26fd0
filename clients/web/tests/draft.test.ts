// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { draftClear, draftForget, draftGet, draftOwner, draftPlaces, draftSet } from '../src/core/draft.ts';

/** A tab's storage; `full` lets nothing in. */
function storage(full = false): Storage {
  const methods = { getItem: (key: string) => items[key] ?? null, removeItem: (key: string) => void delete items[key], setItem(key: string, value: string) {
    if (full) throw new Error('quota');
    items[key] = value;
  } };
  // As in a browser, Object.keys gives the items alone.
  const items = Object.create(methods) as Record<string, string>;
  return items as unknown as Storage;
}

beforeEach(() => {
  globalThis.sessionStorage = storage();
  draftOwner('nobody');
  draftOwner('u1');
});

/** The page is loaded again: only what is stored is left. */
function reload(): void {
  draftOwner('nobody');
  draftOwner('u1');
}

test('a draft outlives a reload and is its person’s own', () => {
  draftSet('post', 'a');
  reload();
  assert.equal(draftGet('post'), 'a');
  draftOwner('u2');
  assert.equal(draftGet('post'), '');
});

test('what arrived after a reload leaves its form empty, all fields of it, though the form was not opened', () => {
  draftSet('thread/course:c1/title', 'a');
  draftSet('thread/course:c1/text', 'b');
  draftSet('thread/course:c10/text', 'c');
  reload();
  draftClear('thread/course:c1');
  for (const place of ['thread/course:c1/title', 'thread/course:c1/text']) assert.equal(draftGet(place), '');
  reload();
  assert.equal(draftGet('thread/course:c1/title'), '');
  assert.equal(draftGet('thread/course:c10/text'), 'c');
});

test('a full storage loses nothing while the page stands', () => {
  globalThis.sessionStorage = storage(true);
  draftSet('post', 'a');
  assert.equal(draftGet('post'), 'a');
  assert.deepEqual(draftPlaces(), ['post']);
});

test('who signs out leaves no draft, and nobody else loses one', () => {
  draftSet('post', 'a');
  draftOwner('u2');
  draftSet('post', 'b');
  draftForget('u1');
  draftOwner('u1');
  assert.equal(draftGet('post'), '');
  draftOwner('u2');
  assert.equal(draftGet('post'), 'b');
  draftForget('u2');
  draftOwner('u2');
  assert.equal(draftGet('post'), '');
});
