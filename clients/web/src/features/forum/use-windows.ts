// SPDX-License-Identifier: Apache-2.0
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { isObject } from '../../core/merge.ts';
import type { Room, RoomEvent } from '../../core/room.ts';
import { useTarget } from '../../core/router.ts';
import { notify } from '../../ui/live.tsx';
import { useSession, useRoomEvents } from '../../ui/session.tsx';
import { useWords } from '../../i18n/context.tsx';
import { useForum } from './context.ts';
import { holdPosts, toPost } from './to-post.ts';
import type { Post, ThreadView } from './view.ts';
import { beginning, joined, kept, pieces } from './windows.ts';
import type { Page, Piece, Run } from './windows.ts';

export interface Windows {
  readonly list: readonly Piece[];
  readonly busy: boolean;
  /** Where one wants to be: the post one went to last, and that of the address. */
  readonly near: readonly (number | undefined)[];
  /** Reads on, before or behind a post at whose side a gap is; what one reads stays where it is. */
  read(where: { readonly before: number } | { readonly after: number }): Promise<void>;
  /** Goes to a post, or to a moment, wherever it is. */
  goTo(where: { readonly around: number } | { readonly at: number }): Promise<void>;
}

export function useWindows(thread: ThreadView['thread'], followed: Room | undefined, read: number): Windows {
  const { t } = useWords();
  const { room } = useForum();
  const session = useSession();
  const [run, setRun] = useState<Run | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const latest = useRef({ run, view: followed?.view });
  latest.current.run = run;
  const keep = useKeptPlace(run);
  const [gone, setGone] = useState<number | undefined>(undefined);
  const list = pieces(thread, run);
  const named = useTarget('post');

  const ask = async (where: object, limit: number = BOUNDS.THREAD_WINDOW): Promise<Page | undefined> => {
    setBusy(true);
    try {
      return (await session.query('forum.posts', { room, thread: thread.seq, limit, ...where })) as Page;
    } catch {
      notify(t('forum.unread.failed'));
      return undefined;
    } finally {
      setBusy(false);
    }
  };
  const put = (page: Page | undefined, adjacent: boolean): void => {
    if (!page) return;
    keep();
    setRun((now) => joined(now, page, adjacent));
  };
  const goTo = async (where: { around: number } | { at: number }): Promise<void> => {
    const here = 'around' in where && list.some(({ seq }) => seq === where.around);
    const page = here ? undefined : await ask(where);
    put(page, false);
    const first = Object.keys(page?.posts ?? {})[0];
    const seq = 'around' in where ? where.around : Number(first ?? list.at(-1)?.seq);
    setGone(seq);
    requestAnimationFrame(() => toPost(seq));
  };

  useEffect(() => {
    const where = beginning(thread, read, named);
    if (where && !latest.current.run?.posts[named ?? 0]) void ask(where).then((page) => put(page, false));
  }, [thread.seq, named]);
  useRoomEvents(followed, (event) => {
    latest.current.view = event.view;
    const left = leftBy(event, thread.seq);
    for (const [seq, before] of left) {
      if (event.type === 'forum.post' && before) setRun((now) => kept(now, thread, seq, before));
      else if (latest.current.run?.posts[seq]) void ask({ around: seq }, 1).then((page) => put(page, true));
    }
  });
  // A view that came anew says nothing of what was read before: it is read again.
  useEffect(() => {
    const seqs = Object.keys(latest.current.run?.posts ?? {});
    const anew = latest.current.view !== undefined && followed?.view !== latest.current.view;
    latest.current.view = followed?.view;
    if (anew && seqs.length > 0) void ask({ around: Number(seqs[seqs.length >> 1]) }).then((page) => put(page, false));
  }, [followed?.view]);
  return { list, busy, near: [gone, named], goTo, read: async (where) => put(await ask(where), true) };
}

/** Posts that the event takes out of the view, as they were. */
function leftBy({ patch, before }: RoomEvent, thread: number): [number, Post | undefined][] {
  const posts = (share: unknown): unknown => isObject(share as never) ? (share as { posts?: unknown }).posts : undefined;
  const named = posts(patch['thread']);
  const stood = posts(before['thread']) as { [seq: string]: Post } | undefined;
  return Object.entries((named ?? {}) as object)
    .filter(([seq, value]) => value === null && Number(seq) !== thread)
    .map(([seq]) => [Number(seq), stood?.[seq]]);
}

/** What is read in above leaves the post one looks at where it is. */
function useKeptPlace(run: Run | undefined): () => void {
  const held = useRef<(() => void) | undefined>(undefined);
  useLayoutEffect(() => {
    held.current?.();
    held.current = undefined;
  }, [run]);
  return () => {
    held.current = holdPosts();
  };
}
