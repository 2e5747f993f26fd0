// SPDX-License-Identifier: Apache-2.0
// What was not sent before the browser was closed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FRESH_MS, keptRead } from '../src/core/command.ts';
import type { Command } from '../src/core/command.ts';
import { joined } from '../src/core/shelf.ts';
import type { CommandQueue } from '../src/core/queue.ts';
import { leftDrop, leftSend } from '../src/pages/left/take.ts';
import { at, ops, rig, settled } from './help-queue.ts';

const NOW = 10 * FRESH_MS;
const command = (op: string, age: number, room = 'a'): Command => ({ op, method: 'chat.post', data: { room, text: op }, place: `chat#${op}`, at: NOW - age });
const leftOf = (queue: CommandQueue, op: string): Command => queue.left.get().find((each) => each.op === op) as Command;
const returning = (...waiting: Command[]): ReturnType<typeof rig> => {
  let kept = { waiting, failed: [] as never[] };
  return rig({ now: () => NOW, keep: { read: () => kept, write: (what) => { kept = what as typeof kept; } } });
};

test('what waited a moment goes out by itself; what waited long is left until the person says so', async () => {
  const { queue, sent } = returning(command('old', FRESH_MS + 1), command('new', FRESH_MS - 1));
  queue.resume();
  assert.deepEqual(ops(sent), ['new']);
  assert.deepEqual(queue.left.get().map(({ op }) => op), ['old']);
  at(sent, 0).answer(1);
  await settled();
  assert.deepEqual(ops(sent), ['new']);

  leftSend(queue, leftOf(queue, 'old'));
  assert.deepEqual(ops(sent), ['new', 'old'], 'under the op it may have arrived with');
  assert.deepEqual(queue.left.get(), []);
});

test('what is thrown away is neither sent nor kept, and the rest still is', () => {
  let kept: unknown;
  const two = [command('one', 2 * FRESH_MS), command('two', 2 * FRESH_MS)];
  const { queue, sent } = rig({ now: () => NOW, keep: { read: () => ({ waiting: two, failed: [] }), write: (what) => { kept = what; } } });
  queue.resume();
  leftDrop(queue, leftOf(queue, 'one'));
  assert.deepEqual(keptRead(kept).waiting.map(({ op }) => op), ['two'], 'left again at the next return');
  leftDrop(queue, leftOf(queue, 'two'));
  assert.deepEqual(keptRead(kept).waiting, []);
  assert.deepEqual(sent, []);
});

test('two tabs may have kept the same command', () => {
  const all = joined([{ waiting: [command('a', 1)], failed: [] }, { waiting: [command('a', 1), command('b', 1)], failed: [] }]);
  assert.deepEqual(all.waiting.map(({ op }) => op), ['a', 'b']);
});

test('what was kept is read as far as it is what it should be', () => {
  const good = command('a', 1);
  assert.deepEqual(keptRead({ waiting: [good, { op: 1 }, null], failed: [{ command: good, error: 'LEFT' }, { error: 'LEFT' }] }),
    { waiting: [good], failed: [{ command: good, error: 'LEFT' }] });
  for (const nothing of [undefined, null, 1, 'x', {}]) assert.deepEqual(keptRead(nothing), { waiting: [], failed: [] });
  assert.deepEqual(keptRead([good]).waiting, [good], 'as an earlier form of the page kept it');
});

test('what was written in a course on a journey is sent by itself, and in its order', async () => {
  const { queue, sent } = returning(command('first', 90 * FRESH_MS, 'course:c1'), command('second', 80 * FRESH_MS, 'course:c1'), command('old', 2 * FRESH_MS));
  assert.deepEqual(queue.left.get().map(({ op }) => op), ['old']);
  queue.resume();
  at(sent, 0).answer(1);
  await settled();
  assert.deepEqual(ops(sent), ['first', 'second']);
});
