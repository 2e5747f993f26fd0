// SPDX-License-Identifier: Apache-2.0
// What people say to a question, where the room allows it.
import type { JSX } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { draftGet, useDraft } from '../../core/draft.ts';
import { useRights, useRoleOf } from '../../core/here.ts';
import { chars } from '../../core/text.ts';
import { bySeq } from '../../core/views.ts';
import { personName, useWords } from '../../i18n/context.tsx';
import { useAct, useCommand } from '../../ui/command.ts';
import { TextArea } from '../../ui/field.tsx';
import { Button, IconButton, Name, Refusal, Time } from '../../ui/parts.tsx';
import { Prose } from '../../ui/prose.tsx';
import { RoomContext } from '../../ui/session.tsx';
import { Waits } from '../../ui/waits.tsx';
import { useWriting } from '../../ui/writing.tsx';
import type { Question } from './view.ts';

export function Comments({ seq, question, day }: { seq: number; question: Question; day: number }): JSX.Element | null {
  const words = useWords();
  const { t } = words;
  const { me, staff, may } = useRights();
  const roleOf = useRoleOf();
  const { sending, run } = useAct();
  const place = `comment/${useContext(RoomContext)}/${seq}`;
  const [writing, setWriting] = useState(() => draftGet(place) !== '');
  const said = bySeq(question.comments);
  const takes = may('question.comment') && question.state !== 'merged' && question.state !== 'dismissed';
  if (said.length === 0 && !takes) return null;
  return (
    <>
      {said.length > 0 && (
        <ul class="question-comments" aria-label={t('question.comments', { n: said.length })}>
          {said.map(({ seq: comment, value }) => (
            <li key={comment} data-testid={`comment-${comment}`}>
              <p class="meta">
                <Name name={value.name} role={roleOf(value.by)} you={value.by === me} /> <Time at={value.at} now={day} />
                {(staff || value.by === me) && may('question.uncomment') && (
                  <IconButton icon="trash" label={t('question.uncomment', { name: personName(words, value.name) })} busy={sending} testid={`uncomment-${comment}`}
                    onClick={() => void run('question.uncomment', { question: seq, comment })} />
                )}
              </p>
              <Prose text={value.text} dir={value.dir} />
            </li>
          ))}
        </ul>
      )}
      {takes && (writing
        ? <CommentForm seq={seq} place={place} onClose={() => setWriting(false)} />
        : <p><Button kind="quiet" small icon="reply" testid={`comment-on-${seq}`} onClick={() => setWriting(true)}>{t('question.comment')}</Button></p>)}
    </>
  );
}

function CommentForm({ seq, place, onClose }: { seq: number; place: string; onClose: () => void }): JSX.Element {
  const { t } = useWords();
  const [text, setText] = useDraft(place);
  const { sending, error, waiting, run } = useCommand(place);
  const direction = useWriting(place, text);
  const fits = text.trim() !== '' && chars(text) <= BOUNDS.COMMENT_CHARS;
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (fits && (await run('question.comment', { question: seq, text, ...direction.sent }))) onClose();
  };
  return (
    <form class="stack" onSubmit={(event) => void send(event)}>
      <TextArea label={t('question.comment.write')} value={text} max={BOUNDS.COMMENT_CHARS} rows={2} onInput={setText} readOnly={sending} dir={direction.dir} focus onEscape={onClose} testid={`comment-text-${seq}`} />
      <Refusal error={error} />
      <Waits command={waiting} />
      <div class="row">
        <Button kind="strong" submit busy={sending} disabled={!fits && !sending} testid={`comment-send-${seq}`}>{t(sending ? 'do.sending' : 'do.send')}</Button>
        <Button kind="quiet" onClick={onClose}>{t('do.cancel')}</Button>
        {direction.toggle}
      </div>
    </form>
  );
}
