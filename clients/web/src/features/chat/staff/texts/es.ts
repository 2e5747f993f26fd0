// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'chat.need': 'Mensaje por aprobar',
  'chat.approve.all': { one: 'Aprobar {n} mensaje', many: 'Aprobar los {n}', other: 'Aprobar los {n}' },
  'chat.fate': { one: 'El mensaje que espera', many: 'Los {n} mensajes que esperan', other: 'Los {n} mensajes que esperan' },
  'chat.fate.keep': 'siguen esperando',
  'chat.fate.approve': 'se aprueban',
  'chat.fate.refuse': 'se rechazan',
  'chat.words': 'Palabras por las que un mensaje espera (una por línea, {n} como máximo)',
  'chat.mode.open': 'Todos',
  'chat.mode.slow': 'Todos, despacio',
  'chat.mode.approve': 'Todos, con aprobación',
  'chat.mode.staff': 'Solo el equipo',
  'chat.mode.off': 'Nadie',
  'chat.mode.seconds': 'Segundos entre dos mensajes',
  'chat.mode.delay': 'Segundos antes de que los demás vean un mensaje (0: al instante)',
  'chat.mode.after': { one: 'después de {n} s', other: 'después de {n} s', many: 'después de {n} s' },
  'chat.mode.set': 'Aplicar',
  'chat.mode.every': { one: 'cada {n} s', many: 'cada {n} s', other: 'cada {n} s' },
};
