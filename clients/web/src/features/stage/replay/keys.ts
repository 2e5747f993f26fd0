// SPDX-License-Identifier: Apache-2.0
// Space plays and pauses, arrows go along the time line; not while one writes, or stands in a list or on a control that has keys
// of its own.
import { useLayoutEffect } from 'preact/hooks';
import { useWords } from '../../../i18n/context.tsx';
import type { Deck } from './deck.ts';

export const STEP_MS = 5000;
const FAR_MS = 60_000;

/** How far a key goes along a line that runs in that direction; undefined: it is none of these. */
export function stepOf(key: string, dir: string): number | undefined {
  const ahead = dir === 'rtl' ? -1 : 1;
  switch (key) {
    case 'ArrowRight': return ahead * STEP_MS;
    case 'ArrowLeft': return -ahead * STEP_MS;
    case 'PageUp': return FAR_MS;
    case 'PageDown': return -FAR_MS;
    default: return undefined;
  }
}

export function useKeys(deck: Deck): void {
  const { dir } = useWords();
  useLayoutEffect(() => {
    const keydown = (event: KeyboardEvent): void => {
      const target = event.target as HTMLElement;
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (target.closest('input, textarea, select, button, a, summary, [role=tab], [role=menu], [data-row], dialog, [contenteditable]')) return;
      const step = event.key.startsWith('Arrow') ? stepOf(event.key, dir) : undefined;
      if (event.key === ' ') (deck.playing.get() ? deck.pause() : deck.play());
      else if (step !== undefined) deck.seek(deck.moment.get() + step);
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', keydown);
    return () => removeEventListener('keydown', keydown);
  }, [deck, dir]);
}
