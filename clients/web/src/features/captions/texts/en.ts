// SPDX-License-Identifier: Apache-2.0
export const en = {
  'captions.said': 'What was said',
} as const;

type Source = typeof en;
declare module '../../../i18n/types.ts' {
  interface Said extends Source {}
}
