// SPDX-License-Identifier: Apache-2.0
import type { Sums } from './view.ts';

/** In the order of the buttons. */
export const REACTIONS = { clap: '👏', heart: '❤️', thumb: '👍', wow: '😮', laugh: '😂' } as const;
export type Reaction = keyof typeof REACTIONS;

/** What was added from one view to the next; what did not rise is not named. */
export function increases(before: Sums = {}, after: Sums = {}): Sums {
  const added = Object.entries(after).map(([name, sum]) => [name, sum - (before[name] ?? 0)] as const);
  return Object.fromEntries(added.filter(([, rise]) => rise > 0));
}
