// SPDX-License-Identifier: Apache-2.0
// Whether keys that are a letter or a sign alone do anything: who speaks to the device, or presses by chance, switches them
// off (WCAG 2.1.4).
import { kept } from './keep.ts';
import { Store } from './store.ts';

const KEY = 'muster.keys';

export const single = new Store<boolean>(kept.get(KEY) !== 'no');

export function singleSet(next: boolean): void {
  kept.set(KEY, next ? null : 'no');
  single.set(next);
}
