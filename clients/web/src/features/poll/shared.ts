// SPDX-License-Identifier: Apache-2.0
import { bySeq } from '../../core/views.ts';
import type { BySeq } from '../../core/views.ts';
import type { BallotList, Poll } from './view.ts';

/** What one voted in a poll, in the round in which it is. */
export function ballotOf(ballots: BySeq<BallotList> | undefined, seq: number, { round = 1 }: Poll): BallotList | undefined {
  return ballots?.[round === 1 ? seq : `${seq}.${round}`];
}

/** The poll of the moment: one that is open, first one without this person's vote; else the one whose results came
 *  out last. */
export function pollNow(polls: BySeq<Poll> | undefined, ballots: BySeq<BallotList> | undefined): { seq: number; value: Poll } | undefined {
  const all = bySeq(polls);
  const open = all.filter(({ value }) => value.state === 'open');
  const closed = (poll: Poll): number => poll.closed ?? 0;
  return open.find(({ seq, value }) => !ballotOf(ballots, seq, value)) ?? open.at(-1)
    ?? all.filter(({ value }) => value.state === 'closed' && value.published).sort((a, b) => closed(a.value) - closed(b.value)).at(-1);
}
