// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Emitter } from '../src/core/emitter.ts';

function told(): { readonly emitter: Emitter; readonly words: string[]; readonly say: (word: string) => (value: number) => void } {
  const words: string[] = [];
  return { emitter: new Emitter(), words, say: (word) => (value) => words.push(`${word} ${value}`) };
}

test('listeners are called in the order in which they came, with what happened', () => {
  const { emitter, words, say } = told();
  emitter.on('state', say('first')).on('state', say('second'));
  assert.equal(emitter.emit('state', 1), true);
  assert.deepEqual(words, ['first 1', 'second 1']);
});

test('an event that nobody listens to is nothing, and an error too', () => {
  assert.equal(new Emitter().emit('error', new Error('heard by nobody')), false);
});

test('who listens once hears once, also when it says the same again meanwhile', () => {
  const { emitter, words, say } = told();
  emitter.once('state', (value: number) => {
    say('once')(value);
    emitter.emit('state', 2);
  });
  emitter.emit('state', 1);
  assert.deepEqual(words, ['once 1']);
});

test('of two that are the same the later one goes', () => {
  const { emitter, words, say } = told();
  const listener = say('twice');
  emitter.on('state', listener).on('state', say('between')).on('state', listener).off('state', listener);
  emitter.emit('state', 1);
  assert.deepEqual(words, ['twice 1', 'between 1']);
  emitter.removeListener('state', listener).removeListener('state', listener);
  emitter.emit('state', 2);
  assert.deepEqual(words.slice(2), ['between 2']);
});

test('who comes or goes while something is told counts from the next time on', () => {
  const { emitter, words, say } = told();
  const goes = say('goes');
  emitter.on('state', () => emitter.off('state', goes).on('state', say('comes')));
  emitter.on('state', goes);
  emitter.emit('state', 1);
  assert.deepEqual(words, ['goes 1']);
});
