// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { useDay } from '../../core/clock.ts';
import { useView } from '../../core/here.ts';
import { bySeq } from '../../core/views.ts';
import { personName, useWords } from '../../i18n/context.tsx';
import { Need } from '../../ui/need.tsx';
import { useDesk } from './bar.tsx';
import { isNameless, waitsFor } from './shared.ts';
import type { Question, QuestionView } from './view.ts';

/** Questions that wait for approval, and those that one has charge of. */
export function Needs(): JSX.Element {
  const questions = useView((view: QuestionView) => view.question?.questions);
  const me = useView((view: QuestionView) => view.me.id);
  const day = useDay();
  const waiting = bySeq(questions).filter(({ value }) => waitsFor(value, me));
  return <>{waiting.map(({ seq, value }) => <Row key={seq} seq={seq} question={value} day={day} />)}</>;
}

function Row({ seq, question, day }: { seq: number; question: Question; day: number }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const { acts, sending, label, asked } = useDesk(seq, question, 'need');
  const name = isNameless(question) ? t('question.by.anonymous') : personName(words, question.name);
  return (
    <>
      <Need icon="question" kind={t(question.state === 'pending' ? 'question.need' : 'question.need.yours')} who={<bdi class="name">{name}</bdi>} at={question.at} day={day} text={question.text} dir={question.dir}
        acts={acts} label={label} busy={sending} testid={`need-${seq}`} />
      {asked}
    </>
  );
}
