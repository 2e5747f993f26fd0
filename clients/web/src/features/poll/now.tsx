// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { BesideProps } from '../../core/feature.ts';
import { useView } from '../../core/here.ts';
import { useWords } from '../../i18n/context.tsx';
import { Button } from '../../ui/parts.tsx';
import { PollCard } from './card.tsx';
import { ballotOf, pollNow } from './shared.ts';
import type { PollView } from './view.ts';

/** The open poll, or the results that came out last until one lets go of them. */
export function PollNow({ inSight }: BesideProps): JSX.Element | null {
  const { t } = useWords();
  const polls = useView((view: PollView) => view.poll?.polls);
  const ballots = useView((view: PollView) => view.me.poll?.ballots);
  const [hidden, hide] = useState(0);
  const now = pollNow(polls, ballots);
  if (!now || inSight('polls') || hidden === now.seq) return null;
  const { seq, value } = now;
  return (
    <div>
      <PollCard key={seq} seq={seq} poll={value} ballot={ballotOf(ballots, seq, value)} />
      {value.state === 'closed' && <Button kind="quiet" small onClick={() => hide(seq)} testid="poll-now-hide">{t('poll.now.hide')}</Button>}
    </div>
  );
}
