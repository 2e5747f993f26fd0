// SPDX-License-Identifier: Apache-2.0
// Without a network: since when, what can be done and what cannot. And that there is a newer page, which is taken when one
// says so.
import './style.css';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { INBOX } from '../../core/inbox.ts';
import { route } from '../../core/router.ts';
import type { RoomState } from '../../core/room.ts';
import type { Session } from '../../core/session.ts';
import { Store, useStore } from '../../core/store.ts';
import { who } from '../../core/who.ts';
import { useWords } from '../../i18n/context.tsx';
import { Button } from '../../ui/parts.tsx';
import { LOOK_MS, useInstead } from './instead.tsx';
import { manifestName, newer, workerStart, workerStop } from './installed.ts';
import { useWakes } from './wakes.ts';

// A connection that is lost for a moment is told at the top of the page alone; what the device itself says is believed.
const PATIENCE_MS = 5000;
const ACADEMY = 'academy:main';
const NOTHING = new Store<RoomState>({});

/** `session`: undefined where the server has not been reached and nobody is known to have been here. */
export function Offline({ session }: { session: Session | undefined }): JSX.Element | null {
  return session ? <Someone session={session} /> : <Nobody />;
}

function Someone({ session }: { session: Session }): JSX.Element | null {
  const { lang } = useWords();
  const { keeps = true, demo = true } = useStore(who)?.site ?? {};
  useEffect(() => {
    manifestName(lang);
    return keeps ? workerStart(lang) : workerStop();
  }, [lang, keeps]);
  useEffect(() => {
    if (keeps) void session.remember(!demo).catch(() => undefined);
  }, [session, keeps]);
  const since = useLostSince(session);
  useWakes();
  return (
    <>
      {since !== undefined && <Lost session={session} since={since} />}
      <Newer />
    </>
  );
}

/** Undefined: it is there, or has only just gone. */
function useLostSince(session: Session): number | undefined {
  const connection = useStore(session.connection);
  // Whoever was sent away has a network.
  const here = connection !== 'connecting' && connection !== 'reconnecting';
  const [since, setSince] = useState<number | undefined>(undefined);
  useEffect(() => {
    setSince(undefined);
    if (here) return undefined;
    const at = Date.now();
    const timer = setTimeout(() => setSince(at), who.get()?.before || !navigator.onLine ? 0 : PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [here]);
  return here ? undefined : since;
}

function Lost({ session, since }: { session: Session; since: number }): JSX.Element {
  const { t, time, moment } = useWords();
  const here = useStore(route);
  const channel = here.page === 'unit' ? `${here.room}/unit/${here.unit}` : 'thread' in here ? `${here.room}/thread/${here.thread}` : 'room' in here ? here.room : here.page === 'inbox' ? INBOX : ACADEMY;
  // What is kept of where one goes is there by then, or nothing is.
  const [, redraw] = useState({});
  useEffect(() => {
    const timer = setTimeout(() => redraw({}), LOOK_MS);
    return () => clearTimeout(timer);
  }, [channel]);
  const { kept } = useStore(session.followed.get(channel)?.room.state ?? NOTHING);
  useInstead(session);
  return (
    <section class="left-over without" aria-labelledby="offline" data-testid="offline">
      <h2 id="offline">{t('offline.title', { time: time(since) })}</h2>
      {kept !== undefined && <p data-testid="offline-as-of">{t('offline.asof', { time: moment(kept, Date.now()) })}</p>}
      {who.get()?.site.keeps === false ? <p data-testid="offline-forbidden">{t('offline.forbidden')}</p> : (
        <>
          <p>{t('offline.can')}</p>
          <p class="hint">{t('offline.cannot')}</p>
        </>
      )}
    </section>
  );
}

function Nobody(): JSX.Element {
  const { t, time } = useWords();
  const [since] = useState(Date.now);
  const known = useStore(who)?.identity;
  useInstead(undefined);
  return (
    <section class="left-over without" aria-labelledby="offline" data-testid="offline">
      <h2 id="offline">{t('offline.title', { time: time(since) })}</h2>
      {!known && <p>{t('offline.nobody')}</p>}
    </section>
  );
}

/** What is typed is kept, and stands there again. */
function Newer(): JSX.Element | null {
  const { t } = useWords();
  const there = useStore(newer);
  const [put, setPut] = useState(false);
  if (!there || put) return null;
  return (
    <section class="left-over" aria-labelledby="newer" data-testid="newer">
      <h2 id="newer">{t('offline.newer')}</h2>
      <p class="hint">{t('offline.newer.hint')}</p>
      <div class="row">
        <Button kind="strong" onClick={() => location.reload()} testid="newer-take">{t('offline.newer.take')}</Button>
        <Button onClick={() => setPut(true)} testid="newer-later">{t('offline.newer.later')}</Button>
      </div>
    </section>
  );
}
