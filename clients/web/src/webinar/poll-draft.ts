// SPDX-License-Identifier: Apache-2.0
// A poll while it is being written, and what of it is sent.
import type { JsonObject } from '../core/merge.ts';
import type { PollType } from '../core/views.ts';
import type { Lang } from '../i18n/index.ts';

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
}

const MAX_UNLIMITED = 99;

export function draftNew(lang: Lang): PollDraft {
  return { type: 'single', languages: [lang], title: {}, options: [{}, {}], min: 1, max: MAX_UNLIMITED, change: true };
}

/** The texts in the languages of the draft, without empty ones; none when the leading one is missing. */
function texts(draft: PollDraft, written: Texts): JsonObject | undefined {
  const result: JsonObject = {};
  for (const lang of draft.languages) {
    const text = written[lang]?.trim();
    if (text) result[lang] = text;
  }
  const lead = draft.languages[0];
  return lead !== undefined && result[lead] !== undefined ? result : undefined;
}

function options(draft: PollDraft): JsonObject[] {
  return draft.options.map((option) => texts(draft, option)).filter((option) => option !== undefined);
}

export function problem(draft: PollDraft): 'poll.form.need.title' | 'poll.form.need.options' | 'poll.form.need.range' | undefined {
  if (!texts(draft, draft.title)) return 'poll.form.need.title';
  if (draft.type === 'yesno') return undefined;
  const count = options(draft).length;
  if (count < 2) return 'poll.form.need.options';
  const max = Math.min(draft.max, count);
  return draft.type === 'multiple' && (draft.min < 1 || draft.min > max || max < 1) ? 'poll.form.need.range' : undefined;
}

export function payload(draft: PollDraft): JsonObject {
  const listed = options(draft);
  return {
    type: draft.type,
    title: texts(draft, draft.title) ?? {},
    change: draft.change,
    ...(draft.type === 'yesno' ? {} : { options: listed }),
    ...(draft.type === 'multiple' ? { min: draft.min, max: Math.min(draft.max, listed.length) } : {}),
  };
}
