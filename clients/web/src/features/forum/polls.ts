// SPDX-License-Identifier: Apache-2.0
// What is known of the polls of the discussion that one reads, beside what its posts say: one's own choices, and
// results that one may see. Asked for all of them at once, and again when somebody has voted.
import { createContext } from 'preact';
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { BySeq } from '../../core/views.ts';
import { useSession } from '../../ui/session.tsx';
import { useForum } from './context.ts';
import type { Listed } from './counts.ts';

export interface Voted {
  readonly choices?: readonly number[];
  readonly voters?: number;
  readonly tally?: readonly number[];
}
export interface Polls {
  readonly polls: BySeq<Voted>;
  /** One has voted, or taken it back: asks anew. */
  readonly again: () => void;
}
export const PollsContext = createContext<Polls>({ polls: {}, again: () => undefined });

// Many may vote at once: one asks for what they chose at most this often.
const GAP_MS = 1500;
const RETRY_MS = 3000;

export function usePolls(thread: number, posts: readonly Listed[]): Polls {
  const { room } = useForum();
  const session = useSession();
  const [polls, setPolls] = useState<BySeq<Voted>>({});
  const [turn, setTurn] = useState(0);
  const last = useRef(0);
  const says = posts.flatMap(({ seq, value: { poll, deleted } }) => (poll && !deleted ? [`${seq}:${poll.voters ?? ''}:${poll.closed ?? ''}`] : [])).join();
  useEffect(() => {
    if (says === '') return undefined;
    let over = false;
    let timer = setTimeout(() => {
      last.current = Date.now();
      session.query('forum.polls', { room, thread }).then((answer) => over || setPolls((answer as { polls: BySeq<Voted> }).polls), () => {
        if (!over) timer = setTimeout(() => setTurn((now) => now + 1), RETRY_MS);
      });
    }, Math.max(0, last.current + GAP_MS - Date.now()));
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [room, thread, says, turn]);
  const again = useCallback(() => {
    last.current = 0;
    setTurn((now) => now + 1);
  }, []);
  return useMemo(() => ({ polls, again }), [polls, again]);
}
