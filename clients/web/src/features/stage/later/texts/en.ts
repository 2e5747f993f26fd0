// SPDX-License-Identifier: Apache-2.0
export const en = {
  'stage.ended': 'The session has ended',
  'stage.ended.hint': 'Thank you for taking part.',
  'stage.next': 'Next in this series',
  'stage.ended.at': 'Ended on {date}',
  'stage.again.lead': 'See the session as it was: what was said, written, asked and voted on appears at its moment.',
  'stage.again': 'Watch again',
  'stage.again.recorded': 'Recording: {languages}',
  'stage.again.recording': 'With a recording',
  'stage.again.without': 'Without a recording',
  'stage.again.length': '{time} long',
  'stage.again.chapters': 'Chapters',
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
