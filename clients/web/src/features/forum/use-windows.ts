// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef, useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { isObject } from '../../core/merge.ts';
import type { Room, RoomEvent } from '../../core/room.ts';
import { notify } from '../../ui/live.tsx';
import { useReading } from '../../ui/reading.ts';
import type { Area } from '../../ui/reading.ts';
import { useSession, useRoomEvents } from '../../ui/session.tsx';
import { useWords } from '../../i18n/context.tsx';
import { useForum } from './context.ts';
import type { Post, ThreadView } from './view.ts';
import { beginning, joined, kept, pieces } from './windows.ts';
import type { Page, Piece, Run } from './windows.ts';

export interface Windows {
  readonly list: readonly Piece[];
  readonly busy: boolean;
  /** Where one wants to be, or went to last. */
  readonly near: number | undefined;
  /** Called when posts were drawn. */
  readonly drew: () => void;
  /** Reads on, before or behind a post at whose side a gap is; what one reads stays where it is. */
  read(where: { readonly before: number } | { readonly after: number }): Promise<void>;
  /** Goes to a post, or to a moment, wherever it is. */
  goTo(where: { readonly around: number } | { readonly at: number }): Promise<void>;
}

const RETRY_MS = 1000;

// The page scrolls; the bar lies over its top and the field over its end.
const posts = (): Element | null => document.querySelector('.posts');
const AREA: Area = {
  kind: 'post', row: '.post', over: [64, 96], scroller: () => document.documentElement, list: posts, events: () => window,
  // The posts stand in it once they are drawn.
  sizes: () => [document.querySelector('.thread-head')?.parentElement ?? null],
};

export function useWindows(thread: ThreadView['thread'], followed: Room | undefined, read: number): Windows {
  const { t } = useWords();
  const { room } = useForum();
  const session = useSession();
  const { reading, sought, near, drew } = useReading(AREA, false, true);
  const [run, setRun] = useState<Run | undefined>(undefined);
  const [asked, setAsked] = useState(0);
  const [tries, setTries] = useState(0);
  const latest = useRef({ run, view: followed?.view });
  latest.current.run = run;
  // Another one when one goes elsewhere: what was asked for before has no joint to that.
  const life = useRef(0);
  const list = pieces(thread, run);

  const query = async (where: object, limit: number = BOUNDS.THREAD_WINDOW): Promise<Page | undefined> => {
    setAsked((now) => now + 1);
    try {
      return (await session.query('forum.posts', { room, thread: thread.seq, limit, ...where })) as Page;
    } catch {
      return undefined;
    } finally {
      setAsked((now) => now - 1);
    }
  };
  /** What lies elsewhere takes the place of the run; undefined: it did not come, null: one wants to be elsewhere by now. */
  const elsewhere = async (where: object): Promise<Page | undefined | null> => {
    const mine = ++life.current;
    const page = await query(where);
    if (mine !== life.current) return null;
    if (page) setRun((now) => joined(now, page, false));
    return page;
  };
  /** What touches the run. */
  const adjacent = async (where: object, limit?: number): Promise<Page | undefined | null> => {
    const mine = life.current;
    const page = await query(where, limit);
    if (mine !== life.current) return null;
    if (page) setRun((now) => joined(now, page, true));
    return page;
  };
  const goTo: Windows['goTo'] = async (where) => {
    if ('around' in where) return reading.seek(where.around, 'middle', true);
    const page = await elsewhere(where);
    if (page === undefined) notify(t('forum.unread.failed'));
    const first = Object.keys(page?.posts ?? {})[0] ?? list.at(-1)?.seq;
    if (page && first !== undefined) reading.seek(Number(first), 'middle', true);
  };

  useEffect(() => {
    const where = sought === undefined ? beginning(thread, read, undefined) : undefined;
    if (where) void elsewhere(where);
  }, [thread.seq]);
  const there = sought === undefined || list.some(({ seq }) => seq === sought);
  useEffect(() => {
    if (there) return undefined;
    if (!thread.earlier) {
      reading.gone(after(list, sought));
      return undefined;
    }
    let [over, timer] = [false, 0 as ReturnType<typeof setTimeout> | 0];
    void elsewhere({ around: sought }).then((page) => {
      if (over) return;
      if (page === undefined) timer = setTimeout(() => setTries((now) => now + 1), RETRY_MS);
      else if (page && !page.posts[sought]) reading.gone(after(pieces(thread, page), sought));
    });
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [there, sought, tries]);
  useRoomEvents(followed, (event) => {
    latest.current.view = event.view;
    const left = leftBy(event, thread.seq);
    for (const [seq, before] of left) {
      if (event.type === 'forum.post' && before) setRun((now) => kept(now, thread, seq, before));
      else if (latest.current.run?.posts[seq]) void adjacent({ around: seq }, 1);
    }
  });
  // A view that came anew says nothing of what was read before: it is read again, where one is.
  useEffect(() => {
    const seqs = Object.keys(latest.current.run?.posts ?? {}).map(Number);
    const anew = latest.current.view !== undefined && followed?.view !== latest.current.view;
    latest.current.view = followed?.view;
    const { stand } = reading;
    const at = stand.is === 'row' && seqs.includes(stand.seq) ? stand.seq : seqs[seqs.length >> 1];
    if (anew && at !== undefined) void elsewhere({ around: at });
  }, [followed?.view]);
  const readOn: Windows['read'] = async (where) => {
    if ((await adjacent(where)) === undefined) notify(t('forum.unread.failed'));
  };
  return { list, busy: asked > 0, near, drew, goTo, read: readOn };
}

function after(list: readonly Piece[], seq: number): number | undefined {
  return (list.find((post) => post.seq > seq) ?? list.at(-1))?.seq;
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
