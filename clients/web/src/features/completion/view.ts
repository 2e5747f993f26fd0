// SPDX-License-Identifier: Apache-2.0
import type { BySeq, Me, RoomView, Texts } from '../../core/views.ts';

export const RULES = ['posts', 'answers', 'items', 'tests', 'assignments', 'webinars'] as const;
export type Rule = (typeof RULES)[number];
export type Rules = { readonly [rule in Rule]?: number };

export interface CompletionView extends RoomView {
  readonly stage?: { readonly archived?: true; readonly title?: Texts };
  readonly completion?: { readonly rules?: Rules };
  readonly unit?: { readonly units?: BySeq<{ readonly title: Texts; readonly opened?: number; readonly items?: readonly number[] }>; readonly order?: readonly number[] };
  readonly cohort?: { readonly cohorts?: { readonly [number: string]: { readonly title: Texts } }; readonly people?: { readonly [id: string]: { readonly name: string } } };
  readonly me: Me & {
    readonly completion?: { readonly completed?: number; readonly why?: string; readonly attended?: number };
    readonly cohort?: { readonly staff?: readonly number[] };
    readonly unit?: unknown;
    readonly test?: unknown;
  };
}

/** What one person has done: a line of course.participation, and course.record. */
export interface Done {
  readonly person: string;
  readonly name?: string;
  readonly cohort?: number;
  readonly posts: number;
  readonly answers: number;
  readonly accepted: number;
  readonly votes: number;
  readonly opened: number;
  readonly done: number;
  readonly passed: number;
  readonly assignments: number;
  readonly attended: number;
  readonly present?: true;
  readonly seen?: number;
  readonly completed?: number;
  readonly why?: string;
  readonly units: BySeq<{ readonly opened: number; readonly done: number; readonly items?: BySeq<boolean> }>;
  readonly tests: BySeq<number>;
}
export interface Page {
  readonly people: readonly Done[];
  readonly all: number;
  readonly next?: number;
}

/** How many of what the rule counts somebody has. */
export function has(rule: Rule, { posts, answers, done, passed, assignments, attended }: Done): number {
  return { posts, answers, items: done, tests: passed, assignments, webinars: attended }[rule];
}

/** The rules there are, how many are asked for, and how many one has. */
export function standing(rules: Rules | undefined, done: Done | undefined): readonly { readonly rule: Rule; readonly needs: number; readonly has: number }[] {
  return RULES.flatMap((rule) => {
    const needs = rules?.[rule];
    return needs === undefined ? [] : [{ rule, needs, has: done ? Math.min(needs, has(rule, done)) : 0 }];
  });
}

export interface UnitOf {
  readonly seq: number;
  readonly title: Texts;
  readonly items: readonly number[];
}

/** Those that are open, in their order. */
export function unitsOf(share: CompletionView['unit']): readonly UnitOf[] {
  const place = (seq: number): number => {
    const at = share?.order?.indexOf(seq) ?? -1;
    return at < 0 ? Infinity : at;
  };
  return Object.entries(share?.units ?? {}).filter(([, { opened }]) => opened !== undefined)
    .map(([seq, { title, items = [] }]) => ({ seq: Number(seq), title, items }))
    .sort((a, b) => place(a.seq) - place(b.seq) || a.seq - b.seq);
}
