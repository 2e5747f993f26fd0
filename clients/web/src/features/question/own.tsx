// SPDX-License-Identifier: Apache-2.0
// One's own question, while nobody has taken it: another text, or none.
import type { JSX } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { draftClear, draftGet, draftSet, useDraft } from '../../core/draft.ts';
import { useRights } from '../../core/here.ts';
import { chars } from '../../core/text.ts';
import type { Written } from '../../core/views.ts';
import { useWords } from '../../i18n/context.tsx';
import { Acts } from '../../ui/acts.tsx';
import { useAct, useCommand } from '../../ui/command.ts';
import { Confirm } from '../../ui/dialog.tsx';
import { TextArea } from '../../ui/field.tsx';
import { Button, Refusal } from '../../ui/parts.tsx';
import { RoomContext } from '../../ui/session.tsx';
import { Waits } from '../../ui/waits.tsx';
import { useWriting } from '../../ui/writing.tsx';

export function OwnBar({ seq, question }: { seq: number; question: Written }): JSX.Element | null {
  const { t } = useWords();
  const { may } = useRights();
  const { sending, run } = useAct();
  const place = `question/${useContext(RoomContext)}/${seq}`;
  const [doing, setDoing] = useState<'nothing' | 'editing' | 'asking'>(() => (draftGet(place) === '' ? 'nothing' : 'editing'));
  const rest = (): void => setDoing('nothing');
  if (doing === 'editing') return <EditQuestion seq={seq} question={question} place={place} onClose={rest} />;
  return (
    <>
      <Acts label={t('question.own')} busy={sending} quiet acts={[
        ...(may('question.edit') ? [{ label: t('do.edit'), icon: 'edit', testid: `question-edit-${seq}`, onChoose: () => setDoing('editing') } as const] : []),
        { label: t('do.delete'), icon: 'trash', danger: true, testid: `question-withdraw-${seq}`, onChoose: () => setDoing('asking') },
      ]} />
      {doing === 'asking' && (
        <Confirm title={t('question.own')} hint={question.text} action={t('do.delete')} busy={sending} onClose={rest}
          onConfirm={() => void run('question.withdraw', { question: seq }).then(rest)} />
      )}
    </>
  );
}

function EditQuestion({ seq, question, place, onClose }: { seq: number; question: Written; place: string; onClose: () => void }): JSX.Element {
  const { t } = useWords();
  if (draftGet(place) === '') draftSet(place, question.text);
  const [text, setText] = useDraft(place);
  const { sending, error, waiting, run } = useCommand(place);
  const writing = useWriting(place, text);
  const fits = text.trim() !== '' && chars(text) <= BOUNDS.QUESTION_CHARS;
  const close = (): void => {
    // Nothing typed: nothing to keep.
    if (text === question.text) draftClear(place);
    onClose();
  };
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (fits && (await run('question.edit', { question: seq, text, ...writing.sent }))) onClose();
  };
  return (
    <form class="stack" onSubmit={(event) => void save(event)}>
      <TextArea label={t('question.own')} value={text} max={BOUNDS.QUESTION_CHARS} onInput={setText} readOnly={sending} dir={writing.dir} focus onEscape={close} testid={`question-edit-text-${seq}`} />
      <Refusal error={error} />
      <Waits command={waiting} />
      <div class="row">
        <Button kind="strong" submit busy={sending} disabled={!fits && !sending} testid={`question-edit-send-${seq}`}>{t(sending ? 'do.sending' : 'do.send')}</Button>
        <Button kind="quiet" onClick={close}>{t('do.cancel')}</Button>
        {writing.toggle}
      </div>
    </form>
  );
}
