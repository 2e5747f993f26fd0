// SPDX-License-Identifier: Apache-2.0
import type { BySeq, Me, RoomView, Texts } from '../../core/views.ts';

export type Kind = 'scale' | 'choice' | 'text';
export const KINDS: readonly Kind[] = ['scale', 'choice', 'text'];
export const STEPS = [1, 2, 3, 4, 5] as const;

export interface Question {
  readonly kind: Kind;
  readonly title: Texts;
  readonly options?: readonly Texts[];
}
export interface Moment {
  readonly phase: 'shut' | 'open' | 'closed';
  readonly closes?: number;
  /** How many have answered, for the team. */
  readonly answers?: number;
}
export type Which = 1 | 2;
export interface Form {
  readonly title: Texts;
  readonly text?: Texts;
  readonly questions: readonly Question[];
  readonly unit?: number;
  readonly after?: number;
  readonly days?: number;
  readonly twice?: true;
  readonly end?: true;
  readonly moments: { readonly 1: Moment; readonly 2?: Moment };
}
export interface Said {
  readonly choices: readonly number[];
  readonly texts: readonly string[];
}
/** Sums; a mean is in hundredths. */
export interface Sums {
  readonly counts?: readonly number[];
  readonly mean?: number;
  readonly texts?: readonly string[];
}
export interface Pair {
  readonly people?: number;
  readonly before?: number;
  readonly after?: number;
  readonly moves?: readonly (readonly number[])[];
}
export interface Results {
  readonly moments: { readonly [moment: string]: { readonly answers: number; readonly questions?: readonly Sums[] } };
  readonly pairs?: readonly Pair[];
}
export interface SurveyView extends RoomView {
  readonly survey?: { readonly surveys?: BySeq<Form> };
  readonly unit?: { readonly units?: BySeq<{ readonly title: Texts; readonly opened?: number }>; readonly order?: readonly number[] };
  readonly stage?: { readonly phase?: string; readonly archived?: true };
  readonly me: Me & { readonly survey?: { readonly answered?: BySeq<readonly number[]> } };
}

export interface Ask {
  readonly seq: number;
  readonly form: Form;
  readonly which: Which;
}

/** What is open, in the order in which it was made. */
export function open(surveys: BySeq<Form> | undefined): readonly Ask[] {
  return Object.entries(surveys ?? {}).flatMap(([seq, form]) => ([1, 2] as const)
    .flatMap((which) => (form.moments[which]?.phase === 'open' ? [{ seq: Number(seq), form, which }] : [])));
}

/** What waits for an answer of this person. */
export function asked({ survey, me }: SurveyView): readonly Ask[] {
  if (me.role !== 'participant') return [];
  return open(survey?.surveys).filter(({ seq, which }) => !me.survey?.answered?.[seq]?.includes(which));
}

/** The unit with which it opens at that time. */
export function unitOf(form: Form, which: Which): number | undefined {
  return which === 2 ? form.after : form.unit;
}
