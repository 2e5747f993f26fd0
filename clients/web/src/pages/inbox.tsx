// SPDX-License-Identifier: Apache-2.0
// What is addressed to this person, wherever it was said.
import type { JSX } from 'preact';
import { useNow } from '../core/clock.ts';
import { inbox as store, mentionsOf } from '../core/inbox.ts';
import type { Mentioned } from '../core/inbox.ts';
import { useStore } from '../core/store.ts';
import { personName, useWords } from '../i18n/context.tsx';
import { Icon } from '../ui/icon.tsx';
import { Badge, Empty, Link, Spinner, Time } from '../ui/parts.tsx';
import { usePageTitle } from '../ui/title.ts';

export function InboxPage(): JSX.Element {
  const { t } = useWords();
  const inbox = useStore(store);
  const now = useNow(60_000);
  usePageTitle(t('inbox.title'));
  const mentions = inbox ? mentionsOf(inbox) : [];
  return (
    <div class="sheet">
      <h1>{t('inbox.title')}</h1>
      {!inbox && <Spinner label={t('entry.loading')} />}
      {inbox && mentions.length === 0 && <Empty icon="inbox">{t('inbox.none')}</Empty>}
      <ul class="rooms" data-testid="mentions">
        {mentions.map((mention) => <li key={mention.seq}><Row mention={mention} now={now} /></li>)}
      </ul>
    </div>
  );
}

function Row({ mention, now }: { mention: Mentioned; now: number }): JSX.Element {
  const words = useWords();
  const { of, thread, post, name, at, unread } = mention;
  return (
    <Link to={{ page: 'thread', room: of, thread }} hash={`post-${post}`} class="room" testid={`mention-${mention.seq}`}>
      <Icon name="chat" />
      <span class="room-text">
        <strong>{words.t('inbox.mentioned', { name: personName(words, name) })}</strong>
        <span><Time at={at} now={now} text={words.ago(at, now)} /></span>
      </span>
      {unread && <Badge tone="accent">{words.t('inbox.new')}</Badge>}
    </Link>
  );
}
