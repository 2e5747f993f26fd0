// SPDX-License-Identifier: Apache-2.0
import { spoken } from '../../i18n/context.tsx';
import type { Spoken } from '../../i18n/context.tsx';
import type { Words } from '../../i18n/index.ts';
import type { Poll, Tally } from './view.ts';

export interface Option extends Spoken {
  readonly number: number;
}

/** What one can choose. Yes, no and abstain are not in the view: they are ours to say. */
export function optionsOf(poll: Poll, words: Words): Option[] {
  if (poll.type === 'yesno') {
    const { t, lang, dir } = words;
    return [t('poll.yes'), t('poll.no'), t('poll.abstain')].map((text, index) => ({ number: index + 1, text, lang, dir }));
  }
  return Object.entries(poll.options ?? {})
    .map(([number, texts]) => ({ number: Number(number), ...spoken(texts, words.lang) }))
    .sort((a, b) => a.number - b.number);
}

/** The sums, where there are any to be seen: a secret poll's tally says no more than how many have voted until it is counted. */
export function counted(poll: Poll): Tally | undefined {
  return poll.tally?.options && (poll.ballot !== 'secret' || poll.result === 'counted') ? poll.tally : undefined;
}

/** How many must and may be chosen. */
export function rangeOf(poll: Poll, options: number): { min: number; max: number } {
  if (poll.type !== 'multiple') return { min: 1, max: 1 };
  return { min: poll.min ?? 1, max: poll.max ?? options };
}
