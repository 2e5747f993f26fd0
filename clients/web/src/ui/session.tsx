// SPDX-License-Identifier: Apache-2.0
// The session and the room as components see them.
import { createContext } from 'preact';
import { useCallback, useContext, useEffect, useLayoutEffect, useMemo, useState } from 'preact/hooks';
import type { JsonObject } from '../core/merge.ts';
import type { Outcome } from '../core/queue.ts';
import type { Room, RoomEvent } from '../core/room.ts';
import type { Session } from '../core/session.ts';
import { Store, useStore } from '../core/store.ts';

export const SessionContext = createContext<Session | undefined>(undefined);
/** The name of the room that commands go to. */
export const RoomContext = createContext('');

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('no session');
  return session;
}

export interface Followed<V> {
  readonly view: V | undefined;
  readonly refused: number | undefined;
  readonly room: Room | undefined;
}

const NOTHING = new Store({});

/** Follows a channel while the component stands, and is not drawn again by what happens there. */
export function useChannel(channel: string): Room | undefined {
  const session = useSession();
  const [room, setRoom] = useState<Room | undefined>(undefined);
  useEffect(() => {
    setRoom(session.enter(channel));
    return () => {
      setRoom(undefined);
      session.leave(channel);
    };
  }, [session, channel]);
  return room;
}

/** Likewise, drawn again by everything that happens. The caller knows which view the channel has. */
export function useRoom<V>(channel: string): Followed<V> {
  const room = useChannel(channel);
  const state = useStore<{ readonly view?: JsonObject; readonly refused?: number }>(room?.state ?? NOTHING);
  return { view: state.view as V | undefined, refused: state.refused, room };
}

export function useRoomEvents(room: Room | undefined, listener: (event: RoomEvent) => void): void {
  const latest = useMemo(() => ({ listener }), []);
  latest.listener = listener;
  // Before the next frame, which a window in the background is long in drawing: the room may speak at once.
  useLayoutEffect(() => room?.listen((event) => latest.listener(event)), [room]);
}

/** Sends a command to the room of this place. */
export function useRoomRun(): (method: string, data: JsonObject, place?: string) => Promise<Outcome> {
  const session = useSession();
  const room = useContext(RoomContext);
  return useCallback((method, data, place) => session.queue.run(method, { room, ...data }, place), [session, room]);
}
