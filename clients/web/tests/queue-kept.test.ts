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

test('what is unanswered outlives a reload and is told when refused', async () => {
  const first = rig();
  void first.queue.run('chat.post', { text: 'a' }, 'chat');
  assert.equal(first.kept().waiting.length, 1);
  const told: string[] = [];
  const orphaned = (command: Command, error: string): void => void told.push(`${command.op} ${error}`);
  const second = rig({ ...keeping(first.kept()), orphaned });
  second.queue.resume();
  assert.equal(at(second.sent, 0).data['op'], 'op1');
  at(second.sent, 0).refuse(410);
  await settled();
  assert.deepEqual(told, ['op1 CHAT_CLOSED']);
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
