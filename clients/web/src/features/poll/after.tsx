// SPDX-License-Identifier: Apache-2.0
// What came out of the polls of a session that is over.
import type { JSX } from 'preact';
import { useView } from '../../core/here.ts';
import { bySeq } from '../../core/views.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { Results } from './results.tsx';
import { ballotOf } from './shared.ts';
import type { PollView } from './view.ts';

export function PollAfter(): JSX.Element | null {
  const { t, lang } = useWords();
  const ballots = useView((view: PollView) => view.me.poll?.ballots);
  // Who may not see a result has no tally of it.
  const polls = bySeq(useView((view: PollView) => view.poll?.polls)).filter(({ value }) => value.state !== 'draft' && value.tally);
  if (polls.length === 0) return null;
  return (
    <section aria-labelledby="after-polls" data-testid="after-polls">
      <h3 id="after-polls">{t('poll.after')}</h3>
      {polls.map(({ seq, value }) => {
        const title = spoken(value.title, lang);
        return (
          <article key={seq} class="after-card" data-testid={`after-poll-${seq}`}>
            <h4 lang={title.lang} dir={title.dir}>{title.text}</h4>
            {value.tally && <Results poll={value} tally={value.tally} ballot={ballotOf(ballots, seq, value)} />}
          </article>
        );
      })}
    </section>
  );
}
