// SPDX-License-Identifier: Apache-2.0
// The page as an app of this device: its name and icons in the reader's language, and the worker that keeps its files
// (worker.ts), asked for once all else has come.
import { saving } from '../../core/saving.ts';
import { Store } from '../../core/store.ts';
import { dirOf } from '../../i18n/index.ts';

/** A newer build than the one that is open is kept here now. */
export const newer = new Store<boolean>(false);

const AGAIN_MS = 3_600_000;

/** What names it, as the academy is called now: read again by the browser when it is put among the apps. */
export function manifestName(lang: string): void {
  let link = document.querySelector<HTMLLinkElement>('link[rel="manifest"]');
  if (!link) {
    link = document.createElement('link');
    link.rel = 'manifest';
    document.head.append(link);
  }
  link.href = `/api/manifest?language=${lang}`;
  link.lang = lang;
  link.dir = dirOf(lang);
}

/** Its address says for whom: another language or another wish makes another. */
export function workerAddress(lang: string, lean: boolean): string {
  return `/worker.js?lang=${lang}${lean ? '&lean' : ''}`;
}

/** Where nothing may be kept: one that kept something before, or brings messages, keeps nothing from now on. */
export const WORKER_NOTHING = '/worker.js?nothing';

export function workerStop(): void {
  const { serviceWorker } = navigator as { serviceWorker?: ServiceWorkerContainer };
  void serviceWorker?.getRegistration().then((known) => known && serviceWorker.register(WORKER_NOTHING)).catch(() => undefined);
}

/** Until the returned function is called. Private windows and plain http have no worker: then the page is as before. */
export function workerStart(lang: string): () => void {
  const { serviceWorker } = navigator as { serviceWorker?: ServiceWorkerContainer };
  if (!serviceWorker) return () => undefined;
  const here = document.querySelector<HTMLScriptElement>('script[type="module"]')?.getAttribute('src');
  const hear = ({ data }: MessageEvent<{ readonly built?: string } | null>): void => {
    if (data?.built !== undefined) newer.set(data.built !== here);
  };
  const register = (): void => void serviceWorker.register(workerAddress(lang, saving.get())).catch(() => undefined);
  // A page that stays open for days hears of what is new, too.
  const timer = setInterval(() => void serviceWorker.getRegistration().then((known) => known?.update()).catch(() => undefined), AGAIN_MS);
  serviceWorker.addEventListener('message', hear);
  // What came before somebody listened waits.
  serviceWorker.startMessages();
  register();
  const unfollow = saving.follow(register);
  return () => {
    clearInterval(timer);
    serviceWorker.removeEventListener('message', hear);
    unfollow();
  };
}
