// SPDX-License-Identifier: Apache-2.0
// A long list in turns (core/turns.ts), and what one looks at held where it is while rows come above it.
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { AT_ONCE, TURN_FIRST, grown, nextTurn } from '../core/turns.ts';

interface Options {
  /** Where one wants to be: drawn at once. The first of them is where one is; without any that is the end. */
  readonly near?: readonly (number | undefined)[];
  /** How many fill what is in sight; they come at once. */
  readonly first: number;
  /** Called before rows come; what it returns is called when they are there. */
  readonly hold?: () => () => void;
}

/** Which of the keys are drawn now. The first come at once, and so does what comes later in small numbers. */
export function useTurns(keys: readonly number[], { near = [], first, hold }: Options): ReadonlySet<number> {
  const drawn = useRef<ReadonlySet<number>>(new Set());
  const held = useRef<(() => void) | undefined>(undefined);
  const known = useRef<ReadonlySet<number> | undefined>(undefined);
  const rows = useRef(TURN_FIRST);
  const began = useRef(0);
  const [, redraw] = useState({});
  const missing = keys.reduce((count, key) => (drawn.current.has(key) ? count : count + 1), 0);
  const places = near.filter((key): key is number => key !== undefined && keys.includes(key));
  const [place] = places;
  if (drawn.current.size === 0 || missing <= AT_ONCE) drawn.current = grown(keys, drawn.current, place, Math.max(first, AT_ONCE));
  // What arrives meanwhile does not wait behind what was there before.
  const arrived = known.current && keys.filter((key) => !known.current?.has(key));
  if (!known.current || (arrived?.length ?? 0) > 0) known.current = new Set(keys);
  if (arrived && arrived.length > 0 && arrived.length <= AT_ONCE) drawn.current = new Set([...drawn.current, ...arrived]);
  for (const key of places) if (!drawn.current.has(key)) drawn.current = grown(keys, drawn.current, key, first);
  const rest = keys.some((key) => !drawn.current.has(key));
  const draw = (more: number): void => {
    held.current = hold?.();
    began.current = performance.now();
    drawn.current = grown(keys, drawn.current, place, more);
    redraw({});
  };
  const latest = useRef(draw);
  latest.current = draw;
  useLayoutEffect(() => {
    held.current?.();
    held.current = undefined;
    if (began.current > 0) rows.current = nextTurn(rows.current, performance.now() - began.current);
    began.current = 0;
  });
  useEffect(() => {
    if (!rest) return undefined;
    // After the frame: keys that were pressed meanwhile have their turn first. Nobody waits for a page that is not in
    // sight, and its timers are slow.
    const timer = setTimeout(() => latest.current(document.hidden ? Infinity : rows.current));
    return () => clearTimeout(timer);
  });
  useEffect(() => {
    // Paper holds all of it.
    const all = (): void => latest.current(Infinity);
    addEventListener('beforeprint', all);
    return () => removeEventListener('beforeprint', all);
  }, []);
  return drawn.current;
}

/** The element in sight that matches `row` and is topmost in `area`; looked for where it is painted, not through all. */
export function topmost(area: Element, row: string, from_px: number): Element | null {
  const { left, right, top, bottom } = area.getBoundingClientRect();
  const middle = (left + right) / 2;
  const [start, end] = [Math.max(top, from_px) + 1, Math.min(bottom, innerHeight)];
  for (let y = start; y < end; y += 24) {
    const found = document.elementFromPoint(middle, y)?.closest(row);
    if (found && area.contains(found)) return found;
  }
  return null;
}

/** Holds the topmost row where it is: called before rows come above it, and what it returns after. `scroll` moves the list. */
export function holdPlace(area: Element | null, row: string, from_px: number, scroll: (by: number) => void): () => void {
  const element = area && topmost(area, row, from_px);
  const top = element?.getBoundingClientRect().top ?? 0;
  return () => {
    if (!element?.isConnected) return;
    const by = element.getBoundingClientRect().top - top;
    if (by !== 0) scroll(by);
  };
}
