// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../src/core/merge.ts';
import { CommandQueue, QUEUE_BOUND } from '../src/core/queue.ts';
import type { Command, QueueOptions } from '../src/core/queue.ts';

interface Sent {
  readonly method: string;
  readonly data: JsonObject;
  readonly answer: (seq: number) => void;
  readonly refuse: (code: number) => void;
}

/** A server under the test's hand: it answers what and when the test says. */
function rig(options: Partial<QueueOptions> = {}): { queue: CommandQueue; sent: Sent[]; tick: () => void; kept: () => readonly Command[] } {
  const sent: Sent[] = [];
  const timers: (() => void)[] = [];
  let kept: readonly Command[] = [];
  let op = 0;
  const queue = new CommandQueue({
    send: (method, data) => new Promise((resolve, reject) => {
      sent.push({ method, data, answer: (seq) => resolve({ seq }), refuse: (code) => reject({ code, message: '' }) });
    }),
    newOp: () => `op${++op}`,
    later: (_, then) => timers.push(then),
    keep: { read: () => [], write: (commands) => { kept = commands; } },
    ...options,
  });
  return { queue, sent, kept: () => kept, tick: () => timers.splice(0).forEach((then) => then()) };
}

const settled = async (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const at = (sent: readonly Sent[], index: number): Sent => {
  const one = sent[index];
  assert.ok(one, `command ${index} was sent`);
  return one;
};

test('a command goes out with its op and is answered with its seq', async () => {
  const { queue, sent } = rig();
  queue.resume();
  const outcome = queue.run('chat.post', { room: 'webinar:w1', text: 'a' });
  assert.deepEqual(at(sent, 0).data, { room: 'webinar:w1', text: 'a', op: 'op1' });
  at(sent, 0).answer(7);
  assert.deepEqual(await outcome, { ok: true, seq: 7 });
  assert.equal(queue.waiting.get().length, 0);
});

test('without a connection it waits, and goes out in order when there is one', () => {
  const { queue, sent } = rig();
  void queue.run('chat.post', { text: 'a' });
  void queue.run('chat.post', { text: 'b' });
  assert.equal(sent.length, 0);
  queue.resume();
  assert.deepEqual(sent.map((one) => one.data['op']), ['op1', 'op2']);
});

test('silence is answered by the same op, never by another', async () => {
  const { queue, sent, tick } = rig();
  queue.resume();
  const outcome = queue.run('chat.post', { text: 'a' });
  for (let i = 0; i < 20; i++) {
    at(sent, i).refuse(1);
    await settled();
    tick();
  }
  assert.deepEqual([...new Set(sent.map((one) => one.data['op']))], ['op1']);
  at(sent, 20).answer(3);
  assert.deepEqual(await outcome, { ok: true, seq: 3 });
});

test('a lost connection repeats what is unanswered, and only that', async () => {
  const { queue, sent } = rig();
  queue.resume();
  void queue.run('chat.post', { text: 'a' });
  void queue.run('chat.post', { text: 'b' });
  at(sent, 0).answer(1);
  await settled();
  queue.pause();
  at(sent, 1).refuse(11);
  await settled();
  queue.resume();
  assert.deepEqual(sent.map((one) => one.data['op']), ['op1', 'op2', 'op2']);
});

test('a command under way is not sent a second time beside itself', () => {
  const { queue, sent } = rig();
  queue.resume();
  void queue.run('chat.post', { text: 'a' });
  queue.resume();
  assert.equal(sent.length, 1);
});

test('a refusal is final and has a name', async () => {
  const { queue, sent, tick } = rig();
  queue.resume();
  const outcome = queue.run('chat.post', { text: 'a' }, 'chat');
  at(sent, 0).refuse(411);
  assert.deepEqual(await outcome, { ok: false, error: 'CHAT_SLOW' });
  tick();
  assert.equal(sent.length, 1);
  assert.equal(queue.failed.get()[0]?.error, 'CHAT_SLOW');
});

test('a temporary error is repeated some times; trying again by hand takes the same op', async () => {
  const { queue, sent, tick } = rig();
  queue.resume();
  const outcome = queue.run('forum.post', { text: 'a' });
  for (let i = 0; i < 6; i++) {
    at(sent, i).refuse(100);
    await settled();
    tick();
  }
  assert.deepEqual(await outcome, { ok: false, error: 'INTERNAL' });
  assert.equal(sent.length, 6);
  void queue.run('forum.post', { text: 'a' });
  assert.equal(at(sent, 6).data['op'], 'op1');
  void queue.run('forum.post', { text: 'b' });
  assert.notEqual(at(sent, 7).data['op'], 'op1');
});

test('the queue has a bound', async () => {
  const { queue } = rig();
  for (let i = 0; i < QUEUE_BOUND; i++) void queue.run('chat.post', { text: String(i) });
  assert.deepEqual(await queue.run('chat.post', { text: 'x' }, 'chat'), { ok: false, error: 'QUEUE_FULL' });
  assert.equal(queue.waiting.get().length, QUEUE_BOUND);
  assert.equal(queue.failed.get()[0]?.command.data['text'], 'x');
});

test('what is unanswered outlives a reload and is told when refused', async () => {
  const first = rig();
  void first.queue.run('chat.post', { text: 'a' }, 'chat');
  const kept = first.kept();
  assert.equal(kept.length, 1);
  const told: string[] = [];
  const second = rig({ keep: { read: () => [...kept], write: () => undefined }, orphaned: (command, error) => told.push(`${command.op} ${error}`) });
  second.queue.resume();
  assert.equal(at(second.sent, 0).data['op'], 'op1');
  at(second.sent, 0).refuse(410);
  await settled();
  assert.deepEqual(told, ['op1 CHAT_CLOSED']);
});

test('a place forgets its failure when it tries again', async () => {
  const { queue, sent } = rig();
  queue.resume();
  void queue.run('question.ask', { text: 'a' }, 'ask');
  at(sent, 0).refuse(430);
  await settled();
  assert.equal(queue.failed.get().length, 1);
  void queue.run('question.ask', { text: 'a' }, 'ask');
  assert.equal(queue.failed.get().length, 0);
});

test('success is told, so that the draft can go', async () => {
  const done: string[] = [];
  const { queue, sent } = rig({ done: (command) => done.push(command.place ?? '') });
  queue.resume();
  void queue.run('question.ask', { text: 'a' }, 'ask');
  at(sent, 0).answer(1);
  await settled();
  assert.deepEqual(done, ['ask']);
});

test('whoever leaves is not left waiting', async () => {
  const { queue } = rig();
  const outcome = queue.run('chat.post', { text: 'a' });
  queue.close();
  assert.deepEqual(await outcome, { ok: false, error: 'LEFT' });
  assert.deepEqual(await queue.run('chat.post', { text: 'b' }), { ok: false, error: 'LEFT' });
});
