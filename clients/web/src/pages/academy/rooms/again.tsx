// SPDX-License-Identifier: Apache-2.0
// A course that runs again: with one new start all its dates move, by the clocks of its zone.
import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { serverNow } from '../../../core/clock.ts';
import { BOUNDS } from '../../../core/contract.ts';
import { go } from '../../../core/router.ts';
import { movedTo } from '../../../core/moved.ts';
import { bySeq } from '../../../core/views.ts';
import type { BySeq, Texts } from '../../../core/views.ts';
import { momentOf, zoneOwn, zonedOf } from '../../../core/zoned.ts';
import { spoken, useWords } from '../../../i18n/context.tsx';
import { LANGUAGES, dirOf, localeOf } from '../../../i18n/index.ts';
import { useAct } from '../../../ui/command.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { TextField } from '../../../ui/field.tsx';
import { notify } from '../../../ui/live.tsx';
import { Button } from '../../../ui/parts.tsx';
import { useRoom, useRoomRun, useSession } from '../../../ui/session.tsx';
import type { Listed } from '../../rooms.ts';
import { when } from '../../when.ts';
import { ACADEMY } from '../context.ts';
import { Labelled } from './fields.tsx';
import { idMake } from './shape.ts';
import type { Got } from './shape.ts';
import { roomRoute } from './way.tsx';

/** What the course itself tells its team of its units. */
interface CourseView {
  readonly stage?: { readonly start?: number; readonly zone?: string };
  readonly unit?: { readonly units?: BySeq<{ readonly title: Texts; readonly at?: number; readonly opened?: number }> };
}

interface Webinar extends Listed {
  /** What was made of it, if it is sent again. */
  readonly id: string;
}

function useWebinars(course: string): readonly Webinar[] | undefined {
  const session = useSession();
  const [found, setFound] = useState<readonly Webinar[] | undefined>(undefined);
  useEffect(() => {
    let gone = false;
    session.query('room.list', { room: ACADEMY, course }).then(
      (answer) => gone || setFound((answer as { readonly rooms: readonly Listed[] }).rooms.map((each) => ({ ...each, id: idMake() }))),
      () => gone || setFound([]),
    );
    return () => {
      gone = true;
    };
  }, [session, course]);
  return found;
}

export function RunAgain({ got, onClose }: { got: Got; onClose: () => void }): JSX.Element {
  const { t } = useWords();
  const { sending, whole } = useAct();
  const send = useRoomRun();
  const { view } = useRoom<CourseView>(got.of);
  const webinars = useWebinars(got.of);
  const zone = got.zone ?? view?.stage?.zone ?? zoneOwn();
  const before = view?.stage?.start ?? got.start;
  const [of] = useState(() => `course:${idMake()}`);
  const langs = LANGUAGES.filter(({ lang }) => got.title[lang] !== undefined);
  const [title, setTitle] = useState<Texts>(got.title);
  const [at, setAt] = useState({ date: '', time: '' });
  const [wrong, setWrong] = useState<'' | 'rooms.wants.both' | 'rooms.wants.title'>('');
  const time = at.time === '' && before !== undefined ? zonedOf(before, zone).time : at.time;
  const start = momentOf({ date: at.date, time }, zone);
  const run = (): void => {
    const titles = Object.fromEntries(Object.entries(title).map(([lang, text]) => [lang, text.trim()] as const).filter(([, text]) => text !== ''));
    const titled = Object.keys(titles).length > 0;
    setWrong(titled ? start === undefined ? 'rooms.wants.both' : '' : 'rooms.wants.title');
    if (!titled || start === undefined || !webinars) return;
    const made = webinars.map((each) => `webinar:${each.id}`);
    void whole(async (act) => {
      if (!(await act('room.copy', { of, from: got.of, title: titles, start, zone }))) return false;
      for (const each of webinars) {
        const moved = each.start === undefined || before === undefined ? undefined : movedTo(each.start, before, start, zone);
        if (!(await act('room.copy', { of: `webinar:${each.id}`, from: each.of, course: of, ...(moved === undefined ? {} : { start: moved }) }))) return false;
      }
      return true;
    }).then((done) => {
      if (!done) return;
      onClose();
      const undo = async (): Promise<void> => {
        for (const room of [...made, of]) await send('room.archive', { of: room, archived: true });
        go(roomRoute(got.of));
      };
      notify(t('rooms.again.done'), { label: t('do.undo'), run: () => void undo() });
      go(roomRoute(of));
    });
  };
  return (
    <Dialog title={t('rooms.again.title')} onClose={onClose}>
      <form class="stack" noValidate onSubmit={(event) => { event.preventDefault(); run(); }} data-testid="again">
        {langs.map(({ lang, name }) => (
          <TextField key={lang} label={langs.length > 1 ? `${t('rooms.again.name')} · ${name}` : t('rooms.again.name')} lang={lang} dir={dirOf(lang)} value={title[lang] ?? ''} max={BOUNDS.TITLE_CHARS} onInput={(text) => setTitle({ ...title, [lang]: text })} testid={`again-title-${lang}`} />
        ))}
        <div class="row">
          <Labelled label={t('rooms.date')} id="copy-date"><input id="copy-date" type="date" value={at.date} data-testid="copy-date" aria-invalid={wrong === 'rooms.wants.both' ? 'true' : undefined} onInput={(event) => setAt({ ...at, date: event.currentTarget.value })} /></Labelled>
          <Labelled label={t('rooms.time')} id="copy-time"><input id="copy-time" type="time" value={time} data-testid="copy-time" aria-invalid={wrong === 'rooms.wants.both' ? 'true' : undefined} onInput={(event) => setAt({ ...at, time: event.currentTarget.value })} /></Labelled>
        </div>
        <p class="hint">{t('rooms.again.zone', { zone: zone.replace(/_/g, ' ') })}</p>
        {start !== undefined && before !== undefined && <Dates view={view} webinars={webinars ?? []} before={before} start={start} zone={zone} />}
        <section class="rooms-comes" aria-labelledby="again-comes">
          <h3 id="again-comes">{t('rooms.again.comes')}</h3>
          <p>{t('rooms.again.comes.what')}</p>
          <h3>{t('rooms.again.stays')}</h3>
          <p>{t('rooms.again.stays.what')}</p>
        </section>
        <p class="refusal" role="alert">{wrong !== '' && t(wrong)}</p>
        <div class="row row-end">
          <Button onClick={onClose}>{t('do.cancel')}</Button>
          <Button kind="strong" submit busy={sending} disabled={!webinars} testid="copy-go">{t('rooms.again.go')}</Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Each unit that has a time, and each webinar, as they would be. */
function Dates({ view: course, webinars: live, before: old, start: fresh, zone: place }: { view: CourseView | undefined; webinars: readonly Webinar[]; before: number; start: number; zone: string }): JSX.Element | null {
  const { t, lang } = useWords();
  const told = useMemo(() => when(localeOf(lang, navigator.languages), place), [lang, place]);
  const units = bySeq(course?.unit?.units).flatMap(({ seq, value }) => (value.at === undefined ? [] : [{ key: String(seq), title: value.title, at: value.at }]));
  const all = [...units, ...live.flatMap((each) => (each.start === undefined ? [] : [{ key: each.of, title: each.title, at: each.start }]))]
    .map((each) => ({ ...each, at: movedTo(each.at, old, fresh, place) })).sort((a, b) => a.at - b.at);
  if (all.length === 0) return null;
  return (
    <section aria-labelledby="again-dates">
      <h3 id="again-dates">{t('rooms.again.dates')}</h3>
      <ol class="rooms-dates" data-testid="again-dates">
        {all.map((each) => {
          const name = spoken(each.title, lang);
          return <li key={each.key}><time dateTime={new Date(each.at).toISOString()}>{told.at(each.at, serverNow())}</time> · <span lang={name.lang} dir={name.dir}>{name.text}</span></li>;
        })}
      </ol>
    </section>
  );
}
