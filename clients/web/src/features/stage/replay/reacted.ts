// SPDX-License-Identifier: Apache-2.0
// Reactions of those who watched again stand apart, by the minute of the session that they were shown.
import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Session } from '../../../core/session.ts';

export const MINUTE_MS = 60_000;
// A sum is written once a second.
const SUMMED_MS = 2500;

export interface Reacted {
  /** When the minute of the clock began. */
  readonly at: number;
  readonly times: number;
}

/** Of each minute all kinds together. */
export function reactedOf(again: readonly { readonly [sum: string]: number }[]): readonly Reacted[] {
  return again.map(({ at = 0, ...sums }) => ({ at, times: Object.values(sums).reduce((sum, one) => sum + one, 0) })).filter(({ times }) => times > 0);
}

/** And what asks for them once more, when one has reacted oneself. */
export function useReacted(session: Session, room: string): readonly [readonly Reacted[], () => void] {
  const [reacted, set] = useState<readonly Reacted[]>([]);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let gone = false;
    const ask = (): void => void session.query('reaction.minutes', { room })
      .then((answer) => gone || set(reactedOf((answer as { again?: { [sum: string]: number }[] }).again ?? [])), () => undefined);
    const timer = setTimeout(ask, turn === 0 ? 0 : SUMMED_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [session, room, turn]);
  return [reacted, useCallback(() => setTurn((last) => last + 1), [])];
}
