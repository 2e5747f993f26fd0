// SPDX-License-Identifier: Apache-2.0
// What of a course moves when its dates do, by whole days: each date keeps its hour in the course's zone.
import type { JsonObject } from '../../core/merge.ts';
import { momentAfter } from '../../core/moved.ts';
import type { BySeq, Texts } from '../../core/views.ts';
import { bySeq } from '../../core/views.ts';
import { planOf } from './view.ts';
import type { Listed } from './view.ts';

export interface Dues {
  readonly due?: number;
  readonly closes?: number;
}
export interface Live {
  readonly of: string;
  readonly title: Texts;
  readonly start?: number;
}
export interface Move {
  readonly key: string;
  readonly what: 'unit' | 'due' | 'closes' | 'live';
  /** Of an assignment: of the unit that it is known to be in, if it is. */
  readonly title: Texts | undefined;
  readonly before: number;
  readonly after: number;
}
/** `unit.dates` as it is to be, and as it was; and `room.change` of each webinar, likewise. */
export interface Shift {
  readonly moves: readonly Move[];
  readonly data: JsonObject;
  readonly back: JsonObject;
  readonly rooms: readonly { readonly of: string; readonly start: number; readonly before: number }[];
}
export interface Dated {
  readonly list: readonly Listed[];
  readonly dues: BySeq<Dues>;
  readonly lives: readonly Live[];
}

/** What is open stays as it is. From `from` on, or all of it; assignments and webinars from when the first of these opens. */
export function shiftOf({ list, dues, lives }: Dated, days: number, zone: string, from: number | undefined, now: number): Shift {
  const begin = Math.max(0, list.findIndex(({ seq }) => seq === from));
  const units = list.slice(begin).filter(({ value }) => value.opened === undefined && (value.at !== undefined || value.day !== undefined));
  const later = (at: number): number => momentAfter(at, days, zone);
  const first = from === undefined ? now : Math.max(now, Math.min(...units.map(({ value }) => value.at ?? Infinity)));
  const works = bySeq(dues).filter(({ value }) => (value.due ?? value.closes ?? 0) > first);
  const rooms = lives.flatMap(({ of, start }) => (start !== undefined && start > first ? [{ of, start: later(start), before: start }] : []));
  const planned = units.map(({ seq, value }): JsonObject => {
    const day = (value.day ?? -1) + days;
    if (value.relative && day >= 0) return { unit: seq, day, ...(value.time === undefined ? {} : { time: value.time }) };
    return { unit: seq, at: later(value.at ?? now) };
  });
  const moved = (each: Dues): JsonObject => ({ ...(each.due === undefined ? {} : { due: later(each.due) }), ...(each.closes === undefined ? {} : { closes: later(each.closes) }) });
  const data = (plans: readonly JsonObject[], work: (value: Dues) => JsonObject): JsonObject => ({
    ...(units.length === 0 ? {} : { units: [...plans] }), ...(works.length === 0 ? {} : { works: works.map(({ seq, value }) => ({ item: seq, ...work(value) })) }),
  });
  const within = (item: number): Texts | undefined => list.find(({ value }) => value.items?.includes(item))?.value.title;
  const moves: Move[] = [
    ...units.flatMap(({ seq, value }): Move[] => (value.at === undefined ? [] : [{ key: `unit-${seq}`, what: 'unit', title: value.title, before: value.at, after: later(value.at) }])),
    ...works.flatMap(({ seq, value }): Move[] => (['due', 'closes'] as const).flatMap((what) => {
      const at = value[what];
      return at === undefined ? [] : [{ key: `${what}-${seq}`, what, title: within(seq), before: at, after: later(at) }];
    })),
    ...rooms.map(({ of, start, before }): Move => ({ key: of, what: 'live', title: lives.find((each) => each.of === of)?.title, before, after: start })),
  ];
  return {
    moves: moves.sort((a, b) => a.before - b.before), rooms,
    data: data(planned, moved), back: data(units.map(({ seq, value }) => ({ unit: seq, ...planOf(value) })), (value) => ({ ...value })),
  };
}
