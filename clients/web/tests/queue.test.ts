// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { QUEUE_BOUND } from '../src/core/queue.ts';
import { at, ops, rig, settled } from './help-queue.ts';

test('a command goes out with its op and is answered with its seq', async () => {
  const { queue, sent } = rig();
  queue.resume();
  const outcome = queue.run('chat.post', { room: 'webinar:w1', text: 'a' });
  assert.deepEqual(at(sent, 0).data, { room: 'webinar:w1', text: 'a', op: 'op1' });
  at(sent, 0).answer(7);
  assert.deepEqual(await outcome, { ok: true, seq: 7 });
  assert.equal(queue.waiting.get().length, 0);
});

test('without a connection it waits, and goes out in order when there is one', async () => {
  const { queue, sent } = rig();
  void queue.run('chat.post', { text: 'a' });
  void queue.run('chat.post', { text: 'b' });
  assert.equal(sent.length, 0);
  queue.resume();
  assert.deepEqual(ops(sent), ['op1']);
  at(sent, 0).answer(1);
  await settled();
  assert.deepEqual(ops(sent), ['op1', 'op2']);
});

test('commands of one room leave one after the other, rooms do not wait for each other', async () => {
  const { queue, sent } = rig();
  queue.resume();
  void queue.run('poll.vote', { room: 'webinar:w1', poll: 1, choices: [1] });
  void queue.run('poll.vote', { room: 'webinar:w1', poll: 1, choices: [2] });
  void queue.run('chat.post', { room: 'webinar:w1', text: 'a' });
  void queue.run('read.mark', { room: 'inbox:me', upto: 3 });
  assert.deepEqual(ops(sent), ['op1', 'op4']);
  at(sent, 0).answer(1);
  await settled();
  assert.deepEqual(ops(sent), ['op1', 'op4', 'op2']);
  at(sent, 2).answer(2);
  await settled();
  assert.deepEqual(ops(sent), ['op1', 'op4', 'op2', 'op3']);
});

test('a changed vote does not overtake the first while that waits; the chat does not wait for votes', async () => {
  const { queue, sent, tick } = rig();
  queue.resume();
  void queue.run('poll.vote', { room: 'webinar:w1', poll: 1, choices: [1] }, 'vote');
  void queue.run('poll.vote', { room: 'webinar:w1', poll: 1, choices: [2] }, 'vote');
  void queue.run('chat.post', { room: 'webinar:w1', text: 'a' }, 'chat');
  at(sent, 0).refuse(111, true, 2000);
  await settled();
  assert.deepEqual(ops(sent), ['op1', 'op3']);
  at(sent, 1).answer(1);
  await settled();
  assert.equal(sent.length, 2);
  assert.deepEqual(tick(), [2000]);
  assert.deepEqual(ops(sent), ['op1', 'op3', 'op1']);
  at(sent, 2).answer(2);
  await settled();
  assert.deepEqual(ops(sent), ['op1', 'op3', 'op1', 'op2']);
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
  assert.deepEqual([...new Set(ops(sent))], ['op1']);
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
  assert.deepEqual(ops(sent), ['op1', 'op2', 'op2']);
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
  at(sent, 0).refuse(402);
  assert.deepEqual(await outcome, { ok: false, error: 'TEXT_INVALID' });
  tick();
  assert.equal(sent.length, 1);
  assert.equal(queue.failed.get()[0]?.error, 'TEXT_INVALID');
});

test('what is refused for now is kept with its op and goes out again until it is done', async () => {
  for (const code of [100, 111, 406, 411]) {
    const { queue, sent, tick } = rig();
    queue.resume();
    const outcome = queue.run('chat.post', { text: 'a' }, 'chat');
    for (let i = 0; i < 12; i++) {
      at(sent, i).refuse(code, true);
      await settled();
      assert.equal(queue.waiting.get()[0]?.held?.code, code);
      tick();
    }
    assert.deepEqual([...new Set(ops(sent))], ['op1'], String(code));
    assert.equal(queue.failed.get().length, 0);
    at(sent, 12).answer(9);
    assert.deepEqual(await outcome, { ok: true, seq: 9 });
  }
});

test('the server says when to come again; unsaid, the pauses grow', async () => {
  const { queue, sent, tick } = rig();
  queue.resume();
  void queue.run('chat.post', { text: 'a' }, 'chat');
  at(sent, 0).refuse(411, true, 3000);
  await settled();
  assert.equal(queue.waiting.get()[0]?.held?.until, 4000);
  queue.pause();
  queue.resume();
  assert.equal(sent.length, 1, 'a new connection does not shorten it');
  assert.deepEqual(tick(), [3000]);
  const pauses: number[] = [];
  for (let i = 1; i < 9; i++) {
    at(sent, i).refuse(406, true);
    await settled();
    pauses.push(...tick());
  }
  assert.ok(pauses.every((ms, i) => i === 0 || ms >= (pauses[i - 1] ?? 0)));
  assert.ok((pauses.at(-1) ?? 0) > 2000 && (pauses.at(-1) ?? 0) <= 30_000);
});

test('a press of a button is given up after some refusals; the same again by hand takes the same op', async () => {
  const { queue, sent, tick } = rig();
  queue.resume();
  const outcome = queue.run('forum.accept', { post: 1 });
  for (let i = 0; i < 6; i++) {
    at(sent, i).refuse(100, true);
    await settled();
    tick();
  }
  assert.deepEqual(await outcome, { ok: false, error: 'INTERNAL' });
  assert.equal(sent.length, 6);
  void queue.run('forum.accept', { post: 1 });
  assert.equal(at(sent, 6).data['op'], 'op1');
  at(sent, 6).answer(1);
  await settled();
  void queue.run('forum.accept', { post: 2 });
  assert.notEqual(at(sent, 7).data['op'], 'op1');
});

test('what waits can be taken back; the same words again take the same op', async () => {
  const { queue, sent } = rig();
  queue.resume();
  const outcome = queue.run('chat.post', { text: 'a' }, 'chat');
  at(sent, 0).refuse(406, true);
  await settled();
  queue.takeBack('op1');
  assert.equal((await outcome).ok, false);
  assert.equal(queue.waiting.get().length, 0);
  assert.equal(queue.failed.get().length, 0);
  void queue.run('chat.post', { text: 'a' }, 'chat');
  assert.equal(at(sent, 1).data['op'], 'op1');
});

test('the queue has a bound', async () => {
  const { queue } = rig();
  for (let i = 0; i < QUEUE_BOUND; i++) void queue.run('chat.post', { text: String(i) });
  assert.deepEqual(await queue.run('chat.post', { text: 'x' }, 'chat'), { ok: false, error: 'BACKLOG' });
  assert.equal(queue.waiting.get().length, QUEUE_BOUND);
  assert.equal(queue.failed.get()[0]?.command.data['text'], 'x');
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
