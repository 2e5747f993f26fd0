// SPDX-License-Identifier: Apache-2.0
// What a reviewer would otherwise have to look for each time.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { test } from 'node:test';
import { contract } from '../scripts/contract.mjs';

const root = process.env['MUSTER_WEB_ROOT'] ?? '.';
const sources = walk(join(root, 'src')).concat(walk(join(root, 'tests')), walk(join(root, 'scripts')));

function walk(folder: string): { name: string; text: string }[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((each) => {
    const path = join(folder, each.name);
    return each.isDirectory() ? walk(path) : [{ name: relative(root, path), text: readFileSync(path, 'utf8') }];
  });
}

test('every file says its licence and is of a size to be read', () => {
  for (const { name, text } of sources) {
    assert.match(text.slice(0, 200), /SPDX-License-Identifier: Apache-2\.0/, name);
    const lines = text.split('\n').length;
    assert.ok(lines <= 300 || /^src[/\\]i18n[/\\]\w\w\.ts$/.test(name), `${name} has ${lines} lines`);
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
