// SPDX-License-Identifier: Apache-2.0
// People as the queries tell them, and what is asked for as it stands in the address.
import type { JsonObject } from '../../../core/merge.ts';
import type { AcademyRole } from '../context.ts';

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly country?: string;
  readonly languages: readonly string[];
  readonly coordinates: readonly string[];
  readonly roles: readonly AcademyRole[];
  readonly state: 'active' | 'suspended' | 'erased';
  readonly since: number;
  readonly why?: string;
  readonly mail?: string;
  readonly picture?: number;
  readonly enrolled?: number;
  readonly invited?: boolean;
  /** Of organisers: what tokens of other systems mean this person. */
  readonly links?: readonly string[];
}
export interface People {
  readonly people: readonly Person[];
  readonly among?: number;
  readonly next?: string;
}

export const ROLES: readonly AcademyRole[] = ['organiser', 'coordinator', 'manager', 'member'];
export const STATES = ['active', 'suspended'] as const;
export const PAGE = 50;

type Query = { readonly [name: string]: string };

/** What people are asked for; `after` is where a page begins. */
export interface Filters {
  readonly words: string;
  readonly country: string;
  readonly role: string;
  readonly state: string;
  readonly after: string;
}

/** `own`: the countries of somebody who sees only theirs; the first is shown when none of them is named. */
export function filtersOf(query: Query, own?: readonly string[]): Filters {
  const { q = '', country = '', role = '', state = '', after = '' } = query;
  return {
    words: q, after,
    country: own && !own.includes(country) ? own[0] ?? '' : country,
    role: ROLES.some((each) => each === role) ? role : '',
    state: STATES.some((each) => each === state) ? state : '',
  };
}

export function isFiltered({ words, country, role, state }: Filters, own?: readonly string[]): boolean {
  return words.trim() !== '' || (country !== '' && !own) || role !== '' || state !== '';
}

/** An address finds its person; anything else is the beginning of a name. */
export function questionOf({ words, country, role, state, after }: Filters): JsonObject {
  const text = words.trim();
  return {
    ...(text === '' ? {} : text.includes('@') ? { mail: text } : { prefix: text }),
    ...(country && { country }), ...(role && { role }), ...(state && { state }), ...(after && { after }),
  };
}

/** The query of an address; what is not chosen does not stand there. */
export function queryOf({ words, country, role, state, after }: Filters): Query {
  return Object.fromEntries(Object.entries({ q: words, country, role, state, after }).filter(([, value]) => value !== ''));
}

export function listAddress(filters: Filters): string {
  const search = new URLSearchParams(queryOf(filters)).toString();
  return `/academy/people${search && `?${search}`}`;
}

/** Roles that say more than being a member. */
export function rolesAbove(roles: readonly AcademyRole[]): readonly AcademyRole[] {
  return ROLES.filter((role) => role !== 'member' && roles.includes(role));
}
