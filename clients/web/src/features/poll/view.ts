// SPDX-License-Identifier: Apache-2.0
import type { BySeq, Me, RoomView, Texts } from '../../core/views.ts';

export type PollType = 'single' | 'multiple' | 'yesno';
/** What the server keeps of a vote. */
export type BallotKind = 'named' | 'anonymous' | 'secret';
export interface Tally {
  readonly voters: number;
  readonly options?: { readonly [option: string]: number };
}
export interface Poll {
  readonly type: PollType;
  readonly title: Texts;
  readonly options?: { readonly [option: string]: Texts };
  readonly min?: number;
  readonly max?: number;
  readonly change?: boolean;
  readonly ballot?: BallotKind;
  readonly state: 'draft' | 'open' | 'closed';
  readonly published?: boolean;
  readonly opened?: number;
  readonly closes?: number;
  readonly closed?: number;
  /** Of a secret poll that has closed. */
  readonly result?: 'counting' | 'counted' | 'few' | 'lost';
  readonly tally?: Tally;
}
export interface PollView extends RoomView {
  readonly poll?: { readonly polls?: BySeq<Poll>; readonly order?: readonly number[] };
  readonly me: Me & { readonly poll?: { readonly ballots?: BySeq<readonly number[]> } };
}
