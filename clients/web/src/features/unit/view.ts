// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '../../core/merge.ts';
import { bySeq } from '../../core/views.ts';
import type { BySeq, Me, RoomView, Texts } from '../../core/views.ts';

export interface Unit {
  readonly title: Texts;
  /** When it opened; absent where it is not open: then it is there for the team alone. */
  readonly opened?: number;
  /** When it is to open, on which day after that of the start, at which minute of it: for the team. */
  readonly at?: number;
  readonly day?: number;
  readonly time?: number;
  /** The day is what was said, and the moment follows from it. */
  readonly relative?: true;
}
export interface UnitsView extends RoomView {
  readonly stage?: { readonly zone?: string; readonly start?: number };
  readonly unit?: { readonly units?: BySeq<Unit>; readonly order?: readonly number[]; readonly next?: number };
}
/** The view of one, which is a channel of its own. */
export interface UnitPart {
  readonly unit?: { readonly seq: number; readonly title: Texts; readonly text: Texts };
  readonly me?: Me;
}

export interface Listed {
  readonly seq: number;
  readonly value: Unit;
}

/** In their order; what has no place in it behind. */
export function unitsOf(share: UnitsView['unit']): readonly Listed[] {
  const { units, order = [] } = share ?? {};
  const all = bySeq(units);
  const named = order.flatMap((seq) => all.filter((each) => each.seq === seq));
  return [...named, ...all.filter((each) => !order.includes(each.seq))];
}

/** When it is to open, as a command says it. */
export function planOf({ at, day, time, relative }: Unit): JsonObject {
  if (relative) return { ...(day === undefined ? {} : { day }), ...(time === undefined ? {} : { time }) };
  return at === undefined ? {} : { at };
}
