// SPDX-License-Identifier: Apache-2.0
// When one wants to be reminded, by the reader's own clock.

export type Wish = 'none' | 'hours' | 'tomorrow' | 'week' | 'at';

const HOUR_MS = 3_600_000;
const MORNING = 9;

/** 0: not at all; undefined: the moment that was chosen is none. */
export function remindAt(wish: Wish, moment: number, now: number): number | undefined {
  if (wish === 'none') return 0;
  if (wish === 'hours') return now + 3 * HOUR_MS;
  if (wish === 'at') return moment > 0 ? moment : undefined;
  const day = new Date(now);
  day.setDate(day.getDate() + (wish === 'week' ? 7 : 1));
  day.setHours(MORNING, 0, 0, 0);
  return day.getTime();
}

/** For a field of the kind datetime-local, and back; NaN: it says none. */
export function localOf(ms: number): string {
  return new Date(ms - new Date(ms).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
export function momentOf(local: string): number {
  return local === '' ? Number.NaN : new Date(local).getTime();
}
