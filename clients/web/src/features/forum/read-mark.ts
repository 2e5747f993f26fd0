// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef } from 'preact/hooks';
import { useSession } from '../../ui/session.tsx';
import { useForum } from './context.ts';
import { readUpTo } from './counts.ts';
import type { Listed } from './counts.ts';

const THRESHOLDS = [0, 0.25, 0.5, 0.75, 1];
// What only passes by is not seen.
const DWELL_MS = 300;

// What was on the screen in this window, by thread: going away and coming back does not forget it.
const seenIn = new Map<string, Set<number>>();

/** Marks the thread as read up to the newest post such that all that stand up to it have been on the screen of
 *  someone who looks: the end of each, or at least half of it. */
export function useReadMark(thread: number, posts: readonly Listed[], read: number): void {
  const { room, me } = useForum();
  const { queue } = useSession();
  const marked = useRef(read);
  marked.current = Math.max(marked.current, read);
  const latest = useRef(posts);
  latest.current = posts;
  const name = `${me} ${room} ${thread}`;
  const observed = useRef<IntersectionObserver | undefined>(undefined);
  useEffect(() => {
    const seen = seenIn.get(name) ?? new Set<number>();
    seenIn.set(name, seen);
    const visible = new Set<number>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      timer = undefined;
      if (document.hidden) return;
      for (const seq of visible) seen.add(seq);
      const upto = readUpTo(latest.current, marked.current, me, seen);
      if (upto <= marked.current) return;
      marked.current = upto;
      void queue.run('read.mark', { room: 'inbox:me', of: room, thread, upto });
    };
    const soon = (): void => {
      timer ??= setTimeout(look, DWELL_MS);
    };
    const observer = new IntersectionObserver((entries) => {
      for (const entry of entries) {
        const seq = Number(entry.target.id.slice('post-'.length));
        if (isSeen(entry)) visible.add(seq);
        else visible.delete(seq);
      }
      soon();
    }, { threshold: THRESHOLDS });
    observed.current = observer;
    document.addEventListener('visibilitychange', soon);
    return () => {
      observer.disconnect();
      observed.current = undefined;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', soon);
    };
  }, [queue, room, thread, name, me]);
  // Observing what is observed already does nothing.
  const seqs = posts.map(({ seq }) => seq).join();
  useEffect(() => {
    for (const seq of seqs.split(',')) {
      const element = document.getElementById(`post-${seq}`);
      if (element) observed.current?.observe(element);
    }
  }, [seqs, queue, name]);
}

function isSeen(entry: IntersectionObserverEntry): boolean {
  const bottom = entry.rootBounds?.bottom ?? innerHeight;
  return entry.isIntersecting && (entry.intersectionRatio >= 0.5 || entry.boundingClientRect.bottom <= bottom);
}
