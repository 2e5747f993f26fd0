// SPDX-License-Identifier: Apache-2.0
export const en = {
  'poll.tab': 'Polls',

  'poll.opened': 'A poll is open: {title}',
  'poll.closed': 'The poll is closed: {title}',
  'poll.published': 'Results are out: {title}',
} as const;

type Source = typeof en;
declare module '../../../i18n/types.ts' {
  interface Said extends Source {}
}
