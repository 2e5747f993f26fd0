// SPDX-License-Identifier: Apache-2.0
// Units taken along: what stays, what goes, what is told, with a store and a network that are none.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { questionOf } from '../src/core/question.ts';
import type { Json, JsonObject } from '../src/core/merge.ts';
import type { Room, RoomState } from '../src/core/room.ts';
import { Store } from '../src/core/store.ts';
import { TAKEN_BYTES_MAX, Taken, addressOf, placed, wantedOf } from '../src/core/taken.ts';
import { NotTaken, chosen, missing, planOf, take } from '../src/core/taking.ts';

const ORIGIN = 'https://academy.example';
const DAY_MS = 86_400_000;
let stores: Map<string, Map<string, string>>;
let network: (path: string, method: string, signal: AbortSignal | undefined) => Response;
let quota: { quota: number; usage: number };
let full = false;
let views: { [channel: string]: RoomState };
let answers: { [what: string]: Json };
let asked: string[];
let clock = 1_000_000_000_000;

const session = {
  enter: (channel: string) => ({ state: new Store(views[channel] ?? { refused: 104 }) }) as unknown as Room,
  leave: () => undefined,
  async query(method: string, data: JsonObject) {
    const what = questionOf(method, data);
    asked.push(what);
    if (answers[what] === undefined) throw Object.assign(new Error(), { code: 108 });
    return answers[what];
  },
};
const ask = (file: number): string => questionOf('file.get', { room: 'course:c1', file });
const blob = (id: string, bytes: number, mac = 'a'): Json => ({ url: `/api/blobs/1795.${mac}/${id}`, name: id, bytes });
const items = (more: JsonObject = {}): JsonObject => ({
  10: { kind: 'article', title: {}, pictures: [1] }, 11: { kind: 'file', title: {}, file: 2 }, 12: { kind: 'podcast', title: {}, url: '/media/own/a.mp3' },
  13: { kind: 'video', title: {}, type: 'mp4', url: '/media/own/a.mp4', captions: { en: '/media/own/a.en.vtt' } }, 14: { kind: 'video', title: {}, type: 'hls', url: '/media/live/a.m3u8' },
  15: { kind: 'test', title: {} }, 16: { kind: 'podcast', title: {}, url: 'https://elsewhere.example/b.mp3' }, ...more,
});
const viewed = (all: JsonObject): RoomState => ({ view: { unit: { seq: 4, title: { en: 'Phones' }, items: all } } });

beforeEach(() => {
  stores = new Map();
  asked = [];
  full = false;
  quota = { quota: 1e9, usage: 0 };
  views = { 'course:c1': { view: { me: {} } }, 'course:c1/unit/4': viewed(items()) };
  answers = {
    [ask(1)]: blob('picture', 100), [ask(2)]: blob('file', 200),
    [questionOf('item.media', { room: 'course:c1', unit: 4, item: 12 })]: { url: '/media/1795.a/own/a.mp3', type: 'audio' },
    [questionOf('item.media', { room: 'course:c1', unit: 4, item: 13 })]: { url: '/media/1795.a/own/a.mp4', type: 'mp4' },
    [questionOf('item.media', { room: 'course:c1', unit: 4, item: 16 })]: { url: 'https://elsewhere.example/b.mp3', type: 'audio' },
  };
  network = (path, method) => new Response(method === 'HEAD' ? null : `body of ${path}`, { headers: { 'content-length': '1000' } });
  const pathIn = (what: string): string => new URL(what, ORIGIN).pathname;
  const store = (name: string): object => {
    const all = stores.get(name) ?? new Map<string, string>();
    stores.set(name, all);
    return {
      keys: async () => [...all.keys()].map((path) => ({ url: ORIGIN + path })),
      match: async (what: string) => (all.has(pathIn(what)) ? new Response(all.get(pathIn(what)) ?? '') : undefined),
      delete: async (what: string) => all.delete(pathIn(what)),
      put: async (what: string, response: Response) => {
        if (full && !what.includes('/units/')) throw Object.assign(new Error(), { name: 'QuotaExceededError' });
        all.set(pathIn(what), await response.text());
      },
    };
  };
  Object.assign(globalThis, {
    caches: { keys: async () => [...stores.keys()], open: async (name: string) => store(name), delete: async (name: string) => stores.delete(name) },
    fetch: async (url: string, how: { method?: string; signal?: AbortSignal } = {}) => {
      if (how.signal?.aborted) throw new Error('aborted');
      return network(url, how.method ?? 'GET', how.signal);
    },
  });
  Object.defineProperty(globalThis, 'navigator', { configurable: true, value: { serviceWorker: {}, storage: { estimate: async () => quota } } });
});

const begun = async (person = 'p1', alone = true): Promise<Taken> => {
  const taken = new Taken(person, () => clock);
  await taken.begin(alone);
  return taken;
};
const never = new AbortController().signal;
async function took(videos = false, signal = never): Promise<Taken> {
  const taken = await begun();
  await take(taken, await planOf(session, taken, 'course:c1', 4), videos, signal, () => undefined);
  return taken;
}
const files = (): string[] => [...(stores.get('muster-taken-p1')?.keys() ?? [])].filter((path) => !path.includes('/units/')).sort();
const why = async (what: Promise<unknown>): Promise<NotTaken> => what.then(() => assert.fail('it was taken'), (error: unknown) => error as NotTaken);

test('of an address what signs it is left out; what is elsewhere has none', () => {
  assert.equal(addressOf('/media/1795.Iv0u5iva3FYJctbVnniJwA/own/a.mp3'), '/media/own/a.mp3');
  assert.equal(addressOf('/api/blobs/1795.Iv0u5iva3FYJctbVnni-_A/e142'), '/api/blobs/e142');
  for (const url of ['https://elsewhere.example/b.mp3', '/media/own/a.mp3', '/api/session', '']) assert.equal(addressOf(url), undefined, url);
});

test('a unit is its pictures, files, sounds and videos; a test and a stream are not taken', () => {
  assert.deepEqual(wantedOf('course:c1', 4, views['course:c1/unit/4']?.view as object).map(({ kind }) => kind), ['picture', 'file', 'sound', 'video', 'sound']);
});

test('it is told how large it is before anything is fetched, videos apart, and what needs the network', async () => {
  const taken = await begun();
  let bodies = 0;
  const before = network;
  network = (path, method, signal) => {
    if (method !== 'HEAD') bodies++;
    return before(path, method, signal);
  };
  const plan = await planOf(session, taken, 'course:c1', 4);
  const sum = (videos: boolean): number => missing(chosen(plan, videos)).reduce((all, { bytes }) => all + bytes, 0);
  assert.deepEqual([sum(false), sum(true), plan.stays, bodies, files()], [1300, 3300, 3, 0, []]);
});

test('what was taken is answered and fetched from here; the same file is not fetched again', async () => {
  const taken = await took();
  assert.deepEqual(files(), ['/taken/api/blobs/file', '/taken/api/blobs/picture', '/taken/media/own/a.mp3']);
  assert.deepEqual(taken.answer('course:c1/unit/4')?.value, views['course:c1/unit/4']?.view);
  assert.deepEqual(placed(taken, blob('file', 200, 'another')), { url: '/taken/api/blobs/file', name: 'file', bytes: 200 });
  assert.deepEqual(placed(taken, blob('other', 1)), blob('other', 1));
  // Read again by the next page.
  const again = await begun();
  assert.equal(again.of('course:c1', 4)?.parts.filter(({ here }) => here).length, 3);
  assert.deepEqual(missing(chosen(await planOf(session, again, 'course:c1', 4), false)), []);
  await take(again, await planOf(session, again, 'course:c1', 4), true, never, () => undefined);
  assert.ok(files().includes('/taken/media/own/a.mp4') && files().includes('/taken/media/own/a.en.vtt'), 'captions come with their video');
});

test('what came before the network went stays, and the rest is fetched when one goes on', async () => {
  const before = network;
  network = (path, method, signal) => {
    if (method !== 'HEAD' && path.includes('/media/')) throw new TypeError('no network');
    return before(path, method, signal);
  };
  assert.equal((await why(took())).why, 'lost');
  assert.deepEqual(files(), ['/taken/api/blobs/file', '/taken/api/blobs/picture']);
  network = before;
  await took();
  assert.equal(files().length, 3);
});

test('it can be stopped, and removed', async () => {
  const control = new AbortController();
  const before = network;
  network = (path, method, signal) => {
    if (method !== 'HEAD') control.abort();
    return before(path, method, signal);
  };
  assert.equal((await why(took(false, control.signal))).why, 'stopped');
  assert.equal(files().length, 1);
  const taken = await begun();
  await taken.remove({ room: 'course:c1', unit: 4 });
  assert.deepEqual([...(stores.get('muster-taken-p1')?.keys() ?? [])], []);
});

test('what is too much, for what may be taken or for the device, is said before it is fetched, and when the device is full meanwhile', async () => {
  answers[ask(2)] = blob('file', TAKEN_BYTES_MAX);
  const large = await why(took());
  assert.deepEqual([large.why, large.bytes, files()], ['limit', TAKEN_BYTES_MAX, []]);
  answers[ask(2)] = blob('file', 200);
  quota = { quota: 1000, usage: 500 };
  const device = await why(took());
  assert.deepEqual([device.why, device.bytes, files()], ['full', 450, []]);
  quota = { quota: 1e9, usage: 0 };
  full = true;
  assert.equal((await why(took())).why, 'full');
  assert.deepEqual(files(), []);
});

test('back with a network, what is refused, replaced or no longer named goes, and what is new is told', async () => {
  const taken = await took();
  delete answers[ask(1)];
  const { 11: _, ...rest } = items({ 17: { kind: 'file', title: {}, file: 3 } });
  views['course:c1/unit/4'] = viewed(rest);
  answers[ask(3)] = blob('third', 5);
  const seen = { ...session, query: (method: string, data: JsonObject) => session.query(method, data).catch((error: unknown) => taken.refused(questionOf(method, data)).then(() => Promise.reject(error))) };
  await taken.check(seen);
  assert.deepEqual(files(), ['/taken/media/own/a.mp3']);
  assert.equal(taken.of('course:c1', 4)?.changed, true);
  await taken.heard(questionOf('item.media', { room: 'course:c1', unit: 4, item: 12 }), { url: '/media/1796.b/own/second.mp3', type: 'audio' });
  assert.deepEqual(files(), []);
});

test('a unit or a course that is not for this person any more goes, and so does what nobody has confirmed for sixty days', async () => {
  for (const channel of ['course:c1/unit/4', 'course:c1']) {
    const taken = await took();
    await taken.refused(channel);
    assert.deepEqual([...(stores.get('muster-taken-p1')?.keys() ?? [])], [], channel);
  }
  await took();
  clock = Date.now() + 59 * DAY_MS;
  assert.equal((await begun()).along.get().length, 1);
  clock = Date.now() + 61 * DAY_MS;
  assert.equal((await begun()).along.get().length, 0);
  assert.deepEqual(files(), []);
});

test('nobody else finds it; after the end of a session nothing is written', async () => {
  const taken = await took();
  assert.deepEqual((await begun('p2', false)).along.get(), []);
  assert.ok(stores.has('muster-taken-p1'), 'several sit here, as in the demo');
  await begun('p2', true);
  assert.ok(!stores.has('muster-taken-p1'));
  taken.close();
  await taken.heard('course:c1/unit/4', views['course:c1/unit/4']?.view as Json);
  assert.ok(!stores.has('muster-taken-p1'));
});
