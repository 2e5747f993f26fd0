// SPDX-License-Identifier: Apache-2.0
// Rooms as the catalogue tells of them, and what of them stands at home.
import type { InboxView } from '../core/inbox.ts';
import type { Texts } from '../core/views.ts';

export const TEMPLATES = ['webinar', 'spoc', 'course', 'workspace', 'library'] as const;
export type Template = (typeof TEMPLATES)[number];

/** A row of `room.list`. */
export interface Listed {
  readonly of: string;
  readonly template?: Template;
  readonly title: Texts;
  readonly phase?: 'ahead' | 'live' | 'ended';
  readonly start?: number;
  readonly minutes?: number;
  readonly series?: string;
  readonly archived?: boolean;
  /** One is its guest, until then. */
  readonly until?: number;
}

/** Where one leads to: webinars and all others. */
export function isWebinar(of: string): boolean {
  return of.startsWith('webinar:');
}

/** Where one is a guest: the catalogue says nothing of it to them, the inbox does. */
export function guestOf(view: InboxView | undefined): readonly Listed[] {
  return Object.entries(view?.inbox?.rooms ?? {}).flatMap(([of, { title = {}, until }]) => (until === undefined ? [] : [{ of, title, until }]));
}

export interface Home {
  readonly live: readonly Listed[];
  /** Those that begin soonest; what has no date comes last. */
  readonly next: readonly Listed[];
  readonly courses: readonly Listed[];
  readonly spaces: readonly Listed[];
  /** Over, the last one first. */
  readonly again: readonly Listed[];
}

/** `lists`: what was found, by any question; what comes later counts. A course of which only the name is known is one. */
export function homeOf(lists: readonly (readonly Listed[])[]): Home {
  const rooms = new Map<string, Listed>();
  for (const room of lists.flat()) rooms.set(room.of, { ...rooms.get(room.of), ...room });
  const all = [...rooms.values()].filter(({ archived }) => !archived);
  const webinars = all.filter(({ of }) => isWebinar(of));
  const others = all.filter(({ of }) => !isWebinar(of));
  return {
    live: webinars.filter(({ phase }) => phase === 'live'),
    next: webinars.filter(({ phase }) => phase !== 'live' && phase !== 'ended').sort((a, b) => (a.start ?? Infinity) - (b.start ?? Infinity)),
    courses: others.filter(({ template }) => template !== 'workspace'),
    spaces: others.filter(({ template }) => template === 'workspace'),
    again: webinars.filter(({ phase }) => phase === 'ended').sort((a, b) => (b.start ?? 0) - (a.start ?? 0)),
  };
}
