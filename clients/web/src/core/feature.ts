// SPDX-License-Identifier: Apache-2.0
// What a feature is to a room's page. A room is made from a list of features, as its kind is on the server; no page
// names a feature elsewhere. A feature knows core, ui and i18n, and no other feature.
import type { ComponentChildren, FunctionComponent } from 'preact';
import type { Key, Words } from '../i18n/index.ts';
import type { IconName } from '../ui/icon.tsx';
import type { Urgency } from '../ui/live.tsx';
import type { Reportable } from '../ui/report.ts';
import { isObject } from './merge.ts';
import type { RoomEvent } from './room.ts';
import type { Route } from './router.ts';

export interface Tab {
  /** Its name in addresses. */
  readonly id: string;
  readonly label: Key;
  readonly icon: IconName;
  /** Shown to the team only. */
  readonly staff?: boolean;
  /** On the team's desk in the second column: what people say, and who they are. */
  readonly talk?: boolean;
  /** Its number is of what somebody has to do, not of news. */
  readonly waits?: boolean;
  /** Of a session that is over, also while it is watched again. */
  readonly over?: boolean;
}

/** What stands by the picture knows which tabs are in sight, and may bring one there. */
export interface BesideProps {
  readonly inSight: (tab: string) => boolean;
  readonly open: (tab: string) => void;
}

/** What each break-out group has of its own. */
export type Held = Pick<Feature, 'id' | 'tab' | 'Panel' | 'Acts'>;
/** What a group is shown with, in the place of the column of tabs. */
export interface AsideProps {
  readonly room: string;
  readonly number: number;
  readonly held: readonly Held[];
}

export interface Sentence {
  readonly text: string;
  readonly urgency: Urgency;
  /** Not only spoken but shown as a notice: it is about the person themselves. */
  readonly shown?: boolean;
}
/** What is spoken of an event; a poll has a moment that passes, so it interrupts, the rest waits. */
export type Say = (words: Words, event: RoomEvent) => Sentence | undefined;

export interface Feature {
  /** Its folder, and its share of the view. */
  readonly id: string;
  readonly tab?: Tab;
  /** What its things are called in addresses: "poll" in #poll-12. The tab opens for them. */
  readonly things?: string;
  /** What the tab opens. */
  readonly Panel?: FunctionComponent;
  /** Those of its parts that are in its `later.ts`: loaded once the room stands, for nobody comes into it on them. `After`: what
   *  it has to say of a session that is over; what of that is the team's is in its `staff.ts`. `Replay`: stands around the
   *  room while it is watched again. */
  readonly later?: readonly ('Panel' | 'Now' | 'Acts' | 'Aside' | 'Picture' | 'Over' | 'Desk' | 'After' | 'Replay')[];
  /** Each break-out group has one of its own. */
  readonly grouped?: boolean;
  /** How much waits for this person; `seen` is what `newest` said when the panel was last in sight. */
  fresh?(view: object, seen: number): number;
  newest?(view: object): number;
  readonly say?: { readonly [type: string]: Say };
  /** Pages of its own, by the name of their route. */
  readonly pages?: { readonly [page: string]: FunctionComponent<{ readonly here: Route }> };
  /** Those that are in its `later.ts`, as `pages`. */
  readonly laterPages?: readonly string[];
  /** In the picture's place; what others lay over it are its children. */
  readonly Picture?: FunctionComponent<{ readonly children?: ComponentChildren }>;
  /** Where it is in `later.ts`: whether there is one. */
  shows?(view: object): boolean;
  /** Below it: acts, and what happens now; `now` says it in a line, or nothing. */
  readonly Acts?: FunctionComponent;
  readonly Now?: FunctionComponent<BesideProps>;
  now?(view: object, words: Words): string | undefined;
  /** What it says is of a session that goes on: not of one that is over. */
  readonly during?: boolean;
  /** In the top bar: the heading, facts within it, the team's tools. */
  readonly Heading?: FunctionComponent<{ readonly facts: readonly FunctionComponent[] }>;
  readonly Fact?: FunctionComponent;
  readonly Tools?: FunctionComponent;
  /** Reports a thing to the team: at things of other features. */
  readonly Report?: FunctionComponent<Reportable>;
  /** How much waits for the team; the rows of it are `Needs` of its `staff.ts`. */
  needs?(view: object): number;
}

/** The seq of the thing that an event's patch touches. */
export function changed({ patch }: RoomEvent, share: string, things: string): string {
  const inside = patch[share];
  const touched = isObject(inside) ? inside[things] : undefined;
  return isObject(touched) ? Object.keys(touched)[0] ?? '' : '';
}
