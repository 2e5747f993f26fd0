// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from 'preact/hooks';
import { Store, useSelect } from './store.ts';

let offset_ms = 0;

/** The connect reply told the server's time. */
export function clockSet(server_ms: number): void {
  offset_ms = server_ms - Date.now();
}

export function serverNow(): number {
  return Date.now() + offset_ms;
}

/** The server's time, redrawn every `every_ms`; standing still when that is 0. */
export function useNow(every_ms: number): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    setNow(serverNow());
    if (every_ms === 0) return undefined;
    const timer = setInterval(() => setNow(serverNow()), every_ms);
    return () => clearInterval(timer);
  }, [every_ms]);
  return now;
}

const TICK_MS = 20_000;
const ticks = new Store(0);
let followers = 0;
let ticking: ReturnType<typeof setInterval> | undefined;

/** What `select` makes of the server's time, now and as it goes on: drawn again only when that is another. One clock
 *  for all: in a list of a thousand those are drawn whose words have changed. */
export function useAt<T>(select: (now: number) => T): T {
  useEffect(() => {
    if (followers++ === 0) ticking = setInterval(() => ticks.set(ticks.get() + 1), TICK_MS);
    return () => {
      if (--followers === 0) clearInterval(ticking);
    };
  }, []);
  return useSelect(ticks, () => select(serverNow()));
}

/** The midnight at which the reader's day began. */
export function useDay(): number {
  return useAt((now) => new Date(now).setHours(0, 0, 0, 0));
}
