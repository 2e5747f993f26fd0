// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { contrastOf, isColour, paletteOf } from '../src/core/colour.ts';
import type { Look } from '../src/core/colour.ts';

const root = process.env['MUSTER_WEB_ROOT'] ?? '.';
const GROUNDS: { readonly [L in Look]: readonly string[] } = { light: ['--surface', '--ground', '--sunken'], dark: ['--surface', '--ground', '--sunken'] };
const tokens = readFileSync(`${root}/src/styles/tokens.css`, 'utf8');
const darkAt = tokens.indexOf("[data-theme='dark']");

function token(name: string, look: Look): string {
  const part = look === 'light' ? tokens.slice(0, darkAt) : tokens.slice(darkAt);
  return new RegExp(`${name}: (#[0-9a-f]{6})`).exec(part)?.[1] ?? '';
}

test('whatever colour an academy has, it can be read on every ground, and so can what is written on it', () => {
  for (let step = 0; step < 512; step++) {
    const parts = [step >> 6, (step >> 3) & 7, step & 7].map((part) => Math.round(part * 36.4).toString(16).padStart(2, '0'));
    const colour = `#${parts.join('')}`;
    for (const look of ['light', 'dark'] as const) {
      const { accent, on, soft, strong, contrast } = paletteOf(colour, look);
      for (const each of [accent, on, soft, strong]) assert.ok(isColour(each), `${colour} ${each}`);
      for (const ground of GROUNDS[look]) assert.ok(contrastOf(accent, token(ground, look)) >= 4.5, `${colour} as ${accent} on ${ground}, ${look}`);
      assert.ok(contrastOf(accent, soft) >= 4.49, `${colour} as ${accent} on ${soft}`);
      assert.ok(contrastOf(on, accent) >= 4.5 && contrast >= 4.5, `${on} on ${accent}`);
    }
  }
});

test('a colour that can be read stays as it is', () => {
  assert.equal(paletteOf('#1a4f8b', 'light').accent, '#1a4f8b');
  assert.equal(paletteOf('#8fe0cb', 'dark').accent, '#8fe0cb');
  assert.notEqual(paletteOf('#1a4f8b', 'dark').accent, '#1a4f8b');
});

test('a colour is # and six small hexadecimal digits', () => {
  for (const text of ['', '#fff', '1a4f8b', '#1a4f8', '#1A4F8B', '#1a4f8bb', 'red', '#1a4f8g']) assert.ok(!isColour(text), text);
  assert.ok(isColour('#1a4f8b'));
});

test('contrast is that of WCAG', () => {
  assert.equal(contrastOf('#000000', '#ffffff').toFixed(2), '21.00');
  assert.equal(contrastOf('#777777', '#ffffff').toFixed(2), '4.48');
});

test('the bound of a name is the protocol’s', () => {
  const bounds = readFileSync(`${root}/../../protocol/bounds.def`, 'utf8');
  const page = readFileSync(`${root}/src/pages/academy/settings/page.tsx`, 'utf8');
  assert.equal(/ACADEMY_CHARS = (\d+)/.exec(page)?.[1], /BOUND\(ACADEMY_CHARS, (\d+)/.exec(bounds)?.[1]);
});
