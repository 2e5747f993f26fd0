// SPDX-License-Identifier: Apache-2.0
export const en = {
  'present.title': 'Wall',
  'present.poll.open': 'Vote now',
  'present.poll.closed': 'Voting is closed',
  'present.questions': 'Questions',
  'present.board': 'How people stand',
  'present.back': 'Back at {time}',
  'present.cloud.more': { one: 'and {n} more word', other: 'and {n} more words' },
  'present.join': 'Take part',
  'present.join.at': 'Take part at {address}',
  'present.join.code': 'code {code}',
  'present.join.qr': 'The address of this session, for the camera of a phone',
  'present.none.poll': 'No poll is open, and no results are out.',
  'present.none.questions': 'No question waits for an answer.',
  'present.none.board': 'It is not shown yet how people stand.',
  'present.help': 'Keys of the wall',
  'present.help.hint': 'What you choose holds in this window only.',
  'present.key.auto': 'Automatic: what happened last',
  'present.key.poll': 'Polls; again for the one before',
  'present.key.questions': 'Questions',
  'present.key.board': 'How people stand',
  'present.key.join': 'The way to take part',
  'present.key.light': 'Dark or light',
  'present.key.full': 'Full screen',
  'present.key.help': 'This list',
} as const;

type Source = typeof en;
declare module '../../../i18n/types.ts' {
  interface Said extends Source {}
}
