// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'tempo.sums': 'El ritmo, según la sala',
  'tempo.sum.faster': 'Más rápido:',
  'tempo.sum.fine': 'Bien así:',
  'tempo.sum.slower': 'Más despacio:',
  'tempo.sum.lost': 'No siguen:',
  'tempo.need.slower': 'Muchos lo quieren más lento:',
  'tempo.need.faster': 'Muchos lo quieren más rápido:',
};
