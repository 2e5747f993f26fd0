// SPDX-License-Identifier: Apache-2.0
export const en = {
  'presence.figures': 'In figures',
  'presence.people': { one: 'person', other: 'people' },
  'presence.peak': 'at most at once',
  'presence.mean': 'mean stay',
  'presence.median': 'median stay',
  'presence.length': 'It was live for {time}.',
  'presence.messages': { one: 'message', other: 'messages' },
  'presence.writers': { one: 'person who wrote', other: 'people who wrote' },
  'presence.polls': { one: 'poll', other: 'polls' },
  'presence.votes': { one: 'vote', other: 'votes' },
  'presence.questions': { one: 'question', other: 'questions' },
  'presence.minutes': { one: '{n} min', other: '{n} min' },
  'presence.own': 'Your attendance',
  'presence.own.time': 'You were here for {own} of {all}.',
  'presence.own.none': 'You were not here while it was live.',
  'presence.own.answered': { one: 'You answered {n} poll.', other: 'You answered {n} polls.' },
  'presence.completed': 'Completed',
  'presence.completed.not': 'Not completed',
  'presence.rule': 'What it takes: {rule}.',
  'presence.rule.percent': '{percent} of the time',
  'presence.rule.checks': { one: '{n} poll answered', other: '{n} polls answered' },
  'presence.rule.replay': 'watched again counts as well',
  'presence.corrected': 'The team set this to {own}: {why}',
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
