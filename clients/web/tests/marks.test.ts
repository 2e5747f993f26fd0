// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { marked } from '../src/core/marks.ts';
import type { Mark } from '../src/core/marks.ts';
import { hasMarks } from '../src/ui/marked.tsx';

/** The text with its selection between bars, before and after. */
function put(text: string, mark: Mark): string {
  const [before = '', chosen = '', after = ''] = text.split('|');
  const whole = before + chosen + after;
  const { from, to, text: put, start, end } = marked(whole, before.length, before.length + chosen.length, mark);
  const result = whole.slice(0, from) + put + whole.slice(to);
  return `${result.slice(0, start)}|${result.slice(start, end)}|${result.slice(end)}`;
}

test('a mark is put around what is chosen, and taken away by the same press', () => {
  assert.equal(put('a |word| here', 'strong'), 'a **|word|** here');
  assert.equal(put('a **|word|** here', 'strong'), 'a |word| here');
  assert.equal(put('a |word| here', 'em'), 'a *|word|* here');
  assert.equal(put('a **|word|** here', 'em'), 'a ***|word|*** here');
  assert.equal(put('|كلمة|', 'code'), '`|كلمة|`');
  assert.equal(put('|one\ntwo|', 'code'), '```\n|one\ntwo|\n```');
  assert.equal(put('||', 'strong'), '**||**');
});

test('whole lines are quoted, and no longer', () => {
  assert.equal(put('one\nt|wo\nth|ree\nfour', 'quote'), 'one\n|> two\n> three|\nfour');
  assert.equal(put('one\n> t|wo\n> th|ree', 'quote'), 'one\n|two\nthree|');
});

test('of a link what is missing is selected', () => {
  assert.equal(put('see |this|', 'link'), 'see [this](|https://|)');
  assert.equal(put('see |https://example.org/a|', 'link'), 'see [||](https://example.org/a)');
});

test('a mention begins a word', () => {
  assert.equal(put('hello||', 'mention'), 'hello @||');
  assert.equal(put('hello ||', 'mention'), 'hello @||');
});

test('what has no mark is read without what reads marks', () => {
  for (const text of ['hello', '2 - 3', 'at 10:30', 'a > b', 'https://example.org/a']) assert.ok(!hasMarks(text), text);
  for (const text of ['**b**', '`c`', '> quote', 'a\n- b', '1. one', '[a](https://example.org)']) assert.ok(hasMarks(text), text);
});
