// SPDX-License-Identifier: Apache-2.0
// A page part by part, and a long list in turns (core/turns.ts).
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { AT_ONCE, ONE_ROW, TURN_FIRST, grown, nextTurn } from '../core/turns.ts';
import type { Rows } from '../core/turns.ts';

const waiting: (() => void)[] = [];

// After the frame: none lays out what several of them drew. A page that is not in sight has no frames.
function turn(): void {
  if (document.hidden) setTimeout(nextDrawn);
  else requestAnimationFrame(() => setTimeout(nextDrawn));
}

function nextDrawn(): void {
  waiting.shift()?.();
  if (waiting.length > 0) turn();
}

/** Its children are drawn in a task of their own, after what stands before them: a page is not one long task. Later it
 *  is as if it were not there. */
export function Next({ children }: { children: ComponentChildren }): ComponentChildren {
  // Timers of a page that is not in sight are slow.
  const [due, setDue] = useState(document.hidden);
  useLayoutEffect(() => {
    if (due) return undefined;
    const draw = (): void => setDue(true);
    if (waiting.push(draw) === 1) turn();
    return () => {
      const at = waiting.indexOf(draw);
      if (at >= 0) waiting.splice(at, 1);
    };
  }, []);
  return due ? children : null;
}

/** When all that stands in its turn is drawn. */
export async function drawn(): Promise<void> {
  while (waiting.length > 0) await new Promise((resolve) => setTimeout(resolve));
}

interface Options {
  /** Where one wants to be: drawn at once. The first of them is where one is; without any that is the end. */
  readonly near?: readonly (number | undefined)[];
  /** How many rows fill what is in sight; they come at once. */
  readonly first: number;
  readonly rows?: Rows;
}

const rowsIn = (keys: readonly number[], rowsOf: Rows): number => keys.reduce((sum, key) => sum + rowsOf(key), 0);

/** Which of the keys are drawn now. The first come at once, and so does what comes later in small numbers. */
export function useTurns(keys: readonly number[], { near = [], first, rows: rowsOf = ONE_ROW }: Options): ReadonlySet<number> {
  const drawn = useRef<ReadonlySet<number>>(new Set());
  const known = useRef<ReadonlySet<number> | undefined>(undefined);
  const rows = useRef(TURN_FIRST);
  const began = useRef(0);
  const [, redraw] = useState({});
  const few = (some: readonly number[]): boolean => some.length === 1 || (some.length <= AT_ONCE && rowsIn(some, rowsOf) <= AT_ONCE);
  const missing = keys.filter((key) => !drawn.current.has(key));
  const places = near.filter((key): key is number => key !== undefined && keys.includes(key));
  const [place] = places;
  // A turn has its share already.
  if (drawn.current.size === 0 || (began.current === 0 && few(missing))) drawn.current = grown(keys, drawn.current, place, Math.max(first, AT_ONCE), rowsOf);
  // What arrives meanwhile does not wait behind what was there before.
  const arrived = known.current && keys.filter((key) => !known.current?.has(key));
  if (!known.current || (arrived?.length ?? 0) > 0) known.current = new Set(keys);
  if (arrived && few(arrived)) drawn.current = new Set([...drawn.current, ...arrived]);
  for (const key of places) if (!drawn.current.has(key)) drawn.current = grown(keys, drawn.current, key, first, rowsOf);
  const rest = keys.some((key) => !drawn.current.has(key));
  const draw = (more: number): void => {
    began.current = performance.now();
    const before = drawn.current;
    drawn.current = grown(keys, before, place, more, rowsOf);
    rows.current = rowsIn([...drawn.current].filter((key) => !before.has(key)), rowsOf);
    redraw({});
  };
  const latest = useRef(draw);
  latest.current = draw;
  useLayoutEffect(() => {
    if (began.current > 0) rows.current = nextTurn(rows.current, performance.now() - began.current);
    began.current = 0;
  });
  useEffect(() => {
    if (!rest) return undefined;
    // After the frame: keys that were pressed meanwhile have their turn first, and no frame lays out what several turns drew.
    // Nobody waits for a page that is not in sight, which has no frames, and slow timers.
    let frame = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const turn = (): void => {
      timer = setTimeout(() => latest.current(document.hidden ? Infinity : rows.current));
    };
    if (document.hidden) turn();
    else frame = requestAnimationFrame(turn);
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  });
  useEffect(() => {
    // Paper holds all of it.
    const all = (): void => latest.current(Infinity);
    addEventListener('beforeprint', all);
    return () => removeEventListener('beforeprint', all);
  }, []);
  return drawn.current;
}

/** The first element that matches `row` and is in sight in `area`, below `from_px`. It is looked for by where things lie,
 *  from what holds rows down to them: to ask what is painted at a place has all of it prepared for painting, and to measure
 *  a row that is not in sight has it laid out. */
export function topmost(area: Element, row: string, from_px: number): Element | null {
  const { top, bottom } = area.getBoundingClientRect();
  return firstWithin(area, row, Math.max(top, from_px) + 1, Math.min(bottom, innerHeight));
}

function firstWithin(holder: Element, row: string, start: number, end: number): Element | null {
  const { children } = holder;
  for (let at = firstEnding(children, start); at < children.length; at++) {
    const child = children[at] as Element;
    const { top, height } = child.getBoundingClientRect();
    if (height === 0) continue;
    if (top >= end) return null;
    const found = child.matches(row) ? child : firstWithin(child, row, start, end);
    if (found) return found;
  }
  return null;
}

/** The first of them that ends below `start`: they lie one below the other. */
function firstEnding(children: HTMLCollection, start: number): number {
  let [from, to] = [0, children.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    // What has no box does not say where it is; the next one that has does.
    let at = middle;
    let box: DOMRect | undefined;
    for (; at < to; at++) {
      box = children[at]?.getBoundingClientRect();
      if (box && box.height > 0) break;
    }
    if (at < to && box && box.bottom <= start) from = at + 1;
    else to = middle;
  }
  return from;
}
