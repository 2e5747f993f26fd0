// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'tempo.label': 'Ritmo',
  'tempo.chosen': 'Ritmo: {tempo}',
  'tempo.faster': 'Más rápido',
  'tempo.fine': 'Está bien así',
  'tempo.slower': 'Más despacio',
  'tempo.lost': 'No logro seguir',
  'tempo.none': 'No decir nada',
};
