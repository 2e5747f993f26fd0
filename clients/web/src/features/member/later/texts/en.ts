// SPDX-License-Identifier: Apache-2.0
export const en = {
  'silenced.now': 'The team has made you read only for now.',
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
