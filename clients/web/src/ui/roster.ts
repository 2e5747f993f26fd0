// SPDX-License-Identifier: Apache-2.0
// Who is in the room, read once it is wanted: for those who may.
import { useCallback, useContext, useRef } from 'preact/hooks';
import { BOUNDS } from '../core/contract.ts';
import type { Person } from '../core/mention.ts';
import { RoomContext, useSession } from './session.tsx';

export interface Roster {
  /** Reads it, once. `then`: it is known. */
  ask(then: () => void): void;
  known(): readonly Person[];
  /** Nobody has answered yet. */
  waits(): boolean;
}

export function useRoster(may: boolean): Roster {
  const session = useSession();
  const room = useContext(RoomContext);
  const read = useRef(false);
  const roster = useRef<readonly Person[] | undefined>(undefined);
  const ask = useCallback((then: () => void) => {
    if (!may || roster.current) return;
    roster.current = [];
    session.query('presence.roster', { room, limit: BOUNDS.ROSTER_PAGE }).then((answer) => {
      const { people } = answer as { readonly people: { readonly [id: string]: { readonly name: string } } };
      roster.current = Object.entries(people).map(([id, { name }]) => ({ id, name }));
      read.current = true;
      then();
    }, () => { roster.current = undefined; });
  }, [session, room, may]);
  const known = useCallback(() => roster.current ?? [], []);
  const waits = useCallback(() => may && !read.current, [may]);
  return { ask, known, waits };
}
