// SPDX-License-Identifier: Apache-2.0
// Numbers and times in the chosen language, by Intl alone.

export interface Formatter {
  number(value: number): string;
  percent(share: number): string;
  /** 14:05 */
  time(at_ms: number): string;
  /** 14:05 on the same day as `now_ms`, else with the date. */
  moment(at_ms: number, now_ms: number): string;
  /** The whole date with time. */
  full(at_ms: number): string;
  /** The reader's zone at that time, by its name. */
  zone(at_ms: number): string;
  /** "3 minutes ago"; days are those of the reader's calendar; beyond a week the date. */
  ago(at_ms: number, now_ms: number): string;
  /** 1:02:03 or 2:03; never negative. */
  countdown(left_ms: number): string;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Each costs a phone some milliseconds: made when it is first asked. */
function lazy<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

export function formatter(lang: string): Formatter {
  const numbers = lazy(() => new Intl.NumberFormat(lang));
  const two = lazy(() => new Intl.NumberFormat(lang, { minimumIntegerDigits: 2 }));
  const percent = lazy(() => new Intl.NumberFormat(lang, { style: 'percent', maximumFractionDigits: 0 }));
  const time = lazy(() => new Intl.DateTimeFormat(lang, { hour: 'numeric', minute: '2-digit' }));
  const day = lazy(() => new Intl.DateTimeFormat(lang, { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' }));
  const date = lazy(() => new Intl.DateTimeFormat(lang, { day: 'numeric', month: 'short', year: 'numeric' }));
  const full = lazy(() => new Intl.DateTimeFormat(lang, { dateStyle: 'full', timeStyle: 'short' }));
  const zone = lazy(() => new Intl.DateTimeFormat(lang, { timeZoneName: 'long' }));
  const relative = lazy(() => new Intl.RelativeTimeFormat(lang, { numeric: 'auto' }));

  // A room is full of small numbers; written with these digits in no other way anywhere, they need no Intl at its opening.
  const small = (value: number): boolean => !lang.startsWith('ar') && Number.isInteger(value) && !Object.is(value, -0) && value >= 0 && value < 1000;
  const padded = (value: number): string => (small(value) ? String(value).padStart(2, '0') : two().format(value));
  const number = (value: number): string => (small(value) ? String(value) : numbers().format(value));

  return {
    number,
    percent: (share) => percent().format(share),
    time: (at) => time().format(at),
    moment: (at, now) => (sameDay(at, now) ? time : day)().format(at),
    full: (at) => full().format(at),
    zone: (at) => zone().formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '',
    ago(at, now) {
      const past = Math.max(0, now - at);
      if (past < MINUTE) return relative().format(0, 'second');
      if (past < HOUR) return relative().format(-Math.floor(past / MINUTE), 'minute');
      const days = calendarDays(Math.min(at, now), now);
      if (days === 0) return relative().format(-Math.floor(past / HOUR), 'hour');
      return days < 7 ? relative().format(-days, 'day') : date().format(at);
    },
    countdown(left) {
      const seconds = Math.max(0, Math.ceil(left / SECOND));
      const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
      return h > 0 ? `${number(h)}:${padded(m)}:${padded(s)}` : `${number(m)}:${padded(s)}`;
    },
  };
}

/** Midnights of the reader between two moments. A day may have 23 or 25 hours. */
function calendarDays(from: number, to: number): number {
  const midnight = (at: number): number => new Date(at).setHours(0, 0, 0, 0);
  return Math.round((midnight(to) - midnight(from)) / DAY);
}

function sameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString();
}
