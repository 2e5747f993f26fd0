// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import type { Mentioned } from '../core/inbox.ts';
import { mentionSaid, useWords } from '../i18n/context.tsx';
import { Icon } from './icon.tsx';
import { Badge, Link, Time } from './parts.tsx';

/** Where somebody mentioned this person: a way there. */
export function MentionRow({ mention, now }: { mention: Mentioned; now: number }): JSX.Element {
  const words = useWords();
  const { of, thread, post, at, unread } = mention;
  return (
    <Link to={of.startsWith('webinar:') ? { page: 'webinar', room: of } : { page: 'thread', room: of, thread }} hash={`${of.startsWith('webinar:') ? 'question' : 'post'}-${post}`} class="room" testid={`mention-${mention.seq}`}>
      <Icon name="chat" />
      <span class="room-text">
        <strong>{mentionSaid(words, mention)}</strong>
        <span><Time at={at} now={now} text={words.ago(at, now)} /></span>
      </span>
      {unread && <Badge tone="fresh">{words.t('inbox.new')}</Badge>}
    </Link>
  );
}
