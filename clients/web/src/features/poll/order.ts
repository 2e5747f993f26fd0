// SPDX-License-Identifier: Apache-2.0
// The order in which polls stand, which the team gives to what it has prepared.
import { bySeq } from '../../core/views.ts';
import type { BySeq } from '../../core/views.ts';
import type { Poll } from './view.ts';

export interface Listed {
  readonly seq: number;
  readonly value: Poll;
}

const STATES: { readonly [S in Poll['state']]: number } = { open: 0, draft: 1, closed: 2, archived: 3 };

/** Open ones first, then what is prepared as the team ordered it, then what is over, the newest first. */
export function sorted(polls: BySeq<Poll> | undefined, order: readonly number[]): Listed[] {
  const at = (seq: number): number => (order.includes(seq) ? order.indexOf(seq) : order.length);
  return bySeq(polls).sort((a, b) => STATES[a.value.state] - STATES[b.value.state]
    || (a.value.state === 'draft' ? at(a.seq) - at(b.seq) || a.seq - b.seq : b.seq - a.seq));
}

/** The drafts with one of them at another place; undefined: it is there already, or there is no such place. */
export function moved(drafts: readonly number[], seq: number, to: number): number[] | undefined {
  const from = drafts.indexOf(seq);
  if (from < 0 || from === to || to < 0 || to >= drafts.length) return undefined;
  const others = drafts.filter((each) => each !== seq);
  return [...others.slice(0, to), seq, ...others.slice(to)];
}
