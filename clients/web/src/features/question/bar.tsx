// SPDX-License-Identifier: Apache-2.0
// What the team does with a question, by the state it is in.
import type { JSX } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { draftGet } from '../../core/draft.ts';
import { useRights, useView } from '../../core/here.ts';
import { bySeq } from '../../core/views.ts';
import { personName, useWords } from '../../i18n/context.tsx';
import { Acts } from '../../ui/acts.tsx';
import type { Act } from '../../ui/acts.tsx';
import { useAct } from '../../ui/command.ts';
import { notify } from '../../ui/live.tsx';
import { RoomContext } from '../../ui/session.tsx';
import { KeptText } from '../../ui/waits.tsx';
import { AnswerForm } from './answer-form.tsx';
import { Asked } from './desk.tsx';
import type { Asking } from './desk.tsx';
import { isNameless, othersOf } from './shared.ts';
import type { Question, QuestionState, QuestionView } from './view.ts';

type Move = 'approve' | 'take' | 'answer' | 'amend' | 'claim' | 'merge' | 'tag' | 'pin' | 'reopen' | 'unmerge' | 'dismiss' | 'silence';

const MOVES: { readonly [S in QuestionState]: readonly Move[] } = {
  pending: ['approve', 'claim', 'merge', 'tag', 'dismiss', 'silence'],
  open: ['take', 'answer', 'claim', 'merge', 'tag', 'pin', 'dismiss', 'silence'],
  answering: ['answer', 'claim', 'tag', 'pin', 'reopen', 'dismiss', 'silence'],
  answered: ['amend', 'tag', 'pin', 'reopen', 'dismiss', 'silence'],
  merged: ['unmerge'],
  dismissed: ['reopen', 'silence'],
};

interface Desk {
  readonly acts: readonly Act[];
  readonly sending: boolean;
  readonly label: string;
  /** What one is asked before an act; nothing while nothing is asked. */
  readonly asked: JSX.Element | null;
}

/** The acts on a question; `prefix` tells the places apart in which they stand. */
export function useDesk(seq: number, question: Question, prefix: string, onWrite?: () => void): Desk {
  const words = useWords();
  const { t } = words;
  const { me, may } = useRights();
  const { sending, run } = useAct();
  const [asking, setAsking] = useState<Asking | undefined>();
  const tags = useView((view: QuestionView) => view.question?.tags);
  const pinned = useView((view: QuestionView) => view.question?.pin) === seq;
  const silenced = useView((view: QuestionView) => view.question?.silenced?.[question.by]) === true;
  const team = useView((view: QuestionView) => view.member?.staff) ?? {};
  const moves = MOVES[question.state].filter((move) => may(`question.${move}`));
  const has = (move: Move): boolean => moves.includes(move);
  const send = (method: string, data = {}): void => void run(method, { question: seq, ...data });
  const id = (what: string): string => `${prefix}-${what}-${seq}`;
  const aside = async (): Promise<void> => {
    if (await run('question.dismiss', { question: seq })) notify(t('question.dismissed'), { label: t('do.undo'), run: () => send('question.reopen') });
  };
  const acts: Act[] = [];
  const add = (when: boolean, act: Act): void => {
    if (when) acts.push(act);
  };
  add(has('approve'), { label: t('do.approve'), strong: true, testid: id('approve'), onChoose: () => send('question.approve') });
  add(has('take'), { label: t('question.take'), testid: id('take'), onChoose: () => send('question.take') });
  add(has('answer') && question.state === 'answering', { label: t('question.answer.live'), icon: 'check', strong: true, testid: id('live'), onChoose: () => send('question.answer') });
  if (onWrite) {
    add(has('answer'), { label: t('question.answer.text'), icon: 'reply', testid: id('write'), onChoose: onWrite });
    add(has('amend'), { label: t('question.amend'), icon: 'edit', testid: id('amend'), onChoose: onWrite });
  }
  add(has('unmerge'), { label: t('question.unmerge'), icon: 'undo', testid: id('unmerge'), onChoose: () => send('question.unmerge') });
  const mine = question.claim?.by === me;
  add(has('claim') && !question.claim, { label: t('question.claim'), icon: 'person', testid: id('claim'), onChoose: () => send('question.claim') });
  add(has('claim') && question.claim !== undefined && !mine, { label: t('question.claim.over'), icon: 'person', testid: id('claim'), onChoose: () => send('question.claim', { whom: me }) });
  add(has('claim') && mine, { label: t('question.unclaim'), icon: 'person', testid: id('unclaim'), onChoose: () => send('question.unclaim') });
  add(has('claim') && othersOf(team, me, question.claim?.by).length > 0, { label: t('question.assign'), icon: 'people', testid: id('assign'), onChoose: () => setAsking('assign') });
  add(has('merge'), { label: t('question.merge'), icon: 'merge', testid: id('merge'), onChoose: () => setAsking('merge') });
  add(has('tag') && tags !== undefined, { label: t('question.tag'), icon: 'tag', testid: id('tag'), onChoose: () => setAsking('tag') });
  add(has('pin'), { label: t(pinned ? 'question.unpin' : 'question.pin'), icon: 'pin', testid: id('pin'), onChoose: () => void run('question.pin', pinned ? {} : { question: seq }) });
  add(has('reopen'), { label: t('question.reopen'), icon: 'undo', testid: id('reopen'), onChoose: () => send('question.reopen') });
  add(has('dismiss'), { label: t('question.dismiss'), icon: 'close', testid: id('dismiss'), onChoose: () => void aside() });
  add(has('dismiss'), { label: t('question.dismiss.why'), icon: 'close', testid: id('why'), onChoose: () => setAsking('dismiss') });
  add(has('silence') && silenced, { label: t('question.unsilence'), icon: 'person', testid: id('unsilence'), onChoose: () => send('question.unsilence') });
  add(has('silence') && !silenced && !(question.by in team), { label: t('question.silence'), icon: 'person', danger: true, testid: id('silence'), onChoose: () => setAsking('silence') });
  const name = isNameless(question) ? t('question.by.anonymous') : personName(words, question.name);
  const asked = asking ? <Asked asking={asking} seq={seq} question={question} onClose={() => setAsking(undefined)} /> : null;
  return { acts, sending, label: t('question.acts', { name }), asked };
}

export function QuestionBar({ seq, question }: { seq: number; question: Question }): JSX.Element | null {
  const place = `answer/${useContext(RoomContext)}/${seq}`;
  const { may } = useRights();
  // What was begun before is open again.
  const [writing, setWriting] = useState(() => draftGet(place) !== '');
  const { acts, sending, label, asked } = useDesk(seq, question, 'question', () => setWriting(true));
  const rest = (): void => {
    setWriting(false);
    document.getElementById(`question-${seq}`)?.focus({ preventScroll: true });
  };
  const writes = acts.some(({ testid }) => testid === `question-write-${seq}` || testid === `question-amend-${seq}`);
  if (writing && writes) return <AnswerForm seq={seq} question={question} place={place} onClose={rest} />;
  if (writing && draftGet(place) !== '') return <KeptText place={place} reason="kept.closed" />;
  return (
    <>
      <Acts acts={acts} label={label} busy={sending} />
      {may('question.unmerge') && <Merged seq={seq} />}
      {asked}
    </>
  );
}

/** What was merged into it: each can be taken apart again. */
function Merged({ seq }: { seq: number }): JSX.Element | null {
  const { t } = useWords();
  const questions = useView((view: QuestionView) => view.question?.questions);
  const { sending, run } = useAct();
  const merged = bySeq(questions).filter(({ value }) => value.state === 'merged' && value.into === seq);
  if (merged.length === 0) return null;
  return (
    <ul class="question-merged" aria-label={t('question.merged.here', { n: merged.length })}>
      {merged.map((one) => (
        <li key={one.seq} data-testid={`merged-${one.seq}`}>
          <bdi>{one.value.text}</bdi>
          <Acts quiet label={one.value.text} busy={sending} acts={[
            { label: t('question.unmerge'), icon: 'undo', testid: `question-unmerge-${one.seq}`, onChoose: () => void run('question.unmerge', { question: one.seq }) },
          ]} />
        </li>
      ))}
    </ul>
  );
}
