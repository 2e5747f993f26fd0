// SPDX-License-Identifier: Apache-2.0
// What only the team sees: the staff.ts of every feature of a room, in one file that nobody else loads.
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { Store, useStore } from './store.ts';

export type StaffParts = { readonly [feature: string]: object };

const RETRY_MS = 3000;

export class Staff {
  readonly parts = new Store<StaffParts | undefined>(undefined);
  private loading = false;

  constructor(private readonly fetch: () => Promise<StaffParts>) {}

  load(): void {
    if (this.loading) return;
    this.loading = true;
    this.fetch().then((parts) => this.parts.set(parts), () => {
      setTimeout(() => {
        this.loading = false;
        this.load();
      }, RETRY_MS);
    });
  }
}

const NOBODY = new Store<StaffParts | undefined>(undefined);

/** Absent where the person is not of the team. */
export const StaffContext = createContext<Staff | undefined>(undefined);

/** The team's parts of all features, once they are there; nothing for everybody else. */
export function useParts(): StaffParts | undefined {
  return useStore(useContext(StaffContext)?.parts ?? NOBODY);
}

/** The same of one. */
export function useTeam<P extends object>(feature: string): P | undefined {
  return useParts()?.[feature] as P | undefined;
}
