// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { useClosed } from '../../core/closed.ts';
import { BOUNDS } from '../../core/contract.ts';
import { useDraft } from '../../core/draft.ts';
import { ReplayContext } from '../../core/replay.ts';
import { chars } from '../../core/text.ts';
import { useWords } from '../../i18n/context.tsx';
import { useCommand } from '../../ui/command.ts';
import { NotNow } from '../../ui/closed.tsx';
import { TextArea } from '../../ui/field.tsx';
import { Button, Refusal } from '../../ui/parts.tsx';
import { RoomContext } from '../../ui/session.tsx';
import { KeptText, Waits } from '../../ui/waits.tsx';
import { useWriting } from '../../ui/writing.tsx';
import { useRights, useView } from '../../core/here.ts';
import type { QuestionView } from './view.ts';

export function AskForm(): JSX.Element | null {
  const { t } = useWords();
  const { may, staff } = useRights();
  const intake = useView((view: QuestionView) => view.question?.intake) ?? 'open';
  const moderated = useView((view: QuestionView) => view.question?.moderated);
  const anonymous = useView((view: QuestionView) => view.question?.anonymous);
  const mine = useView((view: QuestionView) => view.me.question);
  const course = useView((view: QuestionView) => view.stage?.course !== undefined);
  const ended = useView((view: QuestionView) => view.stage?.phase === 'ended');
  const over = useContext(ReplayContext) !== undefined || ended;
  const room = useContext(RoomContext);
  const place = `ask/${room}`;
  const [text, setText] = useDraft(place);
  const { sending, error, waiting, run } = useCommand(place);
  const writing = useWriting(place, text);
  const [nameless, setNameless] = useState(false);
  // Who may ask under no name may be heard so still.
  const silenced = mine?.silenced === true && (!anonymous || mine.silenced_nameless === true);
  const silent = nameless && anonymous ? mine?.silenced_nameless === true : mine?.silenced === true;
  const closed = useClosed('question.ask', 'questions');
  if (intake !== 'open' || !may('question.ask') || silenced) {
    const note = silenced ? 'question.note.silenced' : intake === 'voting' ? 'question.note.voting' : 'question.note.closed';
    return (
      <div class="chat-note" data-testid="question-note">
        {closed ? <NotNow method="question.ask" lock="questions" testid="question-not" /> : <p>{t(note)}</p>}
        <KeptText place={place} reason="kept.closed" />
      </div>
    );
  }
  const fits = text.trim() !== '' && chars(text) <= BOUNDS.QUESTION_CHARS;
  const ask = (): void => {
    if (fits) void run('question.ask', { text, ...writing.sent, ...(nameless && anonymous ? { anonymous: true } : {}) });
  };
  return (
    <form class="composer" data-foot onSubmit={(event) => { event.preventDefault(); ask(); }}>
      <div class="composer-row">
        <TextArea label={t('question.write')} hideLabel rows={1} value={text} max={BOUNDS.QUESTION_CHARS} onInput={setText} onEnter={ask} readOnly={sending} dir={writing.dir} testid="question-text" />
        {writing.toggle}
        <Button kind="strong" submit busy={sending} disabled={!fits && !sending} testid="question-ask">{t(sending ? 'do.sending' : 'question.ask')}</Button>
      </div>
      {anonymous && (
        <label class="check">
          <input type="checkbox" checked={nameless} disabled={sending} data-testid="question-nameless" onChange={(event) => setNameless(event.currentTarget.checked)} />
          <span>{t('question.ask.anonymous')}</span>
        </label>
      )}
      {silent && <p class="chat-note">{t('question.note.silenced')}</p>}
      <Refusal error={error} />
      <Waits command={waiting} />
      {over && <p class="chat-note" data-testid="question-over">{t(course ? 'question.over.course' : 'question.over')}</p>}
      {moderated && !staff && <p class="chat-note">{t('question.note.moderated')}</p>}
    </form>
  );
}
