// SPDX-License-Identifier: Apache-2.0
// A poll while it is being written, and what of it is sent.
import { parsed } from '../../core/keep.ts';
import type { Json, JsonObject } from '../../core/merge.ts';
import type { Lang } from '../../i18n/index.ts';
import type { Ask, BallotKind, Poll, PollType, ResultsWhen } from './view.ts';

type Texts = { readonly [L in Lang]?: string };

export interface PollDraft {
  readonly type: PollType;
  /** The first one leads: without it a text is not there. */
  readonly languages: readonly Lang[];
  readonly title: Texts;
  readonly options: readonly Texts[];
  readonly min: number;
  readonly max: number;
  readonly change: boolean;
  /** Absent in what was kept before there was a choice: named. */
  readonly ballot?: BallotKind;
  readonly abstain?: boolean;
  readonly results?: ResultsWhen;
  readonly ask?: Ask;
  /** Places of options from 1, in their order where one is asked for, or one number; or texts. */
  readonly correct?: readonly (number | string)[];
  readonly tolerance?: number;
  readonly quiz?: string;
  readonly timed?: number;
  readonly participants?: boolean;
}

const MAX_UNLIMITED = 99;

export function draftNew(lang: Lang): PollDraft {
  return { type: 'single', languages: [lang], title: {}, options: [{}, {}], min: 1, max: MAX_UNLIMITED, change: true };
}

/** The texts in the languages of the draft, without empty ones. */
function texts(draft: PollDraft, written: Texts): JsonObject {
  const result: JsonObject = {};
  for (const lang of draft.languages) {
    const text = written[lang]?.trim();
    if (text) result[lang] = text;
  }
  return result;
}

/** Those that say anything. */
function options(draft: PollDraft): JsonObject[] {
  return draft.options.map((option) => texts(draft, option)).filter((option) => Object.keys(option).length > 0);
}

/** Whether such a poll has options that are written. */
export function listed({ type }: { readonly type: PollType }): boolean {
  return type === 'single' || type === 'multiple' || type === 'ranking' || type === 'points';
}

export type Problem = `poll.form.need.${'title' | 'options' | 'range' | 'different' | 'language'}`;

export function problem(draft: PollDraft): Problem | undefined {
  const title = texts(draft, draft.title);
  const [lead] = draft.languages;
  const written = listed(draft) ? options(draft) : [];
  const untitled = written.some((option) => Object.keys(option).some((lang) => title[lang] === undefined));
  if (lead === undefined || title[lead] === undefined || untitled) return 'poll.form.need.title';
  if (!listed(draft)) return undefined;
  if (written.length < 2) return 'poll.form.need.options';
  for (const lang of Object.keys(title)) {
    if (written.some((option) => option[lang] === undefined)) return 'poll.form.need.language';
    if (new Set(written.map((option) => alike(option[lang]))).size < written.length) return 'poll.form.need.different';
  }
  const max = Math.min(draft.max, written.length);
  return draft.type === 'multiple' && (draft.min < 1 || draft.min > max || max < 1) ? 'poll.form.need.range' : undefined;
}

/** What nobody can tell apart is the same. */
function alike(text: Json | undefined): string {
  return String(text).normalize('NFKC').toLowerCase().replace(/\s+/g, ' ');
}

/** A draft as it was kept; a new one when that cannot be read. */
export function draftRead(kept: string, lang: Lang): PollDraft {
  const draft = parsed(kept === '' ? null : kept) as PollDraft | undefined;
  return draft && Array.isArray(draft.languages) && Array.isArray(draft.options) ? draft : draftNew(lang);
}

/** What a poll asks, to be changed or asked again. */
export function draftOf(poll: Poll): PollDraft {
  const languages = Object.keys(poll.title) as Lang[];
  const options = Object.entries(poll.options ?? {}).sort(([a], [b]) => Number(a) - Number(b)).map(([, option]) => option);
  return {
    type: poll.type, languages, title: poll.title, options: listed(poll) ? options : [{}, {}],
    min: poll.min ?? 1, max: poll.max ?? MAX_UNLIMITED, change: poll.change === true, ballot: poll.ballot ?? 'confidential',
    ...(poll.abstain === undefined ? {} : { abstain: poll.abstain }), ...(poll.ask ? { ask: scaled(poll.type, poll.ask, 1 / unitOf(poll)) } : {}),
    ...(poll.results ? { results: poll.results } : {}),
    ...(poll.correct ? { correct: poll.type === 'numeric' ? poll.correct.map((number) => Number(number) / unitOf(poll)) : poll.correct } : {}),
    ...(poll.tolerance ? { tolerance: poll.tolerance / unitOf(poll) } : {}), ...(poll.quiz ? { quiz: poll.quiz } : {}),
    ...(poll.timed ? { timed: poll.timed } : {}), ...(poll.participants ? { participants: true } : {}),
  };
}

/** Numbers are sent without their point: how many make 1. */
function unitOf({ type, ask }: { readonly type: PollType; readonly ask?: Ask }): number {
  return type === 'numeric' ? 10 ** (ask?.decimals ?? 0) : 1;
}

function scaled(type: PollType, ask: Ask, by: number): Ask {
  if (type !== 'numeric' || by === 1) return ask;
  const of = (number: number): number => (by > 1 ? Math.round(number * by) : number * by);
  return { ...ask, ...(ask.from === undefined ? {} : { from: of(ask.from) }), ...(ask.to === undefined ? {} : { to: of(ask.to) }) };
}

const CORRECT: ReadonlySet<PollType> = new Set(['single', 'multiple', 'boolean', 'scale', 'ranking', 'numeric', 'text']);
const ASKS: { readonly [T in PollType]?: readonly (keyof Ask)[] } = {
  scale: ['from', 'to', 'low', 'high'], numeric: ['from', 'to', 'unit', 'decimals'], points: ['budget'], cloud: ['words', 'banned'],
};

/** What the type asks beside, without what is empty; a scale goes from 1 to 5 by itself. */
function askOf(draft: PollDraft): JsonObject | undefined {
  const ask: Ask = draft.type === 'scale' ? { from: 1, to: 5, ...draft.ask } : scaled(draft.type, draft.ask ?? {}, unitOf(draft));
  const said: JsonObject = {};
  for (const key of ASKS[draft.type] ?? []) {
    const value = ask[key];
    const text = key === 'low' || key === 'high' || key === 'unit' ? texts(draft, (value ?? {}) as Texts) : undefined;
    const empty = text ? Object.keys(text).length === 0 : value === undefined || (Array.isArray(value) && value.length === 0);
    if (!empty) said[key] = (text ?? value) as Json;
  }
  return Object.keys(said).length > 0 ? said : undefined;
}

/** What is correct, of what the type can have. */
function correctOf(draft: PollDraft, written: number): (number | string)[] {
  const correct = draft.correct ?? [];
  if (!CORRECT.has(draft.type)) return [];
  if (draft.type === 'text') return correct.map((text) => String(text).trim()).filter((text) => text !== '');
  const numbers = correct.map(Number);
  if (draft.type === 'numeric') return numbers.map((number) => Math.round(number * unitOf(draft)));
  return listed(draft) ? numbers.filter((number) => number <= written) : numbers;
}

export function payload(draft: PollDraft): JsonObject {
  const written = options(draft);
  const ask = askOf(draft);
  const correct = correctOf(draft, written.length);
  const counts = correct.length > 0;
  const known = draft.ballot !== 'anonymous' && draft.ballot !== 'secret';
  return {
    type: draft.type,
    title: texts(draft, draft.title),
    change: draft.change,
    ...(draft.ballot && draft.ballot !== 'confidential' ? { ballot: draft.ballot } : {}),
    ...(listed(draft) ? { options: written } : {}),
    ...(draft.type === 'multiple' ? { min: draft.min, max: Math.min(draft.max, written.length) } : {}),
    ...(ask ? { ask } : {}),
    ...(draft.abstain === undefined || draft.ballot === 'secret' ? {} : { abstain: draft.abstain }),
    ...(draft.results && draft.results !== 'never' ? { results: draft.results } : {}),
    ...(draft.participants && draft.ballot !== 'anonymous' ? { participants: true } : {}),
    ...(counts ? { correct } : {}),
    ...(draft.type === 'numeric' && counts && draft.tolerance ? { tolerance: Math.round(draft.tolerance * unitOf(draft)) } : {}),
    ...(counts && known && draft.quiz ? { quiz: draft.quiz, ...(draft.timed ? { timed: draft.timed } : {}) } : {}),
  };
}
