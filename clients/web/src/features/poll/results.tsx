// SPDX-License-Identifier: Apache-2.0
// The tally: bar, number and percent of each answer; the numbers are text, the bar is decoration.
import type { JSX } from 'preact';
import { useWords } from '../../i18n/context.tsx';
import { Bars } from '../../ui/bars.tsx';
import { optionsOf } from './options.ts';
import type { Poll, Tally } from './view.ts';

export function Results({ poll, tally, ballot }: { poll: Poll; tally: Tally; ballot: readonly number[] | undefined }): JSX.Element {
  const words = useWords();
  const { t, percent } = words;
  const count = (option: number): number => tally.options?.[option] ?? 0;
  const options = optionsOf(poll, words);
  const most = Math.max(1, ...options.map((option) => count(option.number)));
  const share = (option: number): number => (tally.voters > 0 ? count(option) / tally.voters : 0);
  return (
    <section class="results" aria-label={t(poll.published ? 'poll.results' : 'poll.results.team')} data-testid="results">
      {!poll.published && <p class="hint">{t('poll.results.team')}</p>}
      <Bars bars={options.map(({ number, text, lang, dir }) => ({
        key: number, text, lang, dir, share: share(number), value: t('poll.bar', { n: count(number), percent: percent(share(number)) }),
        most: count(number) === most, ...(ballot?.includes(number) ? { mine: t('poll.mine') } : {}),
      }))} />
      <p class="hint">{t('poll.voters', { n: tally.voters })}</p>
    </section>
  );
}
