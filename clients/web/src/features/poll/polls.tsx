// SPDX-License-Identifier: Apache-2.0
// The polls as the team sees them: what is prepared can be put into another order.
import type { JSX } from 'preact';
import { useRights } from '../../core/here.ts';
import { useDrag } from './move.ts';
import type { Listed } from './order.ts';

export function Polls({ polls, card }: { polls: readonly Listed[]; card: (each: Listed) => JSX.Element }): JSX.Element {
  const { may } = useRights();
  const drag = useDrag();
  return (
    <ul class="polls">
      {polls.map((each) => <li key={each.seq} {...(each.value.state === 'draft' && may('poll.order') ? drag(each.seq) : {})}>{card(each)}</li>)}
    </ul>
  );
}
