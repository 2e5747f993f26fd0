// SPDX-License-Identifier: Apache-2.0
export const en = {
  'direct.need': { one: 'Message to the team', other: '{n} messages to the team' },
  'direct.answer': 'Answer',
  'direct.acts': 'Messages of {name}',
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
