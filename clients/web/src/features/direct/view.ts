// SPDX-License-Identifier: Apache-2.0
import type { BySeq, Dir, RoomView, Written } from '../../core/views.ts';
import type { Talk } from '../../ui/direct.ts';

export interface Last {
  readonly seq: number;
  readonly at: number;
  readonly by: string;
  readonly name?: string;
  /** Absent when one that came after it is gone. */
  readonly text?: string;
  readonly dir?: Dir;
}
export interface TalkView {
  /** How the other is called. */
  readonly name?: string;
  /** How many messages, one after the other, have no answer. */
  readonly waits: number;
  readonly changed: number;
  readonly before: number;
  readonly last?: Last;
}
export type Talks = { readonly [person: string]: TalkView };
export interface DirectMessage extends Written {
  readonly by: string;
  readonly name?: string;
}
export interface DirectPage {
  readonly messages: BySeq<DirectMessage>;
  readonly next?: number;
}
export interface DirectView extends RoomView {
  readonly direct?: { readonly people?: boolean; /** For the team: with whom. */ readonly talks?: Talks };
  readonly me: RoomView['me'] & { readonly direct?: { readonly team?: TalkView; readonly talks?: Talks } };
}

/** What a conversation is kept under, here and in drafts. */
export function keyOf({ whom, pair }: Talk): string {
  return pair ? `pair/${whom}` : `team/${whom ?? ''}`;
}

export function talkOf({ direct, me }: DirectView, { whom, pair }: Talk): TalkView | undefined {
  if (pair) return me.direct?.talks?.[whom ?? ''];
  return whom === undefined || whom === me.id ? me.direct?.team : direct?.talks?.[whom];
}

export interface Listed {
  readonly talk: Talk;
  readonly view: TalkView;
}

/** All of somebody's: those that wait for the team first, then the one that was changed last. */
export function talksOf({ direct, me }: DirectView): Listed[] {
  const all = [
    ...(me.direct?.team ? [{ talk: {}, view: me.direct.team }] : []),
    ...named(direct?.talks, {}).filter(({ talk }) => talk.whom !== me.id),
    ...named(me.direct?.talks, { pair: true }),
  ];
  const waits = ({ talk, view }: Listed): number => (talk.whom !== undefined && !talk.pair && view.waits > 0 ? 1 : 0);
  return all.sort((a, b) => waits(b) - waits(a) || b.view.changed - a.view.changed);
}

function named(talks: Talks | undefined, more: { pair?: true }): Listed[] {
  return Object.entries(talks ?? {}).map(([whom, view]) => ({ talk: { whom, ...more, ...(view.name === undefined ? {} : { name: view.name }) }, view }));
}

/** Of what somebody else wrote last, whether it came after what was seen here. */
export function isFresh({ view: { last } }: Listed, me: string, seen: number): boolean {
  return last !== undefined && last.by !== me && last.seq > seen;
}
