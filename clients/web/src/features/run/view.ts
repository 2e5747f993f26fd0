// SPDX-License-Identifier: Apache-2.0
// The run sheet as it is gone through: what the team has put into an order, and behind it what was prepared since.
import type { Plan, Press, Step } from '../../core/plan.ts';
import type { RoomView } from '../../core/views.ts';
import type { Words } from '../../i18n/index.ts';

export interface RunView extends RoomView {
  /** The team's alone. */
  readonly run?: { readonly steps?: readonly string[]; readonly now?: string };
}
export interface Taken {
  readonly step: Step;
  readonly press: Press;
}

const NONE: readonly string[] = [];
const kindOf = (key: string): string => key.slice(0, key.indexOf(':'));

export function stepsOf(plans: readonly Plan[], view: RunView, words: Words): readonly Step[] {
  const { steps: listed = NONE, now } = view.run ?? {};
  const keys = [...listed, ...plans.flatMap((plan) => plan.listed?.(view, listed) ?? NONE).filter((key) => !listed.includes(key))];
  const steps = keys.flatMap((key): Step[] => {
    const step = plans.find(({ kind }) => kind === kindOf(key))?.step(key, view, words, key === now);
    return step ? [step] : [];
  });
  // What stands before the one the team is at has been.
  const at = steps.findIndex(({ key }) => key === now);
  return steps.map((step, place) => (place < at && step.state === 'ahead' ? { ...step, state: 'done' } : step));
}

/** What the one key does: what is still to be done where the team is, else the next step that can be taken. */
export function nextOf(steps: readonly Step[], now: string | undefined, may: (method: string) => boolean): Taken | undefined {
  const at = steps.findIndex(({ key }) => key === now);
  const here = steps[at];
  if (here?.more && may(here.more.method)) return { step: here, press: here.more };
  // In their order: what cannot be done yet is not passed over.
  const next = steps.find(({ state, press }, place) => place >= Math.max(at, 0) && state === 'ahead' && press);
  return next?.press && may(next.press.method) ? { step: next, press: next.press } : undefined;
}

/** The keys with one of them at another place. */
export function movedTo(keys: readonly string[], from: number, to: number): readonly string[] {
  const others = [...keys];
  others.splice(to, 0, ...others.splice(from, 1));
  return others;
}
