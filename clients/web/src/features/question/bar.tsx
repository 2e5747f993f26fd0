// SPDX-License-Identifier: Apache-2.0
// What the team does with a question, by the state it is in.
import type { JSX } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { draftGet, useDraft } from '../../core/draft.ts';
import { chars } from '../../core/text.ts';
import { useWords } from '../../i18n/context.tsx';
import { useAct, useCommand } from '../../ui/command.ts';
import { TextArea } from '../../ui/field.tsx';
import { Button, Refusal } from '../../ui/parts.tsx';
import { RoomContext } from '../../ui/session.tsx';
import { KeptText, Waits } from '../../ui/waits.tsx';
import { useWriting } from '../../ui/writing.tsx';
import { useRights } from '../../core/here.ts';
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
  const { t } = useWords();
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
  if (writing && has('question.answer')) return <AnswerForm seq={seq} place={place} onClose={rest} />;
  if (writing && draftGet(place) !== '') return <KeptText place={place} reason="kept.closed" />;
  if (moves.length === 0) return null;
  return (
    <div class="row question-bar">
      {has('question.approve') && <Button kind="strong" icon="check" busy={sending} onClick={() => act('question.approve')} testid={`question-approve-${seq}`}>{t('do.approve')}</Button>}
      {has('question.take') && <Button busy={sending} onClick={() => act('question.take')} testid={`question-take-${seq}`}>{t('question.take')}</Button>}
      {has('question.answer') && (
        <>
          {question.state === 'answering' && <Button kind="strong" icon="check" busy={sending} onClick={() => act('question.answer')} testid={`question-live-${seq}`}>{t('question.answer.live')}</Button>}
          <Button kind="quiet" icon="edit" onClick={() => setWriting(true)} testid={`question-write-${seq}`}>{t('question.answer.text')}</Button>
        </>
      )}
      {has('question.reopen') && <Button kind="quiet" busy={sending} onClick={() => act('question.reopen')} testid={`question-reopen-${seq}`}>{t('question.reopen')}</Button>}
      {has('question.dismiss') && <Button kind="quiet" busy={sending} onClick={() => act('question.dismiss')} testid={`question-dismiss-${seq}`}>{t('question.dismiss')}</Button>}
    </div>
  );
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
