// SPDX-License-Identifier: Apache-2.0
// Whether this person saves data: the lean class of connection, what happens every few seconds and packed.
import { kept } from './keep.ts';
import { Store } from './store.ts';

const KEY = 'muster.saving';

export const saving = new Store<boolean>(false);

/** What was chosen, else what the device asks for. */
export function savingStart(): void {
  const chosen = kept.get(KEY);
  saving.set(chosen === null ? deviceSaves(navigator) : chosen === 'yes');
}

export function savingSet(next: boolean): void {
  kept.set(KEY, next ? 'yes' : 'no');
  saving.set(next);
}

/** Not every browser tells (Network Information API). */
export function deviceSaves(device: object): boolean {
  const { connection } = device as { connection?: { saveData?: boolean; effectiveType?: string } };
  return connection?.saveData === true || /(^|-)2g$/.test(connection?.effectiveType ?? '');
}
