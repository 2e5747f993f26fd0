// SPDX-License-Identifier: Apache-2.0
// What is still news: beside the picture, in the line of what happens now, on a wall.
import { bySeq } from '../../core/views.ts';
import type { BySeq } from '../../core/views.ts';
import type { Notice, NoticeView } from './view.ts';

/** Since when the session is over; 0 while it is not. */
export function overSince({ stage }: NoticeView): number {
  return stage?.phase === 'ended' ? (stage.since ?? 0) : 0;
}

/** What is still news, the oldest first: of a session that is over, what was announced since then. */
export function standing(notices: BySeq<Notice> | undefined, over: number): ReturnType<typeof bySeq<Notice>> {
  return bySeq(notices).filter(({ value }) => (value.edited ?? value.at) >= over);
}
