// SPDX-License-Identifier: Apache-2.0
export const en = {
  'hand.raise': 'Raise hand',
  'hand.lower': 'Lower hand',
  'hand.called': 'You are called on. It is your turn to speak.',
  'hand.lowered': 'Your hand was lowered.',
  'hand.count': { one: '{n} hand up', other: '{n} hands up' },
  'hand.need': 'Raised hand',
  'hand.need.called': 'Called on',
  'hand.call': 'Call on',
  'hand.clear': 'Lower all hands',
  'hand.acts': 'What to do with the hand of {name}',
} as const;

type Source = typeof en;
declare module '../../../i18n/types.ts' {
  interface Said extends Source {}
}
