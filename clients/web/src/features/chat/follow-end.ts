// SPDX-License-Identifier: Apache-2.0
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { RefObject } from 'preact';

const NEAR_PX = 48;

/** Keeps a list at its end while the reader is there, and only then. `behind` is the newest the reader
 *  has seen when they have scrolled away. */
export function useFollowEnd(newest: number, own: boolean): {
  log: RefObject<HTMLDivElement | null>; behind: number | undefined; toEnd: () => void;
} {
  const log = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const seen = useRef(newest);
  const [behind, setBehind] = useState<number | undefined>(undefined);

  const toEnd = useCallback(() => {
    const element = log.current;
    if (element) element.scrollTop = element.scrollHeight;
  }, []);

  useEffect(() => {
    const element = log.current;
    if (!element) return undefined;
    const scrolled = (): void => {
      atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_PX;
      setBehind(atEnd.current ? undefined : seen.current);
    };
    element.addEventListener('scroll', scrolled, { passive: true });
    // A keyboard that slides in or a field that grows takes room from the list.
    const sizes = new ResizeObserver(() => atEnd.current && toEnd());
    sizes.observe(element);
    return () => {
      element.removeEventListener('scroll', scrolled);
      sizes.disconnect();
    };
  }, [toEnd]);

  useLayoutEffect(() => {
    // Whoever writes wants to see it.
    if (!atEnd.current && !own) return;
    seen.current = newest;
    toEnd();
  }, [newest, own, toEnd]);

  return { log, behind, toEnd };
}
