// SPDX-License-Identifier: Apache-2.0
export const en = {
  'agenda.title': 'Agenda',
  'agenda.chapter': 'Chapter {place} of {all}',
  'agenda.count': { one: '{n} chapter', other: '{n} chapters' },
  'agenda.minutes': { one: '{n} min', other: '{n} min' },
  'agenda.gone': { one: '{gone} of {n} min', other: '{gone} of {n} min' },
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
