// SPDX-License-Identifier: Apache-2.0
// What the items of a unit reckon: where one goes on, where captions are, which pictures stand in a text, which week it is.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changed, filesIn, pieces, put, shown, shownIn, unfiled } from '../src/core/pictures.ts';
import { captionsAt, resumeAt } from '../src/features/unit/play.ts';
import { weekOf } from '../src/features/unit/view.ts';
import { customOf, customWritten } from '../src/features/unit/custom.ts';

test('nobody means to go on at the very beginning or end', () => {
  assert.deepEqual([undefined, 0, 4, 5, 90, 95, 96].map((place) => resumeAt(place, 100)), [undefined, undefined, undefined, 5, 90, 95, undefined]);
});

test('captions beside a signed video are fetched by its signature, others as they are', () => {
  const item = { kind: 'video', title: {}, url: '/media/talk/index.m3u8' } as const;
  const signed = '/media/1700049600.abc/talk/index.m3u8';
  assert.equal(captionsAt('/media/talk/fr.vtt', item, signed), '/media/1700049600.abc/talk/fr.vtt');
  assert.equal(captionsAt('/media/other/fr.vtt', item, signed), '/media/other/fr.vtt', 'the signature opens a folder');
  assert.equal(captionsAt('https://media.example/fr.vtt', item, signed), 'https://media.example/fr.vtt');
  const elsewhere = { ...item, url: 'https://media.example/talk.mp4' };
  assert.equal(captionsAt('/media/talk/fr.vtt', elsewhere, elsewhere.url), '/media/talk/fr.vtt');
});

test('a picture stands in a line of its own, and is one that the article holds', () => {
  const text = 'Before.\n\n![A mast](file:31)\n\nBetween ![no](file:31) words.\n![Not held](file:32)\n';
  assert.deepEqual(pieces(text, [31]), [
    { text: 'Before.\n\n' }, { words: 'A mast', file: 31, picture: true }, { text: '\n\nBetween ![no](file:31) words.\n![Not held](file:32)\n' },
  ]);
  assert.deepEqual(filesIn([text, '![A mast](file:31)']), [31, 32]);
  assert.deepEqual(pieces('', []), []);
});

test('another file stands in a line of its own too, and no more than its words where files are none', () => {
  const text = 'See:\n[The plan](file:7)\n![](file:8)\n[Not](file:9) alone';
  assert.deepEqual(pieces(text, [7, 8, 9]), [{ text: 'See:\n' }, { words: 'The plan', file: 7, picture: false }, { words: '', file: 8, picture: true }, { text: '\n[Not](file:9) alone' }]);
  assert.deepEqual(shownIn(`${text}\n[Again](file:7)`).map(({ file }) => file), [7, 8]);
  assert.equal(unfiled(text), 'See:\nThe plan\n\n[Not](file:9) alone');
});

test('a file comes behind the line in which one writes, changes its words and goes', () => {
  const one = { words: 'A mast', file: 7, picture: true };
  assert.equal(put('', 0, one), '![A mast](file:7)\n');
  assert.equal(put('First.\nSecond.', 3, one), 'First.\n\n![A mast](file:7)\n\nSecond.');
  assert.equal(changed('a\n![x](file:7)\nb', 7, { ...one, words: 'y [z]\n', file: 12 }), 'a\n![y  z  ](file:12)\nb');
  assert.equal(changed('a\n\n![x](file:7)\n\nb', 7, undefined), 'a\n\nb');
  assert.equal(changed('![x](file:7)\n', 7, undefined), '');
  assert.equal(changed('![x](file:7)', 8, undefined), '![x](file:7)');
});

test('a picture is added to all that is written, or to what is about to be', () => {
  assert.deepEqual(shown({ en: 'Words.', fr: '' }, 'ar', 7, 'a [mast]'), { en: 'Words.\n\n![a  mast](file:7)\n', fr: '' });
  assert.deepEqual(shown({}, 'ar', 7, 'mast'), { ar: '![mast](file:7)\n' });
});

test('the first day is of the first week, the eighth of the second', () => {
  const day = 86_400_000;
  assert.deepEqual([-1, 0, 7 * day - 1, 7 * day, 52 * day].map((past) => weekOf(1000 * day, 1000 * day + past)), [undefined, 1, 1, 2, 8]);
  assert.equal(weekOf(undefined, 0), undefined);
});

test('what a tool is told is a line for each, by names of letters', () => {
  assert.deepEqual(customOf(' chapter=3 \n\nlevel = very hard = so '), { chapter: '3', level: 'very hard = so' });
  assert.deepEqual(customOf(''), {});
  assert.equal(customWritten({ chapter: '3', level: 'x' }), 'chapter=3\nlevel=x');
  for (const bad of ['chapter', '=3', 'a b=3', 'a-b=3', 'a=', 'a=1\na=2', `${'a'.repeat(41)}=1`, `a=${'x'.repeat(201)}`, Array.from({ length: 11 }, (_, at) => `n${at}=x`).join('\n'), 'é=1'])
    assert.equal(customOf(bad), undefined, bad);
  assert.deepEqual(customOf('constructor=x\n__proto__=y'), { constructor: 'x', ['__proto__']: 'y' });
});
