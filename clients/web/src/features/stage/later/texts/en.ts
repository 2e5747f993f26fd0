// SPDX-License-Identifier: Apache-2.0
export const en = {
  'stage.ended.at': 'Ended on {date}',
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
