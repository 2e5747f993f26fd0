// SPDX-License-Identifier: Apache-2.0
// A long discussion in pieces. Its view holds the opening post and the youngest; what was read beside is one run of
// posts, somewhere between the two.
import type { BySeq } from '../../core/views.ts';
import { bySeq } from '../../core/views.ts';
import type { Listed } from './counts.ts';
import type { Post, ThreadView } from './view.ts';

type Thread = ThreadView['thread'];

export interface Run {
  readonly posts: BySeq<Post>;
  /** Posts before it, the opening one apart. */
  readonly earlier: number;
}
/** The answer of forum.posts. */
export interface Page extends Run {
  readonly later: number;
  /** Of somebody who waits: when they see the others. */
  readonly opens?: number;
}

/** In the order in which they were written; `gap`, before a post: how many are not here. */
export interface Piece extends Listed {
  readonly gap: number;
}

const seqs = (posts: BySeq<Post>): number[] => Object.keys(posts).map(Number);

export function pieces(thread: Thread, run: Run | undefined): Piece[] {
  const earlier = thread.earlier ?? 0;
  const listed = bySeq({ ...run?.posts, ...thread.posts });
  const window = listed.filter(({ seq }) => thread.posts?.[seq] !== undefined && seq !== thread.seq)[0]?.seq ?? Infinity;
  const read = listed.filter(({ seq }) => seq !== thread.seq && seq < window);
  const before = read.length > 0 ? Math.min(run?.earlier ?? 0, Math.max(0, earlier - read.length)) : 0;
  return listed.map((post, at) => {
    if (at === 1 && post.seq !== window) return { ...post, gap: before };
    return { ...post, gap: post.seq === window ? Math.max(0, earlier - before - read.length) : 0 };
  });
}

/** What is read on from a run keeps it; what lies elsewhere takes its place. */
export function joined(run: Run | undefined, page: Page, adjacent: boolean): Run {
  const { posts, earlier } = page;
  if (!run || !adjacent) return { posts, earlier };
  return { posts: { ...run.posts, ...posts }, earlier: Math.min(run.earlier, earlier) };
}

/** A post left the view while somebody looks: it stays in sight, unless posts between were not read. */
export function kept(run: Run | undefined, thread: Thread, seq: number, post: Post): Run | undefined {
  const earlier = thread.earlier ?? 0;
  if (!run) return { posts: { [seq]: post }, earlier: Math.max(0, earlier - 1) };
  const touches = run.earlier + seqs(run.posts).length >= earlier - 1;
  return touches ? { ...run, posts: { ...run.posts, [seq]: post } } : run;
}

/** Up to the first gap behind what was read: nobody has seen what is in it. */
export function seenThrough(list: readonly Piece[], read: number): readonly Piece[] {
  const stop = list.findIndex(({ gap, seq }) => gap > 0 && seq > read);
  return stop < 0 ? list : list.slice(0, stop);
}

/** Where one begins to read: at the post that is named, else behind what was read, unless the view shows it. */
export function beginning(thread: Thread, read: number, named: number | undefined): { readonly around?: number; readonly after?: number } | undefined {
  if (!thread.earlier) return undefined;
  const there = thread.posts ?? {};
  if (named !== undefined) return there[named] ? undefined : { around: named };
  const first = Math.min(...seqs(there).filter((seq) => seq !== thread.seq));
  if (read >= first) return undefined;
  return read <= thread.seq ? { after: thread.seq } : { around: read };
}
