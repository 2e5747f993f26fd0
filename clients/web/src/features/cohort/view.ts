// SPDX-License-Identifier: Apache-2.0
import { spoken } from '../../i18n/context.tsx';
import type { RoomView, Texts } from '../../core/views.ts';

export interface Cohort {
  readonly title: Texts;
  readonly count: number;
  /** For the team alone: whether who comes later sees what was written before. */
  readonly history?: boolean;
}
export interface Seat {
  readonly name: string;
  readonly cohort?: number;
  /** For the team alone: the groups that they run. */
  readonly staff?: readonly number[];
}
export interface CohortView extends RoomView {
  readonly cohort?: {
    readonly cohorts: { readonly [number: string]: Cohort };
    /** Those of groups that one runs; of all for the team. */
    readonly people?: { readonly [id: string]: Seat };
  };
  /** Guests stand elsewhere. */
  readonly visitor?: { readonly people?: { readonly [id: string]: unknown } };
  /** `mine` 0: none. */
  readonly me: RoomView['me'] & { readonly cohort?: { readonly mine: number; readonly staff: readonly number[] } };
}

export interface Named {
  readonly number: number;
  readonly name: string;
  readonly lang: string;
}

/** Those that one knows of, in the order in which they were made. */
export function cohortsOf(cohorts: { readonly [number: string]: Cohort } | undefined, lang: string): readonly Named[] {
  return Object.keys(cohorts ?? {}).map(Number).sort((a, b) => a - b).map((number) => {
    const { text, lang: said } = spoken(cohorts?.[number]?.title, lang);
    return { number, name: text, lang: said };
  });
}
