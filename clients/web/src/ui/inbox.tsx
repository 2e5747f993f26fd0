// SPDX-License-Identifier: Apache-2.0
// The inbox as the whole page has it: followed once, and a way to it that says how much is new.
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { serverNow } from '../core/clock.ts';
import { INBOX, askedOf, inbox, news, untold } from '../core/inbox.ts';
import type { InboxView, NewsAnswer } from '../core/inbox.ts';
import { route } from '../core/router.ts';
import { Store, useSelect, useStore } from '../core/store.ts';
import { who } from '../core/who.ts';
import { mentionSaid, useWords } from '../i18n/context.tsx';
import { Icon } from './icon.tsx';
import { announce } from './live.tsx';
import { Count, Link } from './parts.tsx';
import { useRoom, useSession } from './session.tsx';

const NOTHING: InboxView = {};
/** Asks again what is new, for who has changed it. */
export const newsAsk = new Store<() => void>(() => undefined);

/** Draws nothing. */
export function FollowInbox(): null {
  const words = useWords();
  const session = useSession();
  const { view, refused } = useRoom<InboxView>(INBOX);
  const told = useRef(new Set<number>());
  const now = refused === undefined ? view : NOTHING;
  useEffect(() => {
    inbox.set(now);
    for (const mention of untold(now ?? NOTHING, told.current, serverNow())) {
      told.current.add(mention.seq);
      const here = route.get();
      // Whoever is in the session has it before their eyes.
      if (mention.why === 'answered' && 'room' in here && here.room === mention.of) {
        void session.queue.run('read.mark', { room: INBOX, of: mention.of, thread: mention.post, upto: mention.said ?? mention.post });
      }
      announce(mentionSaid(words, mention));
    }
  }, [now]);
  useEffect(() => () => {
    inbox.set(undefined);
    news.set(undefined);
  }, []);
  useNews(now);
  const asked = askedOf(now ?? NOTHING);
  useEffect(() => {
    // On the icon of the app, where the page is one.
    void navigator.setAppBadge?.(asked).catch(() => undefined);
  }, [asked]);
  return null;
}

// What is new in other rooms is in no event that comes here: it is asked for, soon after the inbox has changed, when one
// looks again, and now and then.
const LOOK_MS = 60_000;
const SOON_MS = 400;
// Many come at once when a session begins, or a server is there again: they do not all ask in the same moment.
const SPREAD_MS = 3000;

function useNews(view: InboxView | undefined): void {
  const session = useSession();
  const connected = useStore(session.connection) === 'connected';
  const known = view !== undefined;
  const ask = useRef(() => undefined as void);
  ask.current = () => {
    if ((!connected && !who.get()?.before) || !known || document.hidden) return;
    session.query('inbox.news', { room: INBOX }).then((answer) => news.set(answer as NewsAnswer), () => undefined);
  };
  useEffect(() => {
    const look = (): void => ask.current();
    const timer = setInterval(look, LOOK_MS + Math.random() * LOOK_MS / 2);
    document.addEventListener('visibilitychange', look);
    newsAsk.set(look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, []);
  const came = useRef(false);
  useEffect(() => {
    const timer = setTimeout(() => ask.current(), came.current ? SOON_MS : SOON_MS + Math.random() * SPREAD_MS);
    came.current = connected && known;
    return () => clearTimeout(timer);
  }, [connected, view]);
}

export function InboxLink(): JSX.Element {
  const { t } = useWords();
  const unread = useSelect(inbox, (view) => askedOf(view ?? NOTHING));
  const more = useSelect(news, (answer) => answer?.news.some(({ urgency }) => urgency !== 'low') ?? false);
  return (
    <Link to={{ page: 'inbox' }} class="button-icon inbox-link" testid="inbox">
      <Icon name="inbox" />
      {unread > 0 ? <Count value={unread} /> : more && <span class="dot" />}
      <span class="hidden">{unread > 0 ? t('inbox.link.new', { n: unread }) : `${t('inbox.title')}${more ? `, ${t('inbox.new')}` : ''}`}</span>
    </Link>
  );
}
