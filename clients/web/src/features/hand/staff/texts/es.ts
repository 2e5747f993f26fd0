// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'hand.need': 'Mano levantada',
  'hand.need.called': 'Con la palabra',
  'hand.call': 'Dar la palabra',
  'hand.stage': 'Nombrar ponente',
  'hand.clear': 'Bajar todas las manos',
  'hand.acts': 'Qué hacer con la mano de {name}',
};
