// SPDX-License-Identifier: Apache-2.0
// What a page still hands over when it is closed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../src/core/merge.ts';
import { PARTING_BYTES_MAX, PARTING_MAX, Parting } from '../src/core/parting.ts';
import { at, ops, rig, settled } from './help-queue.ts';

const INBOX = 'inbox:me';
const draft = (words: string, place = 'post/5'): JsonObject => ({ room: INBOX, place, words: { words } });

interface Handed {
  readonly path: string;
  readonly op: string;
  readonly body: unknown;
}
function parted(): ReturnType<typeof rig> & { parting: Parting; handed: Handed[] } {
  const made = rig();
  const handed: Handed[] = [];
  return { ...made, handed, parting: new Parting(made.queue, (path, op, body) => handed.push({ path, op, body: JSON.parse(body) as unknown })) };
}

test('what is typed last goes out while what was typed before has no answer, and alone is left', async () => {
  const { queue, sent, kept, parting, handed } = parted();
  queue.resume();
  const before = queue.run('draft.write', draft('Half'));
  const last = queue.run('draft.write', draft('Half a thought'));
  assert.deepEqual(ops(sent), ['op1']);
  parting.goes();
  assert.deepEqual(ops(sent), ['op1', 'op2']);
  assert.deepEqual(handed, [{ path: '/api/rooms/inbox:me/draft.write', op: 'op2', body: { place: 'post/5', words: { words: 'Half a thought' } } }]);
  // A page that is opened later would else write the first over the last.
  assert.deepEqual(kept().waiting.map(({ op }) => op), ['op2']);
  at(sent, 0).answer(1);
  at(sent, 1).answer(2);
  assert.deepEqual([await before, await last], [{ ok: true, seq: 2 }, { ok: true, seq: 2 }]);
});

test('what is given after the page has begun to go goes too, and nothing twice', () => {
  const { queue, sent, parting, handed } = parted();
  queue.resume();
  const page = new EventTarget();
  const end = parting.watch(page);
  void queue.run('read.mark', { room: INBOX, of: 'course:c1', thread: 5, upto: 7 });
  page.dispatchEvent(new Event('pagehide'));
  void queue.run('draft.write', draft('Late'));
  void queue.run('attendance.watch', { room: 'webinar:w1', spans: [[1, 2]] });
  parting.part();
  assert.deepEqual(ops(sent), ['op1', 'op2', 'op3']);
  assert.deepEqual(handed.map(({ op }) => op), ['op1', 'op2', 'op3']);
  end();
});

test('a draft that is thrown away takes the place of its words, and a mark never falls back', () => {
  const { queue, kept, parting, handed } = parted();
  queue.resume();
  void queue.run('draft.write', draft('Half'));
  void queue.run('draft.drop', { room: INBOX, place: 'post/5' });
  void queue.run('read.mark', { room: INBOX, of: 'course:c1', thread: 5, upto: 9 });
  void queue.run('draft.write', draft('Elsewhere', 'post/6'));
  parting.part();
  void queue.run('read.mark', { room: INBOX, of: 'course:c1', thread: 5, upto: 7 });
  parting.part();
  assert.deepEqual(handed.map(({ op }) => op), ['op2', 'op3', 'op4']);
  assert.deepEqual(kept().waiting.map(({ op }) => op), ['op2', 'op3', 'op4', 'op5']);
});

test('what is written after it was thrown away is not thrown away with it', () => {
  const { queue, kept } = parted();
  void queue.run('draft.write', draft('Half'));
  void queue.run('draft.drop', { room: INBOX, place: 'post/5' });
  void queue.run('draft.write', draft('Anew'));
  assert.deepEqual(kept().waiting.map(({ method }) => method), ['draft.write', 'draft.drop', 'draft.write']);
});

test('a changed vote overtakes the first in no way', async () => {
  const { queue, sent, parting, handed } = parted();
  queue.resume();
  const vote = (choice: number): void => void queue.run('poll.vote', { room: 'webinar:w1/group/3', poll: 1, choices: [choice] });
  vote(1);
  vote(2);
  parting.goes();
  assert.deepEqual(ops(sent), ['op1']);
  assert.deepEqual(handed, [{ path: '/api/rooms/webinar:w1/poll.vote', op: 'op1', body: { poll: 1, choices: [1], group: 3 } }]);
  // Nor what was refused for now, before its time.
  at(sent, 0).refuse(111, true, 2000);
  await settled();
  parting.stays();
  parting.part();
  assert.equal(handed.length, 1);
});

test('without a connection it goes the other way alone, and may be repeated', async () => {
  const { queue, sent, parting, handed } = parted();
  void queue.run('draft.write', draft('Dark'));
  parting.part();
  assert.deepEqual(handed.map(({ op }) => op), ['op1']);
  // Its op has been seen: what comes now is another.
  void queue.run('draft.write', draft('Darker'));
  queue.resume();
  assert.deepEqual(sent.map(({ data }) => [data['op'], data['words']]), [['op1', { words: 'Dark' }]]);
  at(sent, 0).answer(1);
  await settled();
  assert.deepEqual(ops(sent), ['op1', 'op2']);
});

test('no more is handed over than a browser takes', () => {
  const { queue, parting, handed } = parted();
  const large = 'x'.repeat(PARTING_BYTES_MAX / 3);
  for (let each = 0; each < 4; each++) void queue.run('draft.write', draft(each === 3 ? 'small' : large, `post/${each}`));
  for (let each = 0; each < 30; each++) void queue.run('read.mark', { room: INBOX, of: 'course:c1', thread: each, upto: 1 });
  parting.part();
  assert.equal(handed.length, PARTING_MAX);
  assert.deepEqual(handed.slice(0, 3).map(({ op }) => op), ['op1', 'op2', 'op4']);
});
