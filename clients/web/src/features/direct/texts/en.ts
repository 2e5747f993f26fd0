// SPDX-License-Identifier: Apache-2.0
export const en = {
  'direct.told': '{name} has written to you. Open your messages to read it.',
} as const;

type Source = typeof en;
declare module '../../../i18n/types.ts' {
  interface Said extends Source {}
}
