// SPDX-License-Identifier: Apache-2.0
// What everybody in the room sees of a poll, taken out of what the team sees of it.
import { bySeq } from '../../../core/views.ts';
import type { Seen, Scene } from '../../../core/wall.ts';
import { counted } from '../options.ts';
import type { Poll, PollView } from '../view.ts';

/** A poll with nothing in it that is not for all: sums only where they are published, what is correct only once it is
 *  told. How many have voted is no result. */
export interface PublicPoll extends Poll {
  readonly voters: number;
}

/** Undefined: a draft, or one that was put away. Named member by member: what comes to a poll later is not shown by itself. */
export function publicPoll(poll: Poll): PublicPoll | undefined {
  const { type, title, options, state, closes, opened, closed, result, round, abstain, revealed, correct, ballot } = poll;
  if (state !== 'open' && state !== 'closed') return undefined;
  const { from, to, low, high, unit, decimals } = poll.ask ?? {};
  const ask = Object.fromEntries(Object.entries({ from, to, low, high, unit, decimals }).filter(([, value]) => value !== undefined));
  const tally = poll.published ? counted(poll) : undefined;
  return {
    type, title, state, published: poll.published === true, ask, voters: poll.tally?.voters ?? 0,
    ...(options ? { options } : {}), ...(closes === undefined ? {} : { closes }), ...(opened === undefined ? {} : { opened }), ...(closed === undefined ? {} : { closed }),
    ...(result ? { result } : {}), ...(round === undefined ? {} : { round }), ...(abstain === undefined ? {} : { abstain }), ...(ballot ? { ballot } : {}),
    ...(tally ? { tally } : {}), ...(revealed && correct ? { revealed, correct } : {}),
  };
}

export const sceneOf = (seq: number | string): string => `poll-${seq}`;

/** Those that may stand on the wall. One that closed stands there until its results are out; before this wall was opened,
 *  only if they are. */
export function pollScenes(view: PollView, seen: Seen): readonly Scene[] {
  const polls = bySeq(view.poll?.polls).flatMap(({ seq, value }): Scene[] => {
    const shown = publicPoll(value);
    const id = sceneOf(seq);
    if (!shown || (shown.state === 'closed' && !shown.published && !seen.has(id))) return [];
    return [{ kind: 'poll', id, at: shown.closed ?? shown.opened ?? 0, goes: shown.state === 'open' }];
  });
  const boards = Object.keys(view.poll?.boards ?? {}).map((quiz): Scene => ({ kind: 'board', id: `board-${quiz}`, at: 0 }));
  return [...polls, ...boards];
}
