// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef } from 'preact/hooks';
import { useSession } from '../../ui/session.tsx';
import { useForum } from './context.ts';
import { readUpTo } from './counts.ts';
import type { Listed } from './counts.ts';

const TOP_PX = 56;
const END_PX = 72;
// What only passes by is not seen.
const DWELL_MS = 300;

// What was on the screen in this window, by thread: going away and coming back does not forget it.
const seenIn = new Map<string, Set<number>>();

/** `drawn` is another object when other posts are there to be seen; nothing is marked while it is not `on`. Marks the thread as read up to the newest post such that all that stand up to it have been on the screen of
 *  someone who looks: the end of each, or at least half of it. */
export function useReadMark(thread: number, posts: readonly Listed[], read: number, drawn: object, on: boolean): void {
  const { room, me } = useForum();
  const { queue } = useSession();
  const marked = useRef(read);
  marked.current = Math.max(marked.current, read);
  const latest = useRef(posts);
  latest.current = posts;
  const name = `${me} ${room} ${thread}`;
  // Whoever took it back has not seen it.
  const marks = useRef(on);
  if (marks.current && !on) seenIn.delete(name);
  marks.current = on;
  const observed = useRef<IntersectionObserver | undefined>(undefined);
  useEffect(() => {
    const seen = seenIn.get(name) ?? new Set<number>();
    seenIn.set(name, seen);
    const near = new Map<number, Element>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      timer = undefined;
      if (document.hidden || !marks.current) return;
      for (const [seq, element] of near) if (isSeen(element.getBoundingClientRect())) seen.add(seq);
      const upto = readUpTo(latest.current, marked.current, me, seen);
      if (upto <= marked.current) return;
      marked.current = upto;
      void queue.run('read.mark', { room: 'inbox:me', of: room, thread, upto });
    };
    const soon = (): void => {
      timer ??= setTimeout(look, DWELL_MS);
    };
    const observer = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        const seq = Number(target.id.slice('post-'.length));
        if (isIntersecting) near.set(seq, target);
        else near.delete(seq);
      }
      soon();
    });
    observed.current = observer;
    document.addEventListener('visibilitychange', soon);
    addEventListener('scroll', soon, { passive: true });
    return () => {
      observer.disconnect();
      observed.current = undefined;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', soon);
      removeEventListener('scroll', soon);
    };
  }, [queue, room, thread, name, me]);
  // Each once: of hundreds only what has come is looked for.
  const watched = useRef<{ by: IntersectionObserver | undefined; elements: Map<number, Element> }>({ by: undefined, elements: new Map() });
  useEffect(() => {
    if (watched.current.by !== observed.current) watched.current = { by: observed.current, elements: new Map() };
    const { by, elements } = watched.current;
    for (const { seq } of posts) {
      if (elements.get(seq)?.isConnected) continue;
      const element = document.getElementById(`post-${seq}`);
      if (!element) continue;
      elements.set(seq, element);
      by?.observe(element);
    }
  }, [posts, drawn, queue, name]);
}

/** Under the top bar and behind the field at the end nothing is seen. */
function isSeen({ top, bottom, height }: DOMRect): boolean {
  const [from, to] = [TOP_PX, innerHeight - END_PX];
  const inside = Math.min(bottom, to) - Math.max(top, from);
  return inside > 0 && (inside >= height / 2 || bottom <= to);
}
