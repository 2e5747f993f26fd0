// SPDX-License-Identifier: Apache-2.0
// When the team is told that many want another tempo.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { h } from 'preact';
import type { JsonObject } from '../src/core/merge.ts';
import { tempo } from '../src/features/tempo/index.ts';
import { Needs } from '../src/features/tempo/needs.tsx';
import { wordsFor } from '../src/i18n/index.ts';
import type { Lang } from '../src/i18n/types.ts';
import { all } from './help-texts.ts';
import { drawn } from './help-tree.ts';

const room = (sums: JsonObject, count: number): JsonObject => ({ tempo: { sums }, presence: { count }, me: { id: 'me', role: 'host' } });

test('the team is told once a quarter of those present, and three at least, want another tempo', () => {
  const needs = (sums: JsonObject, count: number): number => tempo.needs?.(room(sums, count)) ?? 0;
  assert.equal(needs({ slower: 2 }, 4), 0, 'two are few');
  assert.equal(needs({ slower: 2, lost: 1 }, 4), 1);
  assert.equal(needs({ slower: 20, lost: 4 }, 100), 0);
  assert.equal(needs({ slower: 20, lost: 5 }, 100), 1);
  assert.equal(needs({ faster: 25, fine: 70 }, 100), 1);
  assert.equal(needs({ fine: 100 }, 100), 0);
  for (const lang of ['en', 'fr', 'es', 'ar'] satisfies Lang[]) {
    const words = wordsFor(lang, all[lang]);
    const said = drawn(h(Needs, null), room({ slower: 20, lost: 5 }, 100), { lang }).at('need-tempo')?.textContent ?? '';
    assert.ok(said.includes(words.t('tempo.need.slower')) && said.includes(words.number(25)), lang);
  }
  assert.equal(drawn(h(Needs, null), room({ fine: 9 }, 9)).at('need-tempo'), undefined);
});
