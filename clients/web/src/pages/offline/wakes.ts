// SPDX-License-Identifier: Apache-2.0
// What is new by itself is in no event: it is asked for when its time has come (inbox.news, `wakes`).
import { useEffect } from 'preact/hooks';
import { serverNow } from '../../core/clock.ts';
import { news } from '../../core/inbox.ts';
import { useSelect } from '../../core/store.ts';
import { newsAsk } from '../../ui/inbox.tsx';

// Beyond this browsers fire at once; it is asked again long before.
const LONG_MS = 86_400_000;

export function useWakes(): void {
  const wakes = useSelect(news, (answer) => answer?.wakes);
  useEffect(() => {
    const wait = wakes === undefined ? LONG_MS : wakes - serverNow();
    if (wait >= LONG_MS) return undefined;
    const timer = setTimeout(() => newsAsk.get()(), Math.max(0, wait));
    return () => clearTimeout(timer);
  }, [wakes]);
}
