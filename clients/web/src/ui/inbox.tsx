// SPDX-License-Identifier: Apache-2.0
// The inbox as the whole page has it: followed once, and a way to it that says how much is new.
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { serverNow } from '../core/clock.ts';
import { INBOX, inbox, mentionsOf } from '../core/inbox.ts';
import type { InboxView } from '../core/inbox.ts';
import { isObject } from '../core/merge.ts';
import { useSelect } from '../core/store.ts';
import { personName, useWords } from '../i18n/context.tsx';
import { Icon } from './icon.tsx';
import { announce } from './live.tsx';
import { Count, Link } from './parts.tsx';
import { useRoom, useRoomEvents } from './session.tsx';

const STALE_MS = 20_000;
const NOTHING: InboxView = {};

/** Draws nothing. */
export function FollowInbox(): null {
  const words = useWords();
  const { view, refused, room } = useRoom<InboxView>(INBOX);
  useRoomEvents(room, ({ type, at, patch }) => {
    if (type !== 'inbox.mention' || serverNow() - at > STALE_MS) return;
    const share = patch['inbox'];
    const mentions = isObject(share) && isObject(share['mentions']) ? Object.values(share['mentions']) : [];
    for (const mention of mentions) {
      if (isObject(mention)) announce(words.t('inbox.mentioned', { name: personName(words, String(mention['name'])) }));
    }
  });
  const now = refused === undefined ? view : NOTHING;
  useEffect(() => inbox.set(now), [now]);
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
