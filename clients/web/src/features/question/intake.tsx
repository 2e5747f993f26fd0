// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { useView } from '../../core/here.ts';
import { Line } from '../../ui/line.tsx';
import type { Intake as IntakeState, QuestionView } from './view.ts';

const STATES: readonly IntakeState[] = ['open', 'voting', 'closed'];

/** Whether questions are taken, and whether the team sees them first. */
export function Intake(): JSX.Element {
  const { t } = useWords();
  const intake = useView((view: QuestionView) => view.question?.intake) ?? 'open';
  const moderated = useView((view: QuestionView) => view.question?.moderated) === true;
  const anonymous = useView((view: QuestionView) => view.question?.anonymous) === true;
  const { sending, run } = useAct();
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
    </Line>
  );
}
