// SPDX-License-Identifier: Apache-2.0
// What a new course, workspace or library begins with, shown before it is made.
import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { serverNow } from '../../../core/clock.ts';
import { BOUNDS } from '../../../core/contract.ts';
import { momentAfter } from '../../../core/moved.ts';
import type { Texts } from '../../../core/views.ts';
import { momentOf } from '../../../core/zoned.ts';
import { spoken, useWords } from '../../../i18n/context.tsx';
import { localeOf } from '../../../i18n/index.ts';
import { TextField } from '../../../ui/field.tsx';
import { useSession } from '../../../ui/session.tsx';
import { when } from '../../when.ts';
import { ACADEMY } from '../context.ts';
import type { FormPart } from './form.tsx';
import { isCounted, unitsOf } from './shape.ts';

interface Part {
  readonly title: Texts;
  readonly kind?: string;
  readonly day?: number;
}
interface Found {
  readonly units: readonly (Part & { readonly items: readonly Part[] })[];
  readonly topics: readonly Part[];
}

const DIGITS = 2;

export function Outline({ shape, faults, set }: FormPart): JSX.Element {
  const { t } = useWords();
  const { outline, template } = shape;
  return (
    <section class="academy-part rooms-outline" role="group" aria-labelledby="rooms-outline">
      <h2 id="rooms-outline">{t('rooms.outline')}</h2>
      <label class="check"><input type="checkbox" checked={outline} data-testid="room-outline" onChange={() => set({ outline: !outline })} /><span>{t('rooms.outline.with')}</span></label>
      <p class="hint">{t('rooms.outline.hint')}</p>
      {outline && isCounted(template) && (
        <TextField label={t(template === 'spoc' ? 'rooms.outline.weeks' : 'rooms.outline.units')} keys="numeric" value={shape.units} max={DIGITS} testid="room-units"
          wrong={faults.units ? t('rooms.wants.units', { n: BOUNDS.OUTLINE_UNITS }) : ''} onInput={(units) => set({ units })} />
      )}
      {outline && <Shown shape={shape} />}
    </section>
  );
}

function Shown({ shape }: { shape: FormPart['shape'] }): JSX.Element | null {
  const { t, lang } = useWords();
  const { template, zone } = shape;
  const found = useFound(template, isCounted(template) ? unitsOf(shape) : 0);
  const told = useMemo(() => when(localeOf(lang, navigator.languages), zone), [lang, zone]);
  const start = momentOf(shape, zone);
  if (!found) return null;
  const name = (part: Part): JSX.Element => {
    const { text, ...how } = spoken(part.title, lang);
    return <span {...how}>{text}</span>;
  };
  return (
    <div class="rooms-shown" role="group" tabIndex={0} aria-labelledby="rooms-outline" data-testid="outline">
      <ol class="rooms-dates">
        {found.units.map((unit, nth) => (
          <li key={nth}>
            <strong>{name(unit)}</strong>
            {unit.day !== undefined && start !== undefined && <> · <time>{told.at(momentAfter(start, unit.day, zone), serverNow())}</time></>}
            {unit.day !== undefined && start === undefined && <> · {t('rooms.outline.day', { n: unit.day + 1 })}</>}
            <p class="meta">{unit.items.map((item, place) => <span key={place}>{place > 0 && ' · '}{name(item)}</span>)}</p>
          </li>
        ))}
      </ol>
      <p class="meta">{t('rooms.outline.topics')} {found.topics.filter(({ kind }) => kind !== undefined).map((topic, place) => <span key={place}>{place > 0 && ' · '}{name(topic)}</span>)}</p>
    </div>
  );
}

/** `units`: undefined, it is no number yet. */
function useFound(template: string, units: number | undefined): Found | undefined {
  const session = useSession();
  const [found, setFound] = useState<Found | undefined>(undefined);
  useEffect(() => {
    let gone = false;
    if (units === undefined) return undefined;
    session.query('room.outline', { room: ACADEMY, template, ...(units > 0 ? { units } : {}) }).then((answer) => gone || setFound(answer as unknown as Found), () => undefined);
    return () => {
      gone = true;
    };
  }, [session, template, units]);
  return found;
}
