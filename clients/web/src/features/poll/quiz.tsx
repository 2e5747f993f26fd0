// SPDX-License-Identifier: Apache-2.0
// Whether a poll counts for a quiz, and whether time does.
import type { JSX } from 'preact';
import { useWords } from '../../i18n/context.tsx';
import { Choice } from '../../ui/parts.tsx';
import type { PollDraft } from './draft.ts';
import { QUIZZES, quizName } from './options.ts';

interface Props {
  readonly draft: PollDraft;
  readonly onChange: (part: Partial<PollDraft>) => void;
}

/** For who has said what is correct, where it is known whose answer it is. */
export function QuizFields({ draft, onChange }: Props): JSX.Element | null {
  const words = useWords();
  const { t } = words;
  const known = draft.ballot !== 'anonymous' && draft.ballot !== 'secret';
  if (!known || !draft.correct?.length) return null;
  const quizzes = draft.quiz && !QUIZZES.includes(draft.quiz) ? [...QUIZZES, draft.quiz] : QUIZZES;
  return (
    <>
      <Choice<string>
        label={t('poll.form.quiz')} name="poll-quiz" value={draft.quiz ?? ''} onChange={(quiz) => onChange({ quiz })}
        options={[{ value: '', label: t('poll.form.quiz.none') }, ...quizzes.map((value) => ({ value, label: quizName(value, words) }))]}
      />
      {draft.quiz && (
        <label class="field-number">
          <span>{t('poll.form.timed')}</span>
          <input type="number" min={0} max={3600} value={draft.timed ?? ''} data-testid="poll-timed"
            onInput={({ currentTarget: { valueAsNumber: seconds } }) => onChange({ timed: seconds > 0 ? Math.round(seconds) : 0 })} />
        </label>
      )}
    </>
  );
}
