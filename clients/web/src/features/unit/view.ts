// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '../../core/merge.ts';
import { bySeq } from '../../core/views.ts';
import type { BySeq, Me, RoomView, Texts } from '../../core/views.ts';

export interface Unit {
  readonly title: Texts;
  /** When it opened; absent where it is not open: then it is there for the team alone. */
  readonly opened?: number;
  /** Those of its items that count. */
  readonly items?: readonly number[];
  /** What was announced when it opened; for the team before, too. */
  readonly announcement?: Texts;
  /** When it is to open, on which day after that of the start, at which minute of it: for the team. */
  readonly at?: number;
  readonly day?: number;
  readonly time?: number;
  /** The day is what was said, and the moment follows from it. */
  readonly relative?: true;
}
export interface UnitsView extends RoomView {
  readonly stage?: { readonly zone?: string; readonly start?: number; readonly archived?: unknown };
  readonly me: Me & { readonly unit?: { readonly marks?: Marks } };
  /** The topics that a person finds. */
  readonly forum?: { readonly topics?: BySeq<{ readonly title: Texts; readonly place: number }> };
  readonly unit?: { readonly units?: BySeq<Unit>; readonly order?: readonly number[]; readonly next?: number };
}
/** What a person has opened, and done; and how many seconds they are into what is played. */
export type Marks = BySeq<{ readonly done?: true; readonly place?: number }>;

export type Kind = 'article' | 'link' | 'webinar' | 'video' | 'podcast' | 'file' | 'topic' | 'test' | 'assignment' | 'lti';
export interface Item {
  readonly kind: Kind;
  readonly title: Texts;
  /** Of an article; beside a video, a podcast, a file. */
  readonly text?: Texts;
  /** Of a link, a video, a podcast; of a webinar. */
  readonly url?: string;
  readonly of?: string;
  /** Of a video: how it is played, and where its captions are, by language. */
  readonly type?: 'hls' | 'mp4';
  readonly captions?: Texts;
  /** One of the forum. */
  readonly topic?: number | undefined;
  /** Of an activity: the tool of the academy, and what it is told; the latter as it is being written. */
  readonly tool?: number | undefined;
  readonly custom?: { readonly [name: string]: string };
  readonly written?: string;
  /** Files of the course: the one that it is; the pictures of an article. */
  readonly file?: number;
  readonly pictures?: readonly number[];
  readonly languages?: readonly string[];
  readonly minutes?: number;
  readonly counts?: true;
}
/** Links, webinars, topics and activities lead elsewhere; everything else has a page in its unit. */
export function stays({ kind }: Item): boolean {
  return kind !== 'link' && kind !== 'webinar' && kind !== 'topic' && kind !== 'lti';
}
export interface ListedItem {
  readonly seq: number;
  readonly value: Item;
}
/** The view of one, which is a channel of its own. */
export interface UnitPart {
  readonly unit?: {
    readonly seq: number; readonly title: Texts; readonly text: Texts;
    readonly items?: BySeq<Item>; readonly order?: readonly number[];
  };
  readonly me?: Me;
}

export interface Listed {
  readonly seq: number;
  readonly value: Unit;
}

export function unitsOf(share: UnitsView['unit']): readonly Listed[] {
  return ordered(share?.units, share?.order);
}

const WEEK_MS = 7 * 86_400_000;

/** Which week of the course it is, the first being 1; undefined: it has not begun, or has no start. */
export function weekOf(start: number | undefined, now: number): number | undefined {
  return start === undefined || now < start ? undefined : Math.floor((now - start) / WEEK_MS) + 1;
}

/** What is next for a person: the first of what counts that they have not done, of what is open. */
export function nextOf(list: readonly Listed[], marks: Marks = {}): { readonly unit: Listed; readonly item: number } | undefined {
  for (const unit of list) {
    const item = unit.value.opened === undefined ? undefined : unit.value.items?.find((each) => !marks[each]?.done);
    if (item !== undefined) return { unit, item };
  }
  return undefined;
}

/** Until when something is asked for, as unit.calendar says it. */
export interface DueDate {
  readonly unit: number;
  readonly item: number;
  readonly title: Texts;
  readonly at: number;
  readonly closes?: number;
  readonly done?: true;
}

/** What is asked and still taken: the first due first, and before it what is late. */
export function dueOf(dates: readonly DueDate[], now: number): readonly (DueDate & { readonly late: boolean })[] {
  return dates.filter(({ done, closes }) => !done && (closes === undefined || closes > now))
    .map((date) => ({ ...date, late: date.at < now })).sort((a, b) => a.at - b.at);
}

/** In their order; what has no place in it behind. */
export function ordered<T>(things: BySeq<T> | undefined, order: readonly number[] = []): readonly { readonly seq: number; readonly value: T }[] {
  const all = bySeq(things);
  const named = order.flatMap((seq) => all.filter((each) => each.seq === seq));
  return [...named, ...all.filter((each) => !order.includes(each.seq))];
}

/** When it is to open, as a command says it. */
export function planOf({ at, day, time, relative }: Unit): JsonObject {
  if (relative) return { ...(day === undefined ? {} : { day }), ...(time === undefined ? {} : { time }) };
  return at === undefined ? {} : { at };
}
