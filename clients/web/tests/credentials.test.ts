// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayBegins, dayEnds, dayField, dayText } from '../src/core/day.ts';
import { LAPSING_MS, dataOf, faultOf, filtersOf, listAddress, questionOf, soonestFirst } from '../src/pages/academy/credentials/find.ts';
import type { Credential, Draft } from '../src/pages/academy/credentials/find.ts';

test('what stands in the address of the certificates is what is asked for, and nothing else', () => {
  const filters = filtersOf({ state: 'lapsing', kind: 'instructor', person: 'm7', after: '12', else: 'x' });
  assert.deepEqual(questionOf(filters, 1000), { state: 'valid', before: 1000 + LAPSING_MS, kind: 'instructor', person: 'm7', after: 12 });
  assert.equal(listAddress(filters), '/academy/credentials?state=lapsing&kind=instructor&person=m7&after=12');
  assert.deepEqual(questionOf(filtersOf({ state: 'gone', kind: 'two words', after: 'x' }), 1000), {});
  assert.equal(listAddress(filtersOf({})), '/academy/credentials');
});

test('what ends soonest stands first, what never ends last', () => {
  const one = (credential: number, until?: number): Credential => ({ credential, person: 'm1', name: 'Participant 1', kind: 'instructor', issued: 1, state: 'valid', ...(until === undefined ? {} : { until }) });
  assert.deepEqual(soonestFirst([one(1), one(2, 30), one(3, 20)]).map(({ credential }) => credential), [3, 2, 1]);
});

test('a day is the same day for everybody, and it lasts until its end', () => {
  assert.equal(dayField(dayBegins('2026-11-27') ?? 0), '2026-11-27');
  assert.equal(dayField(dayEnds('2026-11-27') ?? 0), '2026-11-27');
  assert.equal(dayText(dayBegins('2026-11-27') ?? 0, 'en'), dayText(dayEnds('2026-11-27') ?? 0, 'en'));
  assert.equal(dayEnds(''), undefined);
});

const DRAFT: Draft = { person: 'm7', kind: 'instructor', title: {}, reference: '', issued: '2026-11-27', until: '' };

test('a certificate is looked at before it is given', () => {
  assert.equal(faultOf(DRAFT), undefined);
  assert.equal(faultOf({ ...DRAFT, person: undefined }), 'person');
  assert.equal(faultOf({ ...DRAFT, kind: 'two words' }), 'kind');
  assert.equal(faultOf({ ...DRAFT, issued: '' }), 'issued');
  assert.equal(faultOf({ ...DRAFT, until: '2026-11-26' }), 'until');
  assert.equal(faultOf({ ...DRAFT, until: '2026-11-27' }), undefined);
  assert.equal(faultOf({ ...DRAFT, reference: 'x'.repeat(121) }), 'long');
});

test('what is empty is not said', () => {
  assert.deepEqual(dataOf(DRAFT), { person: 'm7', kind: 'instructor', issued: dayBegins('2026-11-27') });
  assert.equal(dataOf({ ...DRAFT, of: 'course:c1' })['of'], 'course:c1');
  assert.deepEqual(dataOf({ ...DRAFT, until: '2027-11-27', reference: ' 12 ', title: { en: ' Trainer ', ar: ' ' } }), {
    person: 'm7', kind: 'instructor', issued: dayBegins('2026-11-27'), until: dayEnds('2027-11-27'), reference: '12', title: { en: 'Trainer' },
  });
});
