// SPDX-License-Identifier: Apache-2.0
// Where one reads in a list of the page: kept in the address, so that back and reload come to it, and found again by a
// link. What moves such a list is core/reading.ts alone, and not the browser: its styles switch off `overflow-anchor`.
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Reading } from '../core/reading.ts';
import type { Rows } from '../core/reading.ts';
import { paramsSet, place, scrollOwned, targetOf, useTarget } from '../core/router.ts';
import { topmost } from './turns.ts';

const KEEP_MS = 300;

// What a person moves a list with.
const HANDS = ['wheel', 'touchmove', 'keydown', 'pointerdown'];
const KEYS = ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End', ' '];
const FIELDS = 'input, textarea, select';

export interface Area {
  /** What their ids begin with, as in addresses: "message" of #message-12. */
  readonly kind: string;
  /** What scrolls, and what tells of it. */
  scroller(): Element | null;
  readonly events: () => EventTarget | null;
  /** What the rows stand in, and what else has a size that matters. */
  readonly sizes: () => readonly (Element | null)[];
  readonly row: string;
  list(): Element | null;
  /** What lies over the list at its top and end. */
  readonly over: readonly [number, number];
}

export interface Reads {
  readonly reading: Reading;
  /** Looked for: to be read in, and drawn at once. */
  readonly sought: number | undefined;
  /** That, or what was looked for last. */
  readonly near: number | undefined;
  /** At the end of a list that is followed. */
  readonly home: boolean;
  /** Called when something was drawn: the list is put right before the frame. */
  readonly drew: () => void;
}

/** `follows`: its end; `keeps`: whether the place stands in the address. */
export function useReading(area: Area, follows: boolean, keeps: boolean): Reads {
  const { kind } = area;
  const named = useTarget(kind);
  // What one came for goes before where one read when the page was left.
  const back = useRef(keeps ? Number(place.get().query['at'] ?? 0) || undefined : undefined).current;
  const [seen, see] = useState({ sought: named ?? back, home: (named ?? back) === undefined });
  const keep = useRef<{ timer?: ReturnType<typeof setTimeout> | undefined; at?: number | undefined; leaves?: boolean }>({}).current;
  const write = useCallback(() => {
    if (keep.timer === undefined) return;
    clearTimeout(keep.timer);
    keep.timer = undefined;
    placeKeep(kind, keep.at, keep.leaves === true);
    keep.leaves = false;
  }, []);
  const reading = useMemo(() => {
    const made: Reading = new Reading(rowsOf(area), follows, (stand, chosen) => {
      const sought = stand.is === 'seeks' ? stand.seq : undefined;
      see((was) => (was.sought === sought && was.home === (stand.is === 'home') ? was : { sought, home: stand.is === 'home' }));
      if (!keeps || stand.is === 'seeks') return;
      keep.at = stand.is === 'row' ? stand.seq : undefined;
      keep.leaves ||= chosen;
      keep.timer ??= setTimeout(write, KEEP_MS);
    }, (seq, came) => {
      if (came) document.getElementById(`${kind}-${seq}`)?.focus({ preventScroll: true });
    });
    if (named !== undefined) made.seek(named, 'middle', true);
    else if (back !== undefined) made.seek(back, 0);
    return made;
  }, []);
  const first = useRef(named);
  useLayoutEffect(() => {
    if (named !== undefined && named !== first.current) reading.seek(named, 'middle', true);
    first.current = undefined;
  }, [named]);

  const frame = useRef(0);
  const drew = useCallback(() => {
    frame.current ||= requestAnimationFrame(() => {
      frame.current = 0;
      reading.settle();
    });
  }, []);
  useLayoutEffect(() => {
    if (reading.stand.is === 'seeks') scrollOwned();
    const settle = (): void => reading.settle();
    const takes = (event: Event): void => {
      if (isHand(event, area.scroller())) reading.takes();
    };
    const from = area.events();
    from?.addEventListener('scroll', settle, { passive: true });
    for (const hand of HANDS) from?.addEventListener(hand, takes, { passive: true });
    const sizes = new ResizeObserver(settle);
    for (const element of area.sizes()) if (element) sizes.observe(element);
    // Back to where one came from within the page.
    const came = (): void => {
      const { query: { at }, hash } = place.get();
      if (keeps && Number(at) > 0 && targetOf(hash, kind) === undefined) reading.seek(Number(at), 0);
    };
    addEventListener('popstate', came);
    addEventListener('pagehide', write);
    return () => {
      from?.removeEventListener('scroll', settle);
      for (const hand of HANDS) from?.removeEventListener(hand, takes);
      sizes.disconnect();
      removeEventListener('popstate', came);
      removeEventListener('pagehide', write);
      clearTimeout(keep.timer);
      cancelAnimationFrame(frame.current);
    };
  }, []);
  const near = useRef<number | undefined>(undefined);
  near.current = seen.sought ?? near.current;
  return { reading, sought: seen.sought, near: near.current, home: seen.home, drew };
}

/** At the end there is nothing to say; who left what a link named does not come back to that. */
function placeKeep(kind: string, seq: number | undefined, leaves: boolean): void {
  const { query: { at, ...query }, hash } = place.get();
  const link = targetOf(hash, kind);
  const left = leaves && link !== undefined && link !== seq;
  const now = seq === undefined ? undefined : String(seq);
  if (at !== now || left) paramsSet(now === undefined ? query : { ...query, at: now }, left ? '' : undefined);
}

/** A press on the list's own bar, and none on what stands in it; a key that scrolls, and is not written. */
function isHand(event: Event, scroller: Element | null): boolean {
  if (event.type === 'pointerdown') return event.target === scroller;
  return event.type !== 'keydown' || (KEYS.includes((event as KeyboardEvent).key) && !(event.target as Element).closest?.(FIELDS));
}

function rowsOf(area: Area): Rows {
  const { kind, row, over: [above, below] } = area;
  const inPage = (): boolean => area.scroller() === document.documentElement;
  const top = (): number => (inPage() ? above : (area.scroller()?.getBoundingClientRect().top ?? 0));
  const seqOf = (element: Element | null | undefined): number | undefined => (element ? Number(element.id.slice(kind.length + 1)) : undefined);
  return {
    at: () => area.scroller()?.scrollTop ?? 0,
    most: () => {
      const element = area.scroller();
      return element ? element.scrollHeight - element.clientHeight : 0;
    },
    moveTo: (to) => area.scroller()?.scrollTo({ top: to, behavior: 'instant' }),
    room: () => (area.scroller()?.clientHeight ?? 0) - above - below,
    topmost: () => {
      const list = area.list();
      return list ? seqOf(topmost(list, row, above)) : undefined;
    },
    row: (seq) => {
      const element = area.list()?.querySelector(`#${kind}-${seq}`);
      if (!element) return undefined;
      const { top: at, height } = element.getBoundingClientRect();
      return { top: at - top(), height };
    },
    beside: (seq) => {
      let before: number | undefined;
      for (const element of area.list()?.querySelectorAll(row) ?? []) {
        const each = seqOf(element) ?? 0;
        if (each > seq) return { before, after: each };
        before = each;
      }
      return { before };
    },
  };
}
