// SPDX-License-Identifier: Apache-2.0
// One poll as it stands: to be voted on, to be read, to be run.
import type { JSX } from 'preact';
import { useContext, useRef, useState } from 'preact/hooks';
import { useNow } from '../../core/clock.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { NotNow } from '../../ui/closed.tsx';
import { Icon } from '../../ui/icon.tsx';
import { announce } from '../../ui/live.tsx';
import { Badge, Button } from '../../ui/parts.tsx';
import { RoomContext, useSession } from '../../ui/session.tsx';
import { Told } from '../../ui/states.tsx';
import { useRights, useView } from '../../core/here.ts';
import { ReplayContext } from '../../core/replay.ts';
import { useStore } from '../../core/store.ts';
import { useTeam } from '../../core/team.ts';
import { Ballot } from './ballot.tsx';
import { Results } from './results.tsx';
import { ballotText, chooses, counted, optionsOf, quizName } from './options.ts';
import { OtherBallot } from './other.tsx';
import { score } from './parts.ts';
import { useAfterVote } from './voted.ts';
import type { BallotList, Poll, PollView } from './view.ts';

interface CardProps {
  readonly seq: number;
  readonly poll: Poll;
  readonly ballot: BallotList | undefined;
}

export function PollCard({ seq, poll, ballot }: CardProps): JSX.Element {
  const words = useWords();
  const { t } = words;
  const { may, staff } = useRights();
  const team = useTeam<typeof import('./staff.ts')>('poll');
  const [changing, setChanging] = useState(false);
  const title = spoken(poll.title, words.lang);
  const open = poll.state === 'open';
  const asked = useAfterVote(seq, poll, ballot !== undefined);
  const tally = counted(asked ? { ...poll, tally: asked } : poll);
  const Form = chooses(poll.type) ? Ballot : OtherBallot;
  const again = useContext(ReplayContext) !== undefined;
  // Who watches again votes apart, as long as it stands there; what hid a secret choice is gone.
  const taken = !again || (poll.ballot !== 'secret' && poll.type !== 'text' && poll.type !== 'cloud');
  const mayVote = (open || (again && poll.state === 'closed')) && taken && may('poll.vote') && !(staff && poll.participants);
  const late = useView((view: PollView) => view.me.poll?.ballots?.[`${seq}.${poll.round ?? 1}.late`]) !== undefined;
  // The team runs the poll and looks at its tally; it votes when it says so.
  const voting = mayVote && (changing || (open && ballot === undefined && !staff));
  const heading = `poll-${seq}-title`;
  const card = useRef<HTMLElement>(null);
  // The form goes away with its focus: the card takes it.
  const rest = (): void => {
    setChanging(false);
    card.current?.focus();
  };
  const voted = (): void => {
    rest();
    announce(t('poll.voted'));
  };
  if (poll.state === 'draft') return <Draft seq={seq} poll={poll} heading={heading} />;
  return (
    <article ref={card} id={`poll-${seq}`} tabIndex={-1} class={`poll poll-${poll.state}`} aria-labelledby={heading} data-testid={`poll-${seq}`}>
      <p class="poll-state">
        <Badge tone={open ? 'accent' : 'plain'}>{t(`poll.state.${poll.state}`)}</Badge>
        {open && poll.closes !== undefined && <Closes at={poll.closes} />}
      </p>
      <h3 id={heading} lang={title.lang} dir={title.dir}>{title.text}</h3>
      {poll.round && poll.round > 1 && <p class="hint">{t('poll.round', { number: words.number(poll.round) })}</p>}
      <Kept poll={poll} />
      {poll.quiz && <p class="hint" data-testid="poll-quiz">{t('poll.quiz.counts', { quiz: quizName(poll.quiz, words) })}{poll.timed ? ` ${t('poll.quiz.timed', { n: poll.timed })}` : ''}</p>}
      <Late seq={seq} poll={poll} />
      {again && open && !ballot && <p class="hint" data-testid="poll-again">{t(taken ? 'poll.again' : poll.ballot === 'secret' ? 'poll.again.secret' : 'poll.again.words')}</p>}
      {open && !again && !staff && <NotNow method="poll.vote" lock="polls" testid={`poll-not-${seq}`} />}
      {voting && <Form key={poll.round} seq={seq} poll={poll} ballot={ballot} heading={heading} onVoted={voted} onKeep={changing ? rest : undefined} />}
      {!voting && tally && <Results poll={poll} tally={tally} ballot={ballot} />}
      {!voting && !tally && poll.type !== 'scale' && <Choices poll={poll} ballot={ballot} />}
      {!voting && <Voted poll={poll} ballot={ballot} late={late} onChange={mayVote && (!ballot || (poll.change && late === again)) ? () => setChanging(true) : undefined} />}
      {poll.quiz && poll.revealed && ballot && <score.Page seq={seq} quiz={poll.quiz} />}
      {voting && !staff && tally && <Results poll={poll} tally={tally} ballot={undefined} />}
      {!tally && poll.tally && <p class="hint">{t('poll.voters', { n: poll.tally.voters })}</p>}
      {team && <team.PollBar seq={seq} poll={poll} />}
    </article>
  );
}

/** What is prepared: a line, with the act that opens it. */
function Draft({ seq, poll, heading }: { seq: number; poll: Poll; heading: string }): JSX.Element {
  const words = useWords();
  const team = useTeam<typeof import('./staff.ts')>('poll');
  const title = spoken(poll.title, words.lang);
  return (
    <article id={`poll-${seq}`} tabIndex={-1} class="poll poll-draft" aria-labelledby={heading} data-testid={`poll-${seq}`}>
      <p class="poll-state"><Badge tone="plain">{words.t('poll.state.draft')}</Badge><span class="hint">{words.t(`poll.form.${poll.type}`)}</span></p>
      <h3 id={heading} class="cut" lang={title.lang} dir={title.dir} title={title.text}>{title.text}</h3>
      {team && <team.PollBar seq={seq} poll={poll} />}
    </article>
  );
}

/** As a vote is sent where the session is watched again. */
const LATER = 'poll.late';

/** A vote that waited here until it was too late: it says so, and what had been chosen. */
function Late({ seq, poll }: { seq: number; poll: Poll }): JSX.Element | null {
  const words = useWords();
  const { t } = words;
  const { queue } = useSession();
  const room = useContext(RoomContext);
  const late = useStore(queue.failed).find(({ command }) => command.place === `vote/${room}/${seq}`);
  if (!late || late.command.method === LATER || poll.state !== 'closed') return null;
  const { choices, values, texts } = late.command.data;
  const choice = ballotText(poll, [choices, values, texts].find(Array.isArray) as BallotList | undefined ?? [], words);
  return (
    <Told kind="late" title={t('poll.toolate')} testid={`poll-late-${seq}`}>
      <p>{t('poll.toolate.choice', { choice })}</p>
      <div class="row"><Button kind="quiet" small onClick={() => queue.dismiss(late.command.op)}>{t('do.close')}</Button></div>
    </Told>
  );
}

/** What is kept of a vote, where it is not all, and whether there are sums. */
function Kept({ poll }: { poll: Poll }): JSX.Element | null {
  const { t } = useWords();
  return (
    <>
      <p class="hint" data-testid="poll-kept">{t(`poll.ballot.${poll.ballot ?? 'confidential'}`)}</p>
      {poll.result && poll.result !== 'counted' && <p class="hint" role="status" data-testid="poll-result">{t(`poll.result.${poll.result}`)}</p>}
    </>
  );
}

function Closes({ at }: { at: number }): JSX.Element {
  const { t, countdown } = useWords();
  const now = useNow(1000);
  return <span class="poll-closes" role="timer" aria-live="off"><Icon name="clock" />{t('poll.closes', { time: countdown(at - now) })}</span>;
}

// The answers alone, where there is nothing to count for this viewer.
function Choices({ poll, ballot }: { poll: Poll; ballot: BallotList | undefined }): JSX.Element {
  const words = useWords();
  return (
    <ul class="poll-choices">
      {optionsOf(poll, words).map((option) => {
        const mine = chooses(poll.type) && (ballot?.includes(option.number) ?? false);
        return (
          <li key={option.number} class={mine ? 'poll-choice-mine' : undefined}>
            {mine && <Icon name="check" />}
            <span lang={option.lang} dir={option.dir}>{option.text}</span>
            {mine && <span class="hidden">({words.t('poll.mine')})</span>}
          </li>
        );
      })}
    </ul>
  );
}

function Voted({ poll, ballot, late, onChange }: {
  poll: Poll; ballot: BallotList | undefined; late: boolean; onChange: (() => void) | undefined;
}): JSX.Element | null {
  const words = useWords();
  const { t } = words;
  const { staff } = useRights();
  if (!ballot && !staff && !onChange) return poll.state === 'closed' ? <p class="poll-voted">{t('poll.notvoted')}</p> : null;
  if (!ballot) return onChange ? <div><Button kind="quiet" onClick={onChange} testid="poll-vote-too">{t('poll.vote')}</Button></div> : null;
  return (
    <div class="poll-voted" data-testid="poll-voted">
      <p>{t(late ? 'poll.again.voted' : poll.ballot === 'secret' ? 'poll.voted.secret' : poll.state === 'open' && !poll.change ? 'poll.voted.final' : 'poll.voted')}</p>
      {ballot && ballot.length > 0 && !chooses(poll.type) && <p dir="auto" data-testid="poll-mine">{ballotText(poll, ballot, words)}</p>}
      {onChange && <Button kind="quiet" icon="edit" onClick={onChange} testid="poll-change">{t('poll.vote.again')}</Button>}
    </div>
  );
}
