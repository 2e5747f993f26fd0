// SPDX-License-Identifier: Apache-2.0
// The poll of a post: choices while it is open, what was chosen for whom that is, and what its author and those who
// moderate do with it.
import type { JSX } from 'preact';
import { useContext, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useAt } from '../../core/clock.ts';
import { directionOf } from '../../core/text.ts';
import { useWords } from '../../i18n/context.tsx';
import type { Words } from '../../i18n/index.ts';
import { Bars } from '../../ui/bars.tsx';
import { useAct, useCommand } from '../../ui/command.ts';
import { Confirm } from '../../ui/dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { announce } from '../../ui/live.tsx';
import { Badge, Button, Refusal } from '../../ui/parts.tsx';
import { Waits } from '../../ui/waits.tsx';
import { useForum } from './context.ts';
import { useFacts } from './facts.ts';
import { useModerates } from './moderates.ts';
import { useOwn } from './nameless.tsx';
import { PollsContext } from './polls.ts';
import type { Voted } from './polls.ts';
import type { Post, PostPoll } from './view.ts';
import { Voters } from './voters.tsx';

/** The choices, in their order; of erased words only which they are. */
export function optionsOf({ options, count = 0 }: PostPoll, { t }: Words): readonly string[] {
  return options ?? Array.from({ length: count }, (_, at) => t('ask.option', { n: at + 1 }));
}

export function PollOf({ seq, post, poll }: { readonly seq: number; readonly post: Post; readonly poll: PostPoll }): JSX.Element {
  const { t } = useWords();
  const { may } = useForum();
  const facts = useFacts();
  const known: Voted = useContext(PollsContext).polls[seq] ?? {};
  const past = useAt((now) => poll.closes !== undefined && now >= poll.closes);
  const [changing, setChanging] = useState(false);
  const open = poll.closed === undefined && !past;
  const votes = open && !facts.closed && may('forum.choose');
  const mine = known.choices;
  const tally = poll.tally ?? known.tally;
  const asks = votes && (mine === undefined || changing);
  const section = useFocusKept(asks);
  const shown = poll.voters === undefined ? undefined : Math.max(poll.voters, known.voters ?? 0);
  return (
    <section class="post-poll" ref={section} tabIndex={-1} aria-label={t('ask.title')} data-testid={`poll-${seq}`}>
      <p class="meta">
        <Badge tone={open ? 'good' : 'plain'}>{t(open ? 'ask.open' : 'ask.closed')}</Badge>
        {shown !== undefined && <span data-testid={`poll-voters-${seq}`}>{t('ask.voters', { n: shown })}</span>}
        {open && poll.closes !== undefined && <Closes at={poll.closes} />}
        <span>{t(poll.ballot === 'named' ? 'ask.is.named' : 'ask.is.anonymous')}</span>
      </p>
      {asks
        ? <Ballot seq={seq} poll={poll} mine={mine} onDone={() => setChanging(false)} keeps={changing} />
        : <Chosen poll={poll} mine={mine} tally={tally} />}
      {asks && tally && <Chosen poll={poll} mine={mine} tally={tally} />}
      {!tally && (open || mine !== undefined) && <p class="hint">{t(poll.results === 'closed' ? 'ask.later.closed' : 'ask.later.voted')}</p>}
      <PollActs seq={seq} post={post} poll={poll} open={poll.closed === undefined} mine={votes && poll.change && !changing ? mine : undefined} onChange={() => setChanging(true)} />
    </section>
  );
}

/** What had the focus goes with the form: it stays in the poll. */
function useFocusKept(asks: boolean): { readonly current: HTMLElement | null } {
  const section = useRef<HTMLElement>(null);
  const [was, within] = [useRef(asks), useRef(false)];
  useLayoutEffect(() => {
    const moved = was.current !== asks;
    was.current = asks;
    if (moved && within.current && document.activeElement === document.body) section.current?.focus({ preventScroll: true });
  }, [asks]);
  useLayoutEffect(() => {
    const notes = (): void => {
      within.current = section.current?.contains(document.activeElement) ?? false;
    };
    document.addEventListener('focusin', notes);
    return () => document.removeEventListener('focusin', notes);
  }, []);
  return section;
}

function Closes({ at }: { readonly at: number }): JSX.Element {
  const { t, full } = useWords();
  return <span><Icon name="clock" /> {t('ask.until', { time: full(at) })}</span>;
}

/** Radios where one choice counts, checkboxes where several do. */
function Ballot({ seq, poll, mine, keeps, onDone }: { readonly seq: number; readonly poll: PostPoll; readonly mine: readonly number[] | undefined; readonly keeps: boolean; readonly onDone: () => void }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const { room } = useForum();
  const { again } = useContext(PollsContext);
  const { sending, error, waiting, run } = useCommand(`choose/${room}/${seq}`);
  const [kept, setChosen] = useState<readonly number[] | undefined>(undefined);
  const sent = waiting?.data['choices'];
  const chosen = Array.isArray(sent) ? sent.map(Number) : kept ?? mine ?? [];
  const many = poll.max > 1;
  const form = useRef<HTMLFormElement>(null);
  const hint = useId();
  useLayoutEffect(() => {
    if (keeps) (form.current?.querySelector<HTMLElement>('input:checked') ?? form.current?.querySelector('input'))?.focus();
  }, []);
  const fits = chosen.length > 0 && chosen.length <= poll.max;
  const choose = (number: number, on: boolean): void => {
    if (!many) setChosen([number]);
    else setChosen(on ? [...chosen, number].sort((a, b) => a - b) : chosen.filter((other) => other !== number));
  };
  const vote = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (!fits || !(await run('forum.choose', { post: seq, choices: [...chosen] }))) return;
    setChosen(undefined);
    announce(t('ask.voted'));
    again();
    onDone();
  };
  return (
    <form ref={form} class="post-ballot" onSubmit={(event) => void vote(event)} data-testid={`ballot-${seq}`}>
      <fieldset disabled={sending} aria-label={t('ask.title')} aria-describedby={hint}>
        <p class="hint" id={hint}>{many ? t('ask.pick.many', { n: poll.max }) : t('ask.pick')}</p>
        {optionsOf(poll, words).map((text, at) => {
          const on = chosen.includes(at + 1);
          return (
            <label key={at} class={on ? 'post-choice post-choice-on' : 'post-choice'}>
              <input type={many ? 'checkbox' : 'radio'} name={`choice-${seq}`} checked={on} disabled={many && !on && chosen.length >= poll.max} onChange={(event) => choose(at + 1, event.currentTarget.checked)} />
              <span dir="auto">{text}</span>
            </label>
          );
        })}
      </fieldset>
      <Refusal error={error} />
      <Waits command={waiting} />
      <div class="row">
        <Button kind="strong" submit busy={sending} disabled={!fits && !sending} testid={`choose-${seq}`}>{t(sending ? 'do.sending' : 'ask.vote')}</Button>
        {keeps && <Button kind="quiet" onClick={onDone}>{t('do.cancel')}</Button>}
      </div>
    </form>
  );
}

/** As a picture where one may see it; else the choices, one's own marked. */
function Chosen({ poll, mine, tally }: { readonly poll: PostPoll; readonly mine: readonly number[] | undefined; readonly tally: readonly number[] | undefined }): JSX.Element {
  const words = useWords();
  const { t, number, percent } = words;
  const options = optionsOf(poll, words);
  if (!tally) {
    return (
      <ul class="post-choices">
        {options.map((text, at) => (
          <li key={at} class={mine?.includes(at + 1) ? 'post-choice-mine' : undefined}>
            {mine?.includes(at + 1) && <><Icon name="check" /><span class="hidden">{t('ask.mine')}: </span></>}<span dir="auto">{text}</span>
          </li>
        ))}
      </ul>
    );
  }
  const voters = Math.max(1, poll.max > 1 ? Math.max(poll.voters ?? 0, ...tally) : tally.reduce((sum, one) => sum + one, 0));
  const most = Math.max(...tally);
  return (
    <Bars bars={options.map((text, at) => {
      const count = tally[at] ?? 0;
      const share = Math.min(1, count / voters);
      return { key: at, text, dir: directionOf(text) ?? 'ltr', share, value: `${number(count)} · ${percent(share)}`, most: most > 0 && count === most, ...(mine?.includes(at + 1) ? { mine: t('ask.mine') } : {}) };
    })} />
  );
}

function PollActs({ seq, post, poll, open, mine, onChange }: {
  readonly seq: number; readonly post: Post; readonly poll: PostPoll; readonly open: boolean; readonly mine: readonly number[] | undefined; readonly onChange: () => void;
}): JSX.Element | null {
  const { t } = useWords();
  const { may } = useForum();
  const { again } = useContext(PollsContext);
  const { sending, run } = useAct();
  const own = useOwn();
  const moderates = useModerates();
  const [doing, setDoing] = useState<'nothing' | 'closing' | 'reading'>('nothing');
  const rest = (): void => setDoing('nothing');
  const closes = open && may('forum.finish') && (moderates || own(post.by));
  const reads = moderates && poll.ballot === 'named' && (poll.voters ?? 0) > 0;
  if (!mine && !closes && !reads) return null;
  const back = async (): Promise<void> => {
    if (await run('forum.choose', { post: seq, choices: [] })) again();
  };
  const close = async (): Promise<void> => {
    await run('forum.finish', { post: seq });
    rest();
  };
  return (
    <div class="row">
      {mine && <Button kind="quiet" small icon="edit" testid={`rechoose-${seq}`} onClick={onChange}>{t('ask.again')}</Button>}
      {mine && <Button kind="quiet" small icon="undo" busy={sending} testid={`unchoose-${seq}`} onClick={() => void back()}>{t('do.takeback')}</Button>}
      {reads && <Button kind="quiet" small icon="people" testid={`voters-${seq}`} onClick={() => setDoing('reading')}>{t('ask.who')}</Button>}
      {closes && <Button kind="quiet" small testid={`finish-${seq}`} onClick={() => setDoing('closing')}>{t('ask.close')}</Button>}
      {doing === 'reading' && <Voters seq={seq} poll={poll} onClose={rest} />}
      {doing === 'closing' && (
        <Confirm title={t('ask.close.ask')} hint={t('ask.close.hint')} action={t('ask.close')} busy={sending} onConfirm={() => void close()} onClose={rest} />
      )}
    </div>
  );
}
