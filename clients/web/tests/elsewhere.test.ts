// SPDX-License-Identifier: Apache-2.0
// What is begun in one form, on two devices.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { Outcome } from '../src/core/command.ts';
import { draftForget, draftGet, draftOwner, draftSet } from '../src/core/draft.ts';
import { Followed } from '../src/ui/elsewhere/followed.ts';
import type { Draft } from '../src/ui/elsewhere/followed.ts';
import { settled } from './help-queue.ts';

const PLACE = 'post/5';

beforeEach(() => {
  draftForget('u1');
  draftOwner('u1');
});

interface Rig {
  readonly form: Followed;
  readonly sent: { readonly method: string; readonly words: unknown; readonly after: unknown; readonly op: string; readonly answer: (outcome: Outcome) => void }[];
  /** Another device has written. */
  readonly writes: (seq: number, text: string) => Promise<void>;
  /** What the inbox has, for whoever reads it. */
  readonly has: (draft: Draft) => void;
}

let ops = 0;

function rig(): Rig {
  const sent: Rig['sent'] = [];
  let there: Draft | undefined;
  const form = new Followed(PLACE, {
    device: 'me',
    run: (method, data, op = `op${++ops}`) => new Promise((answer) => {
      sent.push({ method, words: data['words'], after: data['after'], op, answer });
    }),
    opOf: () => sent.at(-1)?.op ?? '',
    read: () => (there ? Promise.resolve(there) : Promise.reject(Object.assign(new Error('none'), { code: 404 }))),
  });
  const writes = async (seq: number, text: string): Promise<void> => {
    there = { seq, at: 1, device: 'other', words: { words: text } };
    await form.told(there, true);
  };
  return { form, sent, writes, has: (draft) => { there = draft; } };
}

async function types(form: Followed, text: string): Promise<void> {
  draftSet(PLACE, text);
  form.now();
  form.end();
  await settled();
}

test('what is typed is sent once, after what was known, and what another device wrote on it comes here', async () => {
  const { form, sent, writes } = rig();
  await types(form, 'a');
  form.now();
  assert.deepEqual(sent.map(({ method, words, after }) => [method, words, after]), [['draft.write', { words: 'a' }, undefined]]);
  sent[0]?.answer({ ok: true, seq: 3 });
  await settled();
  await writes(4, 'ab');
  assert.equal(draftGet(PLACE), 'ab');
  await types(form, 'abc');
  assert.equal(sent[1]?.after, 4);
  form.end();
});

test('what is on its way is not replaced by what another device wrote meanwhile: both are in sight', async () => {
  const { form, sent, writes } = rig();
  await types(form, 'mine');
  await writes(4, 'theirs');
  assert.deepEqual([draftGet(PLACE), form.other.get()?.words['words']], ['mine', 'theirs']);
  sent[0]?.answer({ ok: false, error: 'DRAFT_CHANGED' });
  await settled();
  await types(form, 'mine, and more');
  assert.equal(sent.length, 1, 'nothing is sent before one has chosen');
  form.keep();
  assert.deepEqual([sent[1]?.words, sent[1]?.after], [{ words: 'mine, and more' }, 4]);
  form.end();
});

test('what was sent or thrown away elsewhere goes here too, but not what was typed since, nor on the word of an old view', async () => {
  const { form, sent } = rig();
  await types(form, 'a');
  sent[0]?.answer({ ok: true, seq: 3 });
  await settled();
  await form.told(undefined, false);
  assert.equal(draftGet(PLACE), 'a');
  draftSet(PLACE, 'ab');
  await form.told(undefined, true);
  assert.equal(draftGet(PLACE), 'ab');
  await types(form, 'ab');
  assert.equal(sent[1]?.after, undefined, 'as the first of its place');
  sent[1]?.answer({ ok: true, seq: 5 });
  await settled();
  await form.told(undefined, true);
  assert.equal(draftGet(PLACE), '');
  form.end();
});

test('whose answer was lost with the page goes too when it was sent elsewhere', async () => {
  await types(rig().form, 'a');
  const { form } = rig();
  await form.told({ seq: 3, at: 1, device: 'me' }, true);
  assert.equal(draftGet(PLACE), 'a');
  await form.told(undefined, true);
  assert.equal(draftGet(PLACE), '');
  form.end();
});

test('what was posted elsewhere before this device heard that it had arrived goes too; it is asked for under the same op', async () => {
  const before = rig();
  await types(before.form, 'a');
  const { form, sent } = rig();
  form.now();
  assert.equal(sent.length, 0, 'nothing is written anew by itself');
  await form.told(undefined, false);
  assert.equal(sent.length, 0);
  const told = form.told(undefined, true);
  assert.deepEqual(sent.map(({ method, words, after, op }) => [method, words, after, op]), [['draft.write', { words: 'a' }, undefined, before.sent[0]?.op]]);
  sent[0]?.answer({ ok: true, seq: 3 });
  await told;
  assert.equal(draftGet(PLACE), '');
  form.end();
});

test('what had not arrived arrives so, and stays; also when the one before it had', async () => {
  const before = rig();
  await types(before.form, 'a');
  await types(before.form, 'ab');
  before.sent[0]?.answer({ ok: true, seq: 3 });
  await settled();
  const { form, sent, has } = rig();
  const told = form.told(undefined, true);
  assert.deepEqual([sent[0]?.op, sent[0]?.after], [before.sent[1]?.op, before.sent[1]?.after]);
  has({ seq: 9, at: 1, device: 'me', words: { words: 'ab' } });
  sent[0]?.answer({ ok: true, seq: 9 });
  await told;
  assert.equal(draftGet(PLACE), 'ab');
  await types(form, 'abc');
  assert.equal(sent[1]?.after, 9);
  form.end();
  before.form.end();
});

test('emptied by hand it is dropped; where no more are kept it says so, and does not try again by itself', async () => {
  const { form, sent } = rig();
  await types(form, 'a');
  sent[0]?.answer({ ok: true, seq: 3 });
  await settled();
  await types(form, '');
  assert.deepEqual([sent[1]?.method, sent[1]?.after], ['draft.drop', 3]);
  await types(form, 'b');
  sent[2]?.answer({ ok: false, error: 'LIMIT_EXCEEDED' });
  await settled();
  assert.equal(form.full.get(), true);
  form.now();
  assert.equal(sent.length, 3);
  form.end();
});
