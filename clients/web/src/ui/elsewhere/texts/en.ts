// SPDX-License-Identifier: Apache-2.0
export const en = {
  'elsewhere.title': 'Written on another device, {time}',
  'elsewhere.hint': 'You were writing here too. Your words stay in the field until you choose.',
  'elsewhere.take': 'Take these words',
  'elsewhere.mine': 'Keep mine',
  'error.DRAFT_CHANGED': 'another device has written this text meanwhile',
  'elsewhere.full': 'Kept on this device alone: you have begun as many texts as can be kept.',
} as const;

type Source = typeof en;
declare module '../../../i18n/types.ts' {
  interface Said extends Source {}
}
