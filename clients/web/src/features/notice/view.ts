// SPDX-License-Identifier: Apache-2.0
import type { BySeq, RoomView, Texts } from '../../core/views.ts';

export interface Notice {
  readonly text: Texts;
  /** Absent where it is kept from one who of the team said it. */
  readonly by?: string;
  readonly name?: string;
  readonly at: number;
  readonly edited?: number;
  readonly until?: number;
  readonly link?: string;
  readonly urgent?: boolean;
}
export interface NoticeView extends RoomView {
  readonly stage?: { readonly phase?: string; readonly since?: number };
  readonly notice?: { readonly notices?: BySeq<Notice> };
}
