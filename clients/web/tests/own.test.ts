// SPDX-License-Identifier: Apache-2.0
// The file of one's own posts: it runs nothing, whatever was written, and says what is gone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageOf } from '../src/features/completion/own.ts';

const says = { title: 'Course <b>', lang: 'ar', full: (at: number) => `at ${at}`, gone: 'Gone', edited: 'edited' };

test('what was written stays text', () => {
  const page = pageOf([{ post: 3, thread: 3, title: '"><script>x</script>', at: 0, text: "<img src=x onerror='y'>&", edited: 5 }], says);
  assert.equal(/<script|<img|<b>/.test(page), false);
  assert.ok(page.includes('&lt;img src=x onerror=&#39;y&#39;&gt;&amp;') && page.includes('dir="rtl"') && page.includes('edited'));
});

test('what is deleted is a place without words', () => {
  const page = pageOf([{ post: 3, thread: 1, at: 0, deleted: true }], says);
  assert.ok(page.includes('Gone') && !page.includes('pre-wrap'));
});

test('files stand where they stood, in the page itself; what did not come is as it was written', () => {
  const files = new Map([[7, { name: 'mast.png', url: 'data:image/png;base64,AA==' }], [8, { name: 'a"b.txt', url: 'data:text/plain;base64,AA==' }]]);
  const page = pageOf([{ post: 3, thread: 1, at: 0, text: 'See:\n![A <mast>](file:7)\n[](file:8)\n![Gone](file:9)', files: [{ file: 7 }, { file: 8 }, { file: 9 }] }], { ...says, files });
  assert.ok(page.includes('<img src="data:image/png;base64,AA==" alt="A &lt;mast&gt;"'));
  assert.ok(page.includes('download="a&quot;b.txt">a&quot;b.txt</a>'));
  assert.ok(page.includes('![Gone](file:9)'));
});
