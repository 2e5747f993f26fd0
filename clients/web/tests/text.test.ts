// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chars, directionOf, isMixed } from '../src/core/text.ts';

test('characters are counted as the server counts them: composed, without blank ends and controls', () => {
  assert.equal(chars('e\u0301'.repeat(2100)), 2100);
  assert.equal(chars('\u00e9'.repeat(2100)), 2100);
  assert.equal(chars('👮🏽'), 2);
  assert.equal(chars('  a b\n'), 3);
  assert.equal(chars('\u202ea\u0007'), 1);
  assert.equal(chars('a\nb'), 3);
  assert.equal(chars(''), 0);
});

test('the direction is that of the words; addresses, paths and code are none', () => {
  assert.equal(directionOf('انظر https://example.org/a'), 'rtl');
  assert.equal(directionOf('الملف `const answer = compute(question)` هنا'), 'rtl');
  assert.equal(directionOf('في /home/someone/evidence/images'), 'rtl');
  assert.equal(directionOf('e3b0c44298fc1c149afbf4c8996fb924 هو'), 'rtl');
  assert.equal(directionOf('Look: كلمة, and much more English'), 'ltr');
  assert.equal(directionOf('https://example.org/a'), 'ltr');
  assert.equal(directionOf('12:30 ?'), undefined);
  assert.equal(directionOf('שלום'), 'rtl');
});

test('both directions are seen', () => {
  assert.equal(isMixed('انظر https://example.org/a'), true);
  assert.equal(isMixed('السلام عليكم 12'), false);
  assert.equal(isMixed('hello 12'), false);
});

test('asking costs no time that anybody notices', () => {
  const began = process.cpuUsage();
  for (const text of ['a'.repeat(24_000), 'ب a'.repeat(8000), '`'.repeat(24_000), 'a.'.repeat(12_000), '/'.repeat(24_000)]) {
    directionOf(text);
    isMixed(text);
    chars(text);
  }
  assert.ok(process.cpuUsage(began).user < 1_000_000, 'of the processor, in microseconds');
});
