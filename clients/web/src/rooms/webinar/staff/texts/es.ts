// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'room.needs.none': 'Nada le espera. Los mensajes y las preguntas por aprobar llegan aquí, cada uno con su acción.',
};
