// SPDX-License-Identifier: Apache-2.0
// A date that moves with the start of what it belongs to: by whole days, at the same hour of the zone.
import { momentOf, zonedOf } from './zoned.ts';

const DAY_MS = 86_400_000;

function dayOf(at_ms: number, zone: string): number {
  return Date.parse(`${zonedOf(at_ms, zone).date}T00:00:00Z`) / DAY_MS;
}

/** The same hour there a number of days later, or earlier. */
export function momentAfter(at: number, days: number, zone: string): number {
  return momentOf({ date: new Date((dayOf(at, zone) + days) * DAY_MS).toISOString().slice(0, 10), time: zonedOf(at, zone).time }, zone) ?? at + days * DAY_MS;
}

/** When what was at `at` is, if what began at `before` begins at `start`. */
export function movedTo(at: number, before: number, start: number, zone: string): number {
  return momentAfter(at, dayOf(start, zone) - dayOf(before, zone), zone);
}
