// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'agenda.title': 'Programa',
  'agenda.chapter': 'Capítulo {place} de {all}',
  'agenda.count': { one: '{n} capítulo', many: '{n} de capítulos', other: '{n} capítulos' },
  'agenda.minutes': { one: '{n} min', many: '{n} min', other: '{n} min' },
  'agenda.gone': { one: '{gone} de {n} min', many: '{gone} de {n} min', other: '{gone} de {n} min' },
};
