// SPDX-License-Identifier: Apache-2.0
import { spoken } from '../../i18n/context.tsx';
import type { Spoken } from '../../i18n/context.tsx';
import type { Words } from '../../i18n/index.ts';
import type { BallotList, Poll, Tally } from './view.ts';

export interface Option extends Spoken {
  readonly number: number;
}

/** What one can choose. Yes, no and abstain are not in the view: they are ours to say. */
export function optionsOf(poll: Poll, words: Words): Option[] {
  if (poll.type === 'yesno') {
    const { t, lang, dir } = words;
    const said = [t('poll.yes'), t('poll.no'), ...(poll.abstain === false ? [] : [t('poll.abstain')])];
    return said.map((text, index) => ({ number: index + 1, text, lang, dir }));
  }
  if (poll.type === 'boolean') return [words.t('poll.true'), words.t('poll.false')].map((text, index) => ({ number: index + 1, text, lang: words.lang, dir: words.dir }));
  if (poll.type === 'scale') return steps(poll, words);
  return Object.entries(poll.options ?? {})
    .map(([number, texts]) => ({ number: Number(number), ...spoken(texts, words.lang) }))
    .sort((a, b) => a.number - b.number);
}

/** The steps of a scale; its ends say what they mean. */
function steps({ ask = {} }: Poll, words: Words): Option[] {
  const { from = 1, to = from } = ask;
  return Array.from({ length: to - from + 1 }, (_, at) => {
    const end = at === 0 ? ask.low : from + at === to ? ask.high : undefined;
    const said = spoken(end, words.lang);
    const step = words.number(from + at);
    return { ...said, number: at + 1, text: said.text ? `${step} · ${said.text}` : step };
  });
}

/** Whether one chooses among options, and does not rank, spread, count or write. */
export function chooses(type: Poll['type']): boolean {
  return type === 'single' || type === 'multiple' || type === 'yesno' || type === 'boolean' || type === 'scale';
}

/** A ballot in words: what was chosen, given or written. */
export function ballotText(poll: Poll, ballot: BallotList, words: Words): string {
  const options = optionsOf(poll, words);
  const named = (number: number | string): string => options.find((option) => option.number === number)?.text ?? String(number);
  if (chooses(poll.type)) return options.filter(({ number }) => ballot.includes(number)).map(({ text }) => text).join(', ');
  if (poll.type === 'ranking') return ballot.map(named).join(', ');
  if (poll.type === 'points') return options.map(({ text }, at) => `${text}: ${words.number(Number(ballot[at] ?? 0))}`).join(', ');
  if (poll.type === 'numeric') return ballot.map((number) => amount(poll, Number(number), words)).join(', ');
  return ballot.join(', ');
}

/** Quizzes that a team can make without naming one. */
export const QUIZZES: readonly string[] = ['q1', 'q2', 'q3'];

export function quizName(quiz: string, { t, number }: Words): string {
  const at = QUIZZES.indexOf(quiz);
  return at < 0 ? quiz : t('poll.quiz', { number: number(at + 1) });
}

/** A number of a poll, with its point and its unit. */
export function amount({ ask }: Poll, number: number, words: Words): string {
  const unit = spoken(ask?.unit, words.lang).text;
  const text = words.number(number / 10 ** (ask?.decimals ?? 0));
  return unit ? `${text} ${unit}` : text;
}

/** The sums, where there are any to be seen: a secret poll's tally says no more than how many have voted until it is counted. */
export function counted(poll: Poll): Tally | undefined {
  return poll.tally && (poll.tally.options || !chooses(poll.type)) && (poll.ballot !== 'secret' || poll.result === 'counted') ? poll.tally : undefined;
}

/** How many must and may be chosen. */
export function rangeOf(poll: Poll, options: number): { min: number; max: number } {
  if (poll.type !== 'multiple') return { min: 1, max: 1 };
  return { min: poll.min ?? 1, max: poll.max ?? options };
}
