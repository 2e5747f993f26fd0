// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'agenda.none': 'Los capítulos muestran a todo el mundo por dónde va la sesión. En la grabación se puede ir a cada uno.',
  'agenda.new': 'Nuevo capítulo',
  'agenda.next': 'Siguiente: {title}',
  'agenda.over': 'Terminar el último capítulo',
  'agenda.go': 'Ir a él',
  'agenda.on': 'Ahora',
  'agenda.past': 'Hecho',
  'agenda.up': 'Subir',
  'agenda.down': 'Bajar',
  'agenda.moved': 'Ahora es el capítulo {place} de {all}.',
  'agenda.removed': 'El capítulo se ha retirado.',
  'agenda.acts': 'Qué hacer con el capítulo {title}',
  'agenda.field': 'Título del capítulo',
  'agenda.languages': 'En otros idiomas',
  'agenda.field.minutes': 'Minutos (opcional)',
  'agenda.fault': 'Falta el título o es demasiado largo, o los minutos no son un número entero de 1 a 1440.',
  'agenda.add': 'Añadir',
  'agenda.went': 'Capítulo: {title}',
  'agenda.one': 'Capítulo',
};
