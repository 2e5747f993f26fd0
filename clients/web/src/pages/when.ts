// SPDX-License-Identifier: Apache-2.0
// When something begins, in the reader's own time: how long it is until then, and on which day at what hour.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
// Beyond these a weekday or a number of days says too little.
const WEEK_DAYS = 6;
const COUNTED_DAYS = 30;

export interface When {
  /** "in 41 minutes", "tomorrow", "in 2 days"; empty once it has come, or where it is far away. */
  until(at_ms: number, now_ms: number): string;
  /** "Thu 16:00"; with the date where that is not this week, with the year where it is another. */
  at(at_ms: number, now_ms: number): string;
}

/** `zone`: another than the reader's own, for tests. */
export function when(locale: string, zone?: string): When {
  const own = zone === undefined ? {} : { timeZone: zone };
  const clock = { hour: 'numeric', minute: '2-digit', ...own } as const;
  const near = new Intl.DateTimeFormat(locale, { weekday: 'short', ...clock });
  const far = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short', ...clock });
  const other = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', ...clock });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  // By its parts: how a language orders and writes them changes with the browser.
  const calendar = new Intl.DateTimeFormat('en', { year: 'numeric', month: 'numeric', day: 'numeric', ...own });
  const part = (at: number, type: 'year' | 'month' | 'day'): number => Number(calendar.formatToParts(at).find((each) => each.type === type)?.value);
  const day = (at: number): number => Date.UTC(part(at, 'year'), part(at, 'month') - 1, part(at, 'day'));
  const days = (from: number, to: number): number => Math.round((day(to) - day(from)) / DAY);
  return {
    until(at, now) {
      const left = at - now;
      if (left <= 0) return '';
      if (left < HOUR) return relative.format(Math.ceil(left / MINUTE), 'minute');
      const between = days(now, at);
      // Before midnight, or soon after it: "tomorrow" is no help five hours ahead.
      if (between === 0 || left < 6 * HOUR) return relative.format(Math.round(left / HOUR), 'hour');
      return between <= COUNTED_DAYS ? relative.format(between, 'day') : '';
    },
    at(at, now) {
      const between = days(now, at);
      if (between >= 0 && between <= WEEK_DAYS) return near.format(at);
      return (part(at, 'year') === part(now, 'year') ? far : other).format(at);
    },
  };
}
