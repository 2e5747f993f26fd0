// SPDX-License-Identifier: Apache-2.0
// What follows a person: how far each thread is read, and where they are mentioned. The whole page follows it once.
import { useMemo } from 'preact/hooks';
import type { JsonObject } from './merge.ts';
import { Store, useSelect } from './store.ts';
import { bySeq } from './views.ts';
import type { BySeq, Dir, Role, Texts } from './views.ts';

export const INBOX = 'inbox:me';

export interface Mention {
  /** The course and its thread and post. */
  readonly of: string;
  readonly thread: number;
  readonly post: number;
  /** Absent: nobody may know. */
  readonly by?: string;
  readonly name?: string;
  readonly at: number;
  /** Absent: this person is mentioned in it. */
  readonly why?: 'reply' | 'accepted' | 'answered';
  /** The entry there that says so, where the post is older. */
  readonly said?: number;
}
export type Level = 'muted' | 'normal' | 'following' | 'watching';
export interface Settings {
  readonly zone?: string;
  readonly mail?: 'none' | 'away' | 'daily' | 'weekly';
  /** Minutes after midnight of the zone. */
  readonly hour?: number;
  readonly day?: number;
  readonly quiet?: { readonly from: number; readonly to: number };
  readonly words: boolean;
}
/** To come into a room; by its name. */
export interface Invitation {
  readonly title: Texts;
  readonly start?: number;
  readonly by: string;
  readonly name?: string;
  readonly at: number;
}
/** A draft that is kept of some place, and which device wrote it. */
export interface Begun {
  readonly seq: number;
  readonly at: number;
  readonly device: string;
}
/** A place that they want to come back to; the note is asked for (bookmark.list). */
export interface Bookmark {
  readonly of: string;
  readonly thing?: number;
  readonly post?: number;
  readonly second?: number;
  readonly remind?: number;
  /** They were reminded, and have heard it. */
  readonly heard?: true;
  readonly done?: true;
  readonly at: number;
}
export interface InboxView {
  readonly inbox?: {
    readonly read?: { readonly [room: string]: BySeq<number> };
    /** Up to which seq a room is read where a thing of it has no position of its own. */
    readonly all?: { readonly [room: string]: number };
    /** By what it is about: "course:c1", "course:c1/topic/7", "course:c1/thread/55". */
    readonly follows?: { readonly [about: string]: Level };
    readonly settings?: Settings;
    readonly mentions?: BySeq<Mention>;
    readonly bookmarks?: BySeq<Bookmark>;
    readonly rooms?: { readonly [of: string]: { readonly role: Role | 'visitor'; readonly at: number; readonly title?: Texts; readonly until?: number } };
    /** For access, of countries that this person decides for. */
    readonly requests?: BySeq<{ readonly country: string; readonly at: number }>;
    readonly invitations?: { readonly [of: string]: Invitation };
    /** Announcements that were put away. */
    readonly dismissed?: BySeq<true>;
  };
  /** What they have begun to write and not sent, by place; never the words. */
  readonly draft?: { readonly places: { readonly [place: string]: Begun } };
  /** What the person keeps to use it again: each as the data of a poll.prepare; chapters as those of an agenda.add. */
  readonly library?: { readonly polls?: BySeq<JsonObject>; readonly agendas?: BySeq<JsonObject> };
}

/** Unknown until it has come. */
export const inbox = new Store<InboxView | undefined>(undefined);

const NOTHING_READ: BySeq<number> = {};

/** How far a room is read: its things with a position of their own, and all others. */
export interface Reads {
  readonly at: BySeq<number>;
  readonly base: number;
}
export function useRead(room: string): Reads | undefined {
  const at = useSelect(inbox, (view) => view && (view.inbox?.read?.[room] ?? NOTHING_READ));
  const base = useSelect(inbox, (view) => view?.inbox?.all?.[room] ?? 0);
  return useMemo(() => at && { at, base }, [at, base]);
}

/** What they chose themselves. */
export function useLevel(about: string): Level | undefined {
  return useSelect(inbox, (view) => view?.inbox?.follows?.[about]);
}

/** Whether they want to hear nothing of a thread of that room: the nearest choice holds. */
export function useMuted(room: string): (seq: number, topic: number | undefined) => boolean {
  const follows = useSelect(inbox, (view) => view?.inbox?.follows);
  return (seq, topic) => (follows?.[`${room}/thread/${seq}`] ?? follows?.[`${room}/topic/${topic}`] ?? follows?.[room]) === 'muted';
}

export interface Mentioned extends Mention {
  readonly seq: number;
  readonly unread: boolean;
}

/** Newest first. One is read with its thread; of a post that they knew before it is said by itself. */
export function mentionsOf({ inbox: share }: InboxView): Mentioned[] {
  const upto = (of: string, thing: number): number => share?.read?.[of]?.[thing] ?? share?.all?.[of] ?? 0;
  const read = ({ of, thread, post, said }: Mention): boolean => (said === undefined ? upto(of, thread) >= post : upto(of, post) >= said);
  const muted = ({ of, thread, why }: Mention): boolean => why !== undefined && (share?.follows?.[`${of}/thread/${thread}`] ?? share?.follows?.[of]) === 'muted';
  return bySeq(share?.mentions).map(({ seq, value }) => ({ ...value, seq, unread: !read(value) && !muted(value) })).reverse();
}

/** How much is asked of this person, or said to them by name: the number of the inbox. */
export function askedOf(view: InboxView): number {
  const { invitations, requests } = view.inbox ?? {};
  return mentionsOf(view).filter(({ unread }) => unread).length + Object.keys(invitations ?? {}).length + Object.keys(requests ?? {}).length;
}

// What was missed for longer is read, not called out.
const STALE_MS = 20_000;

/** Mentions to be called out: new, unread, and not in `told`. From the view and not from an event: one that was written
 *  while the page was connecting is in its first view, and in no event. */
export function untold(view: InboxView, told: ReadonlySet<number>, now: number): Mentioned[] {
  return mentionsOf(view).filter(({ seq, unread, at }) => unread && now - at <= STALE_MS && !told.has(seq)).reverse();
}

/** One thing that is new: inbox.news. */
export interface NewsItem {
  readonly kind: 'mention' | 'reply' | 'accepted' | 'answered' | 'post' | 'thread' | 'announcement' | 'release' | 'soon' | 'live' | 'moved' | 'cancelled'
    | 'invitation' | 'request' | 'granted' | 'denied' | 'report' | 'credential' | 'lapsing' | 'bookmark';
  readonly key: string;
  readonly of: string;
  readonly thing?: number;
  readonly post?: number;
  readonly said?: number;
  readonly count?: number;
  readonly by?: string;
  readonly name?: string;
  readonly title?: string | Texts;
  readonly dir?: Dir;
  readonly words?: string;
  readonly at: number;
  readonly start?: number;
  readonly urgency: 'low' | 'normal' | 'high';
}
/** What is due next in a course, or late and still taken. */
export interface DueNext {
  readonly unit: number;
  readonly item: number;
  readonly title: Texts;
  readonly at: number;
}
export interface NewsAnswer {
  readonly rooms: { readonly [of: string]: { readonly unread?: number; readonly title?: Texts; readonly at: number; readonly due?: DueNext } };
  readonly news: readonly NewsItem[];
  readonly more?: boolean;
  /** When something will be new by itself next: a reminder. */
  readonly wakes?: number;
}
/** As it was asked last; undefined before. */
export const news = new Store<NewsAnswer | undefined>(undefined);
