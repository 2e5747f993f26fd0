// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { useContext, useLayoutEffect, useRef } from 'preact/hooks';
import { useRights } from '../../core/here.ts';
import { Store, useStore } from '../../core/store.ts';
import { useWords } from '../../i18n/context.tsx';
import { useCommand } from '../../ui/command.ts';
import { Button, Refusal } from '../../ui/parts.tsx';
import { RoomContext } from '../../ui/session.tsx';
import { Waits } from '../../ui/waits.tsx';
import { optionsOf, rangeOf } from './options.ts';
import { useReceipt } from './receipt.ts';
import type { BallotList, Poll } from './view.ts';

export interface BallotProps {
  readonly seq: number;
  readonly poll: Poll;
  readonly ballot: BallotList | undefined;
  readonly heading: string;
  readonly onVoted: () => void;
  /** Present when the ballot was asked for: then it takes the focus. */
  readonly onKeep: (() => void) | undefined;
}

// What is chosen and not sent: the same ballot may stand under the picture and in the panel, one after the other. In
// memory alone, for it may be a secret one.
const choices = new Map<string, Store<readonly number[] | undefined>>();

function choiceStore(place: string): Store<readonly number[] | undefined> {
  const known = choices.get(place) ?? new Store<readonly number[] | undefined>(undefined);
  choices.set(place, known);
  return known;
}

/** Of a round behind the first it says so: what was meant for another came too late. */
export function roundOf({ round = 1 }: Poll): { round?: number } {
  return round > 1 ? { round } : {};
}

/** Radios where one answer counts, checkboxes where several do. */
export function Ballot({ seq, poll, ballot, heading, onVoted, onKeep }: BallotProps): JSX.Element {
  const words = useWords();
  const { t } = words;
  const room = useContext(RoomContext);
  const { me } = useRights();
  const { sending, error, waiting, run } = useCommand(`vote/${room}/${seq}`);
  const store = choiceStore(`${me}/${room}/${seq}`);
  const kept = useStore(store);
  const sent = waiting?.data['choices'];
  const chosen = Array.isArray(sent) ? sent.map(Number) : kept ?? ballot?.map(Number) ?? [];
  const setChosen = (numbers: readonly number[]): void => store.set(numbers);
  const options = optionsOf(poll, words);
  const { min, max } = rangeOf(poll, options.length);
  const many = poll.type === 'multiple';
  const form = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => {
    if (onKeep) (form.current?.querySelector<HTMLElement>('input:checked') ?? form.current?.querySelector('input'))?.focus();
  }, []);
  const fits = chosen.length >= min && chosen.length <= max;
  const choose = (number: number, on: boolean): void => {
    if (!many) setChosen([number]);
    else setChosen(on ? [...chosen, number].sort((a, b) => a - b) : chosen.filter((other) => other !== number));
  };
  const took = useReceipt(seq, poll);
  const vote = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (!fits || !(await run('poll.vote', { poll: seq, choices: [...chosen], ...roundOf(poll), ...took() }))) return;
    store.set(undefined);
    onVoted();
  };
  const abstain = async (): Promise<void> => {
    if (!(await run('poll.vote', { poll: seq, choices: [], ...roundOf(poll) }))) return;
    store.set(undefined);
    onVoted();
  };
  const hint = !many ? t('poll.single')
    : min === max ? t('poll.multiple.exactly', { n: min }) : t('poll.multiple.between', { min, max });
  return (
    <form ref={form} class="ballot" onSubmit={(event) => void vote(event)} data-testid={`ballot-${seq}`}>
      <fieldset disabled={sending} aria-labelledby={heading} aria-describedby={`ballot-${seq}-hint`}>
        <p class="hint" id={`ballot-${seq}-hint`}>{hint}</p>
        {options.map((option) => {
          const on = chosen.includes(option.number);
          return (
            <label key={option.number} class={on ? 'ballot-option ballot-on' : 'ballot-option'}>
              <input
                type={many ? 'checkbox' : 'radio'} name={`poll-${seq}`} checked={on}
                disabled={many && !on && chosen.length >= max} onChange={(event) => choose(option.number, event.currentTarget.checked)}
              />
              <span lang={option.lang} dir={option.dir}>{option.text}</span>
            </label>
          );
        })}
      </fieldset>
      <Refusal error={error} />
      <Waits command={waiting} />
      <div class="row">
        <Button kind="strong" submit busy={sending} disabled={!fits && !sending} testid={`vote-${seq}`}>{t(sending ? 'do.sending' : 'poll.vote')}</Button>
        {poll.abstain && poll.type !== 'yesno' && <Button kind="quiet" busy={sending} onClick={() => void abstain()} testid={`abstain-${seq}`}>{t('poll.abstain')}</Button>}
        {onKeep && <Button kind="quiet" onClick={() => { store.set(undefined); onKeep(); }}>{t('poll.vote.keep')}</Button>}
      </div>
    </form>
  );
}
