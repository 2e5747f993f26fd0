// SPDX-License-Identifier: Apache-2.0
export const en = {
  'hand.need': 'Raised hand',
  'hand.need.called': 'Called on',
  'hand.call': 'Call on',
  'hand.stage': 'Make presenter',
  'hand.clear': 'Lower all hands',
  'hand.acts': 'What to do with the hand of {name}',
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
