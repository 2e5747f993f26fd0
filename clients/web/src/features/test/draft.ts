// SPDX-License-Identifier: Apache-2.0
// A question while it is written, and what is to be sent of it.
import { BOUNDS } from '../../core/contract.ts';
import type { JsonObject } from '../../core/merge.ts';
import type { Texts } from '../../core/views.ts';
import { textsOf } from '../../ui/languages.tsx';
import type { Ballot, Question, Type } from './view.ts';

export interface Draft {
  readonly type: Type;
  readonly title: Texts;
  readonly options: readonly { readonly text: Texts; readonly right: boolean; readonly said: Texts }[];
  /** Of a boolean: 1 or 2; of a number and a text as it is typed. */
  readonly right: string;
  readonly tolerance: string;
  readonly said: { readonly right: Texts; readonly wrong: Texts };
}

const DECIMALS_MAX = 3;
const LISTED: readonly Type[] = ['single', 'multiple', 'ranking'];
export const isListed = (type: Type): boolean => LISTED.includes(type);

const emptyOption = { text: {}, right: false, said: {} };
export const emptyDraft: Draft = { type: 'single', title: {}, options: [emptyOption, emptyOption], right: '', tolerance: '', said: { right: {}, wrong: {} } };
export const optionAdd = (draft: Draft): Draft => ({ ...draft, options: [...draft.options, emptyOption] });

function rightOf({ type, correct, ask = {} }: Question): string {
  if (type === 'numeric') return String(Number(correct[0]) / 10 ** (ask.decimals ?? 0));
  return type === 'text' ? correct.join('\n') : String(correct[0] ?? '');
}

export function draftOf(question: Question): Draft {
  const { type, title, options = [], correct, tolerance, feedback = {}, ask = {} } = question;
  // Of an order: as it is right.
  const order = type === 'ranking' ? correct.map(Number) : options.map((_, at) => at + 1);
  return {
    type, title, right: rightOf(question), tolerance: tolerance === undefined ? '' : String(tolerance / 10 ** (ask.decimals ?? 0)),
    options: order.map((number) => ({ text: options[number - 1] ?? {}, right: correct.includes(number), said: feedback.options?.[number - 1] ?? {} })),
    said: { right: feedback.right ?? {}, wrong: feedback.wrong ?? {} },
  };
}

function feedbackOf({ type, options, said }: Draft): JsonObject | undefined {
  const part = (texts: Texts): JsonObject => ({ ...(textsOf(texts, BOUNDS.FEEDBACK_CHARS) ?? {}) });
  const each = isListed(type) && type !== 'ranking' ? options.map((option) => part(option.said)) : [];
  const [right, wrong] = [part(said.right), part(said.wrong)];
  const has = (one: JsonObject): boolean => Object.keys(one).length > 0;
  const all: JsonObject = { ...(has(right) ? { right } : {}), ...(has(wrong) ? { wrong } : {}), ...(each.some(has) ? { options: each } : {}) };
  return has(all) ? all : undefined;
}

function numberData({ right, tolerance }: Draft): JsonObject | undefined {
  const plain = (text: string): string => text.trim().replace(',', '.');
  const digits = (text: string): number => plain(text).split('.')[1]?.length ?? 0;
  const decimals = Math.max(digits(right), digits(tolerance));
  const whole = (text: string): number => Math.round(Number(plain(text)) * 10 ** decimals);
  if (plain(right) === '' || !Number.isFinite(whole(right)) || !Number.isFinite(whole(tolerance)) || decimals > DECIMALS_MAX) return undefined;
  return { ...(decimals ? { ask: { decimals } } : {}), correct: [whole(right)], ...(whole(tolerance) > 0 ? { tolerance: whole(tolerance) } : {}) };
}

function answerData(draft: Draft): JsonObject | undefined {
  const { type, options, right } = draft;
  if (type === 'numeric') return numberData(draft);
  if (type === 'text') {
    const correct = right.split('\n').map((line) => line.trim()).filter((line) => line !== '');
    return correct.length > 0 && correct.length <= BOUNDS.POLL_TEXTS ? { correct } : undefined;
  }
  if (!isListed(type)) return right === '' ? undefined : { correct: [Number(right)] };
  const texts = options.map(({ text }) => textsOf(text, BOUNDS.POLL_OPTION_CHARS));
  const correct: Ballot = type === 'ranking' ? options.map((_, at) => at + 1) : options.flatMap((option, at) => (option.right ? [at + 1] : []));
  if (texts.some((text) => !text) || correct.length === 0) return undefined;
  return { options: texts.map((text) => ({ ...text })), correct: [...correct] };
}

/** Undefined: something is missing, or too long. */
export function dataOf(draft: Draft): JsonObject | undefined {
  const title = textsOf(draft.title, BOUNDS.POLL_TITLE_CHARS);
  const answer = answerData(draft);
  const feedback = feedbackOf(draft);
  return title && answer && { type: draft.type, title: { ...title }, ...answer, ...(feedback ? { feedback } : {}) };
}
