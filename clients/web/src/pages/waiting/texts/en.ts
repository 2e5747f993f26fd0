// SPDX-License-Identifier: Apache-2.0
export const en = {
  'error.WAITING': 'you wait to be let in',
  'waiting.full': 'The room is full. You come in as soon as a place is free.',
  'waiting.lead': 'You wait to be let in.',
  'waiting.place': { one: 'You are next.', other: 'You are number {n} in the line.' },
  'waiting.line': 'You stand in the line.',
  'waiting.told': 'The team says:',
  'waiting.hint': 'Stay here: the room opens by itself once it is your turn.',
} as const;

type Source = typeof en;
declare module '../../../i18n/types.ts' {
  interface Said extends Source {}
}
