// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'tempo.sums': 'Le rythme, tel qu’on le ressent',
  'tempo.sum.faster': 'Plus vite :',
  'tempo.sum.fine': 'Convient :',
  'tempo.sum.slower': 'Plus lentement :',
  'tempo.sum.lost': 'Ne suivent plus :',
  'tempo.need.slower': 'Beaucoup le veulent plus lent :',
  'tempo.need.faster': 'Beaucoup le veulent plus rapide :',
};
