// SPDX-License-Identifier: Apache-2.0
// The tally: bar, number and percent of each answer; the numbers are text, the bar is decoration.
import type { JSX } from 'preact';
import { BOUNDS } from '../../core/contract.ts';
import { useWords } from '../../i18n/context.tsx';
import type { Words } from '../../i18n/index.ts';
import { Bars } from '../../ui/bars.tsx';
import type { Bar } from '../../ui/bars.tsx';
import { amount, ballotText, chooses, optionsOf } from './options.ts';
import type { BallotList, Poll, Tally } from './view.ts';

interface ResultsProps {
  readonly poll: Poll;
  readonly tally: Tally;
  readonly ballot: BallotList | undefined;
}

export function Results({ poll, tally, ballot }: ResultsProps): JSX.Element {
  const words = useWords();
  const { t } = words;
  const round = (each: Tally, own: BallotList | undefined): JSX.Element => (
    <>
      <Picture poll={poll} tally={each} ballot={own} />
      <p class="hint">{t('poll.voters', { n: each.voters })}{each.abstained ? ` · ${t('poll.abstained', { n: each.abstained })}` : ''}</p>
    </>
  );
  return (
    <section class="results" aria-label={t(poll.published ? 'poll.results' : 'poll.results.team')} data-testid="results">
      {!poll.published && <p class="hint">{t(poll.results === 'voted' && poll.state === 'open' ? 'poll.results.voted' : 'poll.results.team')}</p>}
      {round(tally, ballot)}
      {poll.late?.[poll.round ?? 1] && <Later poll={poll} tally={poll.late[poll.round ?? 1]!} />}
      {poll.revealed && poll.correct && poll.correct.length > 0 && !chooses(poll.type) && (
        <p data-testid="poll-correct">{t('poll.correct.is', { answer: ballotText(poll, poll.correct, words) })}</p>
      )}
      {poll.rounds?.map((each, at) => (
        <div key={at} class="results" data-testid={`round-${at + 1}`}>
          <h4>{t('poll.round', { number: words.number(at + 1) })}</h4>
          {round(each, undefined)}
          {poll.late?.[at + 1] && <Later poll={poll} tally={poll.late[at + 1]!} />}
        </div>
      ))}
    </section>
  );
}

/** What came of those who watched the session again; it changes nothing of what it came to. */
function Later({ poll, tally }: { poll: Poll; tally: Tally & { readonly held: number } }): JSX.Element {
  const { t } = useWords();
  return (
    <div class="results results-later" data-testid="results-later">
      <h4>{t('poll.again.results')}</h4>
      {tally.voters > 0 && <Picture poll={poll} tally={tally} ballot={undefined} />}
      {tally.voters > 0 && <p class="hint">{t('poll.voters', { n: tally.voters })}{tally.abstained ? ` · ${t('poll.abstained', { n: tally.abstained })}` : ''}</p>}
      {tally.held > 0 && <p class="hint" data-testid="results-held">{t('poll.again.held', { n: tally.held, least: BOUNDS.BALLOTS_LEAST })}</p>}
    </div>
  );
}

function Picture(props: ResultsProps): JSX.Element | null {
  const { poll, tally } = props;
  if (tally.words) return <Cloud words={tally.words} />;
  if (tally.shown) return <Shown {...props} />;
  if (tally.numbers) return <Numbers {...props} />;
  return <Options key={poll.type} {...props} />;
}

/** How many chose each; or what each has of the points that were given. */
function Options({ poll, tally, ballot }: ResultsProps): JSX.Element | null {
  const words = useWords();
  const { t, percent, number: said } = words;
  const count = (option: number): number => tally.options?.[option] ?? 0;
  const options = optionsOf(poll, words);
  const most = Math.max(1, ...options.map((option) => count(option.number)));
  const points = poll.type === 'ranking' || poll.type === 'points';
  const share = (option: number): number => (points ? count(option) / most : tally.voters > 0 ? count(option) / tally.voters : 0);
  const value = (option: number): string => {
    const firsts = tally.firsts?.[option];
    const counted = points ? t('poll.points', { n: count(option) }) : t('poll.bar', { n: count(option), percent: percent(share(option)) });
    return [counted, firsts === undefined ? '' : t('poll.firsts', { n: firsts }), chooses(poll.type) && poll.revealed && poll.correct?.includes(option) ? t('poll.correct') : '']
      .filter((text) => text !== '').join(' · ');
  };
  const bars: Bar[] = options.map(({ number, text, lang, dir }) => ({
    key: number, text, lang, dir, share: share(number), value: value(number),
    most: count(number) === most, ...(!points && ballot?.includes(number) ? { mine: t('poll.mine') } : {}),
  }));
  const counts = options.reduce((sum, option) => sum + count(option.number), 0);
  // Nothing is drawn where nothing is counted yet: how many have voted is said below.
  if (counts === 0 && poll.state === 'open') return null;
  const total = options.reduce((sum, option) => sum + count(option.number) * ((poll.ask?.from ?? 1) + option.number - 1), 0);
  return (
    <>
      <Bars bars={points ? [...bars].sort((a, b) => b.share - a.share) : bars} />
      {poll.type === 'scale' && counts > 0 && <p data-testid="poll-mean">{t('poll.mean', { value: said(Math.round((total / counts) * 10) / 10) })}</p>}
    </>
  );
}

function Numbers({ poll, tally }: ResultsProps): JSX.Element | null {
  const words = useWords();
  const { t, percent } = words;
  const [numbers] = tally.numbers ?? [];
  if (!numbers) return null;
  const say = (number: number): string => amount(poll, number, words);
  const [low, high] = numbers.middle;
  return (
    <>
      <p data-testid="poll-mean">{t('poll.mean', { value: say(Math.round((numbers.sum / numbers.count) * 10) / 10) })} · {t('poll.median', { value: say((low + high) / 2) })}</p>
      <Bars bars={numbers.bins.map(([from, to, n]) => ({
        key: from, text: from === to ? say(from) : `${say(from)} – ${say(to)}`, share: n / numbers.count, value: t('poll.bar', { n, percent: percent(n / numbers.count) }),
      }))} />
    </>
  );
}

/** What the team shows of what people wrote. */
function Shown({ tally }: ResultsProps): JSX.Element {
  return <ul class="poll-shown">{tally.shown?.map(({ answer, text, dir }) => <li key={answer} dir={dir}>{text}</li>)}</ul>;
}

/** The more often a word was said the larger it is; how often is said beside it. */
function Cloud({ words: said }: { words: NonNullable<Tally['words']> }): JSX.Element {
  const words: Words = useWords();
  const most = Math.max(1, ...said.map(([, times]) => times));
  return (
    <ul class="poll-cloud">
      {said.map(([word, times, id]) => (
        <li key={id} dir="auto" style={{ fontSize: `${0.875 + 1.25 * Math.sqrt(times / most)}rem` }}>
          {word} <span class="hint">{words.number(times)}</span>
        </li>
      ))}
    </ul>
  );
}
