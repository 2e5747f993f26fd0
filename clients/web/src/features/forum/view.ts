// SPDX-License-Identifier: Apache-2.0
import type { Held } from '../../ui/file.ts';
import type { BySeq, Dir, Me, RoomView, Texts } from '../../core/views.ts';

/** The question of a webinar that a discussion began as. */
export interface From {
  readonly room: string;
  readonly question: number;
  readonly votes: number;
}
/** It was a piece of another discussion, up to that entry. */
export interface Split {
  readonly from: number;
  readonly seq: number;
}
export interface Excerpt {
  readonly text: string;
  readonly dir: Dir;
}
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
  readonly last_name?: string;
  /** Whoever opened it, or wrote last, was a guest. */
  readonly visitor?: true;
  readonly last_visitor?: true;
  readonly last_other?: number;
  readonly accepted?: number;
  readonly pinned?: boolean;
  readonly closed?: boolean;
  /** For the opening post; absent: none. */
  readonly votes?: number;
  readonly from?: From;
  readonly split?: Split;
  /** Absent when it is for everybody; else the groups that it is for, of those that one runs. */
  readonly cohorts?: readonly number[];
  /** Absent: it is in none. */
  readonly topic?: number;
  /** How the opening post begins. In the view of a course absent where that was an answer elsewhere. */
  readonly excerpt?: Excerpt;
}
/** Of what is in a topic, or (0) in none. */
export interface TopicCount {
  readonly threads: number;
  /** The post that was written last there. */
  readonly last: number;
  readonly last_at: number;
}
/** What is asked for of the discussions. */
export interface Asked {
  readonly show: string;
  readonly order: string;
  readonly topic?: number;
}
/** What was found: rows, how many of their posts are new, and how many fit on all pages. */
export interface Found {
  readonly rows: BySeq<ThreadRow>;
  readonly fresh: BySeq<number>;
  readonly count: number;
}
/** Discussions with something unread: in all, by topic, and how much is new in those that are listed. */
export interface Unread {
  readonly threads: number;
  readonly topics: BySeq<number>;
  readonly new: BySeq<number>;
}
export type TopicKind = 'discussion' | 'question' | 'announcement' | 'single' | 'first';
/** A topic of the forum. */
export interface Topic {
  readonly title: Texts;
  readonly text: Texts;
  readonly kind: TopicKind;
  /** Which comes before which. */
  readonly place: number;
  readonly unit?: number;
  /** One may write there without a name. */
  readonly anonymous?: true;
  /** Its unit is not open: it is there for the team alone. */
  readonly shut?: true;
  readonly cohorts?: readonly number[];
  /** One person writes this many posts in these minutes, and is warned after some. */
  readonly block?: number;
  readonly minutes?: number;
  readonly warn?: number;
}
export interface ForumView extends RoomView {
  /** The first discussions alone: what is pinned, and what moved last. */
  readonly forum?: { readonly threads?: BySeq<ThreadRow>; readonly counts?: BySeq<TopicCount>; readonly topics?: BySeq<Topic> };
  /** False: who comes late sees the discussions begun from then on. */
  readonly stage?: { readonly history?: boolean };
  /** There for those who decide about them. */
  readonly report?: { readonly reports?: object };
  readonly unit?: { readonly units?: BySeq<{ readonly title: Texts }> };
  /** Of its groups one sees one's own, and those that one runs. */
  readonly cohort?: { readonly cohorts?: { readonly [number: string]: { readonly title: Texts } } };
  readonly me: RoomView['me'] & {
    readonly cohort?: { readonly mine: number; readonly staff: readonly number[] };
    /** When one wrote what counts in a topic that bounds it. */
    readonly forum?: { readonly wrote?: BySeq<{ readonly at: readonly number[] }>; readonly votes?: BySeq<true> };
    readonly report?: { readonly mine?: BySeq<{ readonly of: string; readonly thing: number }> };
  };
}

export interface Post {
  readonly by: string;
  readonly name: string;
  readonly at: number;
  readonly text?: string;
  readonly dir?: Dir;
  /** Its author was a guest of the topic. */
  readonly visitor?: true;
  readonly reply?: number;
  readonly edited?: number;
  /** The seq of the entry that wrote what stands; absent: the post's own. */
  readonly version?: number;
  readonly deleted?: boolean;
  /** And that by somebody else than its author. */
  readonly moderated?: boolean;
  readonly votes?: number;
  /** The post that it quotes. */
  readonly quote?: number;
  readonly poll?: PostPoll;
  readonly files?: readonly Held[];
}
/** What a post asks. */
export interface PostPoll {
  /** Absent when their words are erased: then how many there are. */
  readonly options?: readonly string[];
  readonly count?: number;
  /** How many one may choose. */
  readonly max: number;
  readonly ballot: 'named' | 'anonymous';
  readonly results: 'voted' | 'closed';
  readonly change?: true;
  readonly closes?: number;
  readonly closed?: number;
  /** Absent for those who wait. */
  readonly voters?: number;
  /** How often each was chosen, for whom that is. */
  readonly tally?: readonly number[];
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
    readonly from?: From;
    readonly split?: Split;
    readonly topic?: number;
    readonly pinned?: boolean;
    readonly cohorts?: readonly number[];
    readonly closed?: { readonly at: number; readonly reason?: string; readonly dir?: Dir };
    /** How many posts stand between the opening one and the youngest, which are here. */
    readonly earlier?: number;
    /** Others' posts are not shown before one's own can no longer be changed: here is the opening one alone. */
    readonly waits?: true;
    readonly posts?: BySeq<Post>;
  };
  readonly me: Me;
}
