// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'do.again': 'Enviar de nuevo',
  'chat.why': '¿Por qué? Lo leerá el autor (opcional)',
  'chat.more': 'Más para el mensaje de {name}',
  'chat.edit': 'Su mensaje',
  'chat.pin': 'Fijar',
  'chat.unpin': 'Soltar',
  'chat.pinned': 'Mensajes fijados',
  'chat.told.refused': 'Su mensaje no fue aprobado.',
  'chat.told.removed': 'El equipo retiró su mensaje.',
  'chat.told.away': 'Guardar',
  'chat.kind.clap': 'Aplauso',
  'chat.kind.heart': 'Corazón',
  'chat.kind.thumb': 'Pulgar arriba',
  'chat.kind.wow': 'Asombro',
  'chat.kind.laugh': 'Risa',
  'chat.delete.ask': '¿Eliminar su mensaje?',
  'chat.remove.ask': '¿Retirar este mensaje?',
  'chat.delete.hint': 'Desaparece para todos, y de lo que se guarda. No se puede deshacer.',
  'chat.failed': 'No enviado: {error}',
  'error.CHAT_CLOSED': 'el chat está cerrado',
  'error.CHAT_SLOW': 'espere un poco antes de volver a escribir',
  'error.CHAT_WAITING': '{n} mensajes suyos esperan aprobación',
  'error.CHAT_EDIT_WAITS': 'aquí los mensajes se revisan antes: escriba uno nuevo',
  'error.CHAT_CHANGED': 'el autor ha cambiado el mensaje entretanto: vuelva a leerlo',
  'chat.direct': 'Mensaje directo',
  'chat.mention': 'Personas que mencionar',
  'chat.mention.found': { one: '{n} persona que mencionar', other: '{n} personas que mencionar', many: '{n} personas que mencionar' },
  'error.CHAT_PINS': 'hay {n} mensajes fijados: suelte uno antes',
};
