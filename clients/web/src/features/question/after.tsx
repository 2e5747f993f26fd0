// SPDX-License-Identifier: Apache-2.0
// What was asked in a session that is over, and what was answered to it: most wanted first. What has no answer is in the
// panel of questions, where it is answered.
import type { JSX } from 'preact';
import { useView } from '../../core/here.ts';
import { paramsSet, place } from '../../core/router.ts';
import { bySeq } from '../../core/views.ts';
import { personName, useWords } from '../../i18n/context.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Button } from '../../ui/parts.tsx';
import { Prose } from '../../ui/prose.tsx';
import type { Question, QuestionView } from './view.ts';

const TAB = 'questions';

export function QuestionAfter(): JSX.Element | null {
  const { t, number } = useWords();
  const all = bySeq(useView((view: QuestionView) => view.question?.questions));
  const answered = all.filter(({ value }) => value.state === 'answered').sort((a, b) => (b.value.votes ?? 0) - (a.value.votes ?? 0));
  const open = all.filter(({ value }) => value.state === 'open' || value.state === 'answering').length;
  if (answered.length + open === 0) return null;
  const look = (): void => {
    paramsSet({ ...place.get().query, tab: TAB });
    requestAnimationFrame(() => document.getElementById(`panel-${TAB}`)?.focus());
  };
  return (
    <section aria-labelledby="after-questions" data-testid="after-questions">
      <h3 id="after-questions">{t('question.after')}</h3>
      {answered.map(({ seq, value }) => (
        <article key={seq} class="after-card" data-testid={`after-question-${seq}`}>
          <Prose text={value.text} dir={value.dir} />
          <p class="meta"><Icon name="up" /> <span aria-hidden="true">{number(value.votes ?? 0)}</span><span class="hidden">{t('question.votes', { n: value.votes ?? 0 })}</span></p>
          <Answer question={value} />
        </article>
      ))}
      {open > 0 && <p class="row"><span>{t('question.after.open', { n: open })}</span><Button small onClick={look} testid="after-open">{t('question.after.look')}</Button></p>}
    </section>
  );
}

function Answer({ question: { answer } }: { question: Question }): JSX.Element {
  const words = useWords();
  if (!answer?.text) return <p class="answer-live"><Icon name="check" />{words.t(answer?.private ? 'question.answered.private' : 'question.answered.live')}</p>;
  return (
    <div class="answer">
      <p class="meta">{answer.by === undefined ? words.t('question.answer.team') : words.t(answer.course ? 'question.answer.course' : 'question.answer.by', { name: personName(words, answer.name ?? '') })}</p>
      <Prose text={answer.text} dir={answer.dir ?? 'ltr'} />
    </div>
  );
}
