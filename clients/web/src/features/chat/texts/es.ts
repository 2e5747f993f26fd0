// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'chat.tab': 'Chat',

  'chat.log': 'Mensajes del chat',
  'chat.empty': 'Nadie ha escrito todavía. Salude.',
  'chat.silent': 'Nadie ha escrito todavía.',
  'chat.write': 'Escribir un mensaje',
  'chat.reply.to': 'Respuesta a {name}',
  'chat.reply.gone': 'un mensaje anterior',
  'chat.reply.cancel': 'No responder',
  'chat.actions': 'Mensaje de {name}',
  'chat.new': { one: '{n} mensaje nuevo', many: '{n} mensajes nuevos', other: '{n} mensajes nuevos' },
  'chat.pending': 'Pendiente de aprobación',
  'chat.edited': 'editado',
  'chat.mode': 'Quién puede escribir',
  'chat.note.slow': { one: 'Un mensaje por segundo.', many: 'Un mensaje cada {n} segundos.', other: 'Un mensaje cada {n} segundos.' },
  'chat.note.wait': { one: 'Podrá escribir dentro de {n} segundo.', many: 'Podrá escribir dentro de {n} segundos.', other: 'Podrá escribir dentro de {n} segundos.' },
  'chat.delayed': 'Los demás aún no lo ven: aparece por sí solo',
  'chat.note.delay': { one: 'Los demás ven sus mensajes después de {n} segundo.', other: 'Los demás ven sus mensajes después de {n} segundos.', many: 'Los demás ven sus mensajes después de {n} segundos.' },
  'chat.mentioned': 'Le menciona',
  'chat.mention.told': '{name} le menciona en el chat.',
  'chat.note.silent': 'Por ahora solo puede leer: el equipo le ha retirado la palabra.',
  'chat.note.locked': 'El equipo ha cerrado el chat a los participantes.',
  'chat.note.alone': 'El equipo le ha cerrado el chat por ahora: puede leerlo.',
  'chat.note.over': 'La sesión ha terminado: ya no se puede escribir.',
  'chat.note.rehearsal': 'El chat se abre cuando termina el ensayo.',
  'chat.note.approve': 'Los mensajes aparecen cuando el equipo los aprueba.',
  'chat.note.staff': 'De momento solo escribe el equipo.',
  'chat.note.off': 'El chat está cerrado.',
};
