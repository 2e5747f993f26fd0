// SPDX-License-Identifier: Apache-2.0
// The tally as a list of sentences with bars behind them: the numbers are text, the bar is decoration.
import type { JSX } from 'preact';
import { useWords } from '../../i18n/context.tsx';
import { Icon } from '../../ui/icon.tsx';
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
      <ul>
        {options.map((option) => {
          const mine = ballot?.includes(option.number) ?? false;
          return (
            <li key={option.number} class={count(option.number) === most ? 'result result-most' : 'result'}>
              <span class="result-text">
                {mine && <Icon name="check" />}
                <span lang={option.lang} dir={option.dir}>{option.text}</span>
                {mine && <span class="hidden">({t('poll.mine')})</span>}
              </span>
              <span class="result-value">{t('poll.bar', { n: count(option.number), percent: percent(share(option.number)) })}</span>
              <span class="bar" aria-hidden="true"><span style={{ inlineSize: `${share(option.number) * 100}%` }} /></span>
            </li>
          );
        })}
      </ul>
      <p class="hint">{t('poll.voters', { n: tally.voters })}</p>
    </section>
  );
}
