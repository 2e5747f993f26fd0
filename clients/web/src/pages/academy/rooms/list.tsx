// SPDX-License-Identifier: Apache-2.0
// The rooms of the academy, in pages. What is looked for, and how far one has read, stand in the address.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useNow } from '../../../core/clock.ts';
import { paramsSet, place, useParam } from '../../../core/router.ts';
import { useSelect, useStore } from '../../../core/store.ts';
import { spoken, useWords } from '../../../i18n/context.tsx';
import { FilterLine } from '../../../ui/filters.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Badge, Button, Choice, Empty, Link } from '../../../ui/parts.tsx';
import { Select } from '../../../ui/select.tsx';
import { useRoomEvents, useSession } from '../../../ui/session.tsx';
import { Skeleton } from '../../../ui/states.tsx';
import { usePageTitle } from '../../../ui/title.ts';
import { isWebinar } from '../../rooms.ts';
import type { Listed } from '../../rooms.ts';
import { useWhen } from '../../use-when.ts';
import { ACADEMY, useAcademy } from '../context.ts';
import { Head } from '../page.tsx';
import { SeriesLink, roomRoute } from './way.tsx';
import { KINDS, SHOWS, fits, questionOf } from './kinds.ts';
import type { Wanted } from './kinds.ts';

const TYPING_MS = 250;
const PAGES_MAX = 20;

export function List(): JSX.Element {
  const { t } = useWords();
  const series = useSelect(place, ({ query }) => query['series']);
  const { makes } = useAcademy();
  const [show, setShow] = useParam('show', makes ? SHOWS : ['all', 'mine', 'archived']);
  const [kind, setKind] = useParam('kind', KINDS);
  const words = useSelect(place, ({ query }) => query['words'] ?? '');
  const wanted: Wanted = series === undefined ? { show, kind, words } : { show: 'all', kind: 'any', words: '', series };
  const { rooms, more, failed, read } = useRooms(wanted);
  const title = series ?? t('rooms.title');
  usePageTitle(title);
  return (
    <>
      <Head title={title} {...(series === undefined ? {} : { back: { to: { page: 'academy', part: 'rooms', rest: [] }, label: t('rooms.title') } })}>
        {makes && <Link to={{ page: 'academy', part: 'rooms', rest: ['new'] }} class="button button-strong" testid="room-new">{t('rooms.new')}</Link>}
      </Head>
      {series !== undefined && <p class="lead">{t('rooms.series.lead')}</p>}
      {series === undefined && (
        <FilterLine search={t('rooms.find')}>
          <Choice label={t('rooms.show')} name="show" value={show} onChange={setShow} options={SHOWS.map((value) => ({ value, label: t(`rooms.show.${value}`) }))} />
          <Select label={t('rooms.kind')} value={kind} onChange={(value) => setKind(KINDS.find((each) => each === value) ?? 'any')} testid="rooms-kind"
            options={KINDS.map((value) => ({ value, label: t(`rooms.kind.${value}`) }))} />
          <Search words={words} />
        </FilterLine>
      )}
      {failed && <div role="alert"><p>{t('entry.failed')}</p><Button onClick={read}>{t('app.again')}</Button></div>}
      {!rooms && !failed && <Skeleton kind="rows" label={t('entry.loading')} />}
      {rooms?.length === 0 && <Empty icon="screen">{t(words !== '' || kind !== 'any' ? 'rooms.none.found' : makes ? 'rooms.none.make' : 'rooms.none')}</Empty>}
      {rooms && rooms.length > 0 && <ul class="academy-rows" data-testid="rooms">{rooms.map((room) => <li key={room.of}><Row room={room} inSeries={series !== undefined} /></li>)}</ul>}
      {more && <div><Button onClick={more}>{t('do.more')}</Button></div>}
    </>
  );
}

function Search({ words }: { words: string }): JSX.Element {
  const { t } = useWords();
  const [text, setText] = useState(words);
  useEffect(() => {
    if (text === (place.get().query['words'] ?? '')) return undefined;
    const timer = setTimeout(() => {
      const { words: _, more: __, ...rest } = place.get().query;
      paramsSet(text === '' ? rest : { ...rest, words: text });
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <div class="field">
      <label for="rooms-words">{t('rooms.words')}</label>
      <input id="rooms-words" type="search" dir="auto" value={text} data-testid="rooms-words" onInput={(event) => setText(event.currentTarget.value)} />
    </div>
  );
}

function Row({ room, inSeries }: { room: Listed; inSeries: boolean }): JSX.Element {
  const { t, lang, full } = useWords();
  const { until, at } = useWhen();
  const now = useNow(60_000);
  const title = spoken(room.title, lang);
  const { start, series } = room;
  return (
    <div class="academy-row">
      <Icon name={isWebinar(room.of) ? 'screen' : 'book'} />
      <div class="academy-row-text">
        <Link to={roomRoute(room.of)} testid={`listed-${room.of}`}><span class="title" lang={title.lang} dir={title.dir}>{title.text || room.of}</span></Link>
        <span class="meta">
          <span>{t(`rooms.template.${room.template ?? 'course'}`)}</span>
          {start !== undefined && <time dateTime={new Date(start).toISOString()} title={full(start)}>{t('rooms.at', { date: at(start, now) })}{until(start, now) !== '' && ` · ${until(start, now)}`}</time>}
          {series && !inSeries && <SeriesLink series={series}>{t('rooms.series.of', { series })}</SeriesLink>}
        </span>
      </div>
      {room.phase === 'live' && <Badge tone="live">{t('rooms.phase.live')}</Badge>}
      {room.phase === 'ended' && <Badge tone="plain">{t('rooms.phase.ended')}</Badge>}
      {room.archived && <Badge tone="plain">{t('rooms.archived')}</Badge>}
    </div>
  );
}

interface Found {
  readonly rooms: readonly Listed[] | undefined;
  readonly more: (() => void) | undefined;
  readonly failed: boolean;
  readonly read: () => void;
}

function useRooms(wanted: Wanted): Found {
  const session = useSession();
  const { room: academy } = useAcademy();
  const connected = useStore(session.connection) === 'connected';
  const pages = Math.min(PAGES_MAX, Math.max(1, Number(useSelect(place, ({ query }) => query['more'] ?? '1')) || 1));
  const [rooms, setRooms] = useState<readonly Listed[] | undefined>(undefined);
  const [next, setNext] = useState<string | undefined>(undefined);
  const [failed, setFailed] = useState(false);
  const turn = useRef(0);
  const key = JSON.stringify(wanted);
  const read = (): void => {
    const at = ++turn.current;
    void (async () => {
      const all: Listed[] = [];
      let after: string | undefined;
      for (let page = 0; page < pages && (page === 0 || after !== undefined); page++) {
        const answer = (await session.query('room.list', { room: ACADEMY, ...questionOf(wanted, after) })) as { rooms: Listed[]; next?: string };
        all.push(...answer.rooms.filter((room) => fits(wanted, room)));
        after = answer.next;
      }
      if (at !== turn.current) return;
      setRooms(all);
      setNext(after);
      setFailed(false);
    })().catch(() => at === turn.current && setFailed(true));
  };
  useEffect(() => {
    if (connected) read();
  }, [key, pages, connected]);
  useRoomEvents(academy, ({ type }) => type.startsWith('room.') && read());
  return { rooms, more: next === undefined ? undefined : () => paramsSet({ ...place.get().query, more: String(pages + 1) }), failed: failed && !rooms, read };
}
