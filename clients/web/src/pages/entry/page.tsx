// SPDX-License-Identifier: Apache-2.0
// Who one is and where one goes. A link into a room ends here first when this tab is nobody yet.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Demo, DemoRoom } from '../../core/person-demo.ts';
import { HttpError } from '../../core/person.ts';
import type { Identity } from '../../core/person.ts';
import type { Session } from '../../core/session.ts';
import { ROLES } from '../../core/views.ts';
import type { Role } from '../../core/views.ts';
import { roleName, spoken, useWords } from '../../i18n/context.tsx';
import { Icon } from '../../ui/icon.tsx';
import { later } from '../../ui/later.tsx';
import { Button, Spinner } from '../../ui/parts.tsx';
import { usePageTitle } from '../../ui/title.ts';

// One file with what who.ts asks for, and not one more that both are made of.
const door = async (): Promise<typeof import('../../core/person-demo.ts')> => import('../../core/person-demo.ts');

const home = later(async () => (await import('../home/index.ts')).homeLoad());

type Loaded = { readonly demo: Demo } | { readonly failed: 'none' | 'unreachable' } | undefined;

export function EntryPage({ session, onChoose }: { session: Session | undefined; onChoose: (identity: Identity) => void }): JSX.Element {
  const { t } = useWords();
  const { loaded, reload } = useDemo();
  const elsewhere = location.pathname !== '/';
  usePageTitle(t('entry.title'));
  if (session && !elsewhere && loaded && 'demo' in loaded) {
    const offered = loaded.demo.rooms.map(({ room, title }) => ({ of: room, title }));
    return <home.Page session={session} offered={offered}><Identities roles={loaded.demo.identities} session={session} onChoose={onChoose} /></home.Page>;
  }
  return (
    <div class="sheet entry">
      <div class="entry-head">
        <h1>{t('entry.title')}</h1>
        <p class="lead">{t('entry.lead')}</p>
      </div>
      {!loaded && <Spinner label={t('entry.loading')} />}
      {loaded && 'failed' in loaded && (
        <div role="alert">
          <p>{t(loaded.failed === 'none' ? 'entry.none' : 'entry.failed')}</p>
          <Button onClick={reload}>{t('app.again')}</Button>
        </div>
      )}
      {loaded && 'demo' in loaded && (
        <>
          <Identities roles={loaded.demo.identities} session={session} onChoose={onChoose} />
          {!elsewhere && <Rooms rooms={loaded.demo.rooms} />}
        </>
      )}
    </div>
  );
}

function useDemo(): { loaded: Loaded; reload: () => void } {
  const [loaded, setLoaded] = useState<Loaded>(undefined);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let current = true;
    setLoaded(undefined);
    door().then(async ({ demoGet }) => demoGet()).then(
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
      onChoose(await (await door()).identityChoose(role));
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

function Rooms({ rooms }: { rooms: readonly DemoRoom[] }): JSX.Element {
  const { t, lang } = useWords();
  return (
    <section aria-labelledby="where">
      <h2 id="where">{t('entry.where')}</h2>
      <p class="hint">{t('entry.first')}</p>
      <ul class="rooms">
        {rooms.map(({ room, title }) => {
          const { text, ...own } = spoken(title, lang);
          const live = room.startsWith('webinar:');
          return (
            <li key={room} class="room room-shut">
              <Icon name={live ? 'screen' : 'book'} />
              <span class="room-text"><strong class="title" {...own}>{text || room}</strong><span>{t(live ? 'entry.webinar' : 'entry.course')}</span></span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
