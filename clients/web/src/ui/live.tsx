// SPDX-License-Identifier: Apache-2.0
// What is spoken to screen readers without being looked for, and notices that pass by.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Store, useStore } from '../core/store.ts';
import { useWords } from '../i18n/context.tsx';
import { Icon } from './icon.tsx';

export type Urgency = 'polite' | 'assertive';
interface Said {
  readonly text: string;
  readonly turn: number;
}
const said: { readonly [U in Urgency]: Store<Said> } = {
  polite: new Store<Said>({ text: '', turn: 0 }),
  assertive: new Store<Said>({ text: '', turn: 0 }),
};

export function announce(text: string, urgency: Urgency = 'polite'): void {
  said[urgency].set({ text, turn: said[urgency].get().turn + 1 });
}

const NOTICE_MS = 10_000;
const UNDO_MS = 8000;

/** Takes back what a notice tells of. */
export interface Undo {
  readonly label: string;
  readonly run: () => void;
}
interface Notice extends Said {
  readonly undo?: Undo | undefined;
}
const notice = new Store<Notice>({ text: '', turn: 0 });

/** A sentence shown for a while at the edge of the page, for what has no place of its own; with `undo`
 *  for eight seconds, in which it can be taken back. */
export function notify(text: string, undo?: Undo): void {
  notice.set({ text, turn: notice.get().turn + 1, undo });
}

export function LiveRegions(): JSX.Element {
  const { t } = useWords();
  const polite = useStore(said.polite);
  const assertive = useStore(said.assertive);
  const { text, turn, undo } = useStore(notice);
  // Whoever is at it has the time they need.
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (text === '' || held) return undefined;
    const timer = setTimeout(() => notice.set({ text: '', turn }), undo ? UNDO_MS : NOTICE_MS);
    return () => clearTimeout(timer);
  }, [text, turn, held]);
  const end = (): void => {
    setHeld(false);
    notice.set({ text: '', turn });
  };
  return (
    <>
      {/* Keyed by turn: the same sentence twice is said twice. */}
      <div class="hidden" aria-live="polite" role="status" data-testid="live-polite"><p key={polite.turn}>{polite.text}</p></div>
      <div class="hidden" aria-live="assertive" role="alert" data-testid="live-assertive"><p key={assertive.turn}>{assertive.text}</p></div>
      <div class="notice-place" role="status" data-testid="notice">
        {text !== '' && (
          <p class="notice" key={turn} onPointerEnter={() => setHeld(true)} onPointerLeave={() => setHeld(false)}
            onFocusCapture={() => setHeld(true)} onBlurCapture={() => setHeld(false)}>
            <span>{text}</span>
            {undo && <button type="button" class="button" data-testid="undo" onClick={() => { end(); undo.run(); }}>{undo.label}</button>}
            <button type="button" class="button-icon" aria-label={t('do.close')} onClick={end}>
              <Icon name="close" />
            </button>
          </p>
        )}
      </div>
    </>
  );
}
