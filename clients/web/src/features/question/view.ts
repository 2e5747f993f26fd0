// SPDX-License-Identifier: Apache-2.0
import type { Authored, BySeq, Me, RoomView, Written } from '../../core/views.ts';

export type QuestionState = 'pending' | 'open' | 'answering' | 'answered' | 'dismissed';
export interface Question extends Authored {
  readonly state: QuestionState;
  readonly votes?: number;
  readonly edited?: number;
  readonly answer?: Partial<Authored>;
}
/** Of one that all see and nobody knows for one's own: nothing but that. */
export interface OwnQuestion extends Written {
  readonly state: 'pending' | 'dismissed';
  readonly anonymous?: boolean;
}
export type Intake = 'open' | 'voting' | 'closed';
export interface Questions {
  readonly intake?: Intake;
  readonly moderated?: boolean;
  readonly anonymous?: boolean;
  readonly questions?: BySeq<Question>;
}
export interface QuestionView extends RoomView {
  readonly question?: Questions;
  readonly me: Me & { readonly question?: { readonly votes?: BySeq<boolean>; readonly mine?: BySeq<OwnQuestion> } };
}
