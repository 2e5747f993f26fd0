// SPDX-License-Identifier: Apache-2.0
// The dates of a course moved by a number of days: shown before and after, done at once, and taken back.
import type { JSX } from 'preact';
import { useContext, useEffect, useMemo, useState } from 'preact/hooks';
import { serverNow } from '../../core/clock.ts';
import type { BySeq } from '../../core/views.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { localeOf } from '../../i18n/index.ts';
import { useAct } from '../../ui/command.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { notify } from '../../ui/live.tsx';
import { Button } from '../../ui/parts.tsx';
import { Select } from '../../ui/select.tsx';
import { RoomContext, useRoomRun, useSession } from '../../ui/session.tsx';
import { shiftOf } from './shift.ts';
import type { Dues, Live, Move } from './shift.ts';
import type { Listed } from './view.ts';
import { useZone } from './when.tsx';

const ACADEMY = 'academy:main';
const DAYS_MAX = 800;
const DIGITS = 4;

/** What else has dates; undefined: it is asked for. */
function useOthers(): { readonly dues: BySeq<Dues>; readonly lives: readonly Live[] } | undefined {
  const session = useSession();
  const room = useContext(RoomContext);
  const [found, setFound] = useState<{ dues: BySeq<Dues>; lives: readonly Live[] } | undefined>(undefined);
  useEffect(() => {
    let gone = false;
    const ask = async <T,>(method: string, data: { room: string; course?: string }, none: T): Promise<T> => session.query(method, data).then((answer) => answer as unknown as T, () => none);
    const none = { dates: {} as BySeq<Dues> };
    void Promise.all([ask('assignment.dates', { room }, none), ask('test.dates', { room }, none), ask('room.list', { room: ACADEMY, course: room }, { rooms: [] as readonly Live[] })])
      .then(([works, tests, { rooms }]) => gone || setFound({ dues: { ...works.dates, ...tests.dates }, lives: rooms }));
    return () => {
      gone = true;
    };
  }, [session, room]);
  return found;
}

export function MoveDates({ list, onClose }: { list: readonly Listed[]; onClose: () => void }): JSX.Element {
  const { t, lang } = useWords();
  const zone = useZone();
  const { sending, whole } = useAct();
  const send = useRoomRun();
  const others = useOthers();
  const [days, setDays] = useState('7');
  const [from, setFrom] = useState('');
  const [tried, setTried] = useState(false);
  const number = /^[-−+]?\d+$/.test(days.trim()) ? Number(days.trim().replace('−', '-')) : 0;
  const good = number !== 0 && Math.abs(number) <= DAYS_MAX;
  const now = useMemo(serverNow, []);
  const shift = others && good ? shiftOf({ list, ...others }, number, zone, from === '' ? undefined : Number(from), now) : undefined;
  const move = (event: Event): void => {
    event.preventDefault();
    setTried(true);
    if (!shift || shift.moves.length === 0) return;
    const { data, back, rooms, moves } = shift;
    void whole(async (run) => {
      if (Object.keys(data).length > 0 && !(await run('unit.dates', data))) return false;
      for (const { of, start } of rooms) if (!(await run('room.change', { room: ACADEMY, of, start }))) return false;
      return true;
    }).then((ok) => {
      if (!ok) return;
      onClose();
      const undo = async (): Promise<void> => {
        if (Object.keys(back).length > 0) await send('unit.dates', back);
        for (const { of, before } of rooms) await send('room.change', { room: ACADEMY, of, start: before });
      };
      notify(t('unit.shift.done', { n: moves.length }), { label: t('do.undo'), run: () => void undo() });
    });
  };
  const open = list.filter(({ value }) => value.opened === undefined && (value.at !== undefined || value.day !== undefined));
  return (
    <Dialog title={t('unit.shift')} onClose={onClose}>
      <form class="stack" noValidate onSubmit={move} data-testid="shift">
        <TextField label={t('unit.shift.days')} value={days} max={DIGITS} onInput={setDays} wrong={tried && !good ? t('unit.shift.wrong', { n: DAYS_MAX }) : ''} testid="shift-days" />
        <Select label={t('unit.shift.from')} value={from} onChange={setFrom} testid="shift-from"
          options={[{ value: '', label: t('unit.shift.all') }, ...open.map(({ seq, value }) => ({ value: String(seq), label: spoken(value.title, lang).text }))]} />
        <p class="hint">{t('unit.shift.hint', { zone: zone.replace(/_/g, ' ') })}</p>
        {shift && (shift.moves.length > 0 ? <Moves moves={shift.moves} zone={zone} /> : <p>{t('unit.shift.none')}</p>)}
        <div class="row row-end">
          <Button onClick={onClose}>{t('do.cancel')}</Button>
          <Button kind="strong" submit busy={sending} disabled={!others} testid="shift-go">{t('unit.shift.go')}</Button>
        </div>
      </form>
    </Dialog>
  );
}

/** In the time of the course, as whoever builds it thinks of it. */
function Moves({ moves, zone }: { moves: readonly Move[]; zone: string }): JSX.Element {
  const { t, lang } = useWords();
  const day = useMemo(() => new Intl.DateTimeFormat(localeOf(lang, navigator.languages), { weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit', timeZone: zone }), [lang, zone]);
  return (
    <table class="unit-moves" data-testid="shift-moves">
      <thead><tr><th scope="col">{t('unit.shift.what')}</th><th scope="col">{t('unit.shift.before')}</th><th scope="col">{t('unit.shift.after')}</th></tr></thead>
      <tbody>
        {moves.map(({ key, what, title, before, after }) => {
          const name = spoken(title ?? {}, lang);
          return (
            <tr key={key} data-testid={`move-${key}`}>
              <th scope="row">{what !== 'unit' && <span class="meta">{t(`unit.shift.${what}`)} </span>}<span lang={name.lang} dir={name.dir}>{name.text}</span></th>
              <td><time dateTime={new Date(before).toISOString()}>{day.format(before)}</time></td>
              <td><time dateTime={new Date(after).toISOString()}>{day.format(after)}</time></td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
