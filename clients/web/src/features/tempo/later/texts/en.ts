// SPDX-License-Identifier: Apache-2.0
export const en = {
  'tempo.label': 'Tempo',
  'tempo.chosen': 'Tempo: {tempo}',
  'tempo.faster': 'Faster, please',
  'tempo.fine': 'Just right',
  'tempo.slower': 'Slower, please',
  'tempo.lost': 'I am lost',
  'tempo.none': 'Say nothing about it',
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
