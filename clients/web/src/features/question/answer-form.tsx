// SPDX-License-Identifier: Apache-2.0
// An answer in writing: the first, or other words for it; for everybody or for who asked alone.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { draftClear, draftGet, draftSet, useDraft } from '../../core/draft.ts';
import { chars } from '../../core/text.ts';
import { useWords } from '../../i18n/context.tsx';
import { useCommand } from '../../ui/command.ts';
import { elsewhere } from '../../ui/elsewhere.ts';
import { TextArea } from '../../ui/field.tsx';
import { Button, Refusal } from '../../ui/parts.tsx';
import { Waits } from '../../ui/waits.tsx';
import { useWriting } from '../../ui/writing.tsx';
import type { Question } from './view.ts';

export function AnswerForm({ seq, question, place, onClose }: { seq: number; question: Question; place: string; onClose: () => void }): JSX.Element {
  const { t } = useWords();
  const amends = question.state === 'answered';
  const before = amends ? question.answer?.text ?? '' : '';
  if (amends && before !== '' && draftGet(place) === '') draftSet(place, before);
  const [text, setText] = useDraft(place);
  const [alone, setAlone] = useState(question.answer?.private === true);
  const { sending, error, waiting, run } = useCommand(place);
  const direction = useWriting(place, text);
  const fits = text.trim() !== '' && chars(text) <= BOUNDS.ANSWER_CHARS;
  const close = (): void => {
    if (text === before) draftClear(place);
    onClose();
  };
  const answer = async (event: Event): Promise<void> => {
    event.preventDefault();
    const data = { question: seq, text, ...direction.sent, ...(alone || amends ? { private: alone } : {}) };
    if (fits && (await run(amends ? 'question.amend' : 'question.answer', data))) onClose();
  };
  return (
    <form class="stack" onSubmit={(event) => void answer(event)}>
      <TextArea label={t('question.answer.write')} value={text} max={BOUNDS.ANSWER_CHARS} onInput={setText} readOnly={sending} dir={direction.dir} focus onEscape={close} testid={`answer-text-${seq}`} />
      <label class="check">
        <input type="checkbox" checked={alone} disabled={sending} data-testid={`answer-private-${seq}`} onChange={(event) => setAlone(event.currentTarget.checked)} />
        <span>{t('question.answer.alone')}</span>
      </label>
      {!amends && <elsewhere.Page place={place} />}
      <Refusal error={error} />
      <Waits command={waiting} />
      <div class="row">
        <Button kind="strong" submit busy={sending} disabled={!fits && !sending} testid={`answer-send-${seq}`}>{t(sending ? 'do.sending' : 'do.send')}</Button>
        <Button kind="quiet" onClick={close}>{t('do.cancel')}</Button>
        {direction.toggle}
      </div>
    </form>
  );
}
