// SPDX-License-Identifier: Apache-2.0
// The list of keys (src/ui/keys/list.ts) and the keys that there are say the same.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ALL, KEYS, WHERE, partsOf, pressedOf } from '../src/ui/keys/list.ts';
import { remindAt } from '../src/ui/bookmark/when.ts';

const root = join(process.env['MUSTER_WEB_ROOT'] ?? '.', 'src');
const files = (folder: string): string[] => readdirSync(join(root, folder), { withFileTypes: true })
  .flatMap((each) => (each.isDirectory() ? files(join(folder, each.name)) : [join(folder, each.name)])).filter((name) => /\.tsx?$/.test(name));
const read = (name: string): string => readFileSync(join(root, name), 'utf8');

// What a control of its kind has by itself, as everybody knows it; what has a list of its own; what hears any key.
const KNOWN = [
  'ui/tabs.tsx', 'ui/menu.tsx', 'ui/reading.ts', 'core/router.ts', 'pages/academy/pick.tsx', 'pages/academy/people/list.tsx', 'pages/academy/rooms/form.tsx',
  'features/document/pick.tsx', 'features/document/choose.tsx', 'features/captions/page.tsx', 'pages/present/page.tsx', 'main.tsx', 'ui/keys/index.ts',
];

test('whatever listens to keys is in the list, and what the list names listens', () => {
  const listens = files('.').filter((name) => !name.startsWith('kit') && /['"]keydown['"]|onKeyDown=/.test(read(name)));
  const named = new Set(ALL.flatMap(({ by }) => (by ? [by.file] : [])));
  assert.deepEqual(listens.filter((name) => !named.has(name) && !KNOWN.includes(name)), []);
  assert.deepEqual([...named, ...KNOWN].filter((name) => !listens.includes(name)), []);
  for (const { id, by } of ALL) if (by) assert.ok(read(by.file).includes(by.says), `${id}: ${by.file} does not say ${by.says}`);
});

test('what is heard here does what the list says, once', () => {
  const does = /const DOES:[^\n]*\n([^]*?)\n\};/.exec(read('ui/keys/index.ts'))?.[1] ?? '';
  const done = [...does.matchAll(/^ {2}(\w+): /gm)].map(([, id]) => id ?? '');
  assert.deepEqual([...done].sort(), ALL.filter(({ by }) => !by).map(({ id }) => id).sort());
  for (const { id, keys } of ALL.filter(({ by }) => !by)) {
    let waits: readonly string[] = [];
    keys.forEach((key, at) => {
      const now = pressedOf(waits, key);
      assert.equal(now.does, at === keys.length - 1 ? id : undefined);
      waits = now.waits;
    });
  }
  assert.deepEqual(pressedOf(['g'], 'x'), { waits: [] });
  assert.equal(pressedOf(['g'], 'j').does, 'next');
});

test('the sheet lists every key of a page, and none that is not there', () => {
  const rows = partsOf(() => true).flatMap((part) => part.rows);
  assert.deepEqual(rows.map(({ id }) => id).sort(), KEYS.map(({ id }) => id).sort());
  const plain = partsOf(() => false);
  assert.deepEqual(plain.map(({ where }) => where), ['everywhere']);
  assert.deepEqual(partsOf((selector) => selector === WHERE.replay).map(({ where }) => where), ['everywhere', 'replay']);
});

test('each key and each part has words in all languages', async () => {
  for (const lang of ['ar', 'en', 'es', 'fr']) {
    const said = Object.values(await import(`../src/ui/keys/texts/${lang}.ts`) as object)[0] as Record<string, string>;
    for (const { id, where } of ALL) for (const key of [`keys.${id}`, `keys.where.${where}`]) assert.ok(said[key], `${lang} ${key}`);
  }
});

test('letters alone can be switched off, and are never heard in a field or with another key', () => {
  const heard = /export function pressed[^]*?\n\}/.exec(read('ui/keys/index.ts'))?.[0] ?? '';
  for (const asked of ['!single.get()', 'event.ctrlKey', 'event.metaKey', 'event.altKey', 'closest(TAKEN)', 'isComposing']) assert.ok(heard.includes(asked), asked);
});

test('a reminder is at the hour of the reader', () => {
  const now = new Date(2026, 2, 27, 17, 30).getTime();
  assert.equal(remindAt('none', NaN, now), 0);
  assert.equal(remindAt('hours', NaN, now), now + 3 * 3_600_000);
  assert.equal(remindAt('tomorrow', NaN, now), new Date(2026, 2, 28, 9).getTime());
  assert.equal(remindAt('week', NaN, now), new Date(2026, 3, 3, 9).getTime());
  assert.equal(remindAt('at', NaN, now), undefined);
  assert.equal(remindAt('at', now, now), now);
});
