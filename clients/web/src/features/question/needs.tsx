// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { useDay } from '../../core/clock.ts';
import { useRights, useView } from '../../core/here.ts';
import { bySeq } from '../../core/views.ts';
import { personName, useWords } from '../../i18n/context.tsx';
import type { Act } from '../../ui/acts.tsx';
import { useAct } from '../../ui/command.ts';
import { notify } from '../../ui/live.tsx';
import { Need } from '../../ui/need.tsx';
import { isNameless } from './shared.ts';
import type { Question, QuestionView } from './view.ts';

/** Questions that wait for approval. */
export function Needs(): JSX.Element {
  const questions = useView((view: QuestionView) => view.question?.questions);
  const day = useDay();
  const waiting = bySeq(questions).filter(({ value }) => value.state === 'pending');
  return <>{waiting.map(({ seq, value }) => <Row key={seq} seq={seq} question={value} day={day} />)}</>;
}

function Row({ seq, question, day }: { seq: number; question: Question; day: number }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const { may } = useRights();
  const { sending, run } = useAct();
  const name = isNameless(question) ? t('question.by.anonymous') : personName(words, question.name);
  const aside = async (): Promise<void> => {
    if (await run('question.dismiss', { question: seq })) {
      notify(t('question.dismissed'), { label: t('do.undo'), run: () => void run('question.reopen', { question: seq }) });
    }
  };
  const acts: Act[] = [];
  if (may('question.approve')) acts.push({ label: t('do.approve'), testid: `need-approve-${seq}`, onChoose: () => void run('question.approve', { question: seq }) });
  if (may('question.dismiss')) acts.push({ label: t('question.dismiss'), icon: 'close', testid: `need-dismiss-${seq}`, onChoose: () => void aside() });
  return (
    <Need icon="question" kind={t('question.need')} who={<bdi class="name">{name}</bdi>} at={question.at} day={day} text={question.text} dir={question.dir}
      acts={acts} label={t('question.acts', { name })} busy={sending} testid={`need-${seq}`} />
  );
}
