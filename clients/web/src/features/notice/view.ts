// SPDX-License-Identifier: Apache-2.0
import { bySeq } from '../../core/views.ts';
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

/** Since when the session is over; 0 while it is not. */
export function overSince({ stage }: NoticeView): number {
  return stage?.phase === 'ended' ? (stage.since ?? 0) : 0;
}

/** What is still news, the oldest first: of a session that is over, what was announced since then. */
export function standing(notices: BySeq<Notice> | undefined, over: number): ReturnType<typeof bySeq<Notice>> {
  return bySeq(notices).filter(({ value }) => (value.edited ?? value.at) >= over);
}
