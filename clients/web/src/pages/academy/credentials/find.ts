// SPDX-License-Identifier: Apache-2.0
// Certificates as the queries tell them, what is asked for as it stands in the address, and one as it is written.
import { dayBegins, dayEnds } from '../../../core/day.ts';
import type { JsonObject } from '../../../core/merge.ts';
import { chars } from '../../../core/text.ts';
import type { Texts } from '../../../core/views.ts';

export interface Credential {
  readonly credential: number;
  readonly person: string;
  readonly name: string;
  readonly kind: string;
  readonly reference?: string;
  readonly title?: Texts;
  readonly of?: string;
  readonly issued: number;
  readonly until?: number;
  readonly state: 'valid' | 'lapsed' | 'withdrawn';
  readonly why?: string;
}
export interface Credentials {
  readonly credentials: readonly Credential[];
  readonly next?: number;
}

/** Kinds that have a name in every language; others are named by whoever gives them. */
export const KINDS = ['instructor', 'completion'] as const;
export const STATES = ['lapsing', 'valid', 'lapsed', 'withdrawn'] as const;
export const PAGE = 50;
export const LAPSING_MS = 90 * 86_400_000;
/** REFERENCE_CHARS and TITLE_CHARS of protocol/bounds.def. */
export const REFERENCE_CHARS = 120;
export const TITLE_CHARS = 200;

type Query = { readonly [name: string]: string };

/** `after` is where a page begins. */
export interface Filters {
  readonly state: string;
  readonly kind: string;
  readonly person: string;
  readonly after: string;
}
export const NO_FILTERS: Filters = { state: '', kind: '', person: '', after: '' };

// As the server takes the word for a kind.
const KIND = /^[A-Za-z0-9_-]{1,64}$/;

export function isKind(text: string): boolean {
  return KIND.test(text);
}

export function isKnown(kind: string): kind is (typeof KINDS)[number] {
  return KINDS.some((each) => each === kind);
}

export function filtersOf({ state = '', kind = '', person = '', after = '' }: Query): Filters {
  return { state: STATES.some((each) => each === state) ? state : '', kind: isKind(kind) ? kind : '', person, after: /^[1-9]\d{0,15}$/.test(after) ? after : '' };
}

export function isFiltered({ state, kind, person }: Filters): boolean {
  return state !== '' || kind !== '' || person !== '';
}

export function questionOf({ state, kind, person, after }: Filters, now: number): JsonObject {
  return {
    ...(state === 'lapsing' ? { state: 'valid', before: now + LAPSING_MS } : state ? { state } : {}),
    ...(kind && { kind }), ...(person && { person }), ...(after && { after: Number(after) }),
  };
}

export function queryOf(filters: Filters): Query {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== ''));
}

export function listAddress(filters: Filters): string {
  const search = new URLSearchParams(queryOf(filters)).toString();
  return `/academy/credentials${search && `?${search}`}`;
}

/** Who must act first: what ends soonest. */
export function soonestFirst(found: readonly Credential[]): readonly Credential[] {
  return [...found].sort((a, b) => (a.until ?? Infinity) - (b.until ?? Infinity));
}

export interface Draft {
  readonly person: string | undefined;
  /** The room that it was earned in, if in one. */
  readonly of?: string | undefined;
  readonly kind: string;
  readonly title: { readonly [lang: string]: string };
  readonly reference: string;
  /** Days as fields have them; an empty end: for good. */
  readonly issued: string;
  readonly until: string;
}
export type Fault = 'person' | 'kind' | 'issued' | 'until' | 'long';

export function faultOf({ person, kind, title, reference, issued, until }: Draft): Fault | undefined {
  if (person === undefined) return 'person';
  if (!isKind(kind)) return 'kind';
  const begins = dayBegins(issued);
  if (begins === undefined) return 'issued';
  if (until !== '' && !((dayEnds(until) ?? 0) > begins)) return 'until';
  return chars(reference.trim()) > REFERENCE_CHARS || Object.values(title).some((text) => chars(text.trim()) > TITLE_CHARS) ? 'long' : undefined;
}

export function dataOf({ person = '', of, kind, title, reference, issued, until }: Draft): JsonObject {
  const titles = Object.fromEntries(Object.entries(title).map(([lang, text]) => [lang, text.trim()]).filter(([, text]) => text !== ''));
  const ends = dayEnds(until);
  return {
    person, kind, issued: dayBegins(issued) ?? 0, ...(ends === undefined ? {} : { until: ends }),
    ...(of !== undefined && { of }), ...(reference.trim() && { reference: reference.trim() }), ...(Object.keys(titles).length > 0 ? { title: titles } : {}),
  };
}
