// SPDX-License-Identifier: Apache-2.0
// Results that are seen by who has voted: nothing of them is pushed, so they are asked for.
import { useContext, useEffect, useState } from 'preact/hooks';
import { RoomContext, useSession } from '../../ui/session.tsx';
import type { Poll, Tally } from './view.ts';

const AGAIN_MS = 10_000;

/** The sums as they stood when they were asked for last; undefined: they are not to be asked for. */
export function useAfterVote(seq: number, poll: Poll, voted: boolean): Tally | undefined {
  const session = useSession();
  const room = useContext(RoomContext);
  const [tally, set] = useState<Tally | undefined>(undefined);
  const asks = voted && poll.results === 'voted' && poll.state === 'open' && poll.tally === undefined;
  useEffect(() => {
    if (!asks) return set(undefined);
    const ask = (): void => void session.query('poll.results', { room, poll: seq }).then((answer) => set((answer as { tally: Tally }).tally), () => undefined);
    ask();
    const timer = setInterval(ask, AGAIN_MS);
    return () => clearInterval(timer);
  }, [asks, seq, room]);
  return tally;
}
