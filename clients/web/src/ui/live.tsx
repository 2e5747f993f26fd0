// SPDX-License-Identifier: Apache-2.0
// What is spoken to screen readers without being looked for, and notices that pass by.
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
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
const notice = new Store<Said>({ text: '', turn: 0 });

/** A sentence shown for a while at the edge of the page, for what has no place of its own. */
export function notify(text: string): void {
  notice.set({ text, turn: notice.get().turn + 1 });
}

export function LiveRegions(): JSX.Element {
  const { t } = useWords();
  const polite = useStore(said.polite);
  const assertive = useStore(said.assertive);
  const { text, turn } = useStore(notice);
  useEffect(() => {
    if (text === '') return undefined;
    const timer = setTimeout(() => notice.set({ text: '', turn }), NOTICE_MS);
    return () => clearTimeout(timer);
  }, [text, turn]);
  return (
    <>
      {/* Keyed by turn: the same sentence twice is said twice. */}
      <div class="hidden" aria-live="polite" role="status" data-testid="live-polite"><p key={polite.turn}>{polite.text}</p></div>
      <div class="hidden" aria-live="assertive" role="alert" data-testid="live-assertive"><p key={assertive.turn}>{assertive.text}</p></div>
      <div class="notice-place" role="status" data-testid="notice">
        {text !== '' && (
          <p class="notice" key={turn}>
            <span>{text}</span>
            <button type="button" class="button-icon" aria-label={t('do.close')} onClick={() => notice.set({ text: '', turn })}>
              <Icon name="close" />
            </button>
          </p>
        )}
      </div>
    </>
  );
}
