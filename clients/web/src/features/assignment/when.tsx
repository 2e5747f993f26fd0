// SPDX-License-Identifier: Apache-2.0
// Dates of an assignment: in the reader's zone, with the course's said; and as fields, in the course's.
import type { JSX } from 'preact';
import { useView } from '../../core/here.ts';
import { momentOf, zonedOf } from '../../core/zoned.ts';
import type { Zoned } from '../../core/zoned.ts';
import { useWords } from '../../i18n/context.tsx';
import type { AssignmentsView } from './view.ts';

const EVENING = '23:59';

/** Where the course says no zone, its hours are those of UTC. */
export function useZone(): string {
  return useView((view: AssignmentsView) => view.stage?.zone ?? 'UTC');
}

/** "Friday … 18:00 (your zone); in the course: 17:00 (UTC)", where that is another hour. */
export function Moment({ at }: { at: number }): JSX.Element {
  const { t, full, zone } = useWords();
  const there = useZone();
  const [hour, own] = [zonedOf(at, there), zonedOf(at, Intl.DateTimeFormat().resolvedOptions().timeZone)];
  return (
    <>
      <time dateTime={new Date(at).toISOString()}>{full(at)}</time> <span class="meta">({zone(at)})</span>
      {(hour.time !== own.time || hour.date !== own.date) && <span class="meta"> {t('work.there', { time: `${hour.date} ${hour.time}`, zone: there })}</span>}
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

export function WhenField({ label, value, onInput, testid }: { label: string; value: Zoned; onInput: (value: Zoned) => void; testid: string }): JSX.Element {
  const { t } = useWords();
  return (
    <fieldset class="work-when">
      <legend>{label}</legend>
      <label class="field"><span>{t('work.date')}</span>
        <input type="date" value={value.date} data-testid={testid} onInput={({ currentTarget }) => onInput({ ...value, date: currentTarget.value })} />
      </label>
      <label class="field"><span>{t('work.time')}</span>
        <input type="time" value={value.time} data-testid={`${testid}-time`} onInput={({ currentTarget }) => onInput({ ...value, time: currentTarget.value })} />
      </label>
    </fieldset>
  );
}
