// SPDX-License-Identifier: Apache-2.0
import { useCallback, useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { RefObject } from 'preact';

const NEAR_PX = 48;

/** Keeps a list that scrolls within `log` at its end while one is there; what grows or shrinks around it is nobody's
 *  scrolling. `moved`: whether one is at the end may be otherwise now. */
export function useAtEnd(log: RefObject<HTMLElement | null>, list: RefObject<HTMLElement | null>, newest: unknown, moved?: () => void): {
  readonly isAtEnd: () => boolean;
  readonly leave: () => void;
  readonly toEnd: () => void;
  readonly scrolled: () => void;
} {
  const atEnd = useRef(true);
  const size = useRef('');
  const sizeOf = (element: HTMLElement): string => `${element.clientHeight} ${element.scrollHeight}`;
  const toEnd = useCallback(() => {
    const element = log.current;
    if (!element) return;
    element.scrollTop = element.scrollHeight;
    size.current = sizeOf(element);
  }, []);
  const keep = useCallback(() => {
    if (atEnd.current) toEnd();
    else if (log.current) size.current = sizeOf(log.current);
  }, []);
  useLayoutEffect(keep, [newest]);
  useEffect(() => {
    const sizes = new ResizeObserver(keep);
    for (const each of [log.current, list.current]) if (each) sizes.observe(each);
    return () => sizes.disconnect();
  }, []);
  const scrolled = (): void => {
    const element = log.current;
    if (!element || size.current !== sizeOf(element)) return;
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_PX;
    moved?.();
  };
  return { isAtEnd: () => atEnd.current, leave: () => { atEnd.current = false; }, toEnd, scrolled };
}
