// SPDX-License-Identifier: Apache-2.0
// What a discussion says of itself, beside its posts: known to all that stands in its page.
import { createContext } from 'preact';
import { useContext, useMemo } from 'preact/hooks';
import type { ThreadView } from './view.ts';

export interface Facts {
  readonly topic?: number;
  readonly pinned?: true;
  readonly closed?: true;
  /** Absent when it is for everybody; else the groups that it is for, of those that one runs. */
  readonly cohorts?: readonly number[];
  /** It began as a question of a webinar. */
  readonly carried?: true;
}

/** Outside of such a page nothing is known. */
export const FactsContext = createContext<Facts>({});
export const useFacts = (): Facts => useContext(FactsContext);

/** The same object while it says the same. */
export function useFactsOf(thread: ThreadView['thread'] | undefined): Facts {
  const { topic, pinned, closed, cohorts, from } = thread ?? {};
  const [shut, carried] = [closed !== undefined, from !== undefined];
  return useMemo(() => ({
    ...(topic === undefined ? {} : { topic }), ...(pinned ? { pinned } : {}), ...(shut ? { closed: true } : {}),
    ...(cohorts ? { cohorts } : {}), ...(carried ? { carried: true } : {}),
  }), [topic, pinned, shut, cohorts, carried]);
}
