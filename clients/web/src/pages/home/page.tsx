// SPDX-License-Identifier: Apache-2.0
// The first page after signing in: what is live, what comes next, what is asked of me, what I am part of.
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { useNow } from '../../core/clock.ts';
import { inbox } from '../../core/inbox.ts';
import { kept } from '../../core/keep.ts';
import { go } from '../../core/router.ts';
import type { Session } from '../../core/session.ts';
import { useStore } from '../../core/store.ts';
import { who } from '../../core/who.ts';
import { personName, useWords } from '../../i18n/context.tsx';
import type { Key } from '../../i18n/index.ts';
import { Button, Empty, Link } from '../../ui/parts.tsx';
import { useRoom } from '../../ui/session.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { usePageTitle } from '../../ui/title.ts';
import { ACADEMY, makesRooms } from '../academy/context.ts';
import type { AcademyView } from '../academy/context.ts';
import { guestOf, homeOf } from '../rooms.ts';
import type { Listed } from '../rooms.ts';
import { Asked } from './asked.tsx';
import { Code } from './code.tsx';
import { useHome } from './data.ts';
import { Doing, FirstSteps } from './doing.tsx';
import { News } from './news.tsx';
import { LiveRow, NextRow, PlaceRow } from './rows.tsx';
import './style.css';

export interface HomeProps {
  /** Not there yet while what connects is on its way. */
  readonly session: Session | undefined;
  /** What the demo offers beside the catalogue. */
  readonly offered?: readonly Listed[];
  readonly children?: ComponentChildren;
}

const TICK_MS = 10_000;
const SHOWN = 5;

export function HomePage({ session, offered = [], children }: HomeProps): JSX.Element {
  const words = useWords();
  const { t } = words;
  const now = useStore(who);
  const [followed, setFollowed] = useState<AcademyView | undefined>(undefined);
  const { academy, lists, failed, read } = useHome(session, followed, now?.site.demo === false);
  const roles = academy?.me.roles ?? [];
  const window = Object.entries(academy?.rooms?.window ?? {}).map(([of, room]) => ({ of, ...room }));
  const home = homeOf([offered, ...(lists ?? []), window, guestOf(useStore(inbox))]);
  const nothing = lists !== undefined && Object.values(home).every((rooms) => rooms.length === 0);
  usePageTitle(t('home.title'));
  useEffect(() => {
    // They had a link into a room before they were signed in.
    const link = kept.get('muster.join');
    if (link) go({ page: 'join' }, link);
  }, []);
  return (
    <div class="home">
      {session && <FollowAcademy onView={setFollowed} />}
      <header class="home-head">
        <h1>{now?.identity ? t('home.hello', { name: personName(words, now.identity.name) }) : t('home.title')}</h1>
        {makesRooms(roles) && (
          <div class="row">
            <Link to={{ page: 'academy', part: 'rooms', rest: [] }} class="button" testid="to-rooms">{t('home.rooms')}</Link>
            <Link to={{ page: 'academy', part: 'rooms', rest: ['new'] }} class="button button-strong" testid="room-new">{t('home.new')}</Link>
          </div>
        )}
      </header>
      <News academy={academy} session={session} />
      {!lists && !failed && <div class="home-main"><Skeleton kind="rows" label={t('entry.loading')} /></div>}
      {!lists && failed && <div class="home-main" role="alert"><p>{t('entry.failed')}</p><Button onClick={read}>{t('app.again')}</Button></div>}
      {lists && <Soon home={home} nothing={nothing} organiser={roles.includes('organiser')} session={session} />}
      <div class="home-side">
        <Doing academy={academy} session={session} />
        <Asked session={session} courses={home.courses} />
        <Code session={session} />
      </div>
      {lists && (
        <div class="home-more" data-testid="home-rooms">
          <Places says={'home.courses'} rooms={home.courses} session={session} />
          <Places says={'home.spaces'} rooms={home.spaces} session={session} />
          <Places says={'home.again'} rooms={home.again} session={session} />
        </div>
      )}
      {children}
    </div>
  );
}

/** Draws nothing. */
function FollowAcademy({ onView }: { onView: (view: AcademyView | undefined) => void }): null {
  const { view } = useRoom<AcademyView>(ACADEMY);
  useLayoutEffect(() => onView(view), [view]);
  return null;
}

function Soon({ home, nothing, organiser, session }: {
  home: ReturnType<typeof homeOf>; nothing: boolean; organiser: boolean; session: Session | undefined;
}): JSX.Element {
  const { t, zone } = useWords();
  const now = useNow(TICK_MS);
  const [all, setAll] = useState(false);
  if (nothing && organiser) return <div class="home-main"><FirstSteps /></div>;
  return (
    <div class="home-main">
      {home.live.length > 0 && (
        <section aria-labelledby="home-live">
          <h2 id="home-live">{t('home.live')}</h2>
          <ul class="rooms">{home.live.map((room) => <li key={room.of}><LiveRow room={room} now={now} session={session} /></li>)}</ul>
        </section>
      )}
      <section aria-labelledby="home-next">
        <div class="home-head"><h2 id="home-next">{t('home.next')}</h2> <Link to={{ page: 'calendar' }} testid="home-dates">{t('home.dates')}</Link></div>
        {home.next.length === 0 && <Empty icon="clock">{t('home.next.none')}</Empty>}
        {home.next.length > 0 && (
          <>
            <p class="hint">{t('home.zone', { zone: zone(now) })}</p>
            <ul class="rooms">
              {home.next.slice(0, all ? home.next.length : SHOWN).map((room) => <li key={room.of}><NextRow room={room} now={now} session={session} /></li>)}
            </ul>
            {home.next.length > SHOWN && !all && <Button kind="quiet" onClick={() => setAll(true)}>{t('do.more')}</Button>}
          </>
        )}
      </section>
    </div>
  );
}

function Places({ says, rooms, session }: { says: Key; rooms: readonly Listed[]; session: Session | undefined }): JSX.Element | null {
  const { t } = useWords();
  if (rooms.length === 0) return null;
  return (
    <section aria-labelledby={says}>
      <h2 id={says}>{t(says)}</h2>
      <ul class="rooms">{rooms.map((room) => <li key={room.of}><PlaceRow room={room} session={session} /></li>)}</ul>
    </section>
  );
}
