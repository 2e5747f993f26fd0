// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import type { BesideProps } from '../../core/feature.ts';
import { useNow } from '../../core/clock.ts';
import { useView } from '../../core/here.ts';
import { useTeam } from '../../core/team.ts';
import { bySeq } from '../../core/views.ts';
import type { BySeq } from '../../core/views.ts';
import { useWords } from '../../i18n/context.tsx';
import { Badge, Name, Time } from '../../ui/parts.tsx';
import { Prose } from '../../ui/prose.tsx';
import { isNameless } from './view.ts';
import type { Question, QuestionView } from './view.ts';

export function answering(questions: BySeq<Question> | undefined): { seq: number; value: Question } | undefined {
  return bySeq(questions).find(({ value }) => value.state === 'answering');
}

/** The question that is being answered. */
export function QuestionNow({ inSight }: BesideProps): JSX.Element | null {
  const { t } = useWords();
  const found = answering(useView((view: QuestionView) => view.question?.questions));
  const team = useTeam<typeof import('./staff.ts')>('question');
  const day = useNow(60_000);
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
