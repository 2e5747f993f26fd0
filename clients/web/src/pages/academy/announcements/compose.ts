// SPDX-License-Identifier: Apache-2.0
// What an announcement says while it is written, and what is wrong with it.
import type { JsonObject } from '../../../core/merge.ts';
import { chars } from '../../../core/text.ts';
import type { Texts } from '../../../core/views.ts';

/** BOUND_TITLE_CHARS and BOUND_ANNOUNCEMENT_CHARS of protocol/bounds.def. */
export const TITLE_CHARS = 200;
export const TEXT_CHARS = 2000;

export type ByLang = { readonly [lang: string]: string };
export interface Draft {
  readonly title: ByLang;
  readonly text: ByLang;
  readonly countries: readonly string[];
  readonly roles: readonly string[];
  /** As a field for local times has it; empty: it stays. */
  readonly until: string;
}

export const EMPTY: Draft = { title: {}, text: {}, countries: [], roles: [], until: '' };

export type Fault = 'none' | 'half' | 'long' | 'past';

function given(texts: ByLang): { readonly [lang: string]: string } {
  return Object.fromEntries(Object.entries(texts).map(([lang, text]) => [lang, text.trim()] as const).filter(([, text]) => text !== ''));
}

/** Each language has both or neither: nobody reads a title without its text. */
export function faultOf({ title, text, until }: Draft, now: number): Fault | undefined {
  const [titles, texts] = [given(title), given(text)];
  if (Object.keys(titles).length === 0 && Object.keys(texts).length === 0) return 'none';
  if (Object.keys(titles).sort().join() !== Object.keys(texts).sort().join()) return 'half';
  if (Object.values(titles).some((one) => chars(one) > TITLE_CHARS) || Object.values(texts).some((one) => chars(one) > TEXT_CHARS)) return 'long';
  return until !== '' && !(new Date(until).getTime() > now) ? 'past' : undefined;
}

/** What is said, and until when. */
export function wordsOf({ title, text, until }: Draft): JsonObject {
  return { title: given(title), text: given(text), ...(until === '' ? {} : { until: new Date(until).getTime() }) };
}

export function dataOf(draft: Draft): JsonObject {
  const { countries, roles } = draft;
  const who = { ...(countries.length > 0 ? { countries: [...countries] } : {}), ...(roles.length > 0 ? { roles: [...roles] } : {}) };
  return { ...wordsOf(draft), ...(Object.keys(who).length > 0 ? { who } : {}) };
}

const MINUTE_MS = 60_000;

/** One that stands, as it is written anew. */
export function draftOf({ title, text, until }: { readonly title: Texts; readonly text: Texts; readonly until?: number }): Draft {
  const local = (at: number): string => new Date(at - new Date(at).getTimezoneOffset() * MINUTE_MS).toISOString().slice(0, 16);
  return { ...EMPTY, title: { ...title }, text: { ...text }, until: until === undefined ? '' : local(until) };
}
