// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CLOSES_MAX } from '../src/core/queue.ts';
import type { Command } from '../src/core/queue.ts';
import { at, keeping, rig, settled } from './help-queue.ts';

test('a command that closes the connection each time is sent so many times, then shown', async () => {
  const { queue, sent } = rig();
  const outcome = queue.run('chat.post', { text: '\ud83d' }, 'chat');
  for (let i = 0; i < CLOSES_MAX; i++) {
    queue.resume();
    at(sent, i).refuse(11);
    assert.equal(queue.blame(), true);
    queue.pause();
    await settled();
  }
  queue.resume();
  assert.equal(sent.length, CLOSES_MAX);
  assert.deepEqual(await outcome, { ok: false, error: 'CLOSED' });
  assert.equal(queue.failed.get()[0]?.command.data['text'], '\ud83d');
  assert.equal(queue.blame(), false, 'nothing is under way');
});

test('how often it closed the connection outlives a reload, and the innocent do not share it', async () => {
  const first = rig();
  first.queue.resume();
  void first.queue.run('chat.post', { room: 'a', text: 'guilty' }, 'chat');
  void first.queue.run('chat.post', { room: 'b', text: 'beside it' }, 'other');
  first.queue.blame();
  const second = rig(keeping(first.kept()));
  second.queue.resume();
  assert.deepEqual(second.sent.map((one) => one.data['text']), ['guilty'], 'whoever is suspected goes alone');
  second.queue.blame();
  const third = rig(keeping({ ...first.kept(), waiting: second.queue.waiting.get() }));
  third.queue.resume();
  third.queue.blame();
  await settled();
  third.queue.resume();
  assert.equal(third.queue.failed.get()[0]?.error, 'CLOSED');
  assert.equal(third.sent.at(-1)?.data['text'], 'beside it');
});

test('what is unanswered outlives a reload; refused then, it stays in sight though it has no place', async () => {
  const first = rig();
  void first.queue.run('chat.post', { text: 'a' }, 'chat');
  assert.equal(first.kept().waiting.length, 1);
  // A vote has none: a button was pressed.
  const vote: Command = { op: 'op9', method: 'forum.vote', data: { room: 'course:c1', post: 5 } };
  const mark: Command = { op: 'op8', method: 'read.mark', data: { room: 'inbox:me', of: 'course:c1', thread: 5, upto: 6 } };
  const second = rig(keeping({ ...first.kept(), waiting: [...first.kept().waiting, vote, mark] }));
  second.queue.resume();
  assert.equal(at(second.sent, 0).data['op'], 'op1');
  for (const one of second.sent) one.refuse(410);
  await settled();
  assert.deepEqual(second.queue.failed.get().map(({ command, error, late }) => [command.op, error, late]),
    [['op1', 'CHAT_CLOSED', true], ['op9', 'CHAT_CLOSED', true]], 'what is marked as read by the way is nobody’s loss');
});

test('what is said again of the same before it was sent is one command, and who said it first hears of it too', async () => {
  const { queue, sent } = rig();
  const mark = (thread: number, upto: number): Promise<unknown> => queue.run('read.mark', { room: 'inbox:me', of: 'course:c1', thread, upto });
  const draft = (words: string): Promise<unknown> => queue.run('draft.write', { room: 'inbox:me', place: 'post/5', words: { words } });
  const all = [mark(5, 6), mark(5, 9), mark(5, 7), mark(6, 8), draft('a'), draft('ab')];
  queue.resume();
  for (let i = 0; i < 3; i++) {
    at(sent, i).answer(i + 1);
    await settled();
  }
  assert.deepEqual(sent.map(({ data }) => data['upto'] ?? data['words']), [9, 8, { words: 'ab' }]);
  assert.deepEqual(await Promise.all(all), [1, 1, 1, 2, 3, 3].map((seq) => ({ ok: true, seq })));
  // What has left may have arrived: the same op would not be taken with other data.
  void mark(5, 10);
  queue.pause();
  void mark(5, 11);
  assert.deepEqual(queue.waiting.get().map(({ data }) => data['upto']), [10, 11]);
});

test('what is asked for again under the op of one that waits is that one, over a reload too', async () => {
  const first = rig();
  const data = { room: 'inbox:me', place: 'post/5', words: { words: 'a' } };
  void first.queue.run('draft.write', data);
  const second = rig(keeping(first.kept()));
  const outcome = second.queue.run('draft.write', data, undefined, 'op1');
  second.queue.resume();
  assert.equal(second.sent.length, 1);
  at(second.sent, 0).answer(7);
  assert.deepEqual(await outcome, { ok: true, seq: 7 });
});

test('what was refused outlives a reload in sight, and is not sent by itself again', async () => {
  const first = rig();
  first.queue.resume();
  void first.queue.run('chat.post', { text: 'a' }, 'chat');
  at(first.sent, 0).refuse(403);
  await settled();
  const second = rig(keeping(first.kept()));
  second.queue.resume();
  second.tick();
  assert.equal(second.sent.length, 0);
  assert.deepEqual(second.queue.failed.get().map(({ command, error }) => [command.data['text'], error]), [['a', 'TEXT_TOO_LONG']]);
  second.queue.again('op1');
  assert.notEqual(at(second.sent, 0).data['op'], undefined);
  assert.equal(at(second.sent, 0).data['text'], 'a');
  assert.equal(second.queue.failed.get().length, 0);
});

test('what is refused for now waits out its time over a reload', async () => {
  const first = rig();
  first.queue.resume();
  void first.queue.run('chat.post', { text: 'a' }, 'chat');
  at(first.sent, 0).refuse(411, true, 5000);
  await settled();
  const second = rig({ ...keeping(first.kept()), now: () => 4000 });
  second.queue.resume();
  assert.equal(second.sent.length, 0);
  assert.deepEqual(second.tick(), [2000]);
  assert.equal(at(second.sent, 0).data['op'], 'op1');
});
