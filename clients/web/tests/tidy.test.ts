// SPDX-License-Identifier: Apache-2.0
// What a reviewer would otherwise have to look for each time.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import { contract } from '../scripts/contract.mjs';
import { OF_DEVICE, OF_NEXT } from '../src/core/keep.ts';

const root = process.env['MUSTER_WEB_ROOT'] ?? '.';
const sources = walk(join(root, 'src')).concat(walk(join(root, 'tests')), walk(join(root, 'scripts')));

function walk(folder: string): { name: string; text: string }[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((each) => {
    const path = join(folder, each.name);
    if (path.endsWith('.png')) return [];
    return each.isDirectory() ? walk(path) : [{ name: relative(root, path), text: readFileSync(path, 'utf8') }];
  });
}

test('every file says its licence and is of a size to be read', () => {
  for (const { name, text } of sources) {
    assert.match(text.slice(0, 200), /SPDX-License-Identifier: Apache-2\.0/, name);
    const lines = text.split('\n').length;
    assert.ok(lines <= 300 || /[/\\]texts[/\\]\w\w\.ts$/.test(name), `${name} has ${lines} lines`);
  }
});

// An effect that waits for the painter comes after what is seen, and so does what it does when its part is gone: a key
// pressed at once would go nowhere.
test('whoever sees a page may press its keys', () => {
  for (const { name, text } of sources.filter(({ name }) => /^src[/\\]/.test(name)))
    for (const effect of text.split(/\buseEffect\(/).slice(1))
      assert.doesNotMatch(effect.split(/\n {2}\}|\]\);\n/, 1)[0] ?? '', /addEventListener\('key|\.focus\(/, name);
});

// What is pressed is a control, so that Tab comes to it: an option is chosen by the arrows of its field, and what holds
// nothing but a control may hear that it was pressed.
const PRESSED = /<(?!button\b|a\b|summary\b|input\b|select\b)[a-z]\w*\b(?:[^<>]|=>)*?\bonClick=[^\n]*/g;

test('what is pressed is a control', () => {
  for (const { name, text } of sources.filter((source) => /^src.*tsx$/.test(source.name)))
    for (const [tag] of text.matchAll(PRESSED)) assert.match(tag, /role="option"|^<span onClick=\{\w+\}><Link\b/, name);
});

// What narrows or sorts a list stands in its address, and is one line on every page. What is asked in a dialog or a form is none.
const ASKED = /captions[/\\](button|sheet)|stage[/\\](recordings|replay[/\\]shift)/;

test('filters are in one line', () => {
  for (const { name, text } of sources.filter((source) => /^src.*tsx$/.test(source.name) && !ASKED.test(source.name))) {
    if (/\buseParam\(|\bparamsSet\(/.test(text) && /<(Choice|Select)\b/.test(text)) assert.match(text, /<FilterLine\b/, name);
    assert.doesNotMatch(text, /<div[^>]*role="search"/, name);
  }
});

// What was worded before, perhaps in another language, is in no language that can be chosen meanwhile.
test('a notice is worded when it is told', () => {
  for (const { name, text } of sources.filter((source) => /^src/.test(source.name))) assert.doesNotMatch(text, /\bnotify\(\w+[,)]/, name);
});

const FEATURE = /^src[/\\]features[/\\](\w+)[/\\]/;
const imports = (text: string): string[] => [...text.matchAll(/(?:from |import\(|import )'([^']+)'/g)].map(([, path]) => path ?? '');
const target = (name: string, path: string): string => (path.startsWith('.') ? join(dirname(name), path) : path);

test('features do not know each other, nor the rooms', () => {
  for (const { name, text } of sources) {
    const [, own] = FEATURE.exec(name) ?? [];
    if (own === undefined) continue;
    for (const path of imports(text).map((each) => target(name, each))) {
      const [, other] = FEATURE.exec(path) ?? [];
      assert.ok(other === undefined || other === own, `${name} imports ${path}`);
      assert.doesNotMatch(path, /^src[/\\](rooms|pages|app|main)\b/, name);
    }
  }
});

test('core, ui and i18n know no feature and no room; core takes only types of the others', () => {
  for (const { name, text } of sources.filter((source) => /^src[/\\](core|ui|i18n)[/\\]/.test(source.name))) {
    for (const path of imports(text).map((each) => target(name, each))) assert.doesNotMatch(path, /^src[/\\](features|rooms|pages)\b|^(texts|staff):/, name);
    if (!/^src[/\\]core/.test(name)) continue;
    for (const [line] of text.matchAll(/^import .*'\.\.\/(?:ui|i18n)\/.*$/gm)) assert.match(line, /^import type /, `${name}: ${line}`);
  }
});

test('a room’s list is the only place that names a feature', () => {
  for (const { name, text } of sources.filter((source) => /^src/.test(source.name) && !FEATURE.test(source.name))) {
    if (/^src[/\\]rooms[/\\]\w+[/\\]features\.ts$/.test(name)) continue;
    for (const path of imports(text).map((each) => target(name, each))) assert.doesNotMatch(path, FEATURE, name);
  }
});

test('what a feature says is in its own texts, or in those of every page', () => {
  const folder = (name: string): string => FEATURE.exec(name)?.[1] ?? '';
  const keys = new Map<string, string>();
  for (const { name, text } of sources.filter((source) => /texts[/\\]en\.ts$/.test(source.name))) {
    for (const [, key] of text.matchAll(/^ {2}'([\w.]+)':/gm)) {
      assert.ok(!keys.has(key ?? ''), `${key ?? ''} is in ${keys.get(key ?? '') ?? ''} and ${name}`);
      keys.set(key ?? '', folder(name));
    }
  }
  for (const { name, text } of sources.filter((source) => /^src.*\.tsx?$/.test(source.name) && !/texts[/\\]/.test(source.name))) {
    for (const [, key] of text.matchAll(/'([a-z]+\.[\w.]+)'/g)) {
      const home = keys.get(key ?? '');
      // Which number belongs to a refusal is one list.
      if (name === join('src', 'i18n', 'limits.ts')) continue;
      assert.ok(home === undefined || home === '' || home === folder(name), `${name} says ${key ?? ''} of ${home ?? ''}`);
    }
    for (const [, built] of text.matchAll(/`([a-z]+\.[\w.]*)\$\{/g)) {
      // What a room alone refuses has words in that room; elsewhere one sentence serves for all (i18n/index.ts).
      if (built === 'error.') continue;
      const homes = [...keys].filter(([key]) => key.startsWith(built ?? '')).map(([, home]) => home);
      assert.ok(homes.every((home) => home === '' || home === folder(name)), `${name} says ${built ?? ''}…`);
    }
  }
});

test('a style sheet comes with its feature’s definition, or with a page', () => {
  for (const { name, text } of sources.filter((source) => /^src.*\.tsx?$/.test(source.name))) {
    if (/import '.*\.css'/.test(text)) assert.match(name, /[/\\](index\.ts|page\.tsx)$/, name);
  }
});

test('styles know no left and no right', () => {
  const physical = /(^|[\s;{])(?:(?:margin|padding|border)-(?:left|right|top|bottom)|left|right|top|bottom|width|height|(?:min|max)-(?:width|height))\s*:|text-align:\s*(?:left|right)|float:/m;
  for (const { name, text } of sources.filter((source) => source.name.endsWith('.css'))) {
    // Media features have no logical names.
    const found = physical.exec(text.replace(/@media[^{]*/g, ''));
    assert.equal(found?.[0], undefined, name);
  }
});

test('no text is written into a component', () => {
  const attribute = /(?:aria-label|title|placeholder|alt)="[^"]*[A-Za-z]{2}/;
  const content = />\s*[A-Z][a-z]+[^<>{}=;()]*<\//;
  for (const { name, text } of sources.filter((source) => /^src.*\.tsx$/.test(source.name))) {
    assert.doesNotMatch(text, attribute, name);
    assert.doesNotMatch(text, content, name);
  }
});

test('no any, no inner HTML, no eval', () => {
  for (const { name, text } of sources.filter((source) => /^src.*\.tsx?$/.test(source.name))) {
    assert.doesNotMatch(text, /\bas any\b|:\s*any\b|<any>|dangerouslySetInnerHTML|innerHTML|\beval\(|new Function/, name);
  }
});

// A name without an owner would go with everybody, or stay with nobody (core/keep.ts).
test('what the page keeps in storages is of the device, of whoever comes next, or says whose it is', () => {
  const names = sources.filter(({ name }) => name.startsWith('src')).flatMap(({ text }) => [...text.matchAll(/(['`])(muster\.(?:(?!\1).)*)\1/g)].map(([, , key = '']) => key));
  // A person of the demo is of their tab, a database has its own way out (core/shelf.ts), a lock keeps nothing.
  const other = ['muster.identity', 'muster.seen', 'muster.', 'muster.${name}', 'muster.${tab}'];
  const whose = /^muster\.[a-z]+\.\$\{(owner|id|me|person|this\.person|identity\.id|useSession\(\)\.identity\.id|who\.get\(\).*)\}/;
  assert.ok(names.length > 12);
  assert.deepEqual(names.filter((key) => !OF_DEVICE.includes(key) && !OF_NEXT.includes(key) && !other.includes(key) && !whose.test(key)), []);
});

test('the contract is the protocol’s', (context) => {
  const protocol = join(root, '../../protocol');
  if (!existsSync(protocol)) return context.skip('no protocol beside us');
  const read = (name: string): string => readFileSync(join(protocol, name), 'utf8');
  assert.equal(readFileSync(join(root, 'src/core/contract.ts'), 'utf8'), contract(read('errors.def'), read('bounds.def')), 'npm run contract');
  return undefined;
});

test('the lock names no host', () => {
  assert.doesNotMatch(readFileSync(join(root, 'package-lock.json'), 'utf8'), /"resolved"\s*:\s*"http/);
});
