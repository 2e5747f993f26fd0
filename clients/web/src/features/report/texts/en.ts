// SPDX-License-Identifier: Apache-2.0
export const en = {
  'report.told.kept': 'The team has looked at what you reported, and keeps it.',
  'report.told.removed': 'The team has removed what you reported.',
} as const;

type Source = typeof en;
declare module '../../../i18n/types.ts' {
  interface Said extends Source {}
}
