// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../src/core/merge.ts';
import type { Outcome } from '../src/core/queue.ts';
import { Saver } from '../src/features/notes/saver.ts';
import { htmlText, paragraphs, plainText, upward } from '../src/features/notes/view.ts';
import type { Paragraph } from '../src/features/notes/view.ts';

const paragraph = (text?: string): Paragraph => ({ by: 'u1', at: 1, version: 1, ...(text === undefined ? {} : { text, dir: 'ltr' }) });

// A saver over a server that answers when it is told to, and a clock that runs when it is told to.
function world(start: { seq?: number; version?: number; saved: string }) {
  const sent: { method: string; data: JsonObject; answer: (outcome: Outcome) => void }[] = [];
  let tick: (() => void) | undefined;
  const saver = new Saver({
    ...start,
    send: (method, data) => new Promise((answer) => sent.push({ method, data, answer })),
    later: (_ms, then) => {
      tick = then;
      return () => { tick = undefined; };
    },
    changed: () => undefined,
  });
  return {
    saver, sent,
    passes: () => { const then = tick; tick = undefined; then?.(); },
    answers: async (outcome: Outcome) => {
      sent.at(-1)?.answer(outcome);
      await new Promise((done) => setImmediate(done));
    },
  };
}

test('what is typed is saved in steps, each based on the one before', async () => {
  const { saver, sent, passes, answers } = world({ seq: 30, version: 30, saved: 'Dry' });
  saver.typed('Dry ');
  passes();
  assert.deepEqual(sent.length, 0, 'blank ends are no change');
  saver.typed('Dry, off');
  passes();
  assert.deepEqual(sent[0]?.data, { paragraph: 30, version: 30, text: 'Dry, off' });
  saver.typed('Dry, off, bagged');
  passes();
  assert.equal(sent.length, 1, 'one is under way');
  await answers({ ok: true, seq: 41 });
  passes();
  assert.deepEqual(sent[1]?.data, { paragraph: 30, version: 41, text: 'Dry, off, bagged' });
  await answers({ ok: true, seq: 42 });
  const finished = saver.finish();
  await new Promise((done) => setImmediate(done));
  assert.deepEqual(sent[2], { ...sent[2], method: 'notes.free', data: { paragraph: 30 } });
  assert.equal(await finished, true);
});

test('what is new is made with its first words, and not without any', async () => {
  const { saver, sent, passes, answers } = world({ saved: '' });
  assert.equal(await saver.finish(), true);
  assert.equal(sent.length, 0);
  saver.typed('One', 'rtl');
  passes();
  assert.deepEqual(sent[0]?.data, { text: 'One', dir: 'rtl' });
  await answers({ ok: true, seq: 50 });
  assert.equal(saver.seq, 50);
  saver.typed('One two');
  const finished = saver.finish();
  await new Promise((done) => setImmediate(done));
  assert.deepEqual(sent[1]?.data, { paragraph: 50, version: 50, text: 'One two', done: true });
  await answers({ ok: true, seq: 51 });
  assert.equal(await finished, true);
  assert.equal(await saver.finish(), true);
  assert.equal(sent.length, 2, 'who is done lets go of nothing again');
});

test('a refusal keeps what was typed, and sends nothing until it is settled', async () => {
  const { saver, sent, passes, answers } = world({ seq: 30, version: 30, saved: 'Dry' });
  saver.typed('Mine');
  passes();
  await answers({ ok: false, error: 'NOTES_CHANGED' });
  assert.equal(saver.trouble, 'NOTES_CHANGED');
  saver.typed('Mine, more');
  passes();
  assert.equal(sent.length, 1);
  assert.equal(await saver.finish(), false);
  saver.settle(44);
  assert.deepEqual(sent[1]?.data, { paragraph: 30, version: 44, text: 'Mine, more' });
  await answers({ ok: false, error: 'NOT_FOUND' });
  saver.apart();
  assert.deepEqual(sent[2]?.method, 'notes.add');
  assert.deepEqual(sent[2]?.data, { text: 'Mine, more' });
});

test('paragraphs stand as the order says, the rest as they came', () => {
  const all = { 30: paragraph('a'), 31: paragraph('b'), 40: paragraph('c'), 41: paragraph() };
  const list = paragraphs({ paragraphs: all, order: [40, 30, 99] });
  assert.deepEqual(list.map(({ seq }) => seq), [40, 30, 31, 41]);
  assert.deepEqual(upward(list, 1), { first: true });
  assert.deepEqual(upward(list, 2), { after: 40 });
  assert.equal(plainText(list), 'c\n\na\n\nb');
});

test('a page that is taken along holds no marks of others', () => {
  const page = htmlText('<Notes>', [{ seq: 1, value: { ...paragraph('<script>alert("1")</script> & more'), dir: 'rtl' } }]);
  assert.ok(!page.includes('<script'));
  assert.ok(page.includes('<p dir="rtl">&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; more</p>'));
});
