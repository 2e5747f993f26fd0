// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import type { BesideProps } from '../../core/feature.ts';
import { useDay } from '../../core/clock.ts';
import { useView } from '../../core/here.ts';
import { useTeam } from '../../core/team.ts';
import { useWords } from '../../i18n/context.tsx';
import { Badge, Name, Time } from '../../ui/parts.tsx';
import { Prose } from '../../ui/prose.tsx';
import { answering, isNameless } from './shared.ts';
import type { QuestionView } from './view.ts';

/** The question that is being answered. */
export function QuestionNow({ inSight }: BesideProps): JSX.Element | null {
  const { t } = useWords();
  const found = answering(useView((view: QuestionView) => view.question?.questions));
  const team = useTeam<typeof import('./staff.ts')>('question');
  const day = useDay();
  if (!found || inSight('questions')) return null;
  const { seq, value } = found;
  return (
    <article class="now-question" data-testid="now-question">
      <p><Badge tone="accent">{t('question.state.answering')}</Badge></p>
      <Prose text={value.text} dir={value.dir} />
      <p class="meta">
        <Name name={isNameless(value) ? t('question.by.anonymous') : value.name} /> · {t('question.votes', { n: value.votes ?? 0 })} · <Time at={value.at} now={day} />
      </p>
      {team && <team.QuestionBar seq={seq} question={value} />}
    </article>
  );
}
