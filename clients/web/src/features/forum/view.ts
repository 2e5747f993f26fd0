// SPDX-License-Identifier: Apache-2.0
import type { BySeq, Dir, Me, RoomView } from '../../core/views.ts';

export interface ThreadRow {
  /** Absent when the team has removed it. */
  readonly title?: string;
  readonly dir?: Dir;
  readonly by: string;
  readonly name: string;
  readonly at: number;
  /** What stands beside the opening post; an older server counts only `posts`, the opening one too. */
  readonly replies?: number;
  readonly posts?: number;
  /** The newest standing post, whose it is, and the newest by anybody else. */
  readonly last: number;
  readonly last_at: number;
  readonly last_by?: string;
  readonly last_other?: number;
  readonly accepted?: number;
}
export interface ForumView extends RoomView {
  readonly forum?: { readonly threads?: BySeq<ThreadRow> };
}

export interface Post {
  readonly by: string;
  readonly name: string;
  readonly at: number;
  readonly text?: string;
  readonly dir?: Dir;
  readonly reply?: number;
  readonly edited?: number;
  /** The seq of the entry that wrote what stands; absent: the post's own. */
  readonly version?: number;
  readonly deleted?: boolean;
  /** And that by somebody else than its author. */
  readonly moderated?: boolean;
}
/** The view of a thread, which is a channel of its own. */
export interface ThreadView {
  readonly thread: {
    readonly seq: number;
    readonly title?: string;
    readonly dir?: Dir;
    readonly by: string;
    readonly name: string;
    readonly at: number;
    readonly accepted?: number;
    /** How many posts stand between the opening one and the youngest, which are here. */
    readonly earlier?: number;
    readonly posts?: BySeq<Post>;
  };
  readonly me: Me;
}
