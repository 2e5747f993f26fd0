// SPDX-License-Identifier: Apache-2.0
// What stands in a calendar, of all that one is in, by the days of the reader's own zone.
import type { Texts } from '../../core/views.ts';

/** A row of `room.calendar`. */
export interface SessionDate {
  readonly of: string;
  readonly title: Texts;
  readonly start: number;
  readonly minutes?: number;
  readonly archived?: boolean;
}

/** What `unit.calendar` says of a course. */
export interface CourseDates {
  readonly events: readonly { readonly unit: number; readonly title: Texts; readonly at: number }[];
  readonly due: readonly { readonly unit: number; readonly item: number; readonly title: Texts; readonly at: number; readonly done?: true }[];
  readonly opens?: number;
}

export interface Entry {
  readonly kind: 'session' | 'opens' | 'due';
  readonly of: string;
  readonly at: number;
  /** undefined: what opens next is not told before it does. */
  readonly title?: Texts;
  readonly minutes?: number;
  readonly unit?: number;
  readonly item?: number;
  readonly off?: true;
  readonly done?: true;
}

export interface Day {
  /** The first moment of it. */
  readonly at: number;
  readonly entries: readonly Entry[];
}

export function entriesOf(sessions: readonly SessionDate[], courses: ReadonlyMap<string, CourseDates>): Entry[] {
  const all: Entry[] = sessions.map(({ of, title, start, minutes, archived }) => ({ kind: 'session', of, at: start, title, ...(minutes ? { minutes } : {}), ...(archived ? { off: true } : {}) }));
  for (const [of, { events, due, opens }] of courses) {
    for (const { unit, title, at } of events) all.push({ kind: 'opens', of, at, title, unit });
    for (const { unit, item, title, at, done } of due) all.push({ kind: 'due', of, at, title, unit, item, ...(done ? { done } : {}) });
    if (opens !== undefined) all.push({ kind: 'opens', of, at: opens });
  }
  return all;
}

/** From the day of `now` on, each day that has something, the first first. */
export function daysOf(entries: readonly Entry[], now: number): readonly Day[] {
  const days = new Map<number, Entry[]>();
  const today = dayOf(now);
  for (const entry of [...entries].sort((a, b) => a.at - b.at)) {
    const day = dayOf(entry.at);
    if (day >= today) days.set(day, [...(days.get(day) ?? []), entry]);
  }
  return [...days].map(([at, list]) => ({ at, entries: list }));
}

/** The first moment of the reader's day, whatever became of its clock. */
export function dayOf(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}
