// SPDX-License-Identifier: Apache-2.0
// Sentences that pass by: spoken to screen readers, or shown at the edge of the page. Each stands its own time, so that
// one that comes right after another does not take its place before anybody has heard or read it.
import type { Retold } from '../i18n/retell.ts';
import { Store } from './store.ts';

export type Urgency = 'polite' | 'assertive';
/** Takes back what a notice tells of. */
export interface Undo {
  readonly label: string;
  readonly retold?: Retold | undefined;
  readonly run: () => void;
}
export interface Line {
  readonly text: string;
  /** The same sentence twice is said twice. */
  readonly turn: number;
  readonly undo?: Undo | undefined;
  /** The same in the language that is chosen meanwhile. */
  readonly retold?: Retold | undefined;
}
export type Lines = Store<readonly Line[]>;

// More at once is no longer heard, or covers the page.
export const SPOKEN_MAX = 12;
export const NOTICES_MAX = 3;

export const spoken: { readonly [U in Urgency]: Lines } = {
  polite: new Store<readonly Line[]>([]),
  assertive: new Store<readonly Line[]>([]),
};
export const notices: Lines = new Store<readonly Line[]>([]);

let turns = 0;

export function announce(text: string, urgency: Urgency = 'polite'): void {
  add(spoken[urgency], { text, turn: ++turns }, SPOKEN_MAX);
}

/** A sentence shown for a while at the edge of the page, for what has no place of its own; with `undo` for eight
 *  seconds in sight, in which it can be taken back whatever else is told. What it returns ends it before that. */
export function notify(text: string, undo?: Undo, retold?: Retold): () => void {
  const turn = ++turns;
  add(notices, { text, turn, undo, retold }, NOTICES_MAX);
  return () => drop(notices, turn);
}

/** Ends a sentence once it has stood so long in sight; a page behind another is in nobody's, and there its time begins
 *  anew. What it returns stops the waiting. */
export function dropSeen(lines: Lines, turn: number, wait_ms: number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = (): void => {
    clearTimeout(timer);
    if (!document.hidden) timer = setTimeout(() => drop(lines, turn), wait_ms);
  };
  look();
  document.addEventListener('visibilitychange', look);
  return () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', look);
  };
}

/** Ends a sentence, if it still stands. */
export function drop(lines: Lines, turn: number): void {
  lines.set(lines.get().filter((line) => line.turn !== turn));
}

/** Over `max` the oldest goes that can no longer be taken back. */
function add(lines: Lines, line: Line, max: number): void {
  const stand = [...lines.get()];
  while (stand.length >= max) {
    const oldest = stand.findIndex(({ undo }) => !undo);
    if (oldest < 0) break;
    stand.splice(oldest, 1);
  }
  lines.set([...stand, line]);
}
