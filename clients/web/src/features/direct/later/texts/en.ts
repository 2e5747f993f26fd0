// SPDX-License-Identifier: Apache-2.0
export const en = {
  'direct.title': 'Messages',
  'direct.team': 'Write to the team',
  'direct.with': 'With {name}',
  'direct.of': '{name} and the team',
  'direct.fresh': { one: '{n} of them is new', other: '{n} of them are new' },
  'direct.new': 'New',
  'direct.private': 'Between you two',
  'direct.waits': { one: '{n} waits', other: '{n} wait' },
  'direct.waits.own': { one: 'Your message waits for an answer.', other: '{n} messages of yours wait for an answer.' },
  'direct.none': 'You have no messages here.',
  'direct.none.staff': 'Nobody has written to the team yet. What people write to it comes here, and only the team reads it.',
  'direct.gone': 'a message that is gone',
  'direct.failed': 'The messages could not be read.',
  'direct.people': 'People may write to each other',
  'direct.hint.team': 'Only you and the team read this.',
  'direct.hint.staff': 'This person and the whole team read this.',
  'direct.hint.pair': 'Only you two read this. What is reported the team may read.',
  'direct.log': 'Direct messages',
  'direct.earlier': 'Earlier messages',
  'direct.write': 'Write a message',
  'direct.done': 'Needs no answer',
  'direct.note.silent': 'You read only, for now: the team has taken away your right to write.',
  'direct.note.locked': 'The team takes no messages at the moment.',
  'direct.note.over': 'The session is over: nothing more can be written.',
  'direct.note.people': 'People do not write to each other here. You can write to the team.',
  'direct.note.waits': '{n} messages of yours have no answer yet. You can write again once there is one.',
  'error.DIRECT_CLOSED': 'people do not write to each other here',
  'error.DIRECT_WAITS': '{n} messages of yours have no answer yet',
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
