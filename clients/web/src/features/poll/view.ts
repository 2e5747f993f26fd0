// SPDX-License-Identifier: Apache-2.0
import type { BySeq, Me, RoomView, Texts } from '../../core/views.ts';

export type PollType = 'single' | 'multiple' | 'yesno' | 'boolean' | 'scale' | 'ranking' | 'points' | 'numeric' | 'text' | 'cloud';
/** What the server keeps of a vote. */
export type BallotKind = 'confidential' | 'named' | 'anonymous' | 'secret';
export type ResultsWhen = 'never' | 'voted' | 'closed' | 'live';
/** What a type asks beside its options. */
export interface Ask {
  readonly from?: number;
  readonly to?: number;
  readonly low?: Texts;
  readonly high?: Texts;
  readonly unit?: Texts;
  readonly decimals?: number;
  readonly budget?: number;
  readonly words?: number;
  readonly banned?: readonly string[];
}
export interface Numbers {
  readonly count: number;
  readonly sum: number;
  readonly low: number;
  readonly high: number;
  readonly middle: readonly [number, number];
  readonly bins: readonly (readonly [number, number, number])[];
}
/** Options, numbers or texts, as the type has it; none: it was cast, and says no more. */
export type BallotList = readonly (number | string)[];
export interface Tally {
  readonly voters: number;
  readonly options?: { readonly [option: string]: number };
  readonly abstained?: number;
  readonly firsts?: { readonly [option: string]: number };
  readonly numbers?: readonly Numbers[];
  readonly shown?: readonly { readonly answer: number; readonly text: string; readonly dir: 'ltr' | 'rtl' }[];
  readonly words?: readonly (readonly [string, number, string])[];
}
export interface Poll {
  readonly type: PollType;
  readonly title: Texts;
  readonly options?: { readonly [option: string]: Texts };
  readonly min?: number;
  readonly max?: number;
  readonly change?: boolean;
  readonly ballot?: BallotKind;
  readonly state: 'draft' | 'open' | 'closed' | 'archived';
  readonly published?: boolean;
  readonly opened?: number;
  readonly closes?: number;
  readonly closed?: number;
  /** Of a secret poll that has closed. */
  readonly result?: 'counting' | 'counted' | 'few' | 'lost';
  readonly tally?: Tally;
  /** Those of the rounds before. */
  readonly rounds?: readonly Tally[];
  readonly round?: number;
  /** By round: of those who watched the session again. `held`: not among them yet. */
  readonly late?: { readonly [round: string]: Tally & { readonly held: number } };
  readonly abstain?: boolean;
  readonly ask?: Ask;
  readonly results?: ResultsWhen;
  readonly correct?: BallotList;
  readonly tolerance?: number;
  readonly revealed?: boolean;
  readonly quiz?: string;
  /** Of a quiz: seconds in which an answer loses half of its points. */
  readonly timed?: number;
  /** The team may not vote. */
  readonly participants?: boolean;
}
/** How people stand in a quiz: alias and points of the first. */
export interface Board {
  readonly of: number;
  readonly top: readonly (readonly [number, number])[];
}
export interface PollView extends RoomView {
  readonly poll?: { readonly polls?: BySeq<Poll>; readonly order?: readonly number[]; readonly boards?: { readonly [quiz: string]: Board } };
  readonly me: Me & { readonly poll?: { readonly ballots?: BySeq<BallotList> } };
}
