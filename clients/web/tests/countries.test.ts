// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { COUNTRIES, countriesIn, countryName } from '../src/core/countries.ts';

test('the countries that can be chosen are those that the server knows', (context) => {
  const file = join(process.env['MUSTER_WEB_ROOT'] ?? '.', '../../server/features/country.c');
  if (!existsSync(file)) return context.skip('no server beside us');
  const [, list = ''] = /codes\[\] =\n([^;]*);/.exec(readFileSync(file, 'utf8')) ?? [];
  assert.equal(COUNTRIES.join(''), list.replace(/[^A-Z]/g, ''));
  return undefined;
});

test('a country is named in the reader’s language, and stands in its order', () => {
  for (const lang of ['en', 'fr', 'es', 'ar']) {
    const countries = countriesIn(lang);
    assert.equal(countries.length, COUNTRIES.length);
    for (const { code, name } of countries) assert.notEqual(name, code, lang);
    const { compare } = new Intl.Collator(lang);
    assert.deepEqual(countries, [...countries].sort((a, b) => compare(a.name, b.name)));
  }
  assert.equal(countryName('TN', 'ar'), 'تونس');
  assert.equal(countryName('not one', 'ar'), 'not one');
});
