// SPDX-License-Identifier: Apache-2.0
export const en = {
  'hand.called': 'You are called on. It is your turn to speak.',
  'hand.lowered': 'Your hand was lowered.',
} as const;

type Source = typeof en;
declare module '../../../i18n/types.ts' {
  interface Said extends Source {}
}
