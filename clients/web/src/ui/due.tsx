// SPDX-License-Identifier: Apache-2.0
// Until when something is asked for: in the reader's zone, with the course's said; and as fields, in the course's. Each
// feature that has dates brings its own words for them.
import type { JSX } from 'preact';
import { useView } from '../core/here.ts';
import type { RoomView } from '../core/views.ts';
import { momentOf, zonedOf } from '../core/zoned.ts';
import type { Zoned } from '../core/zoned.ts';
import { useWords } from '../i18n/context.tsx';

const EVENING = '23:59';

/** Where the course says no zone, its hours are those of UTC. */
export function useZone(): string {
  return useView((view: RoomView & { readonly stage?: { readonly zone?: string } }) => view.stage?.zone ?? 'UTC');
}

/** "Friday … 18:00 (your zone); in the course: 17:00 (UTC)", where that is another hour: `there` says the second. */
export function Due({ at, there }: { at: number; there: (time: string, zone: string) => string }): JSX.Element {
  const { full, zone } = useWords();
  const course = useZone();
  const [hour, own] = [zonedOf(at, course), zonedOf(at, Intl.DateTimeFormat().resolvedOptions().timeZone)];
  return (
    <>
      <time dateTime={new Date(at).toISOString()}>{full(at)}</time> <span class="meta">({zone(at)})</span>
      {(hour.time !== own.time || hour.date !== own.date) && <span class="meta"> {there(`${hour.date} ${hour.time}`, course)}</span>}
    </>
  );
}

export const noTime: Zoned = { date: '', time: EVENING };

export function fieldsOf(at: number | undefined, zone: string): Zoned {
  return at === undefined ? noTime : zonedOf(at, zone);
}

/** undefined: none is said; null: it is no date with an hour. */
export function saidIn(value: Zoned, zone: string): number | undefined | null {
  return value.date === '' ? undefined : momentOf(value, zone) ?? null;
}

interface DueFieldProps {
  readonly label: string;
  readonly date: string;
  readonly time: string;
  readonly value: Zoned;
  readonly onInput: (value: Zoned) => void;
  readonly testid: string;
}

export function DueField({ label, date, time, value, onInput, testid }: DueFieldProps): JSX.Element {
  return (
    <fieldset class="due-field">
      <legend>{label}</legend>
      <label class="field field-number"><span>{date}</span>
        <input type="date" value={value.date} data-testid={testid} onInput={({ currentTarget }) => onInput({ ...value, date: currentTarget.value })} />
      </label>
      <label class="field field-number"><span>{time}</span>
        <input type="time" value={value.time} data-testid={`${testid}-time`} onInput={({ currentTarget }) => onInput({ ...value, time: currentTarget.value })} />
      </label>
    </fieldset>
  );
}
