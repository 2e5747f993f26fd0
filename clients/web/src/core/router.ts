// SPDX-License-Identifier: Apache-2.0
// Where one is: the page, and what of it is open. What a person chose to see of a page (tab, filter, order) is in the
// query and the thing they came for behind the #, so that back, reload and a link lose nothing.
import { useCallback } from 'preact/hooks';
import { piece } from './piece.ts';
import { Store, useSelect } from './store.ts';

export type Route =
  | { readonly page: 'entry' }
  | { readonly page: 'kit' }
  | { readonly page: 'inbox' | 'search' | 'calendar' }
  | { readonly page: 'enter' | 'enrol' | 'me' | 'apply' | 'applied' | 'confirm' }
  | { readonly page: 'verify' | 'unsubscribe'; readonly code: string }
  | { readonly page: 'join' }
  | { readonly page: 'academy'; readonly part: string; readonly rest: readonly string[] }
  | { readonly page: 'webinar'; readonly room: string }
  | { readonly page: 'present'; readonly room: string }
  | { readonly page: 'course'; readonly room: string }
  | { readonly page: 'unit'; readonly room: string; readonly unit: number }
  | { readonly page: 'document'; readonly room: string; readonly document: number }
  | { readonly page: 'forum' | 'people' | 'build' | 'topics' | 'reports' | 'library'; readonly room: string }
  | { readonly page: 'participation'; readonly room: string; readonly person?: string }
  | { readonly page: 'topic'; readonly room: string; readonly topic: number }
  | { readonly page: 'compose'; readonly room: string; readonly topic?: number }
  | { readonly page: 'thread'; readonly room: string; readonly thread: number }
  | { readonly page: 'unknown' };

/** "webinar:w1" lives at /webinar/w1 and is on a wall at /present/w1 (or /present/webinar/w1), thread 55 of "course:c1" at /course/c1/thread/55. */
export function routeOf(path: string): Route {
  const parts = path.split('/').filter(Boolean).map(decoded);
  const [kind, id, sub, seq] = parts;
  if (!kind) return { page: 'entry' };
  if (kind === 'kit' && parts.length === 1) return { page: 'kit' };
  if ((kind === 'enter' || kind === 'enrol' || kind === 'me' || kind === 'apply') && parts.length === 1) return { page: kind };
  if (kind === 'apply' && (id === 'status' || id === 'confirm') && parts.length === 2) return { page: id === 'status' ? 'applied' : id };
  if (kind === 'u' && id && parts.length === 2) return { page: 'unsubscribe', code: id };
  if (kind === 'verify' && id && parts.length === 2) return { page: kind, code: id };
  if (kind === 'academy' && id) return { page: 'academy', part: id, rest: parts.slice(2) };
  if ((kind === 'inbox' || kind === 'search' || kind === 'calendar' || kind === 'join') && parts.length === 1) return { page: kind };
  if (kind === 'webinar' && id && parts.length === 2) return { page: 'webinar', room: `webinar:${id}` };
  if (kind === 'present' && id && (!sub || (id === 'webinar' && !seq && sub))) return { page: kind, room: `webinar:${sub ?? id}` };
  if (kind === 'course' && id) {
    const room = `course:${id}`;
    if (parts.length === 2) return { page: 'course', room };
    if ((sub === 'forum' || sub === 'people' || sub === 'build' || sub === 'topics' || sub === 'reports' || sub === 'library') && parts.length === 3) return { page: sub, room };
    if (sub === 'participation' && parts.length <= 4) return { page: sub, room, ...(seq ? { person: seq } : {}) };
    if (sub === 'new' && parts.length === 3) return { page: 'compose', room };
    const named = /^[1-9]\d{0,15}$/.test(seq ?? '') ? Number(seq) : 0;
    if (sub === 'forum' && named && parts.length === 5 && parts[4] === 'new') return { page: 'compose', room, topic: named };
    const thing = parts.length === 4 ? named : 0;
    if (sub === 'forum' && thing) return { page: 'topic', room, topic: thing };
    if (sub === 'thread' && thing) return { page: sub, room, thread: thing };
    if (sub === 'document' && thing) return { page: sub, room, document: thing };
    if (sub === 'unit' && thing) return { page: sub, room, unit: thing };
  }
  return { page: 'unknown' };
}

export function pathOf(route: Route): string {
  switch (route.page) {
    case 'entry':
    case 'unknown':
      return '/';
    case 'kit':
      return '/kit';
    case 'inbox':
    case 'search':
    case 'calendar':
    case 'enter':
    case 'enrol':
    case 'me':
    case 'apply':
    case 'join':
      return `/${route.page}`;
    case 'unsubscribe':
      return `/u/${piece(route.code)}`;
    case 'verify':
      return `/verify/${piece(route.code)}`;
    case 'academy':
      return `/academy/${[route.part, ...route.rest].map(piece).join('/')}`;
    case 'applied':
      return '/apply/status';
    case 'confirm':
      return '/apply/confirm';
    case 'present':
      return `/present/${piece(route.room.slice('webinar:'.length))}`;
    case 'webinar':
    case 'course':
      return roomPath(route.room);
    case 'forum':
    case 'people':
    case 'build':
    case 'topics':
    case 'reports':
    case 'library':
      return `${roomPath(route.room)}/${route.page}`;
    case 'unit':
      return `${roomPath(route.room)}/unit/${route.unit}`;
    case 'document':
      return `${roomPath(route.room)}/document/${route.document}`;
    case 'participation':
      return `${roomPath(route.room)}/participation${route.person === undefined ? '' : `/${piece(route.person)}`}`;
    case 'compose':
      return route.topic === undefined ? `${roomPath(route.room)}/new` : `${roomPath(route.room)}/forum/${route.topic}/new`;
    case 'topic':
      return `${roomPath(route.room)}/forum/${route.topic}`;
    case 'thread':
      return `${roomPath(route.room)}/thread/${route.thread}`;
  }
}

/** The page of a room by its name, whatever its kind. */
export function roomPath(room: string): string {
  const [kind = '', id = ''] = room.split(':');
  return `/${piece(kind)}/${piece(id)}`;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export const route = new Store<Route>({ page: 'entry' });

export interface Place {
  readonly query: { readonly [name: string]: string };
  /** Without the #. */
  readonly hash: string;
}
export const place = new Store<Place>({ query: {}, hash: '' });

export function routerStart(): void {
  history.scrollRestoration = 'manual';
  addEventListener('popstate', () => {
    read();
    scrollBack();
  });
  addEventListener('hashchange', () => place.set(placeOf(location)));
  addEventListener('pagehide', remember);
  read();
  scrollBack();
}

function read(): void {
  place.set(placeOf(location));
  const here = routeOf(location.pathname);
  // The same page with another tab is not another page.
  if (pathOf(here) !== pathOf(route.get()) || here.page !== route.get().page) route.set(here);
}

export function placeOf({ search, hash }: { readonly search: string; readonly hash: string }): Place {
  return { query: Object.fromEntries(new URLSearchParams(search)), hash: decoded(hash.slice(1)) };
}

/** `hash`: the thing on that page one wants to see. */
export function go(to: Route, hash = ''): void {
  const path = pathOf(to) + (hash && `#${piece(hash)}`);
  remember();
  if (path !== location.pathname + location.search + location.hash) history.pushState(null, '', path);
  place.set(placeOf(location));
  route.set(to);
  scrollTo(0, 0);
}

/** The same in the place of where one is: no step that one can go back. */
export function goInstead(to: Route, hash = ''): void {
  history.replaceState(null, '', pathOf(to) + (hash && `#${piece(hash)}`));
  place.set(placeOf(location));
  route.set(to);
}

/** To a page of ours by its address, with what is chosen of it: a step that one can go back. */
export function goTo(address: string): void {
  remember();
  history.pushState(null, '', address);
  read();
  scrollTo(0, 0);
}

/** What is chosen of a page. It stands in the address without a step back of its own. */
export function useParam<T extends string>(name: string, known: readonly [T, ...T[]]): [T, (value: T) => void] {
  const value = useSelect(place, ({ query }) => query[name]);
  const set = useCallback((next: T) => {
    const query = { ...place.get().query };
    if (next === known[0]) delete query[name];
    else query[name] = next;
    paramsSet(query);
  }, [name, known[0]]);
  return [known.find((each) => each === value) ?? known[0], set];
}

/** `hash`: another one, without the #. */
export function paramsSet(query: Place['query'], hash?: string): void {
  const search = new URLSearchParams(query).toString();
  const named = hash === undefined ? location.hash : hash && `#${piece(hash)}`;
  history.replaceState(history.state, '', `${location.pathname}${search && `?${search}`}${named}`);
  place.set({ query, hash: hash ?? place.get().hash });
}

/** The thing of a kind that the address names: 12 of #poll-12. */
export function useTarget(kind: string): number | undefined {
  return useSelect(place, ({ hash }) => targetOf(hash, kind));
}

export function targetOf(hash: string, kind: string): number | undefined {
  const [, name, seq] = /^([a-z]+)-([1-9]\d{0,15})$/.exec(hash) ?? [];
  return name === kind ? Number(seq) : undefined;
}

// How far down one was, for the way back. What is there comes late: it is waited for, until somebody scrolls.
const WAIT_MS = 5000;

function remember(): void {
  history.replaceState({ ...(history.state as object | null), y: scrollY }, '');
}

let scrollEnd = (): void => undefined;

/** The page goes to a thing of its own now: nobody else moves it. */
export function scrollOwned(): void {
  scrollEnd();
}

function scrollBack(): void {
  scrollEnd();
  const { y } = (history.state ?? {}) as { y?: unknown };
  if (typeof y !== 'number' || y === 0) return;
  const sizes = new ResizeObserver(() => {
    if (document.documentElement.scrollHeight < y + innerHeight) return;
    end();
    scrollTo(0, y);
  });
  const end = (): void => sizes.disconnect();
  scrollEnd = end;
  sizes.observe(document.body);
  for (const act of ['wheel', 'touchmove', 'keydown', 'pointerdown']) addEventListener(act, end, { once: true, passive: true });
  setTimeout(end, WAIT_MS);
}
