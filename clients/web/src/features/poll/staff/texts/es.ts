// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'poll.open.for': 'Duración',
  'poll.open.unlimited': 'Sin límite de tiempo',
  'poll.open.seconds': { one: '{n} segundo', many: '{n} segundos', other: '{n} segundos' },
  'poll.open.minutes': { one: '{n} minuto', many: '{n} minutos', other: '{n} minutos' },
  'poll.unpublish': 'Ocultar los resultados',
  'poll.publish.done': 'Todos ven los resultados.',
  'poll.unpublish.done': 'Solo el equipo ve los resultados.',
  'poll.acts': 'Encuesta: {title}',
  'poll.delete': 'Eliminar el borrador',
  'poll.delete.closed': 'Eliminar la encuesta',
  'poll.delete.ask': '¿Eliminar esta encuesta y sus resultados?',
  'poll.delete.ask.draft': '¿Eliminar este borrador?',
  'poll.delete.hint': 'No se puede deshacer.',
  'poll.up': 'Subir',
  'poll.down': 'Bajar',
  'poll.moved': 'Ahora en el lugar {place} de {all}.',
  'poll.round.new': 'Otra ronda',
  'poll.reveal': 'Revelar la respuesta correcta',
  'poll.archive': 'Guardar',
  'poll.unarchive': 'Recuperar',
  'poll.answers': 'Respuestas, visibles para el equipo',
  'poll.show': 'Mostrar',
  'poll.hide': 'Retirar',
};
