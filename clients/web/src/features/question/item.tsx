// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';
import { useRights, useRoleOf, useView } from '../../core/here.ts';
import { useTeam } from '../../core/team.ts';
import { personName, useWords } from '../../i18n/context.tsx';
import { CardName } from '../../ui/card/index.tsx';
import { useAct } from '../../ui/command.ts';
import { Icon } from '../../ui/icon.tsx';
import { later } from '../../ui/later.tsx';
import { memo } from '../../ui/memo.tsx';
import { Badge, Link, Name, Time } from '../../ui/parts.tsx';
import { Prose } from '../../ui/prose.tsx';
import { ReportContext } from '../../ui/report.ts';
import { Comments } from './comments.tsx';
import { isNameless } from './shared.ts';
import type { OwnQuestion, Question, QuestionView } from './view.ts';

export const Own = later(async () => (await import('./own.tsx')).OwnBar);

interface ItemProps {
  readonly seq: number;
  readonly question: Question;
  readonly voted: boolean;
  readonly own: boolean;
  /** What only its author sees of it. */
  readonly mine: OwnQuestion | undefined;
  readonly pinned: boolean;
  /** The session is: nothing is being answered any more. */
  readonly over: boolean;
  readonly day: number;
}

export const QuestionItem = memo<ItemProps>(({ seq, question, voted, own, mine, pinned, over, day }) => {
  const { t } = useWords();
  const { may, staff } = useRights();
  const roleOf = useRoleOf();
  const Report = useContext(ReportContext);
  const team = useTeam<typeof import('./staff.ts')>('question');
  const state = over && question.state === 'answering' ? 'open' : question.state;
  return (
    <li id={`question-${seq}`} data-row tabIndex={-1} class={`question question-${state}`} data-testid={`question-${seq}`}>
      <Vote seq={seq} question={question} voted={voted} />
      <div class="question-body">
        {pinned && <p><Badge tone="accent">{t('question.pinned')}</Badge></p>}
        {question.later && <p><Badge tone="plain">{t('question.later')}</Badge></p>}
        {state !== 'open' && (
          <p><Badge tone={state === 'answering' ? 'accent' : state === 'pending' ? 'warm' : 'plain'}>{t(`question.state.${state}`)}</Badge></p>
        )}
        <Prose text={question.text} dir={question.dir} />
        <p class="meta"><CardName id={question.by ?? ''} name={question.name}><Name name={isNameless(question) ? t('question.by.anonymous') : question.name} role={roleOf(question.by ?? '')} you={own} /></CardName> <Time at={question.at} now={day} />{question.edited && ` · ${t('question.edited')}`}</p>
        {question.tags && <ul class="question-tags" aria-label={t('question.tags')}>{question.tags.map((tag) => <li key={tag}><bdi>{tag}</bdi></li>)}</ul>}
        {team && <team.Kept question={question} />}
        {(state === 'answered' || question.late) && <Answer question={question} mine={mine} day={day} />}
        {question.carried && <Carried seq={seq} question={question} />}
        <Comments seq={seq} question={question} day={day} />
        {own && (question.state === 'open' || question.state === 'pending') && <Own.Page seq={seq} question={question} />}
        {Report && !own && !staff && may('report.send') && <span class="question-report"><Report of="question" thing={seq} /></span>}
        {team && <team.QuestionBar seq={seq} question={question} />}
      </div>
    </li>
  );
});

/** That it goes on in the course, and where. */
function Carried({ seq, question: { state, thread } }: { seq: number; question: Question }): JSX.Element | null {
  const { t } = useWords();
  const course = useView((view: QuestionView) => view.stage?.course);
  const link = course !== undefined && thread !== undefined;
  if (state === 'answered' && !link) return null;
  return (
    <p class="hint" data-testid={`carried-${seq}`}>
      {state !== 'answered' && `${t('question.carried')} `}
      {link && <Link to={{ page: 'thread', room: course, thread }} testid={`carried-open-${seq}`}>{t('question.carried.open')}</Link>}
    </p>
  );
}

/** The whole box is the button: arrow above, number below. */
function Vote({ seq, question, voted }: { seq: number; question: Question; voted: boolean }): JSX.Element {
  const { t, number } = useWords();
  const { may } = useRights();
  const { sending, run } = useAct();
  const votes = question.votes ?? 0;
  const live = (question.state === 'open' || question.state === 'answering') && !question.still && !question.carried;
  if (!live || !may(voted ? 'question.unvote' : 'question.vote')) {
    return (
      <span class={voted ? 'vote vote-still vote-mine' : 'vote vote-still'}>
        <Icon name="up" /><span aria-hidden="true">{number(votes)}</span><span class="hidden">{t('question.votes', { n: votes })}</span>
      </span>
    );
  }
  return (
    <button
      type="button" class={voted ? 'vote vote-mine' : 'vote'} aria-pressed={voted} aria-disabled={sending ? 'true' : undefined}
      data-testid={`upvote-${seq}`}
      onClick={() => void run(voted ? 'question.unvote' : 'question.vote', { question: seq })}
    >
      <Icon name="up" /><span class="hidden">{t('question.vote')} </span><span>{number(votes)}</span>
    </button>
  );
}

function Answer({ question, mine, day }: { question: Question; mine: OwnQuestion | undefined; day: number }): JSX.Element {
  const words = useWords();
  const answer = mine?.answer ? { ...question.answer, ...mine.answer } : question.answer;
  if (!answer?.text) {
    return <p class="answer-live"><Icon name="check" />{words.t(answer?.private ? 'question.answered.private' : 'question.answered.live')}</p>;
  }
  return (
    <div class="answer">
      <p class="meta">
        {answer.by === undefined ? words.t('question.answer.team') : words.t(answer.course ? 'question.answer.course' : 'question.answer.by', { name: personName(words, answer.name ?? '') })} {answer.at !== undefined && <Time at={answer.at} now={day} />}
        {question.late && !answer.course && ` · ${words.t('question.answer.late')}`}{answer.edited && ` · ${words.t('question.edited')}`}{answer.private && ` · ${words.t(mine ? 'question.answer.yours' : 'question.answer.private')}`}
      </p>
      <Prose text={answer.text} dir={answer.dir ?? 'ltr'} />
      {answer.cut && <p class="hint">{words.t('question.answer.cut')}</p>}
    </div>
  );
}
