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
  /** Places of options from 1, or one number. */
  readonly correct?: readonly number[];
  readonly tolerance?: number;
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
    ...(poll.abstain === undefined ? {} : { abstain: poll.abstain }), ...(poll.ask ? { ask: poll.ask } : {}),
    ...(poll.results ? { results: poll.results } : {}), ...(poll.correct ? { correct: poll.correct.map(Number) } : {}),
    ...(poll.tolerance ? { tolerance: poll.tolerance } : {}),
  };
}

const CORRECT: ReadonlySet<PollType> = new Set(['single', 'multiple', 'boolean', 'numeric']);
const ASKS: { readonly [T in PollType]?: readonly (keyof Ask)[] } = {
  scale: ['from', 'to', 'low', 'high'], numeric: ['from', 'to', 'unit', 'decimals'], points: ['budget'], cloud: ['words', 'banned'],
};

/** What the type asks beside, without what is empty; a scale goes from 1 to 5 by itself. */
function askOf(draft: PollDraft): JsonObject | undefined {
  const ask: Ask = draft.type === 'scale' ? { from: 1, to: 5, ...draft.ask } : draft.ask ?? {};
  const said: JsonObject = {};
  for (const key of ASKS[draft.type] ?? []) {
    const value = ask[key];
    const text = key === 'low' || key === 'high' || key === 'unit' ? texts(draft, (value ?? {}) as Texts) : undefined;
    if (text ? Object.keys(text).length > 0 : value !== undefined) said[key] = (text ?? value) as Json;
  }
  return Object.keys(said).length > 0 ? said : undefined;
}

export function payload(draft: PollDraft): JsonObject {
  const written = options(draft);
  const ask = askOf(draft);
  const correct = (draft.correct ?? []).filter((number) => draft.type === 'numeric' || draft.type === 'boolean' || number <= written.length);
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
    ...(correct.length > 0 && CORRECT.has(draft.type) ? { correct } : {}),
    ...(draft.type === 'numeric' && correct.length > 0 && draft.tolerance ? { tolerance: draft.tolerance } : {}),
  };
}
