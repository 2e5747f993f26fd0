// SPDX-License-Identifier: Apache-2.0
// A group as a room of its own: its view, with the rights and the team of the room that it is in.
import { useEffect, useMemo } from 'preact/hooks';
import type { JsonObject } from '../../core/merge.ts';
import type { Room, RoomState } from '../../core/room.ts';
import { Store } from '../../core/store.ts';

/** `writes`: whether those who are no team may. */
export function useSide(side: Room | undefined, main: Room, writes: boolean): Room | undefined {
  const made = useMemo(() => {
    if (!side) return undefined;
    const state = new Store<RoomState>({});
    // What draws it may be told later that it has gone.
    const last: { view: JsonObject } = { view: {} };
    const room = Object.create(side, {
      state: { value: state },
      view: { get: () => (last.view = state.get().view ?? last.view) },
    }) as Room;
    return { room, state };
  }, [side]);
  useEffect(() => {
    if (!made || !side) return undefined;
    const update = (): void => {
      const { view, ...rest } = side.state.get();
      const { can, member, stage, lock } = main.view;
      const { lock: own, sanction, report } = main.view['me'] as JsonObject;
      const rights = writes ? can : { ...(can as JsonObject), participant: {} };
      made.state.set({ ...rest, ...(view ? { view: { ...view, ...{ can: rights, member, stage, lock }, me: { ...(view['me'] as JsonObject), ...{ lock: own, sanction, report } } } as JsonObject } : {}) });
    };
    update();
    const ends = [side.state.follow(update), main.state.follow(update)];
    return () => ends.forEach((end) => end());
  }, [made, side, main, writes]);
  return made?.room;
}
