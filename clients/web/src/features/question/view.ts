// SPDX-License-Identifier: Apache-2.0
import type { Authored, BySeq, Me, RoomView, Written } from '../../core/views.ts';

export type QuestionState = 'pending' | 'open' | 'answering' | 'answered' | 'merged' | 'dismissed';
export interface Question extends Authored {
  readonly state: QuestionState;
  readonly votes?: number;
  readonly edited?: number;
  readonly answer?: Partial<Authored> & { readonly private?: boolean; readonly edited?: number; readonly course?: boolean; readonly cut?: boolean };
  /** Watched again: by now it takes no votes. */
  readonly still?: boolean;
  /** Watched again: it was asked since. */
  readonly later?: boolean;
  /** Watched again: its answer came after the session, and stands with it from the first. */
  readonly late?: boolean;
  /** Into the forum of the course. */
  readonly carried?: boolean;
  /** Which thread it is there, once that is known. */
  readonly thread?: number;
  readonly tags?: readonly string[];
  /** Of a merged one; others than the team know nothing else of it. */
  readonly into?: number;
  readonly comments?: BySeq<Authored>;
  readonly claim?: { readonly by: string; readonly at: number };
  readonly reason?: Pick<Written, 'text' | 'dir'>;
}
/** Of one that all see and nobody knows for one's own: nothing but that, and what was answered to oneself alone. */
export interface OwnQuestion extends Written {
  readonly state: 'pending' | 'open' | 'merged' | 'dismissed';
  readonly anonymous?: boolean;
  readonly into?: number;
  readonly reason?: Pick<Written, 'text' | 'dir'>;
  readonly answer?: Pick<Written, 'text' | 'dir'>;
}
export type Intake = 'open' | 'voting' | 'closed';
export interface Questions {
  readonly intake?: Intake;
  readonly moderated?: boolean;
  readonly anonymous?: boolean;
  readonly comments?: boolean;
  readonly shown?: 'answered';
  readonly tags?: readonly string[];
  readonly pin?: number;
  readonly silenced?: { readonly [by: string]: boolean };
  readonly questions?: BySeq<Question>;
}
export interface MyQuestions {
  readonly votes?: BySeq<boolean>;
  readonly mine?: BySeq<OwnQuestion>;
  readonly silenced?: boolean;
  readonly silenced_nameless?: boolean;
}
export interface QuestionView extends RoomView {
  readonly stage?: { readonly phase?: string; readonly course?: string };
  readonly question?: Questions;
  readonly me: Me & { readonly question?: MyQuestions };
}
