// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitting, mentioned, named, pickedOf, sought } from '../src/core/mention.ts';

const ann = { id: 'u1', name: 'Ann Lee' };
const annie = { id: 'u2', name: 'Annie' };
const lea = { id: 'u3', name: 'Léa Anders' };
const ahmad = { id: 'u4', name: 'أحمد بن سعيد' };
const all = [lea, ann, annie, ahmad];
const ids = (query: string, me = ''): string[] => fitting(all, query, me).map(({ id }) => id);

test('what is sought stands between the last @ and the caret', () => {
  assert.deepEqual(sought('hi @an', 6), { at: 3, query: 'an' });
  assert.deepEqual(sought('hi @an there', 6), { at: 3, query: 'an' });
  assert.deepEqual(sought('@ann le', 7), { at: 0, query: 'ann le' }, 'names have spaces');
  assert.deepEqual(sought('(@an', 4), { at: 1, query: 'an' });
  assert.deepEqual(sought('@x @an', 6), { at: 3, query: 'an' });
  assert.deepEqual(sought('مرحبا @أح', 9), { at: 6, query: 'أح' });
  for (const [text, caret] of [['an', 2], ['@', 1], ['@an', 0], ['@ an', 4], ['me@an', 5], ['é@an', 4], ['@an\nb', 5], [`@${'a'.repeat(200)}`, 201]] as const) {
    assert.equal(sought(text, caret), undefined, text);
  }
});

test('whose name or a word of it begins so is offered, the whole name first, each once and never oneself', () => {
  assert.deepEqual(ids('an'), ['u1', 'u2', 'u3']);
  assert.deepEqual(ids('AN', 'u1'), ['u2', 'u3']);
  assert.deepEqual(ids('ann '), ['u1'], 'a space is a letter of the name');
  assert.deepEqual(ids('lea'), ['u3'], 'without marks');
  assert.deepEqual(ids('احم'), ['u4'], 'in Arabic too');
  assert.deepEqual(ids('سع'), ['u4']);
  assert.deepEqual(ids('nn'), [], 'not from within a word');
  assert.deepEqual(ids('ann lee, what'), [], 'the name has ended');
  assert.equal(fitting([ann, ann, annie], 'an', '').length, 2);
  assert.equal(fitting(Array.from({ length: 50 }, (_, n) => ({ id: `p${n}`, name: `An ${n}` })), 'an', '').length, 8);
});

test('who is picked is mentioned as long as the name stands', () => {
  const text = `Hello ${named(ann)}and ${named(ahmad)}`;
  assert.deepEqual(mentioned(text, [ann, ahmad, lea], 20), ['u1', 'u4']);
  assert.deepEqual(mentioned('@Annie', [{ id: 'u9', name: 'Ann' }], 20), [], 'another name that begins so');
  assert.deepEqual(mentioned('@Annie, @Ann.', [{ id: 'u9', name: 'Ann' }], 20), ['u9']);
  assert.deepEqual(mentioned('@Ann', [{ id: 'u9', name: 'Ann' }], 20), ['u9'], 'at the end');
  assert.deepEqual(mentioned(text, [ann, ann, ahmad], 1), ['u1'], 'no more than may be');
});

test('what is kept is read back, and nothing else', () => {
  assert.deepEqual(pickedOf(JSON.stringify([ann, ahmad])), [ann, ahmad]);
  for (const kept of ['', '{', '{}', '[null,1,{"id":1}]']) assert.deepEqual(pickedOf(kept), [], kept);
});
