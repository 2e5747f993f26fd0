// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'agenda.title': 'Programme',
  'agenda.chapter': 'Chapitre {place} sur {all}',
  'agenda.count': { one: '{n} chapitre', many: '{n} de chapitres', other: '{n} chapitres' },
  'agenda.minutes': { one: '{n} min', many: '{n} min', other: '{n} min' },
  'agenda.gone': { one: '{gone} min sur {n}', many: '{gone} min sur {n}', other: '{gone} min sur {n}' },
};
