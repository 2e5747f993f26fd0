// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef } from 'preact/hooks';
import { useSession } from '../ui/session.tsx';
import { useCourse } from './context.ts';

const THRESHOLDS = [0, 0.25, 0.5, 0.75, 1];

/** Marks the thread as read up to `newest` once that post has been on the screen of someone who looks:
 *  its end, or at least half of it. */
export function useReadMark(thread: number, newest: number, read: number): void {
  const { room } = useCourse();
  const { queue } = useSession();
  const marked = useRef(read);
  marked.current = Math.max(marked.current, read);
  useEffect(() => {
    const element = document.getElementById(`post-${newest}`);
    if (!element || newest <= marked.current) return undefined;
    let visible = false;
    const mark = (): void => {
      if (!visible || document.hidden || newest <= marked.current) return;
      marked.current = newest;
      void queue.run('read.mark', { room: 'inbox:me', of: room, thread, upto: newest });
    };
    const observer = new IntersectionObserver((entries) => {
      visible = entries.some(seen);
      mark();
    }, { threshold: THRESHOLDS });
    observer.observe(element);
    document.addEventListener('visibilitychange', mark);
    return () => {
      observer.disconnect();
      document.removeEventListener('visibilitychange', mark);
    };
  }, [queue, room, thread, newest]);
}

function seen(entry: IntersectionObserverEntry): boolean {
  const bottom = entry.rootBounds?.bottom ?? innerHeight;
  return entry.isIntersecting && (entry.intersectionRatio >= 0.5 || entry.boundingClientRect.bottom <= bottom);
}
