// SPDX-License-Identifier: Apache-2.0
// Since when this page has had an open poll: where time counts it runs from there, and the server holds it in bounds.
import { useContext } from 'preact/hooks';
import { RoomContext } from '../../ui/session.tsx';
import type { Poll } from './view.ts';

const since = new Map<string, number>();

/** What a vote says of it; nothing where time is free. */
export function useReceipt(seq: number, { timed, opened, round = 1 }: Poll): () => { readonly ms?: number } {
  const place = `${useContext(RoomContext)}/${seq}/${round}/${opened ?? 0}`;
  const began = since.get(place) ?? performance.now();
  if (timed) since.set(place, began);
  return () => (timed ? { ms: Math.round(performance.now() - began) } : {});
}
