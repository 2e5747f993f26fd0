// SPDX-License-Identifier: Apache-2.0
// What the team is asked before an act: who takes charge of a question, into which it is merged, which tags it has, why
// it is set aside.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { useRights, useView } from '../../core/here.ts';
import { chars } from '../../core/text.ts';
import { bySeq } from '../../core/views.ts';
import { personName, roleName, useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { Confirm, Dialog } from '../../ui/dialog.tsx';
import { TextArea } from '../../ui/field.tsx';
import { notify } from '../../ui/live.tsx';
import { Button } from '../../ui/parts.tsx';
import { othersOf } from './shared.ts';
import type { Question, QuestionView } from './view.ts';

export type Asking = 'assign' | 'merge' | 'tag' | 'dismiss' | 'silence';
interface AskProps {
  readonly seq: number;
  readonly question: Question;
  readonly onClose: () => void;
}

export function Asked({ asking, ...props }: AskProps & { asking: Asking }): JSX.Element {
  if (asking === 'assign') return <Assign {...props} />;
  if (asking === 'merge') return <Merge {...props} />;
  if (asking === 'tag') return <Tags {...props} />;
  return asking === 'silence' ? <Silence {...props} /> : <Dismiss {...props} />;
}

function Assign({ seq, question, onClose }: AskProps): JSX.Element {
  const words = useWords();
  const { t } = words;
  const { me } = useRights();
  const staff = useView((view: QuestionView) => view.member?.staff);
  const { sending, run } = useAct();
  const give = async (whom: string, name: string): Promise<void> => {
    if (!(await run('question.claim', { question: seq, whom }))) return;
    onClose();
    notify(t('question.claimed', { name }));
  };
  return (
    <Dialog title={t('question.assign')} onClose={onClose}>
      <blockquote dir={question.dir}>{question.text}</blockquote>
      <ul class="stack">
        {othersOf(staff, me, question.claim?.by).map(({ id, role, name }) => {
          const shown = personName(words, name);
          const as = roleName(words, role);
          return (
            <li key={id}>
              <Button busy={sending} testid={`assign-${id}-${seq}`} onClick={() => void give(id, shown)}><bdi>{shown}</bdi>{shown !== as && ` · ${as}`}</Button>
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}

function Merge({ seq, question, onClose }: AskProps): JSX.Element {
  const { t } = useWords();
  const questions = useView((view: QuestionView) => view.question?.questions);
  const { sending, run } = useAct();
  const others = bySeq(questions).filter((other) => other.seq !== seq && (other.value.state === 'open' || other.value.state === 'answering'))
    .sort((a, b) => (b.value.votes ?? 0) - (a.value.votes ?? 0));
  const merge = async (into: number): Promise<void> => {
    if (await run('question.merge', { question: seq, into })) {
      onClose();
      notify(t('question.merged'), { label: t('do.undo'), run: () => void run('question.unmerge', { question: seq }) });
    }
  };
  return (
    <Dialog title={t('question.merge')} onClose={onClose}>
      <blockquote dir={question.dir}>{question.text}</blockquote>
      {others.length === 0 && <p>{t('question.merge.none')}</p>}
      <ul class="stack">
        {others.map((other) => (
          <li key={other.seq}><Button busy={sending} testid={`merge-into-${other.seq}`} onClick={() => void merge(other.seq)}><bdi>{other.value.text}</bdi></Button></li>
        ))}
      </ul>
    </Dialog>
  );
}

function Tags({ seq, question, onClose }: AskProps): JSX.Element {
  const { t } = useWords();
  const tags = useView((view: QuestionView) => view.question?.tags) ?? [];
  const { sending, run } = useAct();
  const has = question.tags ?? [];
  const change = (tag: string, on: boolean): void => {
    void run('question.tag', { question: seq, tags: on ? [...has.filter((each) => tags.includes(each)), tag] : has.filter((each) => each !== tag && tags.includes(each)) });
  };
  return (
    <Dialog title={t('question.tag')} onClose={onClose}>
      <fieldset class="stack" disabled={sending}>
        <legend class="hidden">{t('question.tag')}</legend>
        {tags.map((tag) => (
          <label class="check" key={tag}>
            <input type="checkbox" checked={has.includes(tag)} disabled={!has.includes(tag) && has.length >= BOUNDS.QUESTION_TAGS} data-testid={`tag-${tag}`}
              onChange={(event) => change(tag, event.currentTarget.checked)} />
            <bdi>{tag}</bdi>
          </label>
        ))}
      </fieldset>
      <div class="row row-end"><Button onClick={onClose} testid="tags-done">{t('do.close')}</Button></div>
    </Dialog>
  );
}

function Dismiss({ seq, question, onClose }: AskProps): JSX.Element {
  const { t } = useWords();
  const { sending, run } = useAct();
  const [reason, setReason] = useState('');
  const fits = chars(reason) <= BOUNDS.WHY_CHARS;
  const aside = async (event: Event): Promise<void> => {
    event.preventDefault();
    const data = { question: seq, ...(reason.trim() === '' ? {} : { reason }) };
    if (!fits || !(await run('question.dismiss', data))) return;
    onClose();
    notify(t('question.dismissed'), { label: t('do.undo'), run: () => void run('question.reopen', { question: seq }) });
  };
  return (
    <Dialog title={t('question.dismiss')} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void aside(event)}>
        <blockquote dir={question.dir}>{question.text}</blockquote>
        <TextArea label={t('question.dismiss.reason')} value={reason} max={BOUNDS.WHY_CHARS} rows={2} onInput={setReason} readOnly={sending} testid={`dismiss-reason-${seq}`} />
        <div class="row row-end">
          <Button onClick={onClose}>{t('do.cancel')}</Button>
          <Button kind="strong" submit busy={sending} disabled={!fits} testid={`dismiss-send-${seq}`}>{t('question.dismiss')}</Button>
        </div>
      </form>
    </Dialog>
  );
}

function Silence({ seq, question, onClose }: AskProps): JSX.Element {
  const { t } = useWords();
  const { sending, run } = useAct();
  return (
    <Confirm title={t('question.silence')} hint={question.text} action={t('question.silence')} busy={sending} onClose={onClose}
      onConfirm={() => void run('question.silence', { question: seq }).then(onClose)} />
  );
}
