// SPDX-License-Identifier: Apache-2.0
import { countryName } from '../../../core/countries.ts';
import type { Words } from '../../../i18n/index.ts';
import { ROLES } from './shape.ts';
import type { Got } from './shape.ts';

/** Who may come, in a line. */
export function mayComeText({ t, lang }: Words, { to, countries = [], roles = [] }: NonNullable<Got['who']>): string {
  if (to !== 'some') return t(`rooms.to.${to}`);
  const list = new Intl.ListFormat(lang, { type: 'conjunction' });
  const named = ROLES.filter((role) => roles.includes(role)).map((role) => t(`rooms.role.${role}`));
  return [list.format(countries.map((code) => countryName(code, lang))), list.format(named)].filter(Boolean).join(' · ');
}
