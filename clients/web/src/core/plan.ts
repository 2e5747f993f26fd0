// SPDX-License-Identifier: Apache-2.0
// What a feature brings to the team's run sheet: the things that were prepared, each as a step that one press takes. Its
// staff.ts has it as `plan`.
import type { FunctionComponent } from 'preact';
import type { Words } from '../i18n/index.ts';
import type { IconName } from '../ui/icon.tsx';
import type { JsonObject } from './merge.ts';
import type { Dir } from './views.ts';

export interface Call {
  readonly method: string;
  readonly data: JsonObject;
}
/** What one press does: it is said afterwards, and can be taken back. */
export interface Press extends Call {
  readonly label: string;
  readonly said: () => string;
  readonly undo?: Call;
  /** One of many, as the pages of a deck are: said to who listens, and not shown as a notice. */
  readonly quiet?: boolean;
}
export interface Step {
  readonly key: string;
  readonly icon: IconName;
  readonly title: { readonly text: string; readonly lang?: string | undefined; readonly dir?: Dir | undefined };
  readonly detail: string;
  readonly state: 'ahead' | 'on' | 'done';
  /** Takes the step. */
  readonly press?: Press;
  /** Where it has been taken: what is still to be done of it. */
  readonly more?: Press;
  /** It stands in the sheet because somebody put it there, and can be taken out. */
  readonly own?: boolean;
}
export interface Plan {
  /** What stands before the colon of its steps. */
  readonly kind: string;
  /** Those that are there without having been put into an order; `listed` are. */
  listed?(view: object, listed: readonly string[]): readonly string[];
  /** Undefined: what it names is gone. `now`: the team is at it. */
  step(key: string, view: object, words: Words, now: boolean): Step | undefined;
  /** Prepares another one. */
  readonly Add?: FunctionComponent<{ readonly steps: readonly string[]; readonly add: (key: string) => void }>;
}

/** "deck:5:8-14" is [5, 8, 14]. */
export function numbersOf(key: string): readonly number[] {
  return key.split(/[:-]/).slice(1).map(Number);
}
