// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'agenda.title': 'البرنامج',
  'agenda.chapter': 'الفصل {place} من {all}',
  'agenda.count': { zero: '{n} فصل', one: 'فصل واحد', two: 'فصلان', few: '{n} فصول', many: '{n} فصلا', other: '{n} فصل' },
  'agenda.minutes': { zero: '{n} د', one: '{n} د', two: '{n} د', few: '{n} د', many: '{n} د', other: '{n} د' },
  'agenda.gone': { zero: '{gone} من {n} د', one: '{gone} من {n} د', two: '{gone} من {n} د', few: '{gone} من {n} د', many: '{gone} من {n} د', other: '{gone} من {n} د' },
};
