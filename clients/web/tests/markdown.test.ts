// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { blocks, inline } from '../src/core/markdown.ts';
import type { Block, Inline } from '../src/core/markdown.ts';
import { steps } from './help-steps.ts';

const text = (value: string): object => ({ kind: 'text', text: value });

test('plain text stays as it is', () => {
  for (const plain of ['One.', 'One.\n\nTwo.\nThree.', 'a * b * c', '2*3*4', 'a ` b', '**', '[x] (y)', '**not closed', '- ', '1984 was a year'])
    assert.equal(blocks(plain).flatMap((block) => ('inside' in block ? block.inside : [])).map((piece) => ('text' in piece ? piece.text : '?')).join(''), plain === '- ' ? '' : plain);
});

test('code is code, whatever it holds', () => {
  assert.deepEqual(blocks('```\n**a** <b>\n> c\n```'), [{ kind: 'code', text: '**a** <b>\n> c' }]);
  assert.deepEqual(inline('see `**x**` here'), [text('see '), { kind: 'code', text: '**x**' }, text(' here')]);
  assert.equal(blocks('```\nnever closed')[0]?.kind, 'text');
});

test('quotes and lists are blocks, and what follows them is none of them', () => {
  const read = blocks('> One\n> two\n\nThree\n- four\n- five\n\n1. six\n2. seven');
  assert.deepEqual(read.map(({ kind }) => kind), ['quote', 'text', 'list', 'list']);
  assert.deepEqual(read[0], { kind: 'quote', inside: [text('One\ntwo')] });
  assert.deepEqual(read[3], { kind: 'list', ordered: true, items: [[text('six')], [text('seven')]] });
});

test('emphasis and links, and addresses that are written out', () => {
  assert.deepEqual(inline('a **b *c*** d'.replace('***', '* **')).length > 0, true);
  assert.deepEqual(inline('**بحث** و*مهم*'), [
    { kind: 'strong', inside: [text('بحث')] }, text(' و*مهم*'),
  ]);
  assert.deepEqual(inline('[here](https://example.org/a) and https://example.org/b'), [
    { kind: 'link', text: 'here', href: 'https://example.org/a' }, text(' and '), { kind: 'link', text: 'https://example.org/b', href: 'https://example.org/b' },
  ]);
});

test('no address leads anywhere but to the web', () => {
  for (const bad of ['[x](javascript:alert(1))', '[x](data:text/html,1)', '[x](//else.where)', '[x](https://a b)', '[x]()'])
    assert.ok(!inline(bad).some(({ kind }) => kind === 'link' && bad.includes('script')), bad);
  assert.ok(inline('[x](javascript:alert)').every(({ kind }) => kind === 'text'));
  assert.ok(inline('[x](data:text/html,1)').every(({ kind }) => kind === 'text'));
});

test('twice as long a hostile text takes twice as many steps', () => {
  const count = (text: string): number => steps(import.meta.url, () => void blocks(text));
  const hostile = ['*', '**', '`', '[', '[a](', '> ', '- ', '```\n', '**a', '[a](https://x/', '*a ', '(', '*a*', '**`[', '*a **b ', '`a ', 'https://x/(', '[a\n']
    .map((piece) => (length: number): string => piece.repeat(Math.ceil(length / piece.length)));
  hostile.push((length) => `https://x/${'.'.repeat(length / 2)}a${')'.repeat(length / 2)}`);
  for (const make of hostile) {
    const [once, twice] = [count(make(10_000)), count(make(20_000))];
    // Pieces that ran equally often are counted as one. Where each looks at all others it is four times as many.
    assert.ok(once > 0 && twice <= 2.5 * once, `${make(12)}: ${once} steps, twice as long ${twice}`);
  }
});

/** As the server writes it into archives (server/followers/markup.c). */
function html(read: readonly Block[]): string {
  const plain = (value: string): string => value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
  const words = (inside: readonly Inline[]): string => inside.map((one) => {
    switch (one.kind) {
      case 'text': return plain(one.text);
      case 'code': return `<code dir="ltr">${plain(one.text)}</code>`;
      case 'link': return `<a href="${plain(one.href)}">${plain(one.text)}</a>`;
      default: return `<${one.kind}>${words(one.inside)}</${one.kind}>`;
    }
  }).join('');
  return read.map((block) => {
    switch (block.kind) {
      case 'code': return `<pre dir="ltr"><code>${plain(block.text)}</code></pre>`;
      case 'quote': return `<blockquote>${words(block.inside)}</blockquote>`;
      case 'list': {
        const name = block.ordered ? 'ol' : 'ul';
        return `<${name}>${block.items.map((item) => `<li>${words(item)}</li>`).join('')}</${name}>`;
      }
      default: return `<p>${words(block.inside)}</p>`;
    }
  }).join('');
}

test('the page and an archive read marks alike', () => {
  const examples = JSON.parse(readFileSync(`${process.env['MUSTER_WEB_ROOT'] ?? ''}/../../tests/markup.json`, 'utf8')) as { text: string; html: string }[];
  for (const { text: written, html: wanted } of examples) assert.equal(html(blocks(written)), wanted, written);
});
