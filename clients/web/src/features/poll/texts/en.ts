// SPDX-License-Identifier: Apache-2.0
export const en = {
  'poll.tab': 'Polls',

  'poll.opened': 'A poll is open: {title}',
  'poll.closed': 'The poll is closed: {title}',
  'poll.published': 'Results are out: {title}',
  'poll.open': 'Open',
  'poll.close': 'Close the poll',
  'poll.publish': 'Publish the results',
  'error.POLL_NOT_OPEN': 'the poll is not open',
  'error.POLL_CLOSED': 'the poll was closed before',
  'error.POLL_VOTED': 'somebody has voted already',
  'error.WORD_BANNED': 'this word is not taken here',
  'error.POLL_OPEN': 'the poll is open: close it first',
  'error.ALREADY_VOTED': 'you have voted already',
  'error.CHOICES_INVALID': 'these choices do not fit the poll',
} as const;

type Source = typeof en;
declare module '../../../i18n/types.ts' {
  interface Said extends Source {}
}
