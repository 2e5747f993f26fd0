// SPDX-License-Identifier: Apache-2.0
// Loaded with the board of a quiz.

export const en = {
  'poll.board.animals': 'Falcon, Otter, Tiger, Dolphin, Camel, Owl, Panda, Gazelle, Fox, Turtle, Eagle, Lynx, Heron, Zebra, Koala, Swan',
  'poll.board.score': { one: 'Your answer was worth {n} point of 100.', other: 'Your answer was worth {n} points of 100.' },
  'poll.board.you': 'you',
  'poll.board.of': { one: '{n} person takes part.', other: '{n} people take part.' },
  'poll.board.place': { one: 'You are number {place} of {all}, with {n} point.', other: 'You are number {place} of {all}, with {n} points.' },
  'poll.board.alias': 'Others see you as: {alias}',
  'poll.board.other': 'Another name',
  'poll.board.none': 'How people stand can be shown once a correct answer is revealed.',
  'poll.board.tell': 'Show how people stand',
  'poll.board.again': 'Count again',
  'poll.board.hide': 'Hide',
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
