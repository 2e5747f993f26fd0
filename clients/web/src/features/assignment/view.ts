// SPDX-License-Identifier: Apache-2.0
// What the queries of assignments answer, and where a person stands.
import type { BySeq, Dir, Me, RoomView, Texts } from '../../core/views.ts';

export type Takes = 'both' | 'text' | 'files';

export interface RubricRow {
  readonly title: Texts;
  readonly points: number;
}
export interface Mark {
  readonly back?: number;
  readonly passed?: true;
  readonly again?: true;
  readonly sum: number;
  readonly points: readonly (number | null)[];
  readonly text?: string;
  readonly dir?: Dir;
}
/** What was handed in, once. */
export interface Hand {
  readonly attempt: number;
  readonly handed: number;
  readonly due?: number;
  readonly late?: true;
  readonly text?: string;
  readonly dir?: Dir;
  readonly files: readonly number[];
  readonly mark?: Mark;
}
export interface Asked {
  readonly text?: Texts;
  /** Absent: nothing is asked yet. */
  readonly takes?: Takes;
  readonly attempts?: number;
  readonly due?: number;
  readonly closes?: number;
  readonly rubric?: readonly RubricRow[];
}
export interface Own {
  readonly left: number;
  readonly again?: true;
  readonly due?: number;
  readonly closes?: number;
  readonly draft?: { readonly text?: string; readonly dir?: Dir; readonly files: readonly number[] };
  readonly hands: readonly Hand[];
}
export type Read = Asked & { readonly own: Own };

export interface Work {
  readonly person: string;
  readonly name?: string;
  readonly taken: number;
  readonly handed?: number;
  readonly late?: true;
  readonly waits?: true;
  readonly back?: number;
  readonly sum?: number;
  readonly again?: true;
  readonly passed?: true;
  readonly attempts?: number;
  readonly until?: number;
}
export type Only = 'mark' | 'missing' | 'all';
export interface Works {
  readonly works: readonly Work[];
  readonly all: number;
  readonly mark: number;
  readonly missing: number;
  readonly next?: number;
}
export interface Whole {
  readonly person: string;
  readonly name?: string;
  readonly left: number;
  readonly hands: readonly Hand[];
}

export interface Stand {
  readonly taken: number;
  readonly state?: 'draft' | 'handed' | 'back' | 'again';
  readonly passed?: true;
  readonly attempts?: number;
  readonly until?: number;
}
export interface AssignmentsView extends RoomView {
  readonly stage?: { readonly zone?: string };
  /** For the team: another number means that the lists of works are others. */
  readonly assignment?: { readonly handed?: number };
  readonly me: Me & {
    readonly assignment?: { readonly assignments?: BySeq<Stand> };
    readonly cohort?: { readonly staff?: readonly number[] };
  };
  readonly cohort?: { readonly people?: { readonly [id: string]: { readonly name?: string } } };
}

/** What a rubric gives at most. */
export function most(rubric: readonly RubricRow[] = []): number {
  return rubric.reduce((sum, { points }) => sum + points, 0);
}

/** What waits to be marked, of what somebody handed in. */
export function waiting(hands: readonly Hand[]): Hand | undefined {
  const last = hands.at(-1);
  return last && last.mark?.back === undefined ? last : undefined;
}
