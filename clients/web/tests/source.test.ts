// SPDX-License-Identifier: Apache-2.0
// Which stream one is shown, which of its lists is played, and what is told of one that does not play.
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { languagesOf, pick, signOf } from '../src/features/stage/pick.ts';
import { isPage, looksLikePage, tryOut } from '../src/features/stage/trial.ts';
import { variant, variantIn } from '../src/features/stage/variant.ts';
import type { Source, Stream } from '../src/features/stage/view.ts';

// ---- pick ----

const stream: Stream = {
  url: '/media/live/w1/index.m3u8', type: 'hls', lang: 'en',
  more: [
    { url: 'https://v/fr.m3u8', type: 'hls', lang: 'fr' },
    { url: 'https://v/fr.mp3', type: 'audio', lang: 'fr' },
    { url: 'https://v/sign.m3u8', type: 'hls', sign: true },
    { url: 'https://v/ar.mp3', type: 'audio', lang: 'ar' },
  ],
};
const at = (...words: readonly [Parameters<typeof pick>[1], string | undefined, string]): number => pick(stream, ...words).at;

test('the language that was chosen is played, else that of the page, else the first', () => {
  assert.equal(at('full', undefined, 'en'), 0);
  assert.equal(at('full', undefined, 'fr'), 1);
  assert.equal(at('full', 'fr', 'en'), 1);
  assert.equal(at('full', 'de', 'fr'), 1, 'what was chosen elsewhere is not here');
  assert.equal(at('full', undefined, 'es'), 0);
  assert.equal(at('low', 'fr', 'en'), 1);
});

test('whoever wants the sound alone gets the one that is that, and a language of sound alone is sound', () => {
  assert.equal(at('sound', 'fr', 'en'), 2);
  assert.equal(at('sound', 'en', 'en'), 0, 'this one has none of its own');
  assert.equal(at('full', 'ar', 'en'), 4);
  assert.equal(pick({ url: 'a', type: 'audio' }, 'full', 'fr', 'fr').at, 0);
});

test('signs are no language, and are never taken for one', () => {
  assert.equal(signOf(stream)?.at, 3);
  assert.equal(signOf({ url: 'a', type: 'hls' }), undefined);
  assert.deepEqual(languagesOf(stream), ['en', 'fr', 'ar']);
  assert.deepEqual(languagesOf({ url: 'a', type: 'mp4' }), []);
  assert.equal(pick({ url: 'a', type: 'hls', more: [{ url: 's', type: 'hls', sign: true, lang: 'fr' }] }, 'full', 'fr', 'fr').at, 0);
});

// ---- variant ----

const BASE = 'https://v.example/live/w1/index.m3u8';
const ours = [
  '#EXTM3U', '#EXT-X-VERSION:6', '#EXT-X-STREAM-INF:BANDWIDTH=2500000', 'full.m3u8',
  '#EXT-X-STREAM-INF:BANDWIDTH=280000,RESOLUTION=426x240', 'low.m3u8',
  '#EXT-X-STREAM-INF:BANDWIDTH=72000,CODECS="mp4a.40.2"', 'sound.m3u8', '',
].join('\n');

test('the small picture is the slowest that moves, and the sound the list of sound', () => {
  assert.equal(variantIn(ours, BASE, 'low'), 'https://v.example/live/w1/low.m3u8');
  assert.equal(variantIn(ours, BASE, 'sound'), 'https://v.example/live/w1/sound.m3u8');
  assert.equal(variantIn(ours.replaceAll('\n', '\r\n'), BASE, 'low'), 'https://v.example/live/w1/low.m3u8');
});

test('sound beside the picture is found by its own line, with commas and quotes in it', () => {
  const list = '#EXTM3U\n#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="English, one",URI="../a.m3u8?x=1,2"\n#EXT-X-STREAM-INF:BANDWIDTH=9,CODECS="avc1.4d401f,mp4a.40.2",AUDIO="a"\n\n# said\nv.m3u8\n';
  assert.equal(variantIn(list, BASE, 'sound'), 'https://v.example/live/a.m3u8?x=1,2');
  assert.equal(variantIn(list, BASE, 'low'), undefined, 'one alone is no smaller than itself');
});

test('a list of pieces, a page and nothing have no other picture', () => {
  for (const list of ['#EXTM3U\n#EXTINF:2,\na.ts\n', '<!doctype html><p>#EXT-X-STREAM-INF:BANDWIDTH=1</p>', '', '#EXT-X-STREAM-INF:BANDWIDTH=1'])
    for (const picture of ['low', 'sound'] as const) assert.equal(variantIn(list, BASE, picture), undefined, list);
  const pictureWithSound = '#EXT-X-STREAM-INF:BANDWIDTH=9,CODECS="avc1,mp4a.40.2"\nv.m3u8\n';
  assert.equal(variantIn(pictureWithSound, BASE, 'sound'), undefined);
});

const real = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = real;
});

test('the full picture asks nobody; what cannot be asked has none', async () => {
  let asked = 0;
  globalThis.fetch = (async () => (asked++, { ok: true, url: BASE, text: async () => ours })) as unknown as typeof fetch;
  assert.equal(await variant(BASE, 'full'), undefined);
  assert.equal(asked, 0);
  assert.equal(await variant('/signed/index.m3u8', 'low'), 'https://v.example/live/w1/low.m3u8', 'beside the answer, wherever it was sent on to');
  globalThis.fetch = (async () => ({ ok: false })) as unknown as typeof fetch;
  assert.equal(await variant(BASE, 'low'), undefined);
  globalThis.fetch = (async () => { throw new TypeError('away'); }) as typeof fetch;
  assert.equal(await variant(BASE, 'low'), undefined);
});

// ---- trial ----

test('a page is known by its kind or its first words, a stream is none', () => {
  for (const [type, head] of [['text/html; charset=utf-8', ''], ['application/xhtml+xml', ''], ['text/plain', '\n <!DOCTYPE html>'], ['', '<HTML lang="en">']] as const)
    assert.ok(isPage(type, head), `${type} ${head}`);
  for (const [type, head] of [['application/vnd.apple.mpegurl', '#EXTM3U'], ['video/mp4', '\0\0\0ftyp'], ['', '<?xml version="1.0"?>'], ['text/plain', 'html']] as const)
    assert.ok(!isPage(type, head), `${type} ${head}`);
});

test('an address of a page is told from one of a stream', () => {
  for (const url of ['https://v.example/watch?v=a.mp4', '/live', 'https://v.example/']) assert.ok(looksLikePage(url), url);
  for (const url of ['https://v.example/a/index.M3U8?token=x', '/media/talk.mp4', 'talk.opus#t=9']) assert.ok(!looksLikePage(url), url);
});

interface World {
  readonly page?: string;
  /** Whether the browser plays it; undefined: it never says. */
  readonly plays?: boolean;
  readonly blocked?: boolean;
  readonly fetch?: (url: string, options: RequestInit) => Promise<unknown>;
}

/** As much of a browser as trying a source asks for. */
function browser({ page = 'https://here.example/webinar/w1', plays, blocked, fetch }: World): void {
  const document = new EventTarget() as EventTarget & { createElement: () => unknown };
  document.createElement = () => {
    const video = new EventTarget() as EventTarget & Record<string, unknown>;
    Object.assign(video, { removeAttribute: () => undefined, load: () => undefined, canPlayType: () => 'maybe' });
    Object.defineProperty(video, 'src', {
      set: () => {
        queueMicrotask(() => {
          if (blocked) document.dispatchEvent(Object.assign(new Event('securitypolicyviolation'), { blockedURI: 'https://v.example/a.mp4' }));
          if (plays === true) (video['onloadedmetadata'] as () => void)();
          else if (plays === false) video.dispatchEvent(new Event('error'));
        });
      },
    });
    return video;
  };
  Object.defineProperty(globalThis, 'document', { value: document, configurable: true });
  Object.defineProperty(globalThis, 'location', { value: new URL(page), configurable: true });
  globalThis.fetch = (fetch ?? (async () => { throw new TypeError('asked'); })) as typeof globalThis.fetch;
}

type Asked = NonNullable<World['fetch']>;
const answers = (status: number, type: string, body: string): Asked => async () => new Response(body, { status, headers: { 'content-type': type } });
const found = async (world: World, source: Partial<Source> = {}): Promise<unknown> => {
  browser(world);
  return tryOut({ url: 'https://v.example/a.mp4', type: 'mp4', ...source }).outcome;
};

test('what plays is told without asking for more', async () => {
  assert.deepEqual(await found({ plays: true }), { found: 'plays' });
  assert.deepEqual(await found({}, { url: 'http://v.example/a.mp4' }), { found: 'insecure' });
});

test('of what does not play it is told why', async () => {
  assert.deepEqual(await found({ plays: false, blocked: true }), { found: 'forbidden' });
  assert.deepEqual(await found({ plays: false, fetch: answers(404, 'text/plain', '') }), { found: 'missing', status: 404 });
  assert.deepEqual(await found({ plays: false, fetch: answers(200, 'text/html', '<p>') }), { found: 'page' });
  assert.deepEqual(await found({ plays: false, fetch: answers(200, 'video/mp4', 'no film') }), { found: 'unplayable' });
  assert.deepEqual(await found({ plays: false }), { found: 'unreachable' });
});

test('a server that lets nobody read it is there all the same', async () => {
  const shut: Asked = async (_, { mode }) => {
    if (mode !== 'no-cors') throw new TypeError('CORS');
    return new Response('');
  };
  assert.deepEqual(await found({ plays: false, fetch: shut }), { found: 'unplayable' }, 'a film plays without leave');
  assert.deepEqual(await found({ plays: false, fetch: shut }, { type: 'hls', url: 'https://v.example/page' }), { found: 'closed' }, 'a list does not');
});

test('whoever stops it is told nothing', async () => {
  browser({});
  const trial = tryOut({ url: 'https://v.example/a.mp4', type: 'mp4' });
  await Promise.resolve();
  trial.stop();
  assert.equal(await trial.outcome, undefined);
});
