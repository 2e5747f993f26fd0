// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'tempo.label': 'Rythme',
  'tempo.chosen': 'Rythme : {tempo}',
  'tempo.faster': 'Plus vite',
  'tempo.fine': 'Cela me convient',
  'tempo.slower': 'Plus lentement',
  'tempo.lost': 'Je ne suis plus',
  'tempo.none': 'Ne rien en dire',
};
