// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { links } from '../src/core/links.ts';

const found = (text: string): (string | undefined)[] => links(text).filter((piece) => piece.href !== undefined).map((piece) => piece.text);

test('the pieces are the text', () => {
  for (const text of ['', 'a', 'see https://a.example/b.', 'https://a.example', 'x https://a.example y http://b.example z']) {
    assert.equal(links(text).map((piece) => piece.text).join(''), text);
  }
});

test('marks behind an address are not of it', () => {
  assert.deepEqual(found('(see https://a.example/b_(c)).'), ['https://a.example/b_(c)']);
  assert.deepEqual(found('https://a.example/b? «https://c.example»'), ['https://a.example/b', 'https://c.example']);
  assert.deepEqual(found('انظر https://a.example/ب،'), ['https://a.example/ب']);
});

test('however marks and brackets are heaped up, they are looked at once', () => {
  const texts = [
    `https://x/${'.'.repeat(2000)}a${')'.repeat(1900)}`, `https://x/${'.)'.repeat(2000)}`, 'https://x/'.repeat(400),
    `https://x/${'('.repeat(2000)}${')'.repeat(1990)}`, `${'https://'.repeat(500)}`, `https://x/${'.'.repeat(3900)}`,
  ];
  const began = process.cpuUsage();
  for (let turn = 0; turn < 20; turn++) texts.forEach(links);
  assert.ok(process.cpuUsage(began).user < 1_000_000, 'of the processor, in microseconds');
  assert.deepEqual(found(`https://x/${'.'.repeat(20)}a)))`), [`https://x/${'.'.repeat(20)}a`]);
  assert.deepEqual(found('https://x/a.)].)'), ['https://x/a']);
  assert.deepEqual(found('https://x/(a)(b)).'), ['https://x/(a)(b)']);
});

test('only the web is linked', () => {
  assert.deepEqual(found('javascript:alert(1) data:text/html,x ftp://a.example file:///etc'), []);
  assert.deepEqual(found('https://bank.example@evil.example/'), []);
  assert.deepEqual(found('https://'), []);
});

test('direction controls end an address', () => {
  assert.deepEqual(found('https://a.example/\u202egpj.exe'), ['https://a.example/']);
});
