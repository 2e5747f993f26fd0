// SPDX-License-Identifier: Apache-2.0
// The service worker: keeps the page's own files, so that it opens without a network (worker/page.ts), and shows what is new
// while no page is looked at. Words and language come with the message, so that it needs none of the page.
import { answer, askedOf, keep, sweep } from './worker/page.ts';
import type { Built } from './worker/page.ts';

interface Notice {
  readonly title: string;
  readonly body: string;
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  readonly path: string;
  readonly tag: string;
  readonly count: number;
}
interface Extended extends Event {
  waitUntil(what: Promise<unknown>): void;
}
interface Pushed extends Extended {
  readonly data?: { json(): Notice };
}
interface Pressed extends Extended {
  readonly notification: Notification & { readonly data: { readonly path: string } };
}
interface Changed extends Extended {
  readonly oldSubscription?: PushSubscription;
}
interface Fetched extends Extended {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Page {
  readonly url: string;
  readonly focused: boolean;
  postMessage(what: object): void;
  focus(): Promise<unknown>;
}
/** What a worker has and a page has not. */
interface Worker {
  readonly registration: ServiceWorkerRegistration;
  readonly clients: { matchAll(options: object): Promise<readonly Page[]>; openWindow(path: string): Promise<unknown>; claim(): Promise<void> };
  readonly navigator: { setAppBadge?(count: number): Promise<void> };
  readonly location: Location;
  skipWaiting(): Promise<void>;
  addEventListener(type: 'push', hear: (event: Pushed) => void): void;
  addEventListener(type: 'notificationclick', hear: (event: Pressed) => void): void;
  addEventListener(type: 'pushsubscriptionchange', hear: (event: Changed) => void): void;
  addEventListener(type: 'install' | 'activate', hear: (event: Extended) => void): void;
  addEventListener(type: 'fetch', hear: (event: Fetched) => void): void;
}
/** Put in by the build. */
declare const BUILT: Built;

const worker = self as unknown as Worker;
const pages = (): Promise<readonly Page[]> => worker.clients.matchAll({ type: 'window', includeUncontrolled: true });

const asked = askedOf(worker.location.search);

worker.addEventListener('install', (event) => event.waitUntil(keep(BUILT, asked).then(() => worker.skipWaiting())));
worker.addEventListener('activate', (event) => event.waitUntil(begin()));

/** A page that is open goes on as it is, and is told of which build the next one will be. */
async function begin(): Promise<void> {
  await sweep(BUILT, asked.nothing === true);
  await worker.clients.claim();
  for (const each of await pages()) each.postMessage({ built: BUILT.script });
}

worker.addEventListener('fetch', (event) => {
  const answered = asked.nothing ? undefined : answer(BUILT, event.request, worker.location.origin);
  if (answered) event.respondWith(answered);
});

worker.addEventListener('push', (event) => {
  const notice = event.data?.json();
  if (notice) event.waitUntil(show(notice));
});

async function show({ title, body, lang, dir, path, tag, count }: Notice): Promise<void> {
  void worker.navigator.setAppBadge?.(count).catch(() => undefined);
  // Whoever has a page before their eyes sees it there.
  if ((await pages()).some(({ focused }) => focused)) return;
  await worker.registration.showNotification(title, { body, lang, dir, tag, data: { path } });
}

// A page that is open stays as it is: somebody may be in a session there.
worker.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(lead(new URL(event.notification.data.path, worker.location.origin)));
});

async function lead(to: URL): Promise<void> {
  const open = (await pages()).find(({ url }) => new URL(url).pathname === to.pathname);
  await (open ? open.focus() : worker.clients.openWindow(to.href));
}

// The browser has got another address by itself.
worker.addEventListener('pushsubscriptionchange', (event) => {
  const key = event.oldSubscription?.options.applicationServerKey;
  if (key) event.waitUntil(renew(key));
});

async function renew(key: ArrayBuffer): Promise<void> {
  const subscription = await worker.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  await fetch('/api/push', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(subscription) });
}

export {};
