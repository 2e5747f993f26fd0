// SPDX-License-Identifier: Apache-2.0
import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { Store, useSelect, useStore } from './store.ts';

const offset_ms = new Store(0);
const ticks = new Store(0);

/** The connect reply told the server's time. What was drawn before is drawn again: this device may be days wrong. */
export function clockSet(server_ms: number): void {
  offset_ms.set(server_ms - Date.now());
  ticks.set(ticks.get() + 1);
}

export function serverNow(): number {
  return Date.now() + offset_ms.get();
}

/** What time it is: the server's, or, where a session is watched again, that of the session. */
export const ClockContext = createContext(serverNow);

/** That time, redrawn every `every_ms`; standing still when that is 0. */
export function useNow(every_ms: number): number {
  const clock = useContext(ClockContext);
  const [now, setNow] = useState(clock);
  const offset = useStore(offset_ms);
  useEffect(() => {
    setNow(clock());
    if (every_ms === 0) return undefined;
    const timer = setInterval(() => setNow(clock()), every_ms);
    return () => clearInterval(timer);
  }, [every_ms, clock, offset]);
  return now;
}

const TICK_MS = 20_000;
let followers = 0;
let ticking: ReturnType<typeof setInterval> | undefined;

/** What `select` makes of that time, now and as it goes on: drawn again only when that is another. One clock
 *  for all: in a list of a thousand those are drawn whose words have changed. */
export function useAt<T>(select: (now: number) => T): T {
  useEffect(() => {
    if (followers++ === 0) ticking = setInterval(() => ticks.set(ticks.get() + 1), TICK_MS);
    return () => {
      if (--followers === 0) clearInterval(ticking);
    };
  }, []);
  const clock = useContext(ClockContext);
  return useSelect(ticks, () => select(clock()));
}

/** The midnight at which the reader's day began. */
export function useDay(): number {
  return useAt((now) => new Date(now).setHours(0, 0, 0, 0));
}
