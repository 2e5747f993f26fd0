// SPDX-License-Identifier: Apache-2.0
// A poll on the wall: what is asked, what can be answered, and once that is for all, how people answered.
import type { JSX } from 'preact';
import { useNow } from '../../../core/clock.ts';
import { useView } from '../../../core/here.ts';
import { spoken, useWords } from '../../../i18n/context.tsx';
import type { Words } from '../../../i18n/index.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Fit, Lines, Numbers } from '../../../ui/wall.tsx';
import { amount, ballotText, chooses, optionsOf } from '../options.ts';
import type { PollView, Tally } from '../view.ts';
import { Cloud } from './cloud.tsx';
import { publicPoll } from './public.ts';
import type { PublicPoll } from './public.ts';

export function WallPoll({ id }: { readonly id: string }): JSX.Element | null {
  const { lang } = useWords();
  const words = useWords();
  const whole = useView((view: PollView) => view.poll?.polls?.[id.slice('poll-'.length)]);
  const poll = whole && publicPoll(whole);
  if (!poll) return null;
  const title = spoken(poll.title, lang);
  const rows = rowsOf(poll, words);
  const cloud = poll.tally?.words;
  const head = <h1 class="wall-title"><Lines text={title.text} lang={title.lang} dir={title.dir} /></h1>;
  const change = JSON.stringify([id, poll.state, poll.published, poll.revealed, title, lang, rows?.map(({ text, value }) => [text, value.length]), poll.tally?.shown]);
  return (
    <section class="wall-scene" data-testid={`wall-${id}`} data-state={poll.state}>
      <p class="wall-state"><State poll={poll} /></p>
      {cloud ? <>{head}<Cloud words={cloud} /></> : (
        <Fit change={change}>
          {head}
          {poll.type === 'scale' && poll.tally ? <Histogram rows={rows ?? []} /> : rows && <Rows rows={rows} />}
          {poll.tally?.shown && <ul class="wall-said">{poll.tally.shown.slice(-SAID).map(({ answer, text, dir }) => <li key={answer}><Lines text={text} dir={dir} /></li>)}</ul>}
          <Facts poll={poll} words={words} />
        </Fit>
      )}
      <Numbers title={`${title.text} – ${words.t('poll.voters', { n: poll.voters })}`} of={`${id} ${poll.state} ${String(poll.published)}`} rows={tableOf(poll, rows, words)} />
    </section>
  );
}

// More are too many to be read.
const SAID = 6;

/** How it stands, and how long it is open. */
function State({ poll }: { readonly poll: PublicPoll }): JSX.Element {
  const { t, countdown } = useWords();
  const now = useNow(poll.state === 'open' && poll.closes !== undefined ? 1000 : 0);
  const round = poll.round && poll.round > 1 ? ` · ${t('poll.round', { number: poll.round })}` : '';
  const voters = t('poll.voters', { n: poll.voters });
  if (poll.state === 'closed') return <><span class="wall-badge">{t(poll.published ? 'poll.results' : 'present.poll.closed')}</span>{round} <span>{voters}</span></>;
  return (
    <>
      <span class="wall-badge wall-badge-open">{t('present.poll.open')}</span>{round} <span>{voters}</span>
      {poll.closes !== undefined && <strong class="wall-left" role="timer" aria-live="off" data-testid="wall-closes"><Icon name="clock" /><span dir="ltr">{countdown(poll.closes - now)}</span></strong>}
    </>
  );
}

export interface Row {
  readonly key: number;
  readonly text: string;
  readonly lang?: string;
  readonly dir?: 'ltr' | 'rtl';
  /** Of 1; undefined: there is nothing to count. */
  readonly share?: number;
  readonly value: string;
  readonly percent: string;
  readonly most: boolean;
  readonly right: boolean;
}

/** What can be answered, or the ranges of numbers that were; undefined: there are none. */
function rowsOf(poll: PublicPoll, words: Words): readonly Row[] | undefined {
  const { tally } = poll;
  const [numbers] = tally?.numbers ?? [];
  if (numbers) {
    const say = (number: number): string => amount(poll, number, words);
    const most = Math.max(...numbers.bins.map(([, , n]) => n));
    return numbers.bins.map(([from, to, n]) => ({
      key: from, text: from === to ? say(from) : `${say(from)} – ${say(to)}`, share: n / numbers.count, value: words.number(n), percent: words.percent(n / numbers.count), most: n === most, right: false,
    }));
  }
  const options = optionsOf(poll, words);
  if (options.length === 0) return undefined;
  const made = options.map(({ number, text, lang, dir }) => ({ key: number, text, lang, dir, ...counts(poll, tally, number, options.map((option) => option.number), words) }));
  // What was ranked or given points stands in the order that came of it.
  return tally && !chooses(poll.type) ? made.sort((a, b) => (b.share ?? 0) - (a.share ?? 0)) : made;
}

function counts(poll: PublicPoll, tally: Tally | undefined, option: number, all: readonly number[], words: Words): Omit<Row, 'key' | 'text'> {
  const right = chooses(poll.type) && poll.revealed === true && poll.correct?.includes(option) === true;
  if (!tally) return { value: '', percent: '', most: false, right };
  const count = (of: number): number => tally.options?.[of] ?? 0;
  const most = Math.max(1, ...all.map(count));
  const points = !chooses(poll.type);
  const share = points ? count(option) / most : tally.voters > 0 ? count(option) / tally.voters : 0;
  return {
    share, most: count(option) === most, right,
    value: points ? words.t('poll.points', { n: count(option) }) : words.number(count(option)), percent: points ? '' : words.percent(share),
  };
}

const TWO_COLUMNS = 7;

function Rows({ rows }: { readonly rows: readonly Row[] }): JSX.Element {
  const { t } = useWords();
  return (
    <ul class={rows.length > TWO_COLUMNS ? 'wall-rows wall-rows-two' : 'wall-rows'} aria-hidden="true" data-testid="wall-rows">
      {rows.map(({ key, text, lang, dir, share, value, percent, most, right }) => (
        <li key={key} class={`wall-row${most ? ' wall-row-most' : ''}${right ? ' wall-row-right' : ''}${share === undefined ? ' wall-row-plain' : ''}`}>
          <Lines text={text} lang={lang} dir={dir} class="wall-row-text" />
          <span class="wall-row-value">{right && <span class="wall-right"><Icon name="check" />{t('poll.correct')}</span>}{value}{percent && <> · <strong>{percent}</strong></>}</span>
          {share !== undefined && <span class="wall-track"><span style={{ inlineSize: `${share * 100}%` }} /></span>}
        </li>
      ))}
    </ul>
  );
}

// Up to this many have room for their shares above them on a narrow wall.
const ROOMY = 11;

/** Steps of a scale side by side, as high as often they were chosen. */
function Histogram({ rows }: { readonly rows: readonly Row[] }): JSX.Element {
  const most = Math.max(0.01, ...rows.map(({ share = 0 }) => share));
  const ends = [rows[0], rows[rows.length - 1]].map((row) => row?.text.split(' · ')[1] ?? '');
  return (
    <div class="wall-histogram" aria-hidden="true" data-testid="wall-histogram">
      <ul>
        {rows.map(({ key, text, share = 0, value, percent, most: top, right }) => (
          <li key={key} class={`${top ? 'wall-row-most' : ''}${right ? ' wall-row-right' : ''}`}>
            <strong>{value}</strong>
            {rows.length <= ROOMY && <span class="wall-soft">{percent}</span>}
            <span class="wall-column"><span style={{ blockSize: `${(share / most) * 100}%` }} /></span>
            <span>{text.split(' · ')[0]}</span>
          </li>
        ))}
      </ul>
      {ends.some((text) => text !== '') && <p class="wall-ends">{ends.map((text, at) => <Lines key={at} text={text} />)}</p>}
    </div>
  );
}

/** The mean, what is correct, why there are no sums. */
function Facts({ poll, words }: { readonly poll: PublicPoll; readonly words: Words }): JSX.Element | null {
  const facts = factsOf(poll, words);
  return facts.length > 0 ? <p class="wall-facts" data-testid="wall-facts">{facts.join(' · ')}</p> : null;
}

function factsOf(poll: PublicPoll, words: Words): readonly string[] {
  const { t } = words;
  const { tally } = poll;
  const facts: string[] = [];
  const rounded = (value: number): number => Math.round(value * 10) / 10;
  const [numbers] = tally?.numbers ?? [];
  if (numbers && numbers.count > 0) {
    facts.push(t('poll.mean', { value: amount(poll, rounded(numbers.sum / numbers.count), words) }), t('poll.median', { value: amount(poll, (numbers.middle[0] + numbers.middle[1]) / 2, words) }));
  }
  if (tally && poll.type === 'scale') {
    const chosen = Object.entries(tally.options ?? {});
    const count = chosen.reduce((sum, [, n]) => sum + n, 0);
    const total = chosen.reduce((sum, [step, n]) => sum + n * ((poll.ask?.from ?? 1) + Number(step) - 1), 0);
    if (count > 0) facts.push(t('poll.mean', { value: words.number(rounded(total / count)) }));
  }
  if (tally?.abstained) facts.push(t('poll.abstained', { n: tally.abstained }));
  if (poll.revealed && poll.correct && poll.correct.length > 0 && !chooses(poll.type)) facts.push(t('poll.correct.is', { answer: ballotText(poll, poll.correct, words) }));
  if (poll.state === 'closed' && poll.result && poll.result !== 'counted') facts.push(t(`poll.result.${poll.result}`));
  return facts;
}

function tableOf(poll: PublicPoll, rows: readonly Row[] | undefined, words: Words): readonly (readonly [string, ...string[]])[] {
  const said = (rows ?? []).map(({ text, value, percent, right }): readonly [string, ...string[]] => [text, ...[value, percent, right ? words.t('poll.correct') : ''].filter((each) => each !== '')]);
  const cloud = (poll.tally?.words ?? []).map(([word, times]): readonly [string, string] => [word, words.number(times)]);
  return [...said, ...cloud];
}
