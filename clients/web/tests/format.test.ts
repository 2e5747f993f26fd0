// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatter } from '../src/i18n/format.ts';
import { personName, spoken } from '../src/i18n/context.tsx';
import { wordsFor } from '../src/i18n/index.ts';
import { ar, en, fr } from './help-texts.ts';

const english = formatter('en-GB');

test('a countdown shows hours only when there are any, and stops at nothing', () => {
  assert.equal(english.countdown(3_723_000), '1:02:03');
  assert.equal(english.countdown(123_000), '2:03');
  assert.equal(english.countdown(1), '0:01');
  assert.equal(english.countdown(-5000), '0:00');
});

test('the past is told in the largest unit that fits', () => {
  const now = 1_700_000_000_000;
  assert.equal(english.ago(now - 5_000, now), 'now');
  assert.equal(english.ago(now + 5_000, now), 'now');
  assert.equal(english.ago(now - 180_000, now), '3 minutes ago');
  assert.equal(english.ago(now - 7_200_000, now), '2 hours ago');
  assert.equal(english.ago(now - 86_400_000, now), 'yesterday');
  assert.equal(english.ago(now - 30 * 86_400_000, now), english.ago(now - 30 * 86_400_000, now + 1));
});

test('yesterday is the day before today, not the last day and night', () => {
  const zone = process.env['TZ'];
  const ago = (now: Date, then: Date): string => english.ago(then.getTime(), now.getTime());
  try {
    for (const name of ['UTC', 'Europe/Paris', 'America/Sao_Paulo', 'Asia/Kathmandu']) {
      process.env['TZ'] = name;
      assert.equal(ago(new Date(2026, 10, 21, 9), new Date(2026, 10, 19, 23)), '2 days ago', name);
      assert.equal(ago(new Date(2026, 10, 21, 22), new Date(2026, 10, 20, 0, 1)), 'yesterday', name);
      assert.equal(ago(new Date(2026, 10, 21, 1), new Date(2026, 10, 20, 23)), 'yesterday', name);
      assert.equal(ago(new Date(2026, 10, 21, 23), new Date(2026, 10, 21, 0, 30)), '22 hours ago', name);
    }
    // The night of the change has 25 hours in October and 23 in March.
    process.env['TZ'] = 'Europe/Paris';
    assert.equal(ago(new Date(2026, 9, 26, 0, 30), new Date(2026, 9, 25, 0, 30)), 'yesterday');
    assert.equal(ago(new Date(2026, 9, 26, 0, 30), new Date(2026, 9, 24, 23, 30)), '2 days ago');
    assert.equal(ago(new Date(2026, 2, 30, 0, 30), new Date(2026, 2, 29, 0, 30)), 'yesterday');
    assert.equal(ago(new Date(2026, 2, 30, 0, 30), new Date(2026, 2, 28, 23, 30)), '2 days ago');
  } finally {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  }
});

test('today has a time, another day its date too', () => {
  const now = new Date(2026, 10, 21, 15, 0).getTime();
  assert.match(english.moment(new Date(2026, 10, 21, 9, 5).getTime(), now), /^0?9:05$/);
  assert.match(english.moment(new Date(2026, 10, 20, 9, 5).getTime(), now), /20 Nov/);
});

test('a text is spoken in the reader’s language, else in English, else in what there is', () => {
  assert.deepEqual(spoken({ en: 'a', ar: 'ب' }, 'ar'), { text: 'ب', lang: 'ar', dir: 'rtl' });
  assert.deepEqual(spoken({ en: 'a', ar: 'ب' }, 'fr'), { text: 'a', lang: 'en', dir: 'ltr' });
  assert.deepEqual(spoken({ ar: 'ب' }, 'fr'), { text: 'ب', lang: 'ar', dir: 'rtl' });
  assert.equal(spoken(undefined, 'fr').text, '');
});

test('the identities of the demo are named in the reader’s language; people keep their names', () => {
  assert.equal(personName(wordsFor('fr', fr), 'Host'), 'Hôte');
  assert.match(personName(wordsFor('ar', ar), 'Participant 12'), /^مشارك /);
  assert.equal(personName(wordsFor('en', en), 'Hostess 1'), 'Hostess 1');
});

test('small numbers are written as Intl writes them, in every language', () => {
  for (const lang of ['en', 'fr', 'es', 'ar']) {
    const [own, intl] = [formatter(lang), new Intl.NumberFormat(lang)];
    for (const value of [...Array(1002).keys(), -1, -0, 0.5, 1234567]) assert.equal(own.number(value), intl.format(value), `${value} in ${lang}`);
  }
});

test('nothing of Intl is made for a small number', () => {
  const { NumberFormat } = Intl;
  Object.assign(Intl, { NumberFormat: class { constructor() { throw new Error('made'); } } });
  try {
    assert.equal(formatter('en').number(412), '412');
    assert.throws(() => formatter('en').number(1000));
  } finally {
    Object.assign(Intl, { NumberFormat });
  }
});
