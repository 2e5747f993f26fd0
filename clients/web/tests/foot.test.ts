// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { footOf } from '../src/ui/foot.ts';

const at = (top: number, bottom: number) => ({ getBoundingClientRect: () => ({ top, bottom }) });

test('a notice stays above what stands at the foot of the page, and only above that', () => {
  assert.equal(footOf([], 740), 0);
  assert.equal(footOf([at(670, 740)], 740), 70);
  assert.equal(footOf([at(600, 660), at(670, 740)], 740), 140); // where the notice would reach it
  assert.equal(footOf([at(100, 160)], 740), 0); // far above
  assert.equal(footOf([at(900, 960)], 740), 0); // out of sight
  assert.equal(footOf([at(0, 0)], 740), 0); // not shown
  assert.equal(footOf([at(50, 740)], 740), 370); // never off the page
});

// A bar that sticks to the lower edge has acts in it: whoever writes another one marks it.
test('every bar that sticks to the foot is known as one', () => {
  const files = readdirSync('src', { recursive: true }).map(String);
  const read = (name: string) => readFileSync(`src/${name}`, 'utf8');
  const bars = files.filter((name) => name.endsWith('.css'))
    .flatMap((name) => [...read(name).matchAll(/\.([\w-]+) \{[^}]*position: sticky; inset-block-end/g)]).map(([, bar]) => bar);
  assert.ok(bars.length >= 2, String(bars));
  const pages = files.filter((name) => name.endsWith('.tsx')).map(read).join('\n');
  for (const bar of [...bars, 'composer'])
    for (const [tag] of pages.matchAll(new RegExp(`<\\w+ class="${bar}"[^>]*`, 'g'))) assert.match(tag, / data-foot/, tag);
});
