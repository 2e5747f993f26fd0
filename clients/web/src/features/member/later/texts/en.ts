// SPDX-License-Identifier: Apache-2.0
export const en = {
  'error.LOCKED': 'the team has closed this for now',
  'error.SILENCED': 'you may only read here for now',
  'locked.now': 'The team has closed this for you for now: {what}.',
  'locked.and': ', ',
  'locked.chat': 'messages',
  'locked.questions': 'questions',
  'locked.polls': 'polls',
  'locked.reactions': 'reactions',
  'locked.hands': 'raising a hand',
  'locked.direct': 'writing to one person',
  'locked.notes': 'writing in the notes',
  'locked.since': '(since {time})',
  'locked.all': 'The team has closed this for participants for now: {what}.',
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
