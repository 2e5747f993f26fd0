// SPDX-License-Identifier: Apache-2.0
// Beside a discussion, where there is room for it: the others, what moved last first, and which of them one has not read.
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { useView } from '../../core/here.ts';
import { useMedia } from '../../core/media.ts';
import { bySeq } from '../../core/views.ts';
import { useWords } from '../../i18n/context.tsx';
import { Dot, Link } from '../../ui/parts.tsx';
import { useRove } from '../../ui/rove.ts';
import { useForum, useReadUpTo } from './context.ts';
import { isUnread, readOf } from './counts.ts';
import type { ForumView } from './view.ts';

/** The list of all is a press away. */
const SOME = 20;

export function Others({ thread }: { readonly thread: number }): JSX.Element | null {
  return useMedia('(min-width: 84rem)') ? <List thread={thread} /> : null;
}

function List({ thread }: { thread: number }): JSX.Element {
  const { t } = useWords();
  const { room, me } = useForum();
  const read = useReadUpTo();
  const rows = bySeq(useView((view: ForumView) => view.forum?.threads)).sort((a, b) => b.value.last - a.value.last).slice(0, SOME);
  const list = useRef<HTMLUListElement>(null);
  useRove(list);
  return (
    <nav class="thread-others" aria-label={t('forum.threads')} data-testid="thread-others">
      <p class="meta" aria-hidden="true">{t('forum.threads')}</p>
      <ul ref={list}>
        {rows.map(({ seq, value }) => (
          <li key={seq} data-row tabIndex={-1} data-testid={`other-${seq}`} aria-current={seq === thread ? 'true' : undefined}>
            <Link to={{ page: 'thread', room, thread: seq }}><span dir={value.dir}>{value.title ?? t('forum.untitled')}</span></Link>
            {read && seq !== thread && isUnread(value, readOf(read, seq, value.split), me) && <span class="unread-dot"><Dot label={t('forum.unread')} /></span>}
          </li>
        ))}
      </ul>
    </nav>
  );
}
