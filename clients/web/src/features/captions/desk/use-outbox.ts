// SPDX-License-Identifier: Apache-2.0
import { useContext, useEffect, useMemo } from 'preact/hooks';
import { keptHere, parsed } from '../../../core/keep.ts';
import { newOp } from '../../../core/command.ts';
import type { CommandQueue, Outcome } from '../../../core/queue.ts';
import type { JsonObject } from '../../../core/merge.ts';
import { RoomContext, useSession } from '../../../ui/session.tsx';
import { Outbox } from '../outbox.ts';

/** What waits of this person's lines in this room, whatever language they look at. */
export function useOutbox(): Outbox {
  const { queue, identity } = useSession();
  const room = useContext(RoomContext);
  const outbox = useMemo(() => {
    const key = `muster.captions.${identity.id}.${room}`;
    return new Outbox({
      newOp,
      send: (method, data, op) => sent(queue, method, { room, ...data }, `captions/${room}`, op),
      keep: {
        read: () => parsed(keptHere.get(key)),
        write: (items) => keptHere.set(key, items.length === 0 ? null : JSON.stringify(items)),
      },
    });
  }, [queue, identity.id, room]);
  useEffect(() => () => outbox.close(), [outbox]);
  return outbox;
}

/** A page before this one may have handed it on already: then it is waited for. */
function sent(queue: CommandQueue, method: string, data: JsonObject, place: string, op: string): Promise<Outcome> {
  if (!queue.waiting.get().some((command) => command.op === op)) return queue.run(method, data, place, op);
  return new Promise((resolve) => {
    const end = queue.waiting.follow(() => {
      if (queue.waiting.get().some((command) => command.op === op)) return;
      end();
      const failed = queue.failed.get().find(({ command }) => command.op === op);
      resolve(failed ? { ok: false, error: failed.error } : { ok: true, seq: 0 });
    });
  });
}
