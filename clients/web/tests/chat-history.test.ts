// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json, JsonObject } from '../src/core/merge.ts';
import type { RoomEvent } from '../src/core/room.ts';
import { NOTHING, afterEvent, afterPage } from '../src/features/chat/history.ts';
import type { Older } from '../src/features/chat/history.ts';
import { BLOCK_ROWS, blockAt, blocksOf, blocksWith, blocksWithout, messageIn, nameOf } from '../src/features/chat/blocks.ts';
import type { Blocks } from '../src/features/chat/blocks.ts';
import type { ChatMessage } from '../src/features/chat/view.ts';

const message = (n: number): ChatMessage => ({ by: 'u1', name: 'One', at: n, text: `word ${n}`, dir: 'ltr' });
const held = { 5: message(5), 6: message(6) };
const read = afterPage(NOTHING, { messages: held, next: 5 });

const seqsIn = (blocks: Blocks): number[] => blocks.flat().map(({ seq }) => seq);
const seqs = ({ blocks }: Older): number[] => seqsIn(blocks);

function event(type: string, messages: { [seq: string]: Json } | null): RoomEvent {
  const before = { chat: { messages: { 7: message(7), 8: message(8) } } } as unknown as JsonObject;
  return { type, at: 0, patch: { chat: messages === null ? null : { messages } }, before, view: {} };
}

test('pages go back until there is nothing before them', () => {
  assert.equal(read.next, 5);
  assert.equal(read.begins, false);
  const all = afterPage(read, { messages: { 3: message(3) } });
  assert.deepEqual(seqs(all), [3, 5, 6]);
  assert.equal(all.begins, true);
  assert.equal(all.next, undefined);
});

test('what leaves the view stays for somebody who reads back, and for nobody else', () => {
  const leaves = event('chat.post', { 7: null, 9: { text: 'new' } });
  assert.deepEqual(seqs(afterEvent(read, leaves, () => false)), [5, 6, 7]);
  assert.deepEqual(seqs(afterEvent(NOTHING, leaves, () => true)), [7]);
  assert.equal(afterEvent(NOTHING, leaves, () => false), NOTHING);
});

test('what is deleted is forgotten, wherever it stood', () => {
  assert.deepEqual(seqs(afterEvent(read, event('chat.delete', { 5: null }), () => true)), [6]);
  assert.equal(afterEvent(read, event('chat.delete', { 8: null }), () => true), read);
  // Which of two was deleted is not told.
  assert.equal(afterEvent(read, event('chat.delete', { 5: null, 8: null }), () => true), NOTHING);
});

test('what cannot be told apart is read again', () => {
  assert.equal(afterEvent(read, event('batch', { 7: null }), () => false), NOTHING);
  assert.equal(afterEvent(read, event('batch', null), () => false), NOTHING);
  assert.equal(afterEvent(read, event('batch', { 9: { text: 'new' } }), () => false), read);
});

test('of thousands of messages, one that comes, goes or changes makes its own block another, and no other', () => {
  const many = blocksOf(Object.fromEntries(Array.from({ length: 2000 }, (_, n) => [100 + n * 3, message(n)])));
  const others = (after: Blocks): number => after.filter((block) => !many.includes(block)).length;
  assert.equal(many.length, 2000 / BLOCK_ROWS);
  assert.equal(messageIn(many, 1300), many.flat().find(({ seq }) => seq === 1300)?.message);
  assert.equal(messageIn(many, 1301), undefined);
  assert.equal(messageIn(many, 1), undefined);
  assert.equal(nameOf(many[blockAt(many, 1300)] ?? []) <= 1300, true);
  assert.equal(others(blocksWith(many, { 9000: message(1) })), 1);
  assert.equal(others(blocksWith(many, { 50: message(1), 51: message(2) })), 1);
  assert.equal(others(blocksWithout(many, 1300)), 1);
  const changed = blocksWith(many, { 1300: { ...message(1), text: 'changed' } });
  assert.deepEqual([others(changed), messageIn(changed, 1300)?.text], [1, 'changed']);
  assert.equal(blocksWithout(many, 1301), many);
});

test('blocks hold everything once and in order, whatever is put between', () => {
  let blocks: Blocks = [];
  for (const seq of [50, 3, 51, 20, 4, 90, 20, 91]) blocks = blocksWith(blocks, { [seq]: message(seq) });
  assert.deepEqual(seqsIn(blocks), [3, 4, 20, 50, 51, 90, 91]);
  for (const seq of [3, 91, 50]) blocks = blocksWithout(blocks, seq);
  assert.deepEqual(seqsIn(blocks), [4, 20, 51, 90]);
  assert.equal(blocks.every((block) => block.length > 0), true);
});

test('another text for a message that had left the view is read again', () => {
  assert.equal(afterEvent(read, event('chat.edit', { 5: null }), () => true), NOTHING);
  assert.equal(afterEvent(read, event('chat.edit', { 4: null }), () => true), read);
  // One of the view, and the one that had left for it.
  assert.equal(afterEvent(read, event('chat.edit', { 8: { text: 'new' }, 6: null }), () => true), read);
});

test('what leaves for several that are approved stays too', () => {
  const leaves = event('chat.mode', { 7: null, 8: null, 9: { text: 'new' } });
  assert.deepEqual(seqs(afterEvent(read, leaves, () => false)), [5, 6, 7, 8]);
});
