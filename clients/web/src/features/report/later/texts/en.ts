// SPDX-License-Identifier: Apache-2.0
export const en = {
  'report.do': 'Report…',
  'report.done': 'Reported',
  'report.title': 'Report to the team',
  'report.hint': 'Only the team reads it. It tells you what it decides.',
  'report.reason': 'What is wrong',
  'report.reason.spam': 'Advertising or repeated',
  'report.reason.rude': 'Rude or hateful',
  'report.reason.off_topic': 'Off the subject',
  'report.reason.private': 'Personal data of somebody',
  'report.reason.other': 'Something else',
  'report.text': 'More about it (may be left out)',
  'report.sent': 'Reported to the team.',
  'report.waits': { one: '{n} report waits', other: '{n} reports wait' },
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
