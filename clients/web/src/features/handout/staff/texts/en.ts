// SPDX-License-Identifier: Apache-2.0
export const en = {
  'handout.new': 'New handout',
  'handout.removed': 'The handout is removed.',
  'handout.acts': 'What to do with the handout {title}',
  'handout.field': 'Title',
  'handout.languages': 'In other languages',
  'handout.field.url': 'Address (https://…)',
  'handout.field.language': 'Written in',
  'handout.field.language.none': 'not said',
  'handout.fault': 'The title is missing or too long, or the address does not begin with https://.',
  'handout.send': 'Hand out',
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
