// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef } from 'preact/hooks';
import type { RefObject } from 'preact';
import { useSession } from '../ui/session.tsx';
import { useCourse } from './context.ts';

/** Marks the thread as read up to `newest` once its end has been on the screen of someone who looks.
 *  The returned element stands at that end. */
export function useReadMark(thread: number, newest: number, read: number): RefObject<HTMLDivElement | null> {
  const { room } = useCourse();
  const { queue } = useSession();
  const end = useRef<HTMLDivElement>(null);
  const marked = useRef(read);
  marked.current = Math.max(marked.current, read);
  useEffect(() => {
    const element = end.current;
    if (!element || newest <= marked.current) return undefined;
    let visible = false;
    const mark = (): void => {
      if (!visible || document.hidden || newest <= marked.current) return;
      marked.current = newest;
      void queue.run('read.mark', { room: 'inbox:me', of: room, thread, upto: newest });
    };
    const observer = new IntersectionObserver((entries) => {
      visible = entries.some((entry) => entry.isIntersecting);
      mark();
    });
    observer.observe(element);
    document.addEventListener('visibilitychange', mark);
    return () => {
      observer.disconnect();
      document.removeEventListener('visibilitychange', mark);
    };
  }, [queue, room, thread, newest]);
  return end;
}
