// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'direct.title': 'Mensajes',
  'direct.team': 'Escribir al equipo',
  'direct.with': 'Con {name}',
  'direct.of': '{name} y el equipo',
  'direct.fresh': { one: '{n} de ellos es nuevo', other: '{n} de ellos son nuevos', many: '{n} de ellos son nuevos' },
  'direct.new': 'Nuevo',
  'direct.private': 'Entre ustedes dos',
  'direct.waits': { one: '{n} en espera', other: '{n} en espera', many: '{n} en espera' },
  'direct.waits.own': { one: 'Su mensaje espera respuesta.', other: '{n} mensajes suyos esperan respuesta.', many: '{n} mensajes suyos esperan respuesta.' },
  'direct.none': 'No tiene mensajes aquí.',
  'direct.none.staff': 'Nadie ha escrito todavía al equipo. Lo que se le escribe llega aquí, y solo lo lee el equipo.',
  'direct.gone': 'un mensaje que ya no está',
  'direct.failed': 'No se pudieron leer los mensajes.',
  'direct.people': 'Las personas pueden escribirse entre sí',
  'direct.hint.team': 'Solo usted y el equipo leen esto.',
  'direct.hint.staff': 'Esta persona y todo el equipo leen esto.',
  'direct.hint.pair': 'Solo ustedes dos leen esto. Lo que se denuncia puede leerlo el equipo.',
  'direct.log': 'Mensajes directos',
  'direct.earlier': 'Mensajes anteriores',
  'direct.write': 'Escribir un mensaje',
  'direct.done': 'No necesita respuesta',
  'direct.note.silent': 'Por ahora solo puede leer: el equipo le ha retirado la palabra.',
  'direct.note.locked': 'El equipo no recibe mensajes en este momento.',
  'direct.note.over': 'La sesión ha terminado: ya no se puede escribir.',
  'direct.note.people': 'Aquí las personas no se escriben entre sí. Puede escribir al equipo.',
  'direct.note.waits': '{n} mensajes suyos no tienen respuesta todavía. Podrá escribir de nuevo cuando la haya.',
  'error.DIRECT_CLOSED': 'aquí las personas no se escriben entre sí',
  'error.DIRECT_WAITS': '{n} mensajes suyos no tienen respuesta todavía',
};
