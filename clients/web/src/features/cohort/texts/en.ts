// SPDX-License-Identifier: Apache-2.0
export const en = {
  'cohort.mine': 'Your group: {name}',
  'cohort.page': 'People and groups',
} as const;

type Source = typeof en;
declare module '../../../i18n/types.ts' {
  interface Said extends Source {}
}
