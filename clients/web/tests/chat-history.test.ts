// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json, JsonObject } from '../src/core/merge.ts';
import type { RoomEvent } from '../src/core/room.ts';
import { NOTHING, afterEvent, afterPage } from '../src/features/chat/history.ts';
import type { ChatMessage } from '../src/features/chat/view.ts';

const message = (n: number): ChatMessage => ({ by: 'u1', name: 'One', at: n, text: `word ${n}`, dir: 'ltr' });
const held = { 5: message(5), 6: message(6) };
const read = afterPage(NOTHING, { messages: held, next: 5 });

function event(type: string, messages: { [seq: string]: Json } | null): RoomEvent {
  const before = { chat: { messages: { 7: message(7), 8: message(8) } } } as unknown as JsonObject;
  return { type, at: 0, patch: { chat: messages === null ? null : { messages } }, before, view: {} };
}

test('pages go back until there is nothing before them', () => {
  assert.equal(read.next, 5);
  assert.equal(read.begins, false);
  const all = afterPage(read, { messages: { 3: message(3) } });
  assert.deepEqual(Object.keys(all.messages), ['3', '5', '6']);
  assert.equal(all.begins, true);
  assert.equal(all.next, undefined);
});

test('what leaves the view stays for somebody who reads back, and for nobody else', () => {
  const leaves = event('chat.post', { 7: null, 9: { text: 'new' } });
  assert.deepEqual(Object.keys(afterEvent(read, leaves, () => false).messages), ['5', '6', '7']);
  assert.deepEqual(Object.keys(afterEvent(NOTHING, leaves, () => true).messages), ['7']);
  assert.equal(afterEvent(NOTHING, leaves, () => false), NOTHING);
});

test('what is deleted is forgotten, wherever it stood', () => {
  assert.deepEqual(Object.keys(afterEvent(read, event('chat.delete', { 5: null }), () => true).messages), ['6']);
  assert.equal(afterEvent(read, event('chat.delete', { 8: null }), () => true), read);
  // Which of two was deleted is not told.
  assert.equal(afterEvent(read, event('chat.delete', { 5: null, 8: null }), () => true), NOTHING);
});

test('what cannot be told apart is read again', () => {
  assert.equal(afterEvent(read, event('batch', { 7: null }), () => false), NOTHING);
  assert.equal(afterEvent(read, event('batch', null), () => false), NOTHING);
  assert.equal(afterEvent(read, event('batch', { 9: { text: 'new' } }), () => false), read);
});
