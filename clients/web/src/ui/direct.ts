// SPDX-License-Identifier: Apache-2.0
// With whom one wants to write, whoever offers it: the messages of the room open on it.
import { Store } from '../core/store.ts';

/** With the team, one's own or somebody's; or, `pair`, with another person. */
export interface Talk {
  /** Absent: one's own with the team. */
  readonly whom?: string;
  readonly pair?: boolean;
  /** How they are called. */
  readonly name?: string;
}

/** What is open: a list, or one of it. */
export const directOpen = new Store<Talk | 'list' | undefined>(undefined);
