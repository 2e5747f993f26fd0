// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { useRights, useView } from '../../core/here.ts';
import { TextField } from '../../ui/field.tsx';
import { Line } from '../../ui/line.tsx';
import { Button } from '../../ui/parts.tsx';
import type { Intake as IntakeState, QuestionView } from './view.ts';

const STATES: readonly IntakeState[] = ['open', 'voting', 'closed'];

/** Whether questions are taken, and whether the team sees them first. */
export function Intake(): JSX.Element {
  const { t } = useWords();
  const intake = useView((view: QuestionView) => view.question?.intake) ?? 'open';
  const moderated = useView((view: QuestionView) => view.question?.moderated) === true;
  const anonymous = useView((view: QuestionView) => view.question?.anonymous) === true;
  const comments = useView((view: QuestionView) => view.question?.comments) === true;
  const shown = useView((view: QuestionView) => view.question?.shown) ?? 'all';
  const tags = useView((view: QuestionView) => view.question?.tags) ?? [];
  const { may } = useRights();
  const { sending, run } = useAct();
  const [listed, setListed] = useState<string | undefined>();
  const list = (text: string): void => {
    const next = text.split(/[,،\n]/).map((tag) => tag.trim()).filter((tag) => tag !== '');
    void run('question.tags', { tags: next }).then((done) => done && setListed(undefined));
  };
  return (
    <Line icon="settings" testid="question-settings"
      says={[`${t('question.intake')}: ${t(`question.intake.${intake}`)}`, moderated && t('question.moderated'), anonymous && t('question.anonymous')].filter(Boolean).join(' · ')}>
      <label class="field-number">
        <span>{t('question.intake')}</span>
        <select key={String(sending)} value={intake} disabled={sending} data-testid="intake"
          onChange={(event) => void run('question.intake', { intake: event.currentTarget.value, moderated })}>
          {STATES.map((state) => <option key={state} value={state}>{t(`question.intake.${state}`)}</option>)}
        </select>
      </label>
      <label class="check">
        <input type="checkbox" key={String(sending)} checked={moderated} disabled={sending} data-testid="moderated"
          onChange={(event) => void run('question.intake', { intake, moderated: event.currentTarget.checked })} />
        <span>{t('question.moderated')}</span>
      </label>
      <label class="check">
        <input type="checkbox" key={String(sending)} checked={anonymous} disabled={sending} data-testid="anonymous"
          onChange={(event) => void run('question.intake', { intake, anonymous: event.currentTarget.checked })} />
        <span>{t('question.anonymous')}</span>
      </label>
      <label class="check">
        <input type="checkbox" key={String(sending)} checked={comments} disabled={sending} data-testid="question-comments"
          onChange={(event) => void run('question.intake', { intake, comments: event.currentTarget.checked })} />
        <span>{t('question.comments.allow')}</span>
      </label>
      <label class="check">
        <input type="checkbox" key={String(sending)} checked={shown === 'answered'} disabled={sending} data-testid="question-shown"
          onChange={(event) => void run('question.intake', { intake, shown: event.currentTarget.checked ? 'answered' : 'all' })} />
        <span>{t('question.shown.answered')}</span>
      </label>
      {may('question.tags') && (
        <form class="row" onSubmit={(event) => { event.preventDefault(); list(listed ?? tags.join(', ')); }}>
          <TextField label={t('question.tags.list')} value={listed ?? tags.join(', ')} max={400} onInput={setListed} readOnly={sending} testid="question-tags" />
          <Button submit busy={sending} disabled={listed === undefined} testid="question-tags-save">{t('do.save')}</Button>
        </form>
      )}
    </Line>
  );
}
