// SPDX-License-Identifier: Apache-2.0
// The page's own files, kept so that it opens without a network. The build says which there are (scripts/build.mjs); they are
// the same for everybody. Nothing that the server answers about rooms or people comes by here, but for what somebody took along
// (taken.ts).
import { isTaken, takenAnswer } from './taken.ts';

/** What the build says: paths as the server has them. */
export interface Built {
  /** Of all that is named here: another build, another version. */
  readonly version: string;
  /** What a page names that is of this build. */
  readonly script: string;
  /** What everybody needs; by language what it says. */
  readonly files: readonly string[];
  readonly languages: { readonly [lang: string]: readonly string[] };
}
export interface Asked {
  /** The reader's. */
  readonly lang: string;
  /** Whoever saves data is not sent what they have not opened. */
  readonly lean: boolean;
  /** The academy lets browsers keep nothing. */
  readonly nothing?: boolean;
}

const PREFIX = 'muster-page-';
const ASSETS = '/assets/';
const AT_ONCE = 4;
/** When nothing has come for this long, nothing comes: a network that is gone says so to nobody for minutes. */
export const SILENT_MS = 10_000;
/** Longer than this nobody waits for a page that is kept here. */
export const PATIENCE_MS = 800;

// The first word of each address that is a page, as core/router.ts reads it: a test holds the two together.
const PAGES = ['', 'kit', 'enter', 'enrol', 'me', 'apply', 'u', 'verify', 'academy', 'inbox', 'join', 'webinar', 'present', 'course', 'search', 'calendar'];

export function isPage(path: string): boolean {
  return PAGES.includes(path.split('/')[1] ?? '') && !(path.split('/').at(-1) ?? '').includes('.');
}

/** "?lang=fr&lean" of the worker's own address, or "?nothing". */
export function askedOf(search: string): Asked {
  const query = new URLSearchParams(search);
  return { lang: query.get('lang') ?? '', lean: query.has('lean'), ...(query.has('nothing') ? { nothing: true } : {}) };
}

/** All of a version is here before it is used. Rejects when a file did not come; the browser tries again another time. */
export async function keep(built: Built, { lang, lean, nothing }: Asked): Promise<void> {
  if (nothing) return;
  const cache = await caches.open(PREFIX + built.version);
  const index = await fetch('/', { cache: 'no-cache' });
  if (!index.ok || !(await index.clone().text()).includes(built.script)) throw new Error('a page of another build');
  const kept = new Set((await cache.keys()).map(({ url }) => new URL(url).pathname));
  const wanted = [...built.files, ...(built.languages[lang] ?? [])].filter((path) => !kept.has(path));
  // A hash is in their names: what the browser has of them is what they are.
  const one = async (path: string): Promise<void> => {
    const found = await fetch(path, lean ? { cache: 'only-if-cached', mode: 'same-origin' } : {}).catch((error: unknown) => {
      if (!lean) throw error;
    });
    if (found?.ok) await cache.put(path, found);
    else if (!lean) throw new Error(path);
  };
  const hand = async (): Promise<void> => {
    for (let next = wanted.shift(); next !== undefined; next = wanted.shift()) await one(next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, hand));
  await cache.put('/', index);
}

/** The version before stays, for pages of it that are open; older ones go. */
export async function sweep(built: Built, nothing = false): Promise<void> {
  if (nothing) await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
  const others = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== PREFIX + built.version);
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
}

/** The answer to a request for one of the page's files; undefined: none of ours. */
export function answer(built: Built, request: Request, origin: string): Promise<Response> | undefined {
  const { pathname, origin: from } = new URL(request.url);
  if (request.method !== 'GET' || from !== origin) return undefined;
  if (isTaken(pathname)) return takenAnswer(request);
  if (request.mode === 'navigate') return isPage(pathname) ? page(built, request) : undefined;
  return pathname.startsWith(ASSETS) ? asset(built, request) : undefined;
}

/** The newest there is, or what is kept when it does not come. */
async function page(built: Built, request: Request): Promise<Response> {
  const coming = fetch(request);
  const kept = await (await caches.open(PREFIX + built.version)).match('/');
  if (!kept) return coming;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Response>((resolve) => {
    timer = setTimeout(() => resolve(kept), PATIENCE_MS);
  });
  try {
    const came = await Promise.race([coming, late]);
    // Whoever stands between here and the server has an answer of their own.
    return came.status >= 500 ? kept : came;
  } catch {
    return kept;
  } finally {
    clearTimeout(timer);
    void coming.catch(() => undefined);
  }
}

async function asset(built: Built, request: Request): Promise<Response> {
  const kept = await caches.match(request);
  if (kept) return kept;
  const came = await heard(request, 1);
  // What is seldom opened is kept once it was; a part of a film is none of it.
  if (came.status === 200) await (await caches.open(PREFIX + built.version)).put(request, came.clone()).catch(() => undefined);
  return came;
}

/** Resolves when all of it has come, and rejects when it does not, `again` times asked once more. */
async function heard(request: Request, again: number): Promise<Response> {
  const stop = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hears = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => stop.abort(), SILENT_MS);
  };
  hears();
  try {
    const came = await fetch(request, { signal: stop.signal });
    const reader = came.status === 200 ? came.clone().body?.getReader() : undefined;
    while (reader && !(await reader.read()).done) hears();
    return came;
  } catch (error) {
    // Another connection, perhaps over another network.
    if (!stop.signal.aborted || again === 0) throw error;
  } finally {
    clearTimeout(timer);
  }
  return heard(request, again - 1);
}
