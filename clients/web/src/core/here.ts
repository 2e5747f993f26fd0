// SPDX-License-Identifier: Apache-2.0
// Where a component stands: in a room, of whose view it selects the part it draws.
import { createContext } from 'preact';
import { useCallback, useContext } from 'preact/hooks';
import type { Room } from './room.ts';
import { useSelect } from './store.ts';
import { isStaff, may } from './views.ts';
import type { Role, RoomView } from './views.ts';

export const HereContext = createContext<Room | undefined>(undefined);

export function useHere(): Room {
  const room = useContext(HereContext);
  if (!room) throw new Error('no room');
  return room;
}

/** A part of the room's view. What uses it is drawn again when that part is another one, and only then: the merge
 *  shares what a patch did not touch. `select` gives a part that stands in the view, a number or a text, never
 *  something it makes. */
export function useView<V extends RoomView, T>(select: (view: V) => T): T {
  const room = useHere();
  return useSelect(room.state, () => select(room.view as unknown as V));
}

export interface Rights {
  readonly me: string;
  readonly role: Role;
  /** Of the team: not a participant. */
  readonly staff: boolean;
  may(method: string): boolean;
}

export function useRights(): Rights {
  const me = useView((view) => view.me.id);
  const role = useView((view) => view.me.role);
  const can = useView((view) => view.can);
  const lock = useView((view) => view.me.lock);
  return { me, role, staff: isStaff(role), may: (method) => may({ can, me: { role, lock } }, method) };
}

/** The role of a person, as far as the room tells: who is neither of the team nor a guest of its course is a participant. */
export function useRoleOf(): (id: string) => Role {
  const staff = useView((view) => view.member?.staff);
  const guests = useView((view) => view.guests?.people);
  return useCallback((id) => staff?.[id]?.role ?? (guests?.[id] ? 'visitor' : 'participant'), [staff, guests]);
}
