// SPDX-License-Identifier: Apache-2.0
export const en = {
  'timer.new': 'Start a timer',
  'timer.field': 'What it is for (optional)',
  'timer.languages': 'In other languages',
  'timer.minutes': { one: '{n} minute', other: '{n} minutes' },
  'timer.field.minutes': 'Other minutes',
  'timer.start': 'Start',
  'timer.stop': 'Stop',
  'timer.stopped': 'The timer is stopped.',
  'timer.step': 'Minutes',
  'timer.step.add': 'Add the timer',
  'timer.began': { one: 'The timer runs: {n} minute.', other: 'The timer runs: {n} minutes.' },
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
