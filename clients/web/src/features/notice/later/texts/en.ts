// SPDX-License-Identifier: Apache-2.0
export const en = {
  'notice.label': 'Announcements',
  'notice.urgent': 'Urgent',
  'notice.link': 'More about it',
  'notice.away': 'Put the announcement away',
  'notice.team': 'The team',
  'notice.away.done': 'The announcement is put away.',
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
