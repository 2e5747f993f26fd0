// SPDX-License-Identifier: Apache-2.0
// A request for somebody else, and what is wrong with it.
import { BOUNDS } from '../../../core/contract.ts';
import { chars } from '../../../core/text.ts';
import type { Key } from '../../../i18n/index.ts';

export const MAIL_CHARS = 254;

export type Asked = { readonly [field in 'name' | 'mail' | 'country' | 'agency' | 'reason' | 'language']: string };
export interface Fault {
  readonly field: keyof Asked;
  readonly says: Extract<Key, `access.ask.wants.${string}`>;
}

/** What must be mended first; nothing when it can go out. */
export function faultOf({ name, mail, country, agency, reason }: Asked): Fault | undefined {
  if (name.trim() === '' || chars(name.trim()) > BOUNDS.NAME_CHARS) return { field: 'name', says: 'access.ask.wants.name' };
  if (mail.trim().length > MAIL_CHARS || !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(mail.trim())) return { field: 'mail', says: 'access.ask.wants.mail' };
  if (country === '') return { field: 'country', says: 'access.ask.wants.country' };
  if (chars(agency.trim()) > BOUNDS.AGENCY_CHARS) return { field: 'agency', says: 'access.ask.wants.less' };
  return chars(reason.trim()) > BOUNDS.WHY_CHARS ? { field: 'reason', says: 'access.ask.wants.less' } : undefined;
}
