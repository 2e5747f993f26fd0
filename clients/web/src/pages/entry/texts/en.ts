// SPDX-License-Identifier: Apache-2.0
export const en = {
  'role.participant.does': 'Watches, writes, votes and asks',
  'role.presenter.does': 'Also runs polls and answers questions',
  'role.moderator.does': 'Also looks after the chat and the people',
  'role.host.does': 'Also starts and ends the session',
  'entry.title': 'Welcome',
  'entry.lead': 'Live sessions and small courses, in your language.',
  'entry.who': 'Who would you like to be?',
  'entry.where': 'Where would you like to go?',
  'entry.webinar': 'Live session',
  'entry.course': 'Course',
  'entry.none': 'There is no demonstration here.',
  'entry.first': 'First choose who you would like to be.',
  'home.else': 'Be someone else',
} as const;

type Source = typeof en;
declare module '../../../i18n/types.ts' {
  interface Said extends Source {}
}
