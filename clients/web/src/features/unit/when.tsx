// SPDX-License-Identifier: Apache-2.0
// When a unit opens, said in one of four ways; hours are those of the course's zone.
import type { JSX } from 'preact';
import { BOUNDS } from '../../core/contract.ts';
import { useView } from '../../core/here.ts';
import type { JsonObject } from '../../core/merge.ts';
import { momentOf, zonedOf } from '../../core/zoned.ts';
import { useWords } from '../../i18n/context.tsx';
import { TextField } from '../../ui/field.tsx';
import type { Unit, UnitsView } from './view.ts';

export type Way = 'day' | 'at' | 'hand' | 'open';

/** As the fields have it. */
export interface When {
  readonly way: Way;
  readonly day: string;
  readonly date: string;
  readonly time: string;
}

const DAY_DIGITS = 3;
const MORNING = '09:00';

/** Where the course says no zone, its hours are those of UTC. */
export function useZone(): string {
  return useView((view: UnitsView) => view.stage?.zone ?? 'UTC');
}

export function whenOf(unit: Unit | undefined, zone: string, start: number | undefined): When {
  const zoned = unit?.at === undefined ? { date: '', time: start === undefined ? MORNING : zonedOf(start, zone).time } : zonedOf(unit.at, zone);
  const way: Way = !unit || unit.relative ? 'day' : unit.at === undefined ? 'hand' : 'at';
  return { way, day: unit?.day === undefined ? '' : String(unit.day + 1), ...zoned };
}

/** What is to be sent of it; undefined: something is missing. The first day is that on which the course starts. */
export function planFrom({ way, day, date, time }: When, zone: string): JsonObject | undefined {
  const [hours = NaN, minutes = NaN] = time.split(':').map(Number);
  const minute = hours * 60 + minutes;
  if (way === 'hand') return {};
  if (way === 'open') return { open: true };
  if (way === 'at') {
    const at = momentOf({ date, time }, zone);
    return at === undefined ? undefined : { at };
  }
  const number = Number(day);
  const fits = day.trim() !== '' && Number.isInteger(number) && number >= 1 && number <= BOUNDS.UNIT_DAYS + 1;
  return fits && minute >= 0 ? { day: number - 1, time: minute } : undefined;
}

/** When it is to open, in words; undefined: by hand. */
export function usePlanned({ at, day, relative }: Unit): string | undefined {
  const { t, full, zone } = useWords();
  const moment = at === undefined ? undefined : `${full(at)} (${zone(at)})`;
  if (moment === undefined) return day === undefined ? undefined : t('unit.on.day', { n: day + 1 });
  return relative && day !== undefined ? t('unit.opens.day', { time: moment, n: day + 1 }) : t('unit.opens', { time: moment });
}

export function WhenFields({ value, ways, onInput }: { value: When; ways: readonly Way[]; onInput: (value: When) => void }): JSX.Element {
  const { t } = useWords();
  const zone = useZone();
  const start = useView((view: UnitsView) => view.stage?.start);
  const timed = value.way === 'day' || value.way === 'at';
  return (
    <fieldset class="unit-when">
      <legend>{t('unit.when')}</legend>
      {ways.map((way) => (
        <label key={way} class="check">
          <input type="radio" name="unit-way" checked={value.way === way} onChange={() => onInput({ ...value, way })} data-testid={`unit-way-${way}`} />
          <span>{t(`unit.way.${way}`)}</span>
        </label>
      ))}
      {timed && (
        <div class="row unit-time">
          {value.way === 'day'
            ? <TextField label={t('unit.day')} keys="numeric" value={value.day} max={DAY_DIGITS} onInput={(day) => onInput({ ...value, day })} testid="unit-day" />
            : (
              <label class="field field-number"><span>{t('unit.date')}</span>
                <input type="date" value={value.date} data-testid="unit-date" onInput={({ currentTarget }) => onInput({ ...value, date: currentTarget.value })} />
              </label>
            )}
          <label class="field field-number"><span>{t('unit.time')}</span>
            <input type="time" value={value.time} data-testid="unit-time" onInput={({ currentTarget }) => onInput({ ...value, time: currentTarget.value })} />
          </label>
        </div>
      )}
      {timed && <p class="hint">{t('unit.zone', { zone })} {value.way === 'day' && start === undefined && t('unit.startless')}</p>}
    </fieldset>
  );
}
