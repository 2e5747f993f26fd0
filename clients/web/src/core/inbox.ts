// SPDX-License-Identifier: Apache-2.0
// What follows a person: how far each thread is read.
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { BySeq } from './views.ts';

export interface InboxView {
  readonly inbox?: { readonly read?: { readonly [room: string]: BySeq<number> } };
}

/** Unknown until the inbox has come. */
export const InboxContext = createContext<InboxView | undefined>(undefined);

const NOTHING_READ: BySeq<number> = {};

/** Up to which seq each thread of a room is read. */
export function useRead(room: string): BySeq<number> | undefined {
  const inbox = useContext(InboxContext);
  return inbox && (inbox.inbox?.read?.[room] ?? NOTHING_READ);
}
