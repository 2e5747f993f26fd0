// SPDX-License-Identifier: Apache-2.0
// Who one is and where one goes. A link into a room ends here first when this tab is nobody yet.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { demoGet, identityChoose } from '../core/person-demo.ts';
import type { Demo, DemoRoom } from '../core/person-demo.ts';
import { HttpError } from '../core/person.ts';
import type { Identity } from '../core/person.ts';
import { roomPath, routeOf } from '../core/router.ts';
import type { Session } from '../core/session.ts';
import { ROLES } from '../core/views.ts';
import type { Role } from '../core/views.ts';
import { useNow } from '../core/clock.ts';
import { inbox, mentionsOf } from '../core/inbox.ts';
import { useStore } from '../core/store.ts';
import { personName, roleName, spoken, useWords } from '../i18n/context.tsx';
import type { Key } from '../i18n/index.ts';
import { Icon } from '../ui/icon.tsx';
import { Badge, Button, Link, Spinner } from '../ui/parts.tsx';
import { MentionRow } from '../ui/mention.tsx';
import { homeOf } from './rooms.ts';
import type { HomeRoom, Listed } from './rooms.ts';
import { usePageTitle } from '../ui/title.ts';

type Loaded = { readonly demo: Demo } | { readonly failed: 'none' | 'unreachable' } | undefined;

export function EntryPage({ session, onChoose }: { session: Session | undefined; onChoose: (identity: Identity) => void }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const { loaded, reload } = useDemo();
  const elsewhere = location.pathname !== '/';
  const name = session && personName(words, session.identity.name);
  usePageTitle(t('entry.title'));
  return (
    <div class={session ? 'sheet entry home' : 'sheet entry'}>
      <div class="entry-head">
        <h1>{name ? t('home.hello', { name }) : t('entry.title')}</h1>
        <p class="lead">{t('entry.lead')}</p>
      </div>
      {!loaded && <Spinner label={t('entry.loading')} />}
      {loaded && 'failed' in loaded && (
        <div role="alert">
          <p>{t(loaded.failed === 'none' ? 'entry.none' : 'entry.failed')}</p>
          <Button onClick={reload}>{t('app.again')}</Button>
        </div>
      )}
      {loaded && 'demo' in loaded && (session && !elsewhere ? (
        <>
          <Sessions session={session} rooms={loaded.demo.rooms} />
          <Asked />
          <Identities roles={loaded.demo.identities} session={session} onChoose={onChoose} />
        </>
      ) : (
        <>
          <Identities roles={loaded.demo.identities} session={session} onChoose={onChoose} />
          {!elsewhere && <Rooms rooms={loaded.demo.rooms} open={false} says={'entry.where'} hint={'entry.first'} />}
        </>
      ))}
    </div>
  );
}

/** What one is part of: what is live first, for its hour passes. */
function Sessions({ session, rooms }: { session: Session; rooms: readonly DemoRoom[] }): JSX.Element {
  const { live, next, sessions, courses } = homeOf(rooms, useListed(session));
  const parts = [['home.live', live], ['home.next', next], ['home.sessions', sessions], ['home.courses', courses]] as const;
  return <div class="home-rooms">{parts.map(([says, list]) => list.length > 0 && <Rooms key={says} rooms={list} open says={says} />)}</div>;
}

const LIST_MS = 60_000;
const NONE: readonly Listed[] = [];

/** What the catalogue lists to this person; nothing where there is none for them. */
function useListed(session: Session): readonly Listed[] {
  const turn = useNow(LIST_MS);
  const connected = useStore(session.connection) === 'connected';
  const [listed, setListed] = useState(NONE);
  useEffect(() => {
    if (!connected) return undefined;
    let gone = false;
    session.query('room.list', { room: 'academy:main' }).then((answer) => {
      const { rooms } = (answer ?? {}) as { rooms?: readonly Listed[] };
      if (!gone && Array.isArray(rooms)) setListed(rooms);
    }, () => undefined);
    return () => {
      gone = true;
    };
  }, [session, connected, turn]);
  return listed;
}

const SHOWN = 3;

/** What waits for an answer of this person: where they were mentioned and have not been since. */
function Asked(): JSX.Element {
  const { t } = useWords();
  const view = useStore(inbox);
  const asked = view ? mentionsOf(view).filter(({ unread }) => unread) : [];
  const now = useNow(60_000);
  return (
    <section aria-labelledby="asked">
      <h2 id="asked">{t('home.asked')}</h2>
      {asked.length === 0 && <p class="hint">{t('home.asked.none')}</p>}
      <ul class="rooms">{asked.slice(0, SHOWN).map((mention) => <li key={mention.seq}><MentionRow mention={mention} now={now} /></li>)}</ul>
      {asked.length > SHOWN && <p><Link to={{ page: 'inbox' }}>{t('home.asked.all', { n: asked.length })}</Link></p>}
    </section>
  );
}

function useDemo(): { loaded: Loaded; reload: () => void } {
  const [loaded, setLoaded] = useState<Loaded>(undefined);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let current = true;
    setLoaded(undefined);
    demoGet().then(
      (demo) => current && setLoaded({ demo }),
      (error: unknown) => current && setLoaded({ failed: error instanceof HttpError && error.status === 404 ? 'none' : 'unreachable' }),
    );
    return () => {
      current = false;
    };
  }, [turn]);
  return { loaded, reload: () => setTurn(turn + 1) };
}

function Identities({ roles, session, onChoose }: {
  roles: readonly Role[]; session: Session | undefined; onChoose: (identity: Identity) => void;
}): JSX.Element {
  const words = useWords();
  const { t } = words;
  const [asking, setAsking] = useState<Role | undefined>(undefined);
  const [failed, setFailed] = useState(false);
  const choose = async (role: Role): Promise<void> => {
    setAsking(role);
    setFailed(false);
    try {
      onChoose(await identityChoose(role));
    } catch {
      setFailed(true);
    }
    setAsking(undefined);
  };
  const now = session ? roleOf(session.identity.id) : undefined;
  return (
    <section aria-labelledby="who">
      <h2 id="who">{t(session ? 'home.else' : 'entry.who')}</h2>
      <p class="hint">{t('entry.who.hint')}</p>
      <ul class="cards">
        {ROLES.filter((role) => roles.includes(role)).map((role) => (
          <li key={role}>
            <button type="button" class="card" aria-pressed={role === now} aria-disabled={asking !== undefined ? 'true' : undefined}
              data-testid={`identity-${role}`} onClick={() => asking === undefined && void choose(role)}>
              <strong>{roleName(words, role)}</strong>
              <span>{t(`role.${role}.does`)}</span>
              {role === now && <Icon name="check" />}
            </button>
          </li>
        ))}
      </ul>
      <p role="status" class="refusal">{failed && t('entry.failed')}</p>
    </section>
  );
}

// The demo's ids: the role itself, or p and a number for participants.
function roleOf(id: string): string {
  return /^p\d+$/.test(id) ? 'participant' : id;
}

function Rooms({ rooms, open, says, hint }: {
  rooms: readonly HomeRoom[]; open: boolean; says: Extract<Key, 'entry.where' | `home.${'live' | 'next' | 'sessions' | 'courses'}`>; hint?: Extract<Key, 'entry.first'>;
}): JSX.Element {
  const { t } = useWords();
  return (
    <section aria-labelledby={says}>
      <h2 id={says}>{t(says)}</h2>
      {hint && <p class="hint">{t(hint)}</p>}
      <ul class="rooms">
        {rooms.map((room) => <RoomRow key={room.room} room={room} open={open} />)}
      </ul>
    </section>
  );
}

function RoomRow({ room, open }: { room: HomeRoom; open: boolean }): JSX.Element {
  const { t, lang, full } = useWords();
  const title = spoken(room.title, lang);
  const live = room.room.startsWith('webinar:');
  const inside = (
    <>
      <Icon name={live ? 'screen' : 'chat'} />
      <span class="room-text">
        <strong class="title" lang={title.lang} dir={title.dir}>{title.text || room.room}</strong>
        <span>
          {room.phase === 'live' && <Badge tone="live">{t('home.live.badge')}</Badge>}{' '}
          {room.start !== undefined && room.phase === 'ahead' ? t('home.at', { date: full(room.start) }) : t(live ? 'entry.webinar' : 'entry.course')}
        </span>
      </span>
      {open && <span class="room-enter">{t('entry.enter')}<Icon name="send" /></span>}
    </>
  );
  return (
    <li>
      {open
        ? <Link to={routeOf(roomPath(room.room))} class="room" testid={`room-${room.room}`}>{inside}</Link>
        : <div class="room room-shut">{inside}</div>}
    </li>
  );
}
