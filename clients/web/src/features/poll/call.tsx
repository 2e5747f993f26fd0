// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import type { BesideProps } from '../../core/feature.ts';
import { useRights, useView } from '../../core/here.ts';
import { bySeq } from '../../core/views.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { Button } from '../../ui/parts.tsx';
import type { PollView } from './view.ts';

/** An open poll without this person's vote is worth a line wherever one is looking. The team knows. */
export function PollCall({ inSight, open }: BesideProps): JSX.Element | null {
  const { t, lang } = useWords();
  const { staff, may } = useRights();
  const polls = useView((view: PollView) => view.poll?.polls);
  const ballots = useView((view: PollView) => view.me.poll?.ballots);
  const waiting = bySeq(polls).find(({ seq, value }) => value.state === 'open' && !ballots?.[seq]);
  if (inSight('polls') || !waiting || staff || !may('poll.vote')) return null;
  const title = spoken(waiting.value.title, lang);
  return (
    <aside class="poll-call" aria-label={t('poll.call')}>
      <p><span class="poll-call-label">{t('poll.call')}</span> <span lang={title.lang} dir={title.dir}>{title.text}</span></p>
      <Button kind="strong" icon="poll" onClick={() => open('polls')} testid="go-to-poll">{t('poll.call.go')}</Button>
    </aside>
  );
}
