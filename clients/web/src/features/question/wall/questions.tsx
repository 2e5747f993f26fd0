// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { useView } from '../../../core/here.ts';
import { personName, useWords } from '../../../i18n/context.tsx';
import { Fit, Lines, Numbers } from '../../../ui/wall.tsx';
import { isNameless } from '../shared.ts';
import type { QuestionView } from '../view.ts';
import { isOver, publicQuestions } from './public.ts';

/** The question that is being answered, and those that most people want answered. */
export function WallQuestions(): JSX.Element {
  const words = useWords();
  const { t } = words;
  const share = useView((view: QuestionView) => view.question);
  const over = useView(isOver);
  const rows = publicQuestions(share ?? {}, over).map((each) => ({ ...each, who: isNameless(each) ? t('question.by.anonymous') : personName(words, each.name), counted: t('question.votes', { n: each.votes }) }));
  const taken = rows.find(({ answering }) => answering);
  return (
    <section class="wall-scene" data-testid="wall-questions">
      <h1 class="wall-state"><span class={taken ? 'wall-badge wall-badge-open' : 'wall-badge'}>{t(taken ? 'question.state.answering' : 'present.questions')}</span></h1>
      <Fit change={JSON.stringify([words.lang, rows])}>
        <ol class="wall-questions">
          {rows.map(({ seq, text, dir, who, counted, answering }) => (
            <li key={seq} class={answering ? 'wall-question wall-question-now' : 'wall-question'} data-testid={`wall-question-${seq}`}>
              <Lines text={text} dir={dir} class="wall-question-text" />
              <span class="wall-soft">{answering && <><bdi>{who}</bdi> · </>}{counted}</span>
            </li>
          ))}
        </ol>
      </Fit>
      <Numbers title={t('present.questions')} of={rows.map(({ seq }) => seq).join()} rows={rows.map(({ text, counted }) => [text, counted])} />
    </section>
  );
}
