// SPDX-License-Identifier: Apache-2.0
// What the page promises of its parts and words, where no browser is needed; tests/e2e/README.md says where the rest is.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { h } from 'preact';
import type { Lang } from '../src/i18n/types.ts';
import { instead } from '../src/ui/awaited.tsx';
import { Bars } from '../src/ui/bars.tsx';
import { Spinner } from '../src/ui/parts.tsx';
import { Skeleton } from '../src/ui/states.tsx';
import { all } from './help-texts.ts';
import { drawn } from './help-tree.ts';

const root = process.env['MUSTER_WEB_ROOT'] ?? '.';
const source = (name: string): string => readFileSync(join(root, 'src', name), 'utf8');

test('results are a bar, a number and a percent; the own choice is said; a change moves and does not jump', () => {
  const page = drawn(h(Bars, { bars: [{ key: 1, text: 'Here', share: 0.75, value: '3, 75 %', mine: 'your choice' }, { key: 2, text: 'There', share: 0.25, value: '1, 25 %' }] }), {});
  assert.match(page.textContent, /Here\(your choice\)3, 75 %There1, 25 %/);
  assert.match(source('styles/bars.css'), /\.bar span \{[^}]*transition: inline-size/);
  // And stands still for whoever wants nothing to move.
  assert.match(source('styles/base.css'), /prefers-reduced-motion: reduce[^]*transition: none !important/);
});

test('what can be undone can be for eight seconds', () => {
  assert.match(source('ui/live.tsx'), /UNDO_MS = 8000;[^]*undo \? UNDO_MS/);
});

// Whoever reads one of these knows neither what was refused nor what to do.
const NOTHING_SAID: { readonly [L in Lang]: RegExp } = {
  en: /went wrong|did(n.t| not) work|an error occurred|unexpected error/i,
  fr: /n.a pas (fonctionné|marché)|erreur (est survenue|s.est produite|inattendue)/i,
  es: /salió mal|no funcionó|(produjo|ocurrido) un error|error inesperado/i,
  ar: /حدث خطأ|خطأ ما|خطأ غير متوقع/,
};

test('no text says no more than that something did not work', () => {
  for (const [lang, texts] of Object.entries(all) as [Lang, object][]) {
    for (const [key, text] of Object.entries(texts)) {
      for (const form of typeof text === 'string' ? [text] : Object.values(text as object)) {
        assert.doesNotMatch(String(form), NOTHING_SAID[lang], `${lang}: ${key}`);
      }
    }
  }
  assert.match('Something went wrong.', NOTHING_SAID.en);
});

test('while something is on its way its shape stands there, and is said', () => {
  const page = drawn(h(Skeleton, { kind: 'rows', label: 'On its way' }), {});
  assert.match(page.textContent, /On its way/);
  assert.ok(page.all(({ attributes }) => (attributes.get('class') ?? '').includes('skeleton')).length > 0);
});

test('without a network what is on its way says that it does not come, wherever it stands', () => {
  instead.set(() => h('p', {}, 'Not on this device'));
  try {
    for (const waits of [h(Skeleton, { kind: 'rows', label: 'On its way' }), h(Spinner, { label: 'On its way' })]) {
      const page = drawn(waits, {});
      assert.match(page.textContent, /Not on this device/);
      assert.doesNotMatch(page.textContent, /On its way/);
    }
  } finally {
    instead.set(undefined);
  }
  // And nothing else stands for what is on its way.
  const files = readdirSync(join(root, 'src'), { recursive: true }).map(String).filter((name) => name.endsWith('.tsx') && !/^ui\/(?:parts|states)\.tsx$/.test(name));
  assert.deepEqual(files.filter((name) => /class(?:=|Name=)[^>]*\b(?:spinner|skeleton)(?![\w-])/.test(source(name))), []);
});

test('a dot says that something is new, and a role is written', () => {
  const files = readdirSync(join(root, 'src'), { recursive: true }).map(String).filter((name) => name.endsWith('.tsx') && !name.startsWith('kit'));
  const dots = files.flatMap((name) => [...source(name).matchAll(/<Dot label=\{t\('([\w.]+)'/g)].map(([, key = '']) => key));
  assert.ok(dots.length > 3);
  for (const key of dots) {
    const text = (all.en as { readonly [key: string]: unknown })[key];
    assert.match(typeof text === 'string' ? text : String((text as { other: string }).other), /\b(new|unread)\b/i, key);
  }
  assert.match(source('ui/parts.tsx'), /export function Name[^]*?roleName\([^]*?class="role">\{title\}/);
});
