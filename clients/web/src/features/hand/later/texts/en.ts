// SPDX-License-Identifier: Apache-2.0
export const en = {
  'hand.raise': 'Raise hand',
  'hand.lower': 'Lower hand',
  'hand.count': { one: '{n} hand up', other: '{n} hands up' },
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
