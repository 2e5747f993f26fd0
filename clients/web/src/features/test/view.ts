// SPDX-License-Identifier: Apache-2.0
// What the queries of tests answer, and where a person stands.
import type { BySeq, Me, RoomView, Texts } from '../../core/views.ts';

export type Type = 'single' | 'multiple' | 'boolean' | 'yesno' | 'scale' | 'ranking' | 'numeric' | 'text';
export type Reveal = 'never' | 'last' | 'attempt';
export type Ballot = readonly (number | string)[];

export interface Ask {
  readonly from?: number;
  readonly to?: number;
  readonly low?: Texts;
  readonly high?: Texts;
  readonly unit?: Texts;
  readonly decimals?: number;
}
interface Asked {
  readonly question: number;
  readonly type: Type;
  readonly title: Texts;
  readonly min?: number;
  readonly max?: number;
  readonly ask?: Ask;
  readonly weight?: number;
}
/** A question as it stands on one's paper. */
export interface PaperQuestion extends Asked {
  readonly options?: BySeq<Texts>;
  readonly ballot?: Ballot;
  readonly score?: number;
  readonly feedback?: readonly Texts[];
  readonly correct?: Ballot;
}
export interface Attempt {
  readonly attempt: number;
  readonly began: number;
  readonly ends?: number;
  readonly handed?: number;
  readonly late?: true;
  readonly score?: number;
  readonly passed?: true;
}
export interface Facts {
  readonly pass: number;
  readonly attempts?: number;
  readonly minutes?: number;
  readonly due?: number;
  readonly closes?: number;
  readonly reveal: Reveal;
}
export interface Paper extends Facts {
  readonly count: number;
  readonly left: number;
  readonly taken: readonly Attempt[];
  readonly paper?: Attempt & { readonly questions: readonly PaperQuestion[] };
}

export interface Feedback {
  readonly right?: Texts;
  readonly wrong?: Texts;
  readonly options?: readonly Texts[];
}
/** A question as staff wrote it. */
export interface Question extends Asked {
  readonly options?: readonly Texts[];
  readonly correct: Ballot;
  readonly tolerance?: number;
  readonly feedback?: Feedback;
}
export interface Written extends Facts {
  readonly straight?: true;
  readonly begun?: true;
  readonly questions: readonly Question[];
}

export interface Taker {
  readonly person: string;
  readonly name?: string;
  readonly taken: number;
  readonly open?: true;
  readonly attempts?: number;
  readonly minutes?: number;
  readonly until?: number;
  readonly handed?: number;
  readonly late?: true;
  readonly score?: number;
  readonly passed?: true;
  readonly scores?: readonly number[];
}
export interface Sums {
  readonly question: number;
  readonly count: number;
  readonly blank: number;
  readonly score: number;
  readonly options?: BySeq<number>;
}
export interface Results {
  readonly takers: readonly Taker[];
  readonly all: number;
  readonly next?: number;
  readonly questions?: readonly Sums[];
}

export interface Stand {
  readonly taken: number;
  readonly left: number;
  readonly attempt?: number;
  readonly ends?: number;
  readonly score?: number;
  readonly passed?: true;
}
export interface TestsView extends RoomView {
  readonly me: Me & {
    readonly test?: { readonly tests?: BySeq<Stand> };
    readonly cohort?: { readonly staff?: readonly number[] };
  };
  readonly cohort?: { readonly people?: { readonly [id: string]: { readonly name?: string } } };
}
