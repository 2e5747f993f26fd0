// SPDX-License-Identifier: Apache-2.0
export const en = {
  'take.it': 'Add to calendar',
  'take.of': 'Add “{title}” to your calendar',
  'take.due': 'Due: {title}',
  'take.opens': 'Opens: {title}',
  'take.next': 'A unit opens',
} as const;

type Source = typeof en;
declare module '../../../i18n/types.ts' {
  interface Said extends Source {}
}
