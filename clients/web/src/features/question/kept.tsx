// SPDX-License-Identifier: Apache-2.0
// What the team keeps of a question: who has charge of it, why it was set aside.
import type { JSX } from 'preact';
import { useView } from '../../core/here.ts';
import { personName, useWords } from '../../i18n/context.tsx';
import type { Question, QuestionView } from './view.ts';

export function Kept({ question }: { question: Question }): JSX.Element | null {
  const words = useWords();
  const me = useView((view: QuestionView) => view.me.id);
  const staff = useView((view: QuestionView) => view.member?.staff);
  const silenced = useView((view: QuestionView) => view.question?.silenced?.[question.by]) === true;
  const { claim, reason } = question;
  if (!claim && !reason && !silenced) return null;
  return (
    <p class="meta">
      {[claim && (claim.by === me ? words.t('question.claimed.yours') : words.t('question.claimed', { name: personName(words, staff?.[claim.by]?.name ?? claim.by) })),
        reason && `${words.t('question.reason')} ${reason.text}`,
        silenced && words.t('question.silenced')].filter(Boolean).join(' · ')}
    </p>
  );
}
