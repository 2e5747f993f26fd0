// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from 'preact/hooks';

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
