// SPDX-License-Identifier: Apache-2.0
export const en = {
  'agenda.none': 'Chapters show everybody where the session is. In the recording one can go to each.',
  'agenda.new': 'New chapter',
  'agenda.next': 'Next: {title}',
  'agenda.over': 'End the last chapter',
  'agenda.go': 'Go to it',
  'agenda.on': 'Now',
  'agenda.past': 'Done',
  'agenda.up': 'Move up',
  'agenda.down': 'Move down',
  'agenda.moved': 'Chapter {place} of {all} now.',
  'agenda.removed': 'The chapter is removed.',
  'agenda.acts': 'What to do with the chapter {title}',
  'agenda.field': 'Title of the chapter',
  'agenda.languages': 'In other languages',
  'agenda.field.minutes': 'Minutes (optional)',
  'agenda.fault': 'The title is missing or too long, or the minutes are not a whole number from 1 to 1440.',
  'agenda.add': 'Add',
  'agenda.went': 'Chapter: {title}',
  'agenda.one': 'Chapter',
  'agenda.keep': 'Keep in my library',
  'agenda.kept': 'Kept in your library.',
  'agenda.bring': 'Bring in an agenda',
  'agenda.bring.here': 'Bring in',
  'agenda.bring.library': 'My library',
  'agenda.bring.remove': 'Take out of the library',
  'agenda.bring.sessions': 'From another session',
  'agenda.bring.done': { one: '{n} chapter is here now.', other: '{n} chapters are here now.' },
  'agenda.bring.empty': 'No agenda is kept yet. The chapters of a session are kept by the button below them.',
  'agenda.bring.none': 'No chapters there.',
  'agenda.bring.count': { one: '{n} chapter', other: '{n} chapters' },
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
