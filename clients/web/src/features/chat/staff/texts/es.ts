// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'chat.need': 'Mensaje por aprobar',
  'chat.mode.open': 'Todos',
  'chat.mode.slow': 'Todos, despacio',
  'chat.mode.approve': 'Todos, con aprobación',
  'chat.mode.staff': 'Solo el equipo',
  'chat.mode.off': 'Nadie',
  'chat.mode.seconds': 'Segundos entre dos mensajes',
  'chat.mode.set': 'Aplicar',
  'chat.mode.every': { one: 'cada {n} s', many: 'cada {n} s', other: 'cada {n} s' },
};
