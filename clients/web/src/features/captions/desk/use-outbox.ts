// SPDX-License-Identifier: Apache-2.0
import { useContext, useEffect, useMemo } from 'preact/hooks';
import { keptHere, parsed } from '../../../core/keep.ts';
import { newOp } from '../../../core/command.ts';
import { RoomContext, useSession } from '../../../ui/session.tsx';
import { Outbox } from '../outbox.ts';

/** What waits of this person's lines in this room, whatever language they look at; what a page before this one handed on already,
 *  is waited for. */
export function useOutbox(): Outbox {
  const { queue, identity } = useSession();
  const room = useContext(RoomContext);
  const outbox = useMemo(() => {
    const key = `muster.captions.${identity.id}.${room}`;
    return new Outbox({
      newOp,
      send: (method, data, op) => queue.run(method, { room, ...data }, `captions/${room}`, op),
      keep: {
        read: () => parsed(keptHere.get(key)),
        write: (items) => keptHere.set(key, items.length === 0 ? null : JSON.stringify(items)),
      },
    });
  }, [queue, identity.id, room]);
  useEffect(() => () => outbox.close(), [outbox]);
  return outbox;
}
