// SPDX-License-Identifier: Apache-2.0
// What is asked of who registers for a room, and what they answer.
import type { JsonObject } from '../../../core/merge.ts';
import { chars } from '../../../core/text.ts';
import type { Texts } from '../../../core/views.ts';

export const ASK_KINDS = ['text', 'choice', 'yesno'] as const;
export type AskKind = (typeof ASK_KINDS)[number];

export interface Question {
  readonly kind: AskKind;
  readonly title: Texts;
  readonly required?: boolean;
  readonly options?: readonly Texts[];
}
export interface Registration {
  readonly questions: readonly Question[];
  readonly until?: number;
}
/** By the number of the question, from 1: a text, the number of an option, yes or no. */
export type Answers = { readonly [number: string]: string | number | boolean };

export const QUESTIONS_MAX = 10;
export const QUESTION_CHARS = 300;
export const ANSWER_CHARS = 500;
const OPTION_CHARS = 150;
const OPTIONS = { min: 2, max: 20 };

/** The numbers of the questions that want another answer. */
export function unanswered(questions: readonly Question[], answers: Answers): readonly number[] {
  return questions.flatMap(({ kind, required }, at) => {
    const answer = answers[at + 1];
    const empty = answer === undefined || (typeof answer === 'string' && answer.trim() === '');
    const long = kind === 'text' && typeof answer === 'string' && chars(answer.trim()) > ANSWER_CHARS;
    return (required && empty) || long ? [at + 1] : [];
  });
}

/** As `room.register` has them: what was left empty is not there. */
export function answersSent(answers: Answers): JsonObject {
  return Object.fromEntries(Object.entries(answers).map(([number, answer]) => [number, typeof answer === 'string' ? answer.trim() : answer]).filter(([, answer]) => answer !== ''));
}

/** Options stand in a field, one in a line, for each language. */
export function optionsOf(lines: Texts): Texts[] {
  const byLang = Object.entries(lines).map(([lang, text]) => [lang, text.split('\n').map((line) => line.trim()).filter(Boolean)] as const).filter(([, list]) => list.length > 0);
  const count = Math.max(0, ...byLang.map(([, list]) => list.length));
  return Array.from({ length: count }, (_, at) => Object.fromEntries(byLang.flatMap(([lang, list]) => (list[at] === undefined ? [] : [[lang, list[at]] as const]))));
}

/** A question while it is written. */
export interface Asked {
  readonly kind: AskKind;
  readonly title: Texts;
  readonly required: boolean;
  readonly lines: Texts;
}

export function askedOf({ kind, title, required, options = [] }: Question): Asked {
  const langs = [...new Set(options.flatMap((option) => Object.keys(option)))];
  return { kind, title, required: required === true, lines: Object.fromEntries(langs.map((lang) => [lang, options.map((option) => option[lang] ?? '').join('\n')])) };
}

const within = (texts: Texts, langs: readonly string[]): Texts => Object.fromEntries(Object.entries(texts).filter(([lang, text]) => langs.includes(lang) && text.trim() !== '').map(([lang, text]) => [lang, text.trim()]));

export function askWrong({ kind, title, lines }: Asked, langs: readonly string[]): boolean {
  const titles = Object.values(within(title, langs));
  if (titles.length === 0 || titles.some((text) => chars(text) > QUESTION_CHARS)) return true;
  if (kind !== 'choice') return false;
  const counts = Object.values(within(lines, langs)).map((text) => text.split('\n').filter((line) => line.trim() !== '').length);
  // Every language has the same options, in one order.
  if (counts.length === 0 || counts.some((count) => count !== counts[0] || count < OPTIONS.min || count > OPTIONS.max)) return true;
  return optionsOf(within(lines, langs)).some((option) => Object.values(option).some((text) => chars(text) > OPTION_CHARS));
}

export function questionOf({ kind, title, required, lines }: Asked, langs: readonly string[]): JsonObject {
  return { kind, title: within(title, langs), ...(required ? { required } : {}), ...(kind === 'choice' ? { options: optionsOf(within(lines, langs)) } : {}) };
}

/** A cell that no spreadsheet takes for a formula. */
function cell(text: string): string {
  return `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replace(/"/g, '""')}"`;
}

export function csvOf(rows: readonly (readonly string[])[]): string {
  return `\ufeff${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
}
