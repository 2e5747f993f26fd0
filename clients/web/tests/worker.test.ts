// SPDX-License-Identifier: Apache-2.0
// The service worker with a browser that is none: what it shows, where it leads, how it subscribes again.
import assert from 'node:assert/strict';
import { test } from 'node:test';

interface Heard {
  waitUntil(what: Promise<unknown>): void;
}
const hears = new Map<string, (event: object) => void>();
const shown: { title: string; lang: string; dir: string; body: string; tag: string; data: { path: string } }[] = [];
const led: string[] = [];
const badges: number[] = [];
const asked: { path: string; body: string }[] = [];
let pages: { url: string; focused: boolean; focus(): Promise<void> }[] = [];
const page = (url: string, focused = false): (typeof pages)[number] => ({ url, focused, focus: async () => void led.push(`focus ${url}`) });

const ORIGIN = 'https://academy.example';
const WORDS = { title: 'ورد ذكرك', body: 'Traces', lang: 'ar', dir: 'rtl', path: '/course/c1/thread/5#post-7', tag: 'mention/course:c1/5/7', count: 3 };

async function happens(name: string, more: object): Promise<void> {
  const waits: Promise<unknown>[] = [];
  const event: Heard = { waitUntil: (what) => void waits.push(what) };
  hears.get(name)?.({ ...event, ...more });
  await Promise.all(waits);
}
const comes = (): Promise<void> => happens('push', { data: { json: () => WORDS } });

test('the worker', async (t) => {
  Object.assign(globalThis, {
    BUILT: { version: 'v2', script: '/assets/main-2.js', files: [], languages: {} },
    self: {
      addEventListener: (name: string, hear: (event: object) => void) => hears.set(name, hear),
      skipWaiting: async () => undefined,
      location: { origin: ORIGIN },
      navigator: { setAppBadge: async (count: number) => void badges.push(count) },
      clients: { matchAll: async () => pages, openWindow: async (to: string) => void led.push(to), claim: async () => undefined },
      registration: {
        showNotification: async (title: string, options: object) => void shown.push({ title, ...options } as (typeof shown)[number]),
        pushManager: { subscribe: async ({ applicationServerKey: key }: { applicationServerKey: string }) => ({ endpoint: `${key} again` }) },
      },
    },
    fetch: async (path: string, { body }: { body: string }) => void asked.push({ path, body }),
  });
  await import('../src/worker.ts');

  await t.test('shows a message in its own language and direction', async () => {
    pages = [page(`${ORIGIN}/inbox`)];
    await comes();
    assert.deepEqual(shown, [{ title: WORDS.title, body: WORDS.body, lang: 'ar', dir: 'rtl', tag: WORDS.tag, data: { path: WORDS.path } }]);
    assert.deepEqual(badges, [3]);
  });
  await t.test('shows nothing to who looks at a page, and a message without words is none', async () => {
    pages = [page(`${ORIGIN}/inbox`, true)];
    await comes();
    await happens('push', {});
    assert.equal(shown.length, 1);
    assert.deepEqual(badges, [3, 3]);
  });
  await t.test('leads to what it is about, and leaves other pages as they are', async () => {
    const press = { notification: { data: { path: WORDS.path }, close: () => led.push('closed') } };
    pages = [page(`${ORIGIN}/webinar/w1`)];
    await happens('notificationclick', press);
    pages.push(page(`${ORIGIN}/course/c1/thread/5`));
    await happens('notificationclick', press);
    assert.deepEqual(led, ['closed', ORIGIN + WORDS.path, 'closed', `focus ${ORIGIN}/course/c1/thread/5`]);
  });
  await t.test('says its new address when the browser has got one', async () => {
    await happens('pushsubscriptionchange', { oldSubscription: { options: { applicationServerKey: 'key' } } });
    await happens('pushsubscriptionchange', {});
    assert.deepEqual(asked, [{ path: '/api/push', body: '{"endpoint":"key again"}' }]);
  });
});
