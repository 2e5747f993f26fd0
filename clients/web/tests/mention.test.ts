// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitting, mentioned, named, pickedOf, sought } from '../src/core/mention.ts';

const guest = { id: 'u1', name: 'Guest Two' };
const guests = { id: 'u2', name: 'Guests' };
const team = { id: 'u3', name: 'Équipe Guest' };
const teacher = { id: 'u4', name: 'أستاذ من تونس' };
const all = [team, guest, guests, teacher];
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
  assert.deepEqual(ids('gu'), ['u1', 'u2', 'u3']);
  assert.deepEqual(ids('GU', 'u1'), ['u2', 'u3']);
  assert.deepEqual(ids('guest '), ['u1'], 'a space is a letter of the name');
  assert.deepEqual(ids('equ'), ['u3'], 'without marks');
  assert.deepEqual(ids('است'), ['u4'], 'in Arabic too');
  assert.deepEqual(ids('تو'), ['u4']);
  assert.deepEqual(ids('ue'), [], 'not from within a word');
  assert.deepEqual(ids('guest two, what'), [], 'the name has ended');
  assert.equal(fitting([guest, guest, guests], 'gu', '').length, 2);
  assert.equal(fitting(Array.from({ length: 50 }, (_, n) => ({ id: `p${n}`, name: `Guest ${n}` })), 'gu', '').length, 8);
});

test('who is picked is mentioned as long as the name stands', () => {
  const text = `Hello ${named(guest)}and ${named(teacher)}`;
  assert.deepEqual(mentioned(text, [guest, teacher, team], 20), ['u1', 'u4']);
  assert.deepEqual(mentioned('@Guests', [{ id: 'u9', name: 'Guest' }], 20), [], 'another name that begins so');
  assert.deepEqual(mentioned('@Guests, @Guest.', [{ id: 'u9', name: 'Guest' }], 20), ['u9']);
  assert.deepEqual(mentioned('@Guest', [{ id: 'u9', name: 'Guest' }], 20), ['u9'], 'at the end');
  assert.deepEqual(mentioned(text, [guest, guest, teacher], 1), ['u1'], 'no more than may be');
});

test('a name is meant composed or not: R8', () => {
  const both = [{ id: 'u5', name: 'مشارك' }, { id: 'u6', name: 'Particip\u00e1nt' }];
  const says = '@\u0645\u0634\u0627\u0631\u0643 @Particip\u00e1nt ';
  for (const form of ['NFC', 'NFD'] as const) {
    assert.deepEqual(mentioned(says.normalize(form), both, 20), ['u5', 'u6'], form);
    assert.deepEqual(mentioned(says, both.map(({ id, name }) => ({ id, name: name.normalize(form) })), 20), ['u5', 'u6'], form);
    assert.deepEqual(fitting(both, 'particip\u00e1'.normalize(form), '').map(({ id }) => id), ['u6']);
  }
});

test('what is kept is read back, and nothing else', () => {
  assert.deepEqual(pickedOf(JSON.stringify([guest, teacher])), [guest, teacher]);
  for (const kept of ['', '{', '{}', '[null,1,{"id":1}]']) assert.deepEqual(pickedOf(kept), [], kept);
});
