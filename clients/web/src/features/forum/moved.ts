// SPDX-License-Identifier: Apache-2.0
// Where a post is that is no longer in the discussion whose address one came by.
import { useEffect, useState } from 'preact/hooks';
import { goInstead } from '../../core/router.ts';
import { useSession } from '../../ui/session.tsx';
import { useForum } from './context.ts';

export interface Moved {
  /** Nobody knows yet. */
  readonly asks: boolean;
  /** The discussion and the post, where they are another. */
  readonly to?: { readonly thread: number; readonly post: number };
}

/** Asks for the first of the posts that is somewhere. `stays`: one is not taken there unasked. */
export function useMoved(thread: number, posts: readonly number[], stays: boolean): Moved {
  const { room } = useForum();
  const session = useSession();
  const [moved, setMoved] = useState<Moved>({ asks: true });
  const key = posts.join();
  useEffect(() => {
    if (posts.length === 0) return undefined;
    let over = false;
    const find = async (): Promise<Moved['to'] | undefined> => {
      for (const post of posts) {
        const place = await session.query('forum.place', { room, post }).catch(() => undefined);
        if (place !== undefined) return { thread: (place as { thread: number }).thread, post };
      }
      return undefined;
    };
    void find().then((to) => {
      if (over) return;
      const elsewhere = to !== undefined && to.thread !== thread;
      setMoved({ asks: false, ...(elsewhere ? { to } : {}) });
      if (elsewhere && !stays) goInstead({ page: 'thread', room, thread: to.thread }, to.post === to.thread ? '' : `post-${to.post}`);
    });
    return () => {
      over = true;
    };
  }, [session, room, thread, key]);
  return moved;
}
