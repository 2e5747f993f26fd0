// SPDX-License-Identifier: Apache-2.0
import { useCallback, useRef, useState } from 'preact/hooks';
import type { JsonObject } from '../core/merge.ts';
import type { Command, Failure } from '../core/queue.ts';
import { useStore } from '../core/store.ts';
import { useWords } from '../i18n/context.tsx';
import { notify } from './live.tsx';
import { useRoomRun, useSession } from './session.tsx';

/** Resolves to whether the server did it. A second press while the first is under way is none. */
export type Run = (method: string, data: JsonObject) => Promise<boolean>;

export interface CommandState {
  readonly sending: boolean;
  readonly error: Failure | undefined;
  /** What is under way, or waits until the server takes it. */
  readonly waiting: Command | undefined;
  readonly run: Run;
}

/** The commands of one place, say a form: sending until answered, then done or refused by name. The
 *  queue knows, so it is also true after the form was away for a while. */
export function useCommand(place: string): CommandState {
  const { queue } = useSession();
  const send = useRoomRun();
  const waiting = useStore(queue.waiting).find((command) => command.place === place);
  const error = useStore(queue.failed).find((failed) => failed.command.place === place)?.error;
  const run = useCallback(async (method: string, data: JsonObject) => {
    if (queue.waiting.get().some((command) => command.place === place)) return false;
    return (await send(method, data, place)).ok;
  }, [queue, send, place]);
  return { sending: waiting !== undefined, error, waiting, run };
}

export interface Acting {
  readonly sending: boolean;
  readonly run: Run;
  /** Several commands that are one act: what it is given runs them, and no press comes between two of them.
   *  Resolves to what it resolves to; false where another act is under way. */
  readonly whole: (act: (run: Run) => Promise<boolean>) => Promise<boolean>;
  /** What is chosen and not pressed: the one after it is sent too, behind it. */
  readonly each: Run;
}

/** A button's command: a refusal has no place to stand in and is shown as a notice. */
export function useAct(): Acting {
  const { t } = useWords();
  const send = useRoomRun();
  const [sending, setSending] = useState(false);
  const busy = useRef(false);
  const each: Run = async (method, data) => {
    const outcome = await send(method, data);
    if (!outcome.ok) notify(t('app.error', { error: t(`error.${outcome.error}`) }));
    return outcome.ok;
  };
  const whole: Acting['whole'] = async (act) => {
    if (busy.current) return false;
    busy.current = true;
    setSending(true);
    try {
      return await act(each);
    } finally {
      busy.current = false;
      setSending(false);
    }
  };
  return { sending, whole, each, run: (method, data) => whole((run) => run(method, data)) };
}
