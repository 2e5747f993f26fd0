// SPDX-License-Identifier: Apache-2.0
// The direction of a text while it is written: that of its words, or what its author chose.
import type { JSX } from 'preact';
import { useDraft } from '../core/draft.ts';
import { directionOf, isMixed } from '../core/text.ts';
import type { Dir } from '../core/views.ts';
import { useWords } from '../i18n/context.tsx';

export interface Writing {
  /** For the field. */
  readonly dir: Dir | 'auto';
  /** For the command: empty unless the author chose. */
  readonly sent: { readonly dir?: Dir };
  /** A small button beside the field, where a guess may be wrong. */
  readonly toggle: JSX.Element | null;
}

/** The choice belongs to the draft of the place and goes with it. */
export function useWriting(place: string, text: string): Writing {
  const { t } = useWords();
  const [kept, choose] = useDraft(`${place}/dir`);
  const chosen = text !== '' && (kept === 'rtl' || kept === 'ltr') ? kept : undefined;
  const dir = chosen ?? directionOf(text) ?? 'auto';
  const other = dir === 'rtl' ? 'ltr' : 'rtl';
  const label = t(`text.${other}`);
  const shown = chosen !== undefined || isMixed(text);
  return {
    dir,
    sent: chosen ? { dir: chosen } : {},
    toggle: shown ? (
      <button type="button" class="button-icon direction" aria-label={label} title={label} onClick={() => choose(other)} data-testid="direction">
        <span aria-hidden="true">{other === 'rtl' ? '⇤' : '⇥'}</span>
      </button>
    ) : null,
  };
}
