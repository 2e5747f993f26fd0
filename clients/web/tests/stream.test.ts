// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mediaAgain, mediaAsk } from '../src/features/stage/media.ts';

const SHOWN = { url: '/media/demo/index.m3u8', type: 'hls' } as const;
const SIGNED = { url: '/media/abc/demo/index.m3u8', type: 'hls', expires: 600_000 } as const;

test('the address is the one that was asked for', async () => {
  assert.deepEqual(await mediaAsk(() => Promise.resolve(SIGNED), SHOWN), SIGNED);
});

test('a server that does not know the question has shown its address', async () => {
  assert.deepEqual(await mediaAsk(() => Promise.reject({ code: 104 }), SHOWN), SHOWN);
});

test('a refusal, silence and nonsense are no address', async () => {
  for (const error of [{ code: 103 }, { code: 1 }, { code: 111, temporary: true }]) {
    await assert.rejects(mediaAsk(() => Promise.reject(error), SHOWN), (reason) => reason === error);
  }
  for (const nonsense of [undefined, {}, { url: 7, type: 'hls' }, { url: '/x', type: 'exe' }]) await assert.rejects(mediaAsk(() => Promise.resolve(nonsense), SHOWN));
});

test('it is asked for again shortly before it ends', () => {
  assert.equal(mediaAgain(SIGNED, 0), 570_000);
  assert.equal(mediaAgain({ ...SIGNED, expires: 40_000 }, 0), 30_000);
  assert.equal(mediaAgain({ ...SIGNED, expires: 1 }, 60_000), 5000, 'it has ended: soon, not at once');
  assert.equal(mediaAgain(SHOWN, 0), undefined);
});
