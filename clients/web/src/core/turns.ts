// SPDX-License-Identifier: Apache-2.0
// A long list is drawn in turns, so that nobody who presses a key meanwhile waits for all of it: first what is in sight,
// then the rest from there outwards.

/** What one turn draws at most, and at first. */
export const TURN_MAX = 8;
export const TURN_FIRST = 2;
/** What comes together in this number is drawn at once. */
export const AT_ONCE = 4;
// A turn aims at less than half of what a person may be held up for: the browser lays it out and paints it besides.
const TURN_MS = 16;
const TURN_MIN = 2;

/** How many rows the next turn draws, after one of `rows` took so long: as many as this machine draws in TURN_MS, and
 *  at most twice as many as before. */
export function nextTurn(rows: number, took_ms: number): number {
  const fits = Math.floor((rows * TURN_MS) / Math.max(1, took_ms));
  return Math.max(TURN_MIN, Math.min(fits, rows * 2, TURN_MAX));
}

/** For how many rows of a usual height a key stands, 1 or more. */
export type Rows = (key: number) => number;
export const ONE_ROW: Rows = () => 1;

/** `drawn` and keys that it lacks, as many as stand for no more than `more` rows, and one at least: those nearest to `near`
 *  first; without it, or where it is not, those nearest to the end. Keys that are gone are forgotten. The same set when it lacks none. */
export function grown(keys: readonly number[], drawn: ReadonlySet<number>, near: number | undefined, more: number, rows: Rows = ONE_ROW): ReadonlySet<number> {
  const at = near === undefined ? -1 : keys.indexOf(near);
  let [up, down] = at < 0 ? [keys.length - 1, keys.length] : [at, at + 1];
  const added: number[] = [];
  let left = more;
  while (left > 0 && (up >= 0 || down < keys.length)) {
    // It itself, what follows, what lies before, and so on.
    for (const key of [up >= 0 ? keys[up--] : undefined, down < keys.length ? keys[down++] : undefined]) {
      if (key === undefined || left <= 0 || drawn.has(key)) continue;
      left -= rows(key);
      if (left >= 0 || added.length === 0) added.push(key);
    }
  }
  return added.length === 0 ? drawn : new Set([...keys.filter((key) => drawn.has(key)), ...added]);
}

/** Rows side by side in groups that stay the same object while their rows do: what one row changes redraws its group. */
export function grouped<R>(rows: readonly R[], keyOf: (row: R) => number, size: number, before: ReadonlyMap<number, readonly R[]>,
  same: (a: R, b: R) => boolean = Object.is): ReadonlyMap<number, readonly R[]> {
  const groups = new Map<number, R[]>();
  for (const row of rows) {
    const name = Math.floor(keyOf(row) / size);
    const group = groups.get(name);
    if (group) group.push(row);
    else groups.set(name, [row]);
  }
  return new Map([...groups].map(([name, group]) => {
    const old = before.get(name);
    return [name, old?.length === group.length && group.every((row, at) => same(row, old[at] as R)) ? old : group];
  }));
}
