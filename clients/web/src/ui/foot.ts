// SPDX-License-Identifier: Apache-2.0
// What stands at the foot of the page and has acts in it (data-foot): a form's end, a field to write
// in. What passes by over the page stays above it.
import { useLayoutEffect } from 'preact/hooks';
import type { RefObject } from 'preact';

const NEAR = 96; // pixels above the lower edge that a notice would take
const MOVES = ['scroll', 'resize', 'input'] as const;

/** How far the feet that are in sight reach up from the lower edge; half of it at most. */
export function footOf(feet: Iterable<{ getBoundingClientRect(): { top: number; bottom: number } }>, height: number): number {
  let top = height;
  for (const foot of feet) {
    const at = foot.getBoundingClientRect();
    if (at.bottom > at.top && at.top < height && at.bottom > height - NEAR) top = Math.min(top, at.top);
  }
  return Math.min(height - top, height / 2);
}

/** Keeps `place` above them while there is something in it. */
export function useAboveFeet(place: RefObject<HTMLElement | null>, filled: boolean): void {
  useLayoutEffect(() => {
    if (!filled) return undefined;
    const raise = (): void => place.current?.style.setProperty('--foot', `${footOf(document.querySelectorAll('[data-foot]'), innerHeight)}px`);
    raise();
    for (const move of MOVES) addEventListener(move, raise, { capture: true, passive: true });
    // A page that is opened meanwhile brings its own.
    const changes = new MutationObserver(raise);
    changes.observe(document.body, { childList: true, subtree: true });
    return () => {
      changes.disconnect();
      for (const move of MOVES) removeEventListener(move, raise, { capture: true });
    };
  }, [filled]);
}
