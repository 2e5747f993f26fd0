// SPDX-License-Identifier: Apache-2.0
// A ballot that is no choice among options: an order, points, a number, or words.
import type { JSX } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { useWords } from '../../i18n/context.tsx';
import { useCommand } from '../../ui/command.ts';
import { TextField } from '../../ui/field.tsx';
import { Button, IconButton, Refusal } from '../../ui/parts.tsx';
import { RoomContext } from '../../ui/session.tsx';
import { Waits } from '../../ui/waits.tsx';
import { roundOf } from './ballot.tsx';
import { optionsOf } from './options.ts';
import { useReceipt } from './receipt.ts';
import type { BallotProps } from './ballot.tsx';
import type { Poll } from './view.ts';

interface PartProps {
  readonly poll: Poll;
  readonly given: readonly string[];
  readonly set: (given: readonly string[]) => void;
}

function replaced(list: readonly string[], at: number, text: string): string[] {
  return list.map((old, index) => (index === at ? text : old));
}

/** What stands before anything was given. */
export function blank(poll: Poll, options: number): string[] {
  if (poll.type === 'ranking') return Array.from({ length: options }, (_, at) => String(at + 1));
  if (poll.type === 'points') return Array.from({ length: options }, () => '0');
  return Array.from({ length: poll.type === 'cloud' ? poll.ask?.words ?? 3 : 1 }, () => '');
}

/** What is sent; undefined: it is no ballot yet. */
export function cast(poll: Poll, given: readonly string[]): { texts: string[] } | { values: number[] } | undefined {
  if (poll.type === 'text' || poll.type === 'cloud') {
    const texts = given.map((text) => text.trim()).filter((text) => text !== '');
    return texts.length > 0 ? { texts } : undefined;
  }
  const scale = poll.type === 'numeric' ? 10 ** (poll.ask?.decimals ?? 0) : 1;
  const values = given.map((text) => (text.trim() === '' ? NaN : Math.round(Number(text) * scale)));
  const { from = -Infinity, to = Infinity, budget = 100 } = poll.ask ?? {};
  const fits = values.every((value) => Number.isSafeInteger(value) && value >= from && value <= to)
    && (poll.type !== 'points' || (values.every((value) => value >= 0) && values.reduce((sum, value) => sum + value, 0) === budget));
  return fits ? { values } : undefined;
}

export function OtherBallot({ seq, poll, ballot, heading, onVoted, onKeep }: BallotProps): JSX.Element {
  const words = useWords();
  const { t } = words;
  const room = useContext(RoomContext);
  const { sending, error, waiting, run } = useCommand(`vote/${room}/${seq}`);
  const scale = poll.type === 'numeric' ? 10 ** (poll.ask?.decimals ?? 0) : 1;
  const empty = blank(poll, optionsOf(poll, words).length);
  const before = ballot?.map((each) => (typeof each === 'number' ? String(each / scale) : each)) ?? [];
  const [given, set] = useState<readonly string[]>(empty.map((text, at) => before[at] ?? text));
  const made = cast(poll, given);
  const send = async (data: { texts: string[] } | { values: number[] } | { choices: number[] } | undefined): Promise<void> => {
    if (data && (await run('texts' in data ? 'poll.answer' : 'poll.vote', { poll: seq, ...data, ...roundOf(poll), ...took() }))) onVoted();
  };
  const took = useReceipt(seq, poll);
  const part = { poll, given, set };
  return (
    <form class="ballot" onSubmit={(event) => { event.preventDefault(); void send(made); }} data-testid={`ballot-${seq}`}>
      <fieldset disabled={sending} aria-labelledby={heading}>
        {poll.type === 'ranking' && <Ranking {...part} />}
        {poll.type === 'points' && <Points {...part} />}
        {poll.type === 'numeric' && <Amount {...part} />}
        {(poll.type === 'text' || poll.type === 'cloud') && <Written {...part} />}
      </fieldset>
      <Refusal error={error} />
      <Waits command={waiting} />
      <div class="row">
        <Button kind="strong" submit busy={sending} disabled={!made && !sending} testid={`vote-${seq}`}>{t(sending ? 'do.sending' : 'poll.vote')}</Button>
        {poll.abstain && <Button kind="quiet" busy={sending} onClick={() => void send({ choices: [] })} testid={`abstain-${seq}`}>{t('poll.abstain')}</Button>}
        {onKeep && <Button kind="quiet" onClick={onKeep}>{t('poll.vote.keep')}</Button>}
      </div>
    </form>
  );
}

/** The best first: each is moved by its own buttons. */
function Ranking({ poll, given, set }: PartProps): JSX.Element {
  const words = useWords();
  const options = optionsOf(poll, words);
  const move = (at: number, to: number): void => {
    const next = given.filter((_, index) => index !== at);
    set([...next.slice(0, to), given[at] ?? '', ...next.slice(to)]);
  };
  return (
    <ol class="poll-rank">
      {given.map((each, at) => {
        const option = options.find(({ number }) => String(number) === each);
        const text = option?.text ?? each;
        return (
          <li key={each}>
            <span lang={option?.lang} dir={option?.dir}>{text}</span>
            {at > 0 && <IconButton icon="up" label={words.t('poll.rank.up', { option: text })} onClick={() => move(at, at - 1)} testid={`rank-up-${each}`} />}
            {at < given.length - 1 && <IconButton icon="down" label={words.t('poll.rank.down', { option: text })} onClick={() => move(at, at + 1)} testid={`rank-down-${each}`} />}
          </li>
        );
      })}
    </ol>
  );
}

function Points({ poll, given, set }: PartProps): JSX.Element {
  const words = useWords();
  const budget = poll.ask?.budget ?? 100;
  const left = budget - given.reduce((sum, text) => sum + (Number(text) || 0), 0);
  return (
    <>
      {optionsOf(poll, words).map(({ number, text, lang, dir }, at) => (
        <label key={number} class="ballot-option">
          <span lang={lang} dir={dir}>{text}</span>
          <input type="number" min={0} max={budget} value={given[at]} data-testid={`points-${number}`}
            onInput={(event) => set(replaced(given, at, event.currentTarget.value))} />
        </label>
      ))}
      <p class="hint" role="status">{words.t('poll.points.left', { n: left })}</p>
    </>
  );
}

function Amount({ poll, given, set }: PartProps): JSX.Element {
  const words = useWords();
  const { ask = {} } = poll;
  const unit = ask.unit?.[words.lang] ?? Object.values(ask.unit ?? {})[0];
  const scale = 10 ** (ask.decimals ?? 0);
  return (
    <label class="field-number">
      <span>{words.t('poll.number')}{unit ? ` (${unit})` : ''}</span>
      <input type="number" step={1 / scale} min={ask.from === undefined ? undefined : ask.from / scale} max={ask.to === undefined ? undefined : ask.to / scale}
        value={given[0]} data-testid="number" onInput={(event) => set([event.currentTarget.value])} />
    </label>
  );
}

function Written({ poll, given, set }: PartProps): JSX.Element {
  const { t, number } = useWords();
  const cloud = poll.type === 'cloud';
  return (
    <>
      {given.map((text, at) => (
        <TextField key={at} label={cloud ? t('poll.word', { number: number(at + 1) }) : t('poll.answer')} value={text} dir="auto"
          max={cloud ? BOUNDS.POLL_WORD_CHARS : BOUNDS.POLL_ANSWER_CHARS} onInput={(next) => set(replaced(given, at, next))} testid={`text-${at + 1}`} />
      ))}
    </>
  );
}
