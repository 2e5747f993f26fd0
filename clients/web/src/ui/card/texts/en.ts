// SPDX-License-Identifier: Apache-2.0
export const en = {
  'card.away': 'Not here any more',
  'card.gone': 'Nothing more is known of them here.',
  'card.runs': 'runs {name}',
  'card.write': 'Write a message',
  'card.done': 'What they have done here',
  'card.silence': 'Silence',
  'card.unsilence': 'Let write again',
  'card.silenced': '{name} reads now and does not write.',
  'card.unsilenced': '{name} may write again.',
  'card.acts': 'What can be done about {name}',
  'card.posts': { one: '{n} post here', other: '{n} posts here' },
  'card.posts.more': 'More than {count} posts here',
  'card.failed': 'Their posts could not be read. Try again in a moment.',
  'card.untitled': 'Title deleted by the team',
} as const;

type Source = typeof en;
declare module '../../../i18n/types.ts' {
  interface Said extends Source {}
}
