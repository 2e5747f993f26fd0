// SPDX-License-Identifier: Apache-2.0
// What waits for an answer of this person: invitations, and where they were mentioned and have not been since.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useNow } from '../../core/clock.ts';
import { inbox, mentionsOf, news } from '../../core/inbox.ts';
import type { DueNext, Invitation } from '../../core/inbox.ts';
import type { Session } from '../../core/session.ts';
import { useStore } from '../../core/store.ts';
import { personName, spoken, useWords } from '../../i18n/context.tsx';
import { Icon } from '../../ui/icon.tsx';
import { notify } from '../../ui/live.tsx';
import { MentionRow } from '../../ui/mention.tsx';
import { Button, Link } from '../../ui/parts.tsx';
import { take } from '../../ui/take.ts';
import { ACADEMY } from '../academy/context.ts';
import type { Listed } from '../rooms.ts';
import { useWhen } from '../use-when.ts';

const SHOWN = 3;
// As long as a notice with its undo stands.
const UNDO_MS = 8000;

export function Asked({ session, courses }: { session: Session | undefined; courses: readonly Listed[] }): JSX.Element {
  const { t } = useWords();
  const view = useStore(inbox);
  const fresh = useStore(news);
  const now = useNow(60_000);
  const { declined, accept, decline } = useAnswers(session);
  const mentions = view ? mentionsOf(view).filter(({ unread }) => unread) : [];
  const invitations = Object.entries(view?.inbox?.invitations ?? {}).filter(([of]) => !declined.has(of)).sort(([, a], [, b]) => b.at - a.at);
  const due = courses.flatMap(({ of, title }) => {
    const next = fresh?.rooms[of]?.due;
    return next ? [{ of, title, next }] : [];
  }).sort((a, b) => a.next.at - b.next.at);
  return (
    <section aria-labelledby="asked" data-testid="asked">
      <h2 id="asked">{t('home.asked')}</h2>
      {mentions.length + invitations.length + due.length === 0 && <p class="hint">{t('home.asked.none')}</p>}
      <ul class="rooms">
        {invitations.map(([of, invitation]) => (
          <li key={of}><Invited of={of} invitation={invitation} now={now} ready={session !== undefined} onAccept={() => accept(of)} onDecline={() => decline(of)} /></li>
        ))}
        {due.map((each) => <li key={each.of}><DueRow {...each} now={now} /></li>)}
        {mentions.slice(0, SHOWN).map((mention) => <li key={mention.seq}><MentionRow mention={mention} now={now} /></li>)}
      </ul>
      {mentions.length > SHOWN && <p><Link to={{ page: 'inbox' }}>{t('home.asked.all', { n: mentions.length })}</Link></p>}
    </section>
  );
}

function DueRow({ of, title, next, now }: { of: string; title: Listed['title']; next: DueNext; now: number }): JSX.Element {
  const { t, lang } = useWords();
  const { at } = useWhen();
  const [course, what] = [spoken(title, lang), spoken(next.title, lang)];
  const late = next.at < now;
  return (
    <div class="home-next">
      <Link to={{ page: 'unit', room: of, unit: next.unit }} hash={`item-${next.item}`} class="room" testid={`due-${of}`}>
        <Icon name="clock" />
        <span class="room-text">
          <strong class="title" lang={what.lang} dir={what.dir}>{what.text}</strong>
          <span><time dateTime={new Date(next.at).toISOString()}>{t(late ? 'home.work.late' : 'home.work', { date: at(next.at, now) })}</time> · <bdi lang={course.lang}>{course.text || of}</bdi></span>
        </span>
        <Icon name="after" />
      </Link>
      {!late && <span class="home-take"><take.Page of={of} at={next.at} unit={next.unit} item={next.item} title={what.text} testid={`take-${of}`} /></span>}
    </div>
  );
}

function Invited({ of, invitation, now, ready, onAccept, onDecline }: {
  of: string; invitation: Invitation; now: number; ready: boolean; onAccept: () => void; onDecline: () => void;
}): JSX.Element {
  const words = useWords();
  const { t, lang } = words;
  const { until, at } = useWhen();
  const { start, name } = invitation;
  const title = spoken(invitation.title, lang);
  return (
    <article class="home-invited" aria-label={title.text} data-testid={`invited-${of}`}>
      <p class="meta">{name ? t('home.invited.by', { name: personName(words, name) }) : t('home.invited')}</p>
      <Link to={{ page: 'academy', part: 'rooms', rest: of.split(':') }} class="title"><span lang={title.lang} dir={title.dir}>{title.text || of}</span></Link>
      {start !== undefined && <p class="meta"><time dateTime={new Date(start).toISOString()}>{until(start, now)} · {t('home.at', { date: at(start, now) })}</time></p>}
      <div class="row">
        <Button kind="strong" small disabled={!ready} onClick={onAccept} testid={`accept-${of}`}>{t('home.accept')}</Button>
        <Button small disabled={!ready} onClick={onDecline} testid={`decline-${of}`}>{t('home.decline')}</Button>
      </div>
    </article>
  );
}

interface Answers {
  readonly declined: ReadonlySet<string>;
  readonly accept: (of: string) => void;
  readonly decline: (of: string) => void;
}

/** Who accepts is in at once, and may still decline; who declines is taken at their word when the time to undo is over. */
function useAnswers(session: Session | undefined): Answers {
  const { t } = useWords();
  const [declined, setDeclined] = useState<ReadonlySet<string>>(new Set());
  const timers = useRef(new Map<string, number>());
  const send = (of: string, yes: boolean): Promise<boolean> | undefined => session?.queue.run('room.answer', { room: ACADEMY, of, accept: yes }).then((outcome) => {
    if (!outcome.ok) notify(t('app.error', { error: t(`error.${outcome.error}`) }));
    return outcome.ok;
  });
  const sendAll = useRef(() => undefined as void);
  sendAll.current = () => {
    for (const [of, timer] of timers.current) {
      clearTimeout(timer);
      void send(of, false);
    }
    timers.current.clear();
  };
  useEffect(() => {
    const end = (): void => sendAll.current();
    addEventListener('pagehide', end);
    return () => {
      removeEventListener('pagehide', end);
      end();
    };
  }, []);
  const hide = (of: string, hidden: boolean): void => setDeclined((before) => new Set(hidden ? [...before, of] : [...before].filter((each) => each !== of)));
  const accept = (of: string): void => void send(of, true)?.then((ok) => {
    if (ok) notify(t('home.accepted'), { label: t('do.undo'), run: () => void send(of, false) });
  });
  const decline = (of: string): void => {
    hide(of, true);
    timers.current.set(of, window.setTimeout(() => {
      timers.current.delete(of);
      void send(of, false);
    }, UNDO_MS));
    notify(t('home.declined'), { label: t('do.undo'), run: () => {
      clearTimeout(timers.current.get(of));
      timers.current.delete(of);
      hide(of, false);
    } });
  };
  return { declined, accept, decline };
}
