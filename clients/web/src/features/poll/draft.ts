// SPDX-License-Identifier: Apache-2.0
// A poll while it is being written, and what of it is sent.
import { parsed } from '../../core/keep.ts';
import type { Json, JsonObject } from '../../core/merge.ts';
import type { Lang } from '../../i18n/index.ts';
import type { BallotKind, Poll, PollType } from './view.ts';

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

export type Problem = `poll.form.need.${'title' | 'options' | 'range' | 'different' | 'language'}`;

export function problem(draft: PollDraft): Problem | undefined {
  const title = texts(draft, draft.title);
  const [lead] = draft.languages;
  const listed = draft.type === 'yesno' ? [] : options(draft);
  const untitled = listed.some((option) => Object.keys(option).some((lang) => title[lang] === undefined));
  if (lead === undefined || title[lead] === undefined || untitled) return 'poll.form.need.title';
  if (draft.type === 'yesno') return undefined;
  if (listed.length < 2) return 'poll.form.need.options';
  for (const lang of Object.keys(title)) {
    if (listed.some((option) => option[lang] === undefined)) return 'poll.form.need.language';
    if (new Set(listed.map((option) => alike(option[lang]))).size < listed.length) return 'poll.form.need.different';
  }
  const max = Math.min(draft.max, listed.length);
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
    type: poll.type, languages, title: poll.title, options: poll.type === 'yesno' ? [{}, {}] : options,
    min: poll.min ?? 1, max: poll.max ?? MAX_UNLIMITED, change: poll.change === true, ballot: poll.ballot ?? 'named',
  };
}

export function payload(draft: PollDraft): JsonObject {
  const listed = options(draft);
  return {
    type: draft.type,
    title: texts(draft, draft.title),
    change: draft.change,
    ...(draft.ballot && draft.ballot !== 'named' ? { ballot: draft.ballot } : {}),
    ...(draft.type === 'yesno' ? {} : { options: listed }),
    ...(draft.type === 'multiple' ? { min: draft.min, max: Math.min(draft.max, listed.length) } : {}),
  };
}
