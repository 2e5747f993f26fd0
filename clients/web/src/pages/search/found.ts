// SPDX-License-Identifier: Apache-2.0
// Asks the server; what comes late, after something else was asked, is nobody's.
import { useEffect, useRef, useState } from 'preact/hooks';
import { asked } from '../../core/asked.ts';
import { HttpError } from '../../core/person.ts';
import type { Failure } from '../../core/command.ts';
import type { Texts } from '../../core/views.ts';
import type { Hit } from './way.ts';

const TYPING_MS = 250;

export interface Wanted {
  readonly words: string;
  readonly kind: string;
  readonly since: number;
  readonly room: string | undefined;
  readonly by: string | undefined;
}

interface Answer {
  readonly hits: readonly Hit[];
  readonly rooms: { readonly [room: string]: { readonly title?: Texts } };
  readonly next?: string;
}

export interface Found {
  /** undefined: nothing was asked, or it is on its way. */
  readonly answer: Answer | undefined;
  readonly busy: boolean;
  /** `LOST`: nobody answers, as without a network. */
  readonly failed: Failure | 'LOST' | undefined;
  readonly more: (() => void) | undefined;
  readonly again: () => void;
}

async function look({ words, kind, since, room, by }: Wanted, after?: string): Promise<Answer> {
  const question = { words, begins: true, ...(kind === 'any' ? {} : { kind }), ...(since ? { since } : {}), ...(room ? { room } : {}), ...(by ? { by } : {}), ...(after ? { after } : {}) };
  return (await asked('/api/search', 'POST', question)).json() as Promise<Answer>;
}

export function useFound(wanted: Wanted): Found {
  const [answer, setAnswer] = useState<Answer | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<Failure | 'LOST' | undefined>(undefined);
  const turn = useRef(0);
  const key = JSON.stringify(wanted);
  const run = (before: Answer | undefined): void => {
    const now = ++turn.current;
    setBusy(true);
    setFailed(undefined);
    look(wanted, before?.next).then((more) => {
      if (now !== turn.current) return;
      setBusy(false);
      setAnswer(before ? { ...more, hits: [...before.hits, ...more.hits], rooms: { ...before.rooms, ...more.rooms } } : more);
    }, (error: unknown) => {
      if (now !== turn.current) return;
      setBusy(false);
      setFailed(!(error instanceof HttpError) ? 'LOST' : error.error ?? 'INTERNAL');
    });
  };
  useEffect(() => {
    turn.current++;
    setBusy(wanted.words.trim() !== '');
    if (wanted.words.trim() === '') {
      setAnswer(undefined);
      setFailed(undefined);
      return undefined;
    }
    const timer = setTimeout(() => run(undefined), TYPING_MS);
    return () => clearTimeout(timer);
  }, [key]);
  return { answer, busy, failed, more: answer?.next === undefined ? undefined : () => run(answer), again: () => run(undefined) };
}
