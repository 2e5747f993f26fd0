// SPDX-License-Identifier: Apache-2.0
import { Store } from './store.ts';

export type Route =
  | { readonly page: 'entry' }
  | { readonly page: 'kit' }
  | { readonly page: 'webinar'; readonly room: string }
  | { readonly page: 'course'; readonly room: string }
  | { readonly page: 'compose'; readonly room: string }
  | { readonly page: 'thread'; readonly room: string; readonly thread: number }
  | { readonly page: 'unknown' };

/** "webinar:w1" lives at /webinar/w1, thread 55 of "course:c1" at /course/c1/thread/55. */
export function routeOf(path: string): Route {
  const parts = path.split('/').filter(Boolean).map(decoded);
  const [kind, id, sub, seq] = parts;
  if (!kind) return { page: 'entry' };
  if (kind === 'kit' && parts.length === 1) return { page: 'kit' };
  if (kind === 'webinar' && id && parts.length === 2) return { page: 'webinar', room: `webinar:${id}` };
  if (kind === 'course' && id) {
    const room = `course:${id}`;
    if (parts.length === 2) return { page: 'course', room };
    if (sub === 'new' && parts.length === 3) return { page: 'compose', room };
    if (sub === 'thread' && parts.length === 4 && /^[1-9]\d{0,15}$/.test(seq ?? '')) return { page: 'thread', room, thread: Number(seq) };
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
    case 'webinar':
    case 'course':
      return roomPath(route.room);
    case 'compose':
      return `${roomPath(route.room)}/new`;
    case 'thread':
      return `${roomPath(route.room)}/thread/${route.thread}`;
  }
}

/** The page of a room by its name, whatever its kind. */
export function roomPath(room: string): string {
  const [kind = '', id = ''] = room.split(':');
  return `/${encodeURIComponent(kind)}/${encodeURIComponent(id)}`;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export const route = new Store<Route>({ page: 'entry' });

export function routerStart(): void {
  const read = (): void => route.set(routeOf(location.pathname));
  addEventListener('popstate', read);
  read();
}

export function go(to: Route): void {
  const path = pathOf(to);
  if (path !== location.pathname) history.pushState(null, '', path);
  route.set(to);
  scrollTo(0, 0);
}
