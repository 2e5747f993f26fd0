// SPDX-License-Identifier: Apache-2.0
export const en = {
  'tempo.sums': 'Tempo, as people find it',
  'tempo.sum.faster': 'Faster:',
  'tempo.sum.fine': 'Just right:',
  'tempo.sum.slower': 'Slower:',
  'tempo.sum.lost': 'Lost:',
  'tempo.need.slower': 'Many want it slower:',
  'tempo.need.faster': 'Many want it faster:',
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
