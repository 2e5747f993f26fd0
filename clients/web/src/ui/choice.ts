// SPDX-License-Identifier: Apache-2.0
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

export interface Choice<T> {
  /** What the control shows. */
  readonly chosen: T;
  /** What holds, as far as is known: what was given, before the room says so. */
  readonly holds: T;
  readonly choose: (value: T) => void;
  /** The server has taken `value` where `over` held. */
  readonly give: (value: T, over: T) => void;
  /** What was chosen is not given. */
  readonly drop: () => void;
}

/** What somebody chooses in place of what holds. News of what holds, however late they come, do not take
 *  away what was chosen meanwhile. */
export function useChoice<T extends string>(told: T): Choice<T> {
  const [own, setOwn] = useState<T | undefined>(undefined);
  const [given, setGiven] = useState<T | undefined>(undefined);
  const now = useRef(told);
  now.current = told;
  const without = (value: T): void => setOwn((chosen) => (chosen === value ? undefined : chosen));
  useLayoutEffect(() => {
    setGiven(undefined);
    without(told);
  }, [told]);
  const holds = given ?? told;
  return {
    chosen: own ?? holds,
    holds,
    choose: setOwn,
    give: (value, over) => {
      without(value);
      // The room may have said so before the server's answer came.
      if (now.current === over) setGiven(value);
    },
    drop: () => setOwn(undefined),
  };
}
