// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../src/core/merge.ts';
import type { Outcome } from '../src/core/queue.ts';
import { keyOf } from '../src/features/captions/desk/keys.tsx';
import { rowsOf, stepped } from '../src/features/captions/desk/rows.ts';
import { lookRead } from '../src/features/captions/look.ts';
import { OUTBOX_MAX, Outbox } from '../src/features/captions/outbox.ts';
import type { Item } from '../src/features/captions/outbox.ts';
import { NOTHING, afterEvent, afterPage, all } from '../src/features/captions/past.ts';
import { SHOWN_MS, dirOfTag, goesIn, mayWrite, nameIn, ownName, shown } from '../src/features/captions/view.ts';
import type { CaptionsView, Line } from '../src/features/captions/view.ts';

const line = (text: string, at: number, more: Partial<Line> = {}): Line => ({ at, text, dir: 'ltr', ...more });
const texts = (lines: readonly { value: Line }[]) => lines.map(({ value }) => value.text);

test('on the picture stand the last lines, in the order in which they were said, and none of long ago', () => {
  const lines = { 5: line('third', 9000, { from: 8000, to: 8900 }), 4: line('second', 9500, { from: 6000, to: 7000 }), 3: line('first', 5000), 6: { at: 9600 } };
  assert.deepEqual(texts(shown(lines, 10_000)), ['second', 'third']);
  // A line that waited for a connection was said long ago: it is read in the list.
  assert.deepEqual(texts(shown({ 7: line('late', 100_000, { from: 10_000, to: 11_000 }) }, 100_000)), []);
  assert.deepEqual(texts(shown(lines, 5000 + SHOWN_MS)), ['second', 'third']);
  assert.equal(goesIn(shown(lines, 10_000), 10_000), 7000 + SHOWN_MS - 10_000);
  assert.equal(goesIn([], 0), undefined);
  assert.deepEqual(shown(undefined, 0), []);
});

test('a language has its own name and direction', () => {
  assert.deepEqual(['ar', 'fa', 'he', 'fr', 'pt-br', 'az-arab', 'ar-latn', 'zh-hant'].map(dirOfTag), ['rtl', 'rtl', 'rtl', 'ltr', 'ltr', 'rtl', 'ltr', 'ltr']);
  assert.equal(ownName('fr'), 'Français');
  assert.equal(ownName('ar'), 'العربية');
  assert.equal(ownName('-'), '-');
  assert.equal(nameIn('en', 'fr'), 'French');
  assert.equal(nameIn('ar', 'fr'), 'الفرنسية');
});

test('the team writes every language, another person those that they are let', () => {
  const view = (own?: readonly string[]): CaptionsView => ({ captions: { languages: ['fr', 'ar'] }, me: { id: 'u1', role: 'participant', ...(own ? { captions: { languages: own } } : {}) } });
  assert.deepEqual(mayWrite(view(), true), ['fr', 'ar']);
  assert.deepEqual(mayWrite(view(), false), []);
  // What is not offered any more is not written either.
  assert.deepEqual(mayWrite(view(['ar', 'es']), false), ['ar']);
});

test('how one wants them is off at first, and what was kept otherwise counts only as far as it is right', () => {
  assert.deepEqual(lookRead(undefined), { language: '', size: 'm', colours: 'dark', place: 'below', aloud: false });
  assert.deepEqual(lookRead({ language: 'ar', size: 'xl', colours: 'pink', place: 'above', aloud: 'yes' }), { language: 'ar', size: 'xl', colours: 'dark', place: 'above', aloud: false });
});

test('who reads back keeps what leaves the view, and nothing that was taken back', () => {
  const event = (type: string, lines: JsonObject, before: { [seq: string]: Line } = {}) => ({ type, patch: { captions: { lines } }, before });
  let past = afterPage(NOTHING, { lines: { 10: line('ten', 10), 11: line('eleven', 11) }, next: 10 });
  assert.deepEqual([past.next, past.begins], [10, false]);
  // A younger line takes the place of the oldest.
  ({ past } = afterEvent(past, event('captions.line', { 12: null, 50: { at: 50 } }, { 12: line('twelve', 12) })));
  assert.deepEqual(texts(all(past, { 50: line('fifty', 50) })), ['ten', 'eleven', 'twelve', 'fifty']);
  // Taken away: one of the view, and one that only they have.
  ({ past } = afterEvent(past, event('captions.remove', { 11: null })));
  ({ past } = afterEvent(past, event('captions.remove', { 50: null }, { 50: line('fifty', 50) })));
  assert.deepEqual(texts(all(past, {})), ['ten', 'twelve']);
  // Amended: it is read anew, and the old words are gone at once.
  const amended = afterEvent(past, event('captions.amend', { 10: null }));
  assert.equal(amended.unread, 10);
  assert.deepEqual(texts(all(amended.past, {})), ['twelve']);
  assert.equal(afterEvent(past, event('captions.amend', { 9: null })).unread, undefined, 'one that they have not read');
  past = afterPage(past, { lines: {} });
  assert.equal(past.begins, true);
});

// An outbox over a server that answers when it is told to.
function world(kept: unknown = undefined) {
  const sent: { method: string; data: JsonObject; op: string; answer: (outcome: Outcome) => void }[] = [];
  let stored = kept;
  let ops = 0;
  let tick: (() => void) | undefined;
  const outbox = new Outbox({
    newOp: () => `op${++ops}`,
    send: (method, data, op) => new Promise((answer) => sent.push({ method, data, op, answer })),
    keep: { read: () => stored, write: (items) => { stored = JSON.parse(JSON.stringify(items)); } },
    later: (_ms, then) => { tick = then; },
  });
  return {
    outbox, sent,
    stored: () => stored,
    passes: () => tick?.(),
    answers: async (outcome: Outcome) => {
      sent.at(-1)?.answer(outcome);
      await new Promise((done) => setImmediate(done));
    },
    states: () => outbox.items.get().map(({ text, state }) => `${text} ${state}`),
  };
}
const said = (text: string, from = 1000) => ({ language: 'fr', text, from, to: from + 500 });

test('lines leave one after the other, with the time at which they were said', async () => {
  const { outbox, sent, answers, states } = world();
  for (const text of ['one', 'two', 'three']) outbox.say(said(text));
  assert.deepEqual(states(), ['one sent', 'two waits', 'three waits']);
  assert.deepEqual(sent[0], { ...sent[0], method: 'captions.line', data: { language: 'fr', text: 'one', from: 1000, to: 1500 }, op: 'op1' });
  await answers({ ok: true, seq: 30 });
  assert.deepEqual(states(), ['two sent', 'three waits']);
  // Refused for good: it stays in sight, and the others go on.
  await answers({ ok: false, error: 'PERMISSION_DENIED' });
  assert.deepEqual(states(), ['two failed', 'three sent']);
  await answers({ ok: true, seq: 31 });
  outbox.again('op2');
  assert.equal(sent.at(-1)?.data['text'], 'two');
  assert.notEqual(sent.at(-1)?.op, 'op2', 'as another command: under the first name it was refused');
  await answers({ ok: true, seq: 32 });
  assert.deepEqual(states(), []);
});

test('what waits is changed before it goes; what is under way, once it stands', async () => {
  const { outbox, sent, answers, states } = world();
  for (const text of ['one', 'tow', 'three']) outbox.say(said(text));
  const [first, second, third] = outbox.items.get() as [Item, Item, Item];
  outbox.change(first.op, 'once');
  outbox.change(second.op, 'two');
  outbox.drop(third.op);
  assert.deepEqual(states(), ['one sent', 'two waits']);
  assert.deepEqual(rowsOf('fr', {}, outbox.items.get()).map(({ text }) => text), ['once', 'two']);
  await answers({ ok: true, seq: 30 });
  assert.deepEqual(states(), ['two sent', 'once waits']);
  const [under] = outbox.items.get() as [Item];
  outbox.drop(under.op);
  assert.deepEqual(rowsOf('fr', {}, outbox.items.get()).map(({ text }) => text), []);
  assert.equal(outbox.stay(under.op), true);
  outbox.drop(under.op);
  await answers({ ok: true, seq: 31 });
  assert.equal(outbox.stay(under.op), false, 'it has gone');
  assert.deepEqual([sent.at(-1)?.method, sent.at(-1)?.data], ['captions.amend', { line: 30, text: 'once', from: 1000, to: 1500 }]);
  await answers({ ok: true, seq: 32 });
  assert.deepEqual([sent.at(-1)?.method, sent.at(-1)?.data], ['captions.remove', { line: 31 }]);
});

test('of corrections of one line the last goes, with its times; a removal takes their place', async () => {
  const { outbox, sent, answers, states } = world();
  outbox.say(said('under way'));
  outbox.amend(30, said('faute'));
  outbox.amend(30, said('fautes'));
  assert.deepEqual(states(), ['under way sent', 'fautes waits']);
  await answers({ ok: true, seq: 31 });
  assert.deepEqual(sent.at(-1)?.data, { line: 30, text: 'fautes', from: 1000, to: 1500 });
  outbox.remove(31, said('under way'));
  await answers({ ok: true, seq: 32 });
  assert.deepEqual(sent.at(-1)?.data, { line: 31 });
});

test('what waits outlives a reload under the same names, and is bounded', async () => {
  const before = world();
  before.outbox.say(said('one'));
  before.outbox.say(said('two'));
  before.outbox.close();
  await before.answers({ ok: true, seq: 30 });
  assert.deepEqual((before.stored() as Item[]).map(({ text, op }) => [text, op]), [['one', 'op1'], ['two', 'op2']]);
  const after = world(before.stored());
  assert.deepEqual(after.states(), ['one sent', 'two waits']);
  assert.equal(after.sent[0]?.op, 'op1', 'the server gives it the answer it had');
  while (after.outbox.say(said('more')));
  assert.equal(after.outbox.items.get().length, OUTBOX_MAX);
  assert.deepEqual(world('nonsense').states(), []);
});

test('when the queue of the page is full it waits a little, and a person who leaves takes it along', async () => {
  const { outbox, sent, answers, passes, states } = world();
  outbox.say(said('one'));
  await answers({ ok: false, error: 'BACKLOG' });
  assert.deepEqual(states(), ['one waits']);
  passes();
  assert.equal(sent.length, 2);
  await answers({ ok: false, error: 'LEFT' });
  assert.deepEqual(states(), ['one waits']);
});

test('a captioner sees the lines as they will be, and goes through them by the keyboard', () => {
  const lines = { 30: line('first', 1000), 31: line('second', 2000, { from: 1500 }), 32: line('third', 3000), 33: line('fourth', 4000) };
  const item = (more: Partial<Item>): Item => ({ op: 'o', method: 'captions.line', language: 'fr', text: '', state: 'waits', ...more });
  const rows = rowsOf('fr', lines, [
    item({ op: 'a', method: 'captions.amend', line: 31, text: 'the second' }),
    item({ op: 'b', method: 'captions.remove', line: 32 }),
    item({ op: 'c', method: 'captions.remove', line: 33, state: 'failed', error: 'PERMISSION_DENIED' }),
    item({ op: 'd', text: 'fifth', from: 5000 }), item({ op: 'e', text: 'autre', language: 'ar' }),
  ]);
  assert.deepEqual(rows.map(({ text, state }) => `${text} ${state}`), ['first stands', 'the second waits', 'fourth failed', 'fifth waits']);
  const last = stepped(rows, undefined, 'up');
  assert.equal(last?.text, 'fifth');
  assert.equal(stepped(rows, last?.key, 'up')?.text, 'fourth');
  assert.equal(stepped(rows, rows[0]?.key, 'up')?.text, 'first', 'it does not go round');
  assert.equal(stepped(rows, last?.key, 'down'), undefined);
  assert.equal(stepped([], undefined, 'up'), undefined);
});

test('keys are of the desk only with Alt or Ctrl, whatever the layout', () => {
  const press = (more: object, languages = 2) => keyOf({ key: '', code: '', altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, target: { tagName: 'TEXTAREA' } as unknown as EventTarget, ...more }, languages);
  assert.equal(press({ key: 'ArrowUp' }), undefined);
  assert.equal(press({ key: 'ArrowUp', altKey: true }), 'up');
  assert.equal(press({ key: 'ArrowDown', ctrlKey: true }), 'down');
  assert.equal(press({ key: 'ArrowUp', ctrlKey: true, altKey: true }), undefined, 'AltGr writes letters');
  assert.equal(press({ key: 'ف', code: 'KeyT', altKey: true }), 'turn');
  assert.deepEqual(press({ key: '٢', code: 'Digit2', altKey: true }), { language: 1 });
  assert.equal(press({ key: '3', code: 'Digit3', altKey: true }), undefined);
  assert.equal(press({ key: 't', code: 'KeyT', ctrlKey: true }), undefined, 'the browser’s own');
  assert.equal(press({ key: '?', shiftKey: true }), undefined, 'a question mark in a line');
  assert.equal(press({ key: '?', shiftKey: true, target: { tagName: 'LI' } as unknown as EventTarget }), 'keys');
  assert.equal(press({ key: 'Delete', altKey: true }), 'remove');
});
