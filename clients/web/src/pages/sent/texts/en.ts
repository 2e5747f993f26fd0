// SPDX-License-Identifier: Apache-2.0
export const en = {
  'sent.removed': 'You were asked to leave this room.',
  'sent.banned': 'You may no longer enter this room.',
  'sent.refused': 'You were not let in.',
  'sent.why': 'The reason:',
  'sent.again.hint': 'You may come back.',
  'sent.banned.hint': 'This holds until the team takes it back. If you think it is a mistake, write to whoever runs the session.',
  'sent.again': 'Come in again',
} as const;

type Source = typeof en;
declare module '../../../i18n/types.ts' {
  interface Said extends Source {}
}
