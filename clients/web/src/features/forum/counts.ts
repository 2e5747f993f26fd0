// SPDX-License-Identifier: Apache-2.0
// What a forum counts: replies, what is unread, and how far someone has read.
import type { Reads } from '../../core/inbox.ts';
import type { BySeq } from '../../core/views.ts';
import { bySeq } from '../../core/views.ts';
import type { Post, Split, ThreadRow, TopicCount } from './view.ts';

export interface Listed {
  readonly seq: number;
  readonly value: Post;
}

/** How many discussions there are, in one topic or in all. */
export function countOf(counts: BySeq<TopicCount> | undefined, topic?: number): number {
  return topic === undefined ? Object.values(counts ?? {}).reduce((sum, { threads }) => sum + threads, 0) : counts?.[topic]?.threads ?? 0;
}

/** Of what stands; never less than none. */
export function repliesOf(row: ThreadRow): number {
  return Math.max(0, row.replies ?? (row.posts ?? 1) - 1);
}

/** How far one has read: of what was a piece of another discussion, as far as one had read that. */
export function readOf({ at, base }: Reads, seq: number, split: Split | undefined): number {
  return Math.max(at[seq] ?? base, split ? Math.min(at[split.from] ?? base, split.seq) : 0);
}

/** Something by somebody else stands beyond what was read: one's own is read wherever it was written. */
export function isUnread(row: ThreadRow, read: number, me: string): boolean {
  const newest = row.last_by === me ? row.last_other ?? 0 : row.last;
  return newest > read;
}

/** The first post that is new to this person, if any. */
export function firstUnread(posts: readonly Listed[], read: number, me: string): number | undefined {
  return posts.find(({ seq, value }) => seq > read && !value.deleted && value.by !== me)?.seq;
}

/** The newest post such that all that stand up to it were seen; `read` when that is no further. */
export function readUpTo(posts: readonly Listed[], read: number, me: string, seen: ReadonlySet<number>): number {
  let position = read;
  for (const { seq, value } of posts) {
    const counts = !value.deleted && value.by !== me;
    if (seq > read && counts && !seen.has(seq)) break;
    position = Math.max(position, seq);
  }
  return position;
}

/** The comments of each post, in one pass; a list that holds the same as before is the same list. */
export function commentsByPost(posts: BySeq<Post> | undefined, before: ReadonlyMap<number, readonly Listed[]>): Map<number, readonly Listed[]> {
  const groups = new Map<number, Listed[]>();
  for (const listed of bySeq(posts)) {
    const { reply } = listed.value;
    if (reply === undefined) continue;
    const group = groups.get(reply);
    if (group) group.push(listed);
    else groups.set(reply, [listed]);
  }
  return new Map([...groups].map(([seq, group]) => {
    const old = before.get(seq);
    const same = old?.length === group.length && group.every((listed, at) => old[at]?.value === listed.value);
    return [seq, same && old ? old : group];
  }));
}
