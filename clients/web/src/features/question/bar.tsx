// SPDX-License-Identifier: Apache-2.0
// What the team does with a question, by the state it is in.
import type { JSX } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { draftGet, useDraft } from '../../core/draft.ts';
import { chars } from '../../core/text.ts';
import { personName, useWords } from '../../i18n/context.tsx';
import { Acts } from '../../ui/acts.tsx';
import type { Act } from '../../ui/acts.tsx';
import { useAct, useCommand } from '../../ui/command.ts';
import { TextArea } from '../../ui/field.tsx';
import { notify } from '../../ui/live.tsx';
import { Button, Refusal } from '../../ui/parts.tsx';
import { RoomContext } from '../../ui/session.tsx';
import { KeptText, Waits } from '../../ui/waits.tsx';
import { useWriting } from '../../ui/writing.tsx';
import { useRights } from '../../core/here.ts';
import { isNameless } from './shared.ts';
import type { Question, QuestionState } from './view.ts';

type Move = 'question.approve' | 'question.take' | 'question.answer' | 'question.dismiss' | 'question.reopen';

const MOVES: { readonly [S in QuestionState]: readonly Move[] } = {
  pending: ['question.approve', 'question.dismiss'],
  open: ['question.take', 'question.answer', 'question.dismiss'],
  answering: ['question.answer', 'question.reopen', 'question.dismiss'],
  answered: ['question.reopen'],
  dismissed: ['question.reopen'],
};

export function QuestionBar({ seq, question }: { seq: number; question: Question }): JSX.Element | null {
  const words = useWords();
  const { t } = words;
  const { may } = useRights();
  const { sending, run } = useAct();
  const place = `answer/${useContext(RoomContext)}/${seq}`;
  // What was begun before is open again.
  const [writing, setWriting] = useState(() => draftGet(place) !== '');
  const moves = MOVES[question.state].filter((move) => may(move));
  const rest = (): void => {
    setWriting(false);
    document.getElementById(`question-${seq}`)?.focus({ preventScroll: true });
  };
  const has = (move: Move): boolean => moves.includes(move);
  const act = (move: Move): void => void run(move, { question: seq });
  const aside = async (): Promise<void> => {
    if (await run('question.dismiss', { question: seq })) notify(t('question.dismissed'), { label: t('do.undo'), run: () => act('question.reopen') });
  };
  if (writing && has('question.answer')) return <AnswerForm seq={seq} place={place} onClose={rest} />;
  if (writing && draftGet(place) !== '') return <KeptText place={place} reason="kept.closed" />;
  const acts: Act[] = [];
  if (has('question.approve')) acts.push({ label: t('do.approve'), strong: true, testid: `question-approve-${seq}`, onChoose: () => act('question.approve') });
  if (has('question.take')) acts.push({ label: t('question.take'), testid: `question-take-${seq}`, onChoose: () => act('question.take') });
  if (has('question.answer') && question.state === 'answering') {
    acts.push({ label: t('question.answer.live'), icon: 'check', strong: true, testid: `question-live-${seq}`, onChoose: () => act('question.answer') });
  }
  if (has('question.answer')) acts.push({ label: t('question.answer.text'), icon: 'edit', testid: `question-write-${seq}`, onChoose: () => setWriting(true) });
  if (has('question.reopen')) acts.push({ label: t('question.reopen'), icon: 'reply', testid: `question-reopen-${seq}`, onChoose: () => act('question.reopen') });
  if (has('question.dismiss')) acts.push({ label: t('question.dismiss'), icon: 'close', testid: `question-dismiss-${seq}`, onChoose: () => void aside() });
  const name = isNameless(question) ? t('question.by.anonymous') : personName(words, question.name);
  return <Acts acts={acts} label={t('question.acts', { name })} busy={sending} />;
}

function AnswerForm({ seq, place, onClose }: { seq: number; place: string; onClose: () => void }): JSX.Element {
  const { t } = useWords();
  const [text, setText] = useDraft(place);
  const { sending, error, waiting, run } = useCommand(place);
  const direction = useWriting(place, text);
  const fits = text.trim() !== '' && chars(text) <= BOUNDS.ANSWER_CHARS;
  const answer = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (fits && (await run('question.answer', { question: seq, text, ...direction.sent }))) onClose();
  };
  return (
    <form class="stack" onSubmit={(event) => void answer(event)}>
      <TextArea label={t('question.answer.write')} value={text} max={BOUNDS.ANSWER_CHARS} onInput={setText} readOnly={sending} dir={direction.dir} focus onEscape={onClose} testid={`answer-text-${seq}`} />
      <Refusal error={error} />
      <Waits command={waiting} />
      <div class="row">
        <Button kind="strong" submit busy={sending} disabled={!fits && !sending} testid={`answer-send-${seq}`}>{t(sending ? 'do.sending' : 'do.send')}</Button>
        <Button kind="quiet" onClick={onClose}>{t('do.cancel')}</Button>
        {direction.toggle}
      </div>
    </form>
  );
}
