// SPDX-License-Identifier: Apache-2.0
// What the worker keeps of the page, with a network and a store that are none.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { pathOf, routeOf } from '../src/core/router.ts';
import { WORKER_NOTHING, manifestName, workerAddress } from '../src/pages/offline/installed.ts';
import { PATIENCE_MS, answer, askedOf, isPage, keep, sweep } from '../src/worker/page.ts';
import type { Built } from '../src/worker/page.ts';

const ORIGIN = 'https://academy.example';
const built: Built = {
  version: 'two', script: '/assets/main-2.js', files: ['/assets/main-2.js', '/assets/page-2.js'], languages: { fr: ['/assets/fr-2.js'], ar: ['/assets/ar-2.js'] },
};
const INDEX = '<script src="/assets/main-2.js">';

// Stores by name, in the order they were made.
let stores: Map<string, Map<string, string>>;
let asked: string[];
/** What comes from the network, by path; a number is a status; undefined: nothing comes. */
let network: (path: string, how: RequestInit | undefined) => Promise<string | number>;

const pathIn = (what: string | { url: string }): string => new URL(typeof what === 'string' ? what : what.url, ORIGIN).pathname;
const responseOf = (text: string): Response => new Response(text);

function store(name: string): object {
  const all = stores.get(name) ?? new Map<string, string>();
  stores.set(name, all);
  return {
    keys: async () => [...all.keys()].map((path) => ({ url: ORIGIN + path })),
    match: async (what: string) => (all.has(pathIn(what)) ? responseOf(all.get(pathIn(what)) ?? '') : undefined),
    put: async (what: string, response: Response) => void all.set(pathIn(what), await response.text()),
  };
}

beforeEach(() => {
  stores = new Map();
  asked = [];
  network = async (path) => (path === '/' ? INDEX : `file ${path}`);
  Object.assign(globalThis, {
    caches: {
      open: async (name: string) => store(name),
      keys: async () => [...stores.keys()],
      delete: async (name: string) => stores.delete(name),
      match: async (what: string | { url: string }) => {
        for (const all of stores.values()) if (all.has(pathIn(what))) return responseOf(all.get(pathIn(what)) ?? '');
        return undefined;
      },
    },
    fetch: async (what: string | { url: string }, how?: RequestInit) => {
      asked.push(pathIn(what));
      const came = await network(pathIn(what), how);
      return typeof came === 'number' ? new Response('', { status: came }) : responseOf(came);
    },
  });
});

const kept = (version = 'two'): string[] => [...(stores.get(`muster-page-${version}`)?.keys() ?? [])].sort();
const request = (path: string, more: object = {}): Request => ({ url: ORIGIN + path, method: 'GET', mode: 'cors', ...more }) as unknown as Request;
const read = async (path: string, more: object = {}): Promise<string | undefined> => (await answer(built, request(path, more), ORIGIN))?.text();

test('all of a build is kept, with what it says in the reader’s language, and a second time nothing is asked again', async () => {
  await keep(built, { lang: 'fr', lean: false });
  assert.deepEqual(kept(), ['/', '/assets/fr-2.js', '/assets/main-2.js', '/assets/page-2.js']);
  asked = [];
  await keep(built, { lang: 'ar', lean: false });
  assert.deepEqual(asked.sort(), ['/', '/assets/ar-2.js']);
});

test('a file that does not come, and the page of another build, are no version', async () => {
  network = async (path) => (path === '/' ? INDEX : path === '/assets/page-2.js' ? 404 : 'file');
  await assert.rejects(keep(built, { lang: 'fr', lean: false }));
  assert.ok(!kept().includes('/'));
  network = async () => '<script src="/assets/main-3.js">';
  await assert.rejects(keep(built, { lang: 'fr', lean: false }), /another build/);
});

test('whoever saves data is sent nothing for it', async () => {
  network = async (path, how) => {
    if (path === '/') return INDEX;
    if (how?.cache !== 'only-if-cached') throw new Error(`${path} was asked of the network`);
    if (path === '/assets/page-2.js') throw new TypeError('not in the browser');
    return 'file';
  };
  await keep(built, { lang: 'fr', lean: true });
  assert.deepEqual(kept(), ['/', '/assets/fr-2.js', '/assets/main-2.js']);
  assert.deepEqual(askedOf(new URL(workerAddress('fr', true), ORIGIN).search), { lang: 'fr', lean: true });
  assert.deepEqual(askedOf(new URL(workerAddress('ar', false), ORIGIN).search), { lang: 'ar', lean: false });
});

test('of versions before the last one stays, for pages that are open', async () => {
  for (const name of ['muster-page-zero', 'muster-page-one', 'muster-page-two', 'another']) store(name);
  await sweep(built);
  assert.deepEqual([...stores.keys()], ['muster-page-one', 'muster-page-two', 'another']);
});

test('with a network the newest page is shown; without, with a slow one, or with a proxy that answers for the server, what is kept', async () => {
  await keep(built, { lang: 'fr', lean: false });
  network = async () => 'newer';
  assert.equal(await read('/course/c1', { mode: 'navigate' }), 'newer');
  network = async () => { throw new TypeError('no network'); };
  assert.equal(await read('/course/c1/thread/5', { mode: 'navigate' }), INDEX);
  assert.equal(await read('/assets/fr-2.js'), 'file /assets/fr-2.js');
  network = async () => 502;
  assert.equal(await read('/', { mode: 'navigate' }), INDEX);
  network = () => new Promise(() => undefined);
  assert.ok(PATIENCE_MS < 1000, 'within a second');
  assert.equal(await read('/', { mode: 'navigate' }), INDEX);
});

test('a file that few want is kept once it was opened; a part of one is not', async () => {
  await keep(built, { lang: 'fr', lean: false });
  await read('/assets/hls-2.js');
  network = async () => 206;
  await read('/assets/other-2.js');
  assert.ok(kept().includes('/assets/hls-2.js') && !kept().includes('/assets/other-2.js'));
});

test('a file on a network that is dead is asked for once more, and then it has failed; what comes slowly comes', async (t) => {
  const timed = globalThis.setTimeout;
  t.after(() => { globalThis.setTimeout = timed; });
  const timers = new Set<() => void>();
  Object.assign(globalThis, { setTimeout: (then: () => void) => (timers.add(then), then), clearTimeout: (then: () => void) => timers.delete(then) });
  const silence = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    assert.equal(timers.size, 1, 'one silence is waited for');
    for (const then of [...timers]) (timers.delete(then), then());
  };
  const dead = (_: string, how: RequestInit | undefined): Promise<string> => new Promise((__, failed) => how?.signal?.addEventListener('abort', () => failed(new DOMException('', 'AbortError'))));
  network = dead;
  const failing = assert.rejects(read('/assets/rare-2.js') as Promise<string>, /AbortError/);
  await silence();
  await silence();
  await failing;
  assert.deepEqual(asked, ['/assets/rare-2.js', '/assets/rare-2.js']);
  network = async (path, how) => (asked.length < 4 ? dead(path, how) : 'came');
  const slow = read('/assets/rare-2.js');
  await silence();
  assert.equal(await slow, 'came');
  assert.equal(timers.size, 0);
});

test('what the server says of rooms and people does not come by the worker', async () => {
  for (const path of ['/api/session', '/api/rooms/academy:main', '/connection/http_stream', '/emulation', '/media/x.mp4', '/demo/token', '/health', '/metrics', '/worker.js'])
    for (const mode of ['cors', 'navigate']) assert.equal(answer(built, request(path, { mode }), ORIGIN), undefined, path);
  assert.equal(answer(built, request('/', { method: 'POST', mode: 'navigate' }), ORIGIN), undefined);
  assert.equal(answer(built, { ...request('/'), url: 'https://elsewhere.example/assets/x.js' }, ORIGIN), undefined);
});

test('where the academy lets browsers keep nothing, nothing is kept, and what was goes', async () => {
  const asks = askedOf(new URL(WORKER_NOTHING, ORIGIN).search);
  assert.equal(asks.nothing, true);
  for (const name of ['muster-page-one', 'muster-taken-p1']) store(name);
  await keep(built, asks);
  await sweep(built, true);
  assert.deepEqual([[...stores.keys()], asked], [[], []]);
});

test('what was taken along comes from what is kept or not at all, and in stretches', async () => {
  const asks = (path: string, range?: string): Promise<Response> | undefined => answer(built, request(path, { headers: new Headers(range ? { range } : {}) }), ORIGIN);
  store('muster-taken-p1');
  stores.get('muster-taken-p1')?.set('/taken/media/own/talk.wav', '0123456789');
  assert.equal(await (await asks('/taken/media/own/talk.wav'))?.text(), '0123456789');
  const part = await asks('/taken/media/own/talk.wav', 'bytes=4-6');
  assert.deepEqual([part?.status, part?.headers.get('content-range'), await part?.text()], [206, 'bytes 4-6/10', '456']);
  const rest = await asks('/taken/media/own/talk.wav', 'bytes=7-');
  assert.deepEqual([rest?.status, rest?.headers.get('content-length'), await rest?.text()], [206, '3', '789']);
  assert.equal((await asks('/taken/media/own/talk.wav', 'bytes=10-'))?.status, 416);
  assert.equal((await asks('/taken/media/own/other.wav'))?.status, 404);
  assert.equal(asks('/taken/units/course:c1/4'), undefined, 'what is known of a unit is no file');
  assert.deepEqual(asked, []);
});

test('the worker knows each page by its first word', () => {
  const pages = ['/', '/kit', '/enter', '/enrol', '/me', '/apply', '/apply/status', '/apply/confirm', '/u/c', '/verify/c', '/join', '/inbox', '/search', '/academy/rooms/x', '/webinar/w1',
    '/present/w1', '/course/c1', '/course/c1/unit/4', '/course/c1/thread/55', '/course/c1/participation/p', '/course/c1/forum/3/new'];
  const known = new Set(pages.map((path) => routeOf(path).page));
  for (const path of pages) {
    assert.notEqual(routeOf(path).page, 'unknown', path);
    assert.ok(isPage(path) && isPage(pathOf(routeOf(path))), path);
  }
  assert.ok(known.size >= 16);
});

test('the app has the reader’s language, and one name in the head', () => {
  const links: { rel?: string; href?: string; lang?: string; dir?: string }[] = [];
  Object.assign(globalThis, {
    document: { querySelector: () => links[0] ?? null, createElement: () => ({}), head: { append: (link: object) => links.push(link) } },
  });
  manifestName('fr');
  manifestName('ar');
  assert.deepEqual(links, [{ rel: 'manifest', href: '/api/manifest?language=ar', lang: 'ar', dir: 'rtl' }]);
});
