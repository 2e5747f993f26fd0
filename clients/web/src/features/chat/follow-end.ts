// SPDX-License-Identifier: Apache-2.0
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { RefObject } from 'preact';
import { paramsSet, place } from '../../core/router.ts';
import { holdIn, topmost } from '../../ui/turns.ts';

const NEAR_PX = 48;
const KEEP_MS = 300;

/** Where one reads stands in the address, so that a reload comes back to it; at the end there is nothing to say. */
function placeKeep(id: string | undefined): void {
  const { at, ...query } = place.get().query;
  const seq = id?.slice('message-'.length);
  if (at !== seq) paramsSet(seq === undefined ? query : { ...query, at: seq });
}

/** Keeps a list at its end while the reader is there, and only then. `behind` is the newest the reader
 *  has seen when they have scrolled away. `elsewhere`: one came for something further up; `seeks`: that is looked for
 *  still, and where the list happens to stand meanwhile is nobody's wish. */
export function useFollowEnd(newest: number, own: boolean, elsewhere: boolean, seeks: () => boolean): {
  log: RefObject<HTMLDivElement | null>; behind: number | undefined; toEnd: () => void;
  /** Whether they have scrolled away. */
  reads: () => boolean;
  /** Around rows that are drawn above: the end stays the end, and what one reads where it is. */
  hold: () => () => void;
} {
  const log = useRef<HTMLDivElement>(null);
  const atEnd = useRef(!elsewhere);
  const sought = useRef(seeks);
  sought.current = seeks;
  const seen = useRef(newest);
  const keep = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const [behind, setBehind] = useState<number | undefined>(undefined);

  const toEnd = useCallback(() => {
    const element = log.current;
    if (element) element.scrollTop = element.scrollHeight;
  }, []);

  // Once in a frame, however many came: to go there is to lay out.
  const frame = useRef(0);
  const soon = useCallback(() => {
    frame.current ||= requestAnimationFrame(() => {
      frame.current = 0;
      toEnd();
    });
  }, [toEnd]);

  useEffect(() => {
    const element = log.current;
    if (!element) return undefined;
    const scrolled = (): void => {
      atEnd.current = !sought.current() && element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_PX;
      setBehind(atEnd.current ? undefined : seen.current);
      keep.current ??= setTimeout(() => {
        keep.current = undefined;
        placeKeep(atEnd.current ? undefined : topmost(element, '[data-row]', 0)?.id);
      }, KEEP_MS);
    };
    element.addEventListener('scroll', scrolled, { passive: true });
    // A keyboard that slides in or a field that grows takes room from the list.
    const sizes = new ResizeObserver(() => atEnd.current && toEnd());
    sizes.observe(element);
    return () => {
      element.removeEventListener('scroll', scrolled);
      sizes.disconnect();
      clearTimeout(keep.current);
    };
  }, [toEnd]);

  useLayoutEffect(() => {
    // Whoever writes wants to see it.
    if (!atEnd.current && (!own || seen.current === newest)) return;
    seen.current = newest;
    soon();
  }, [newest, own, soon]);

  const hold = useCallback(() => (atEnd.current ? soon : holdIn(log.current)), [soon]);
  const reads = useCallback(() => !atEnd.current, []);
  return { log, behind, toEnd, reads, hold };
}
