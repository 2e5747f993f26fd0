// SPDX-License-Identifier: Apache-2.0
// The inbox as the whole page has it: followed once, and a way to it that says how much is new.
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { serverNow } from '../core/clock.ts';
import { INBOX, inbox, mentionsOf, untold } from '../core/inbox.ts';
import type { InboxView } from '../core/inbox.ts';
import { useSelect } from '../core/store.ts';
import { personName, useWords } from '../i18n/context.tsx';
import { Icon } from './icon.tsx';
import { announce } from './live.tsx';
import { Count, Link } from './parts.tsx';
import { useRoom } from './session.tsx';

const NOTHING: InboxView = {};

/** Draws nothing. */
export function FollowInbox(): null {
  const words = useWords();
  const { view, refused } = useRoom<InboxView>(INBOX);
  const told = useRef(new Set<number>());
  const now = refused === undefined ? view : NOTHING;
  useEffect(() => {
    inbox.set(now);
    for (const { seq, name } of untold(now ?? NOTHING, told.current, serverNow())) {
      told.current.add(seq);
      announce(words.t('inbox.mentioned', { name: personName(words, name) }));
    }
  }, [now]);
  useEffect(() => () => inbox.set(undefined), []);
  return null;
}

export function InboxLink(): JSX.Element {
  const { t } = useWords();
  const unread = useSelect(inbox, (view) => mentionsOf(view ?? NOTHING).filter((mention) => mention.unread).length);
  return (
    <Link to={{ page: 'inbox' }} class="button-icon inbox-link" testid="inbox">
      <Icon name="inbox" />
      {unread > 0 && <Count value={unread} />}
      <span class="hidden">{unread > 0 ? t('inbox.link.new', { n: unread }) : t('inbox.title')}</span>
    </Link>
  );
}
