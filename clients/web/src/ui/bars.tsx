// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import type { Spoken } from '../i18n/context.tsx';
import { Icon } from './icon.tsx';

export interface Bar extends Partial<Spoken> {
  readonly key: string | number;
  readonly text: string;
  /** Of 1. */
  readonly share: number;
  /** Number and percent. */
  readonly value: string;
  readonly most?: boolean;
  /** Says that this is one's own choice. */
  readonly mine?: string;
}

/** What was counted: bar, number, percent; one's own choice marked. A change moves and does not jump. */
export function Bars({ bars }: { bars: readonly Bar[] }): JSX.Element {
  return (
    <ul class="bars">
      {bars.map(({ key, text, lang, dir, share, value, most, mine }) => (
        <li key={key} class={`result${most ? ' result-most' : ''}${mine ? ' result-mine' : ''}`}>
          <span class="result-text">
            {mine && <Icon name="check" />}
            <span lang={lang} dir={dir}>{text}</span>
            {mine && <span class="hidden">({mine})</span>}
          </span>
          <span class="result-value">{value}</span>
          <span class="bar" aria-hidden="true"><span style={{ inlineSize: `${share * 100}%` }} /></span>
        </li>
      ))}
    </ul>
  );
}
