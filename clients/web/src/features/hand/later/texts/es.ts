// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'hand.raise': 'Levantar la mano',
  'hand.lower': 'Bajar la mano',
  'hand.count': { one: '{n} mano levantada', many: '{n} manos levantadas', other: '{n} manos levantadas' },
};
