// SPDX-License-Identifier: Apache-2.0
// What the server says of itself before anybody has said who they are.
import { HttpError, ask } from './person.ts';

export interface Site {
  readonly name: string;
  /** Whoever comes chooses who to be. */
  readonly demo: boolean;
  /** How one signs in: passkey, mail. */
  readonly ways: readonly string[];
  /** Whether strangers may ask for access. */
  readonly apply: boolean;
  /** Whether there is anybody who lets people in. */
  readonly organiser: boolean;
}

export async function siteAsk(): Promise<Site> {
  try {
    return siteRead(await ask('/api/site', 'GET'));
  } catch (error) {
    // An older server has the demo or nothing.
    if (error instanceof HttpError && error.status === 404) return siteRead({ demo: true });
    throw error;
  }
}

export function siteRead(answer: unknown): Site {
  const { name, demo, ways, apply, organiser } = (answer ?? {}) as { [key: string]: unknown };
  return {
    name: typeof name === 'string' ? name : '', demo: demo === true, apply: apply === true, organiser: organiser !== false,
    ways: Array.isArray(ways) ? ways.filter((way) => typeof way === 'string') : [],
  };
}
