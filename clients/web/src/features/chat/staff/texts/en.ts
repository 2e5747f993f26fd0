// SPDX-License-Identifier: Apache-2.0
export const en = {
  'chat.need': 'Message to approve',
  'chat.approve.all': { one: 'Approve {n} message', other: 'Approve all {n}' },
  'chat.fate': { one: 'The message that waits', other: 'The {n} messages that wait' },
  'chat.fate.keep': 'go on waiting',
  'chat.fate.approve': 'are approved',
  'chat.fate.refuse': 'are refused',
  'chat.words': 'Words for which a message waits (one a line, {n} at most)',
  'chat.mode.open': 'Everyone',
  'chat.mode.slow': 'Everyone, slowly',
  'chat.mode.approve': 'Everyone, after approval',
  'chat.mode.staff': 'The team only',
  'chat.mode.off': 'Nobody',
  'chat.mode.seconds': 'Seconds between two messages',
  'chat.mode.delay': 'Seconds before others see a message (0: at once)',
  'chat.mode.after': { one: 'after {n} s', other: 'after {n} s' },
  'chat.mode.set': 'Apply',
  'chat.mode.every': { one: 'every {n} s', other: 'every {n} s' },
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
