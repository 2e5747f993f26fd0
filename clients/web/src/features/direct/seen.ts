// SPDX-License-Identifier: Apache-2.0
// How far one has read, on this browser.
import { kept, parsed } from '../../core/keep.ts';
import { Store } from '../../core/store.ts';
import { keyOf } from './view.ts';
import type { Talk } from '../../ui/direct.ts';

type Seen = { readonly [talk: string]: number };

const places = new Map<string, Store<Seen>>();

/** Of a person in a room. */
export function seenOf(me: string, room: string): Store<Seen> {
  const place = `muster.direct.${me}.${room}`;
  let store = places.get(place);
  if (!store) {
    store = new Store((parsed(kept.get(place)) as Seen | undefined) ?? {});
    store.follow(() => kept.set(place, JSON.stringify(store?.get())));
    places.set(place, store);
  }
  return store;
}

export function see(store: Store<Seen>, talk: Talk, seq: number): void {
  const key = keyOf(talk);
  if ((store.get()[key] ?? 0) < seq) store.set({ ...store.get(), [key]: seq });
}
