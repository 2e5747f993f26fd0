// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'error.LOCKED': 'el equipo lo ha cerrado por ahora',
  'error.SILENCED': 'por ahora aquí solo puede leer',
  'silenced.now': 'El equipo le ha dejado en solo lectura por ahora.',
};
