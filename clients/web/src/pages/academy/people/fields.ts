// SPDX-License-Identifier: Apache-2.0
// What a form says of a person, what is wrong with it, and what of it is new.
import { BOUNDS } from '../../../core/contract.ts';
import type { JsonObject } from '../../../core/merge.ts';
import { chars } from '../../../core/text.ts';
import type { AcademyRole } from '../context.ts';
import type { Person } from './find.ts';

export interface Fields {
  readonly name: string;
  readonly mail: string;
  readonly country: string;
  readonly languages: readonly string[];
  readonly roles: readonly AcademyRole[];
  readonly coordinates: readonly string[];
}
export type Fault = 'name' | 'mail' | 'coordinates';

export const MAIL_CHARS = 254;

export function fieldsOf(person: Person | undefined): Fields {
  const { name = '', mail = '', country = '', languages = [], roles = [], coordinates = [] } = person ?? {};
  return { name, mail, country, languages, roles: roles.filter((role) => role !== 'member'), coordinates };
}

export function faultOf({ name, mail, roles, coordinates }: Fields): Fault | undefined {
  const address = mail.trim();
  if (name.trim() === '' || chars(name) > BOUNDS.NAME_CHARS) return 'name';
  if (address !== '' && (address.length > MAIL_CHARS || !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address))) return 'mail';
  return roles.includes('coordinator') && coordinates.length === 0 ? 'coordinates' : undefined;
}

/** All of it, as person.add takes it; who does not coordinate has no countries. */
export function wordsOf({ name, mail, country, languages, roles, coordinates }: Fields): JsonObject {
  return {
    name: name.trim(), ...(mail.trim() ? { mail: mail.trim() } : {}), ...(country ? { country } : {}), languages: [...languages], roles: [...roles],
    coordinates: roles.includes('coordinator') ? [...coordinates] : [],
  };
}

/** Only what is another than it was. What nobody can take away (an address, a country) stays when its field is empty. */
export function changeOf(person: Person, fields: Fields): JsonObject {
  const [before, after] = [wordsOf(fieldsOf(person)), wordsOf(fields)];
  const change: JsonObject = {};
  for (const [key, value] of Object.entries(after)) {
    const [was, is] = [before[key], value].map((each) => JSON.stringify(key === 'roles' && Array.isArray(each) ? [...each].sort() : each));
    if (was !== is) change[key] = value;
  }
  return change;
}

/** Whether somebody would run everything who does not yet. */
export function opensMore(before: readonly AcademyRole[], after: readonly AcademyRole[]): boolean {
  return after.includes('organiser') && !before.includes('organiser');
}
