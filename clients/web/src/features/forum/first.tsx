// SPDX-License-Identifier: Apache-2.0
// A discussion in which one writes before one sees what others wrote. Until then its view holds the opening post alone;
// one's own are asked for, and asked for again whenever one has done something.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useStore } from '../../core/store.ts';
import { useWords } from '../../i18n/context.tsx';
import { useSession } from '../../ui/session.tsx';
import { useForum } from './context.ts';
import type { ThreadView } from './view.ts';
import type { Page } from './windows.ts';

type Thread = ThreadView['thread'];

export interface First {
  /** With one's own posts. */
  readonly thread: Thread;
  /** When one will see the others; absent: not before one has written. */
  readonly opens?: number;
}

const RETRY_MS = 2000;

/** undefined while one's own posts are not here. */
export function useFirst(thread: Thread): First | undefined {
  const { room } = useForum();
  const session = useSession();
  const { waits, seq } = thread;
  const [own, setOwn] = useState<Page | undefined>(undefined);
  const [tries, setTries] = useState(0);
  const busy = useStore(session.queue.waiting).filter(({ method, data }) => method.startsWith('forum.') && data['room'] === room).length;
  useEffect(() => {
    if (!waits) return undefined;
    let [over, timer] = [false, 0 as ReturnType<typeof setTimeout> | 0];
    session.query('forum.posts', { room, thread: seq }).then((page) => over || setOwn(page as Page), () => {
      if (!over) timer = setTimeout(() => setTries((now) => now + 1), RETRY_MS);
    });
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [waits, room, seq, busy, tries]);
  if (!waits) return { thread };
  if (!own) return undefined;
  return { thread: { ...thread, posts: { ...thread.posts, ...own.posts } }, ...(own.opens === undefined ? {} : { opens: own.opens }) };
}

/** Why one sees no others, and until when. */
export function Waits({ thread, opens }: { readonly thread: Thread; readonly opens: number | undefined }): JSX.Element | null {
  const { t, time } = useWords();
  if (!thread.waits) return null;
  return (
    <p class="told" role="status" data-testid="first-waits">
      {opens !== undefined ? t('forum.first.opens', { time: time(opens) }) : t(thread.closed ? 'forum.first.closed' : 'forum.first.write')}
    </p>
  );
}
