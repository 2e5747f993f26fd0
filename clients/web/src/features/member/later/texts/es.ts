// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'error.LOCKED': 'el equipo lo ha cerrado por ahora',
  'error.SILENCED': 'por ahora aquí solo puede leer',
  'locked.now': 'El equipo le ha cerrado esto por ahora: {what}.',
  'locked.and': ', ',
  'locked.chat': 'mensajes',
  'locked.questions': 'preguntas',
  'locked.polls': 'encuestas',
  'locked.reactions': 'reacciones',
  'locked.hands': 'levantar la mano',
  'locked.direct': 'escribir a una persona',
  'locked.notes': 'escribir en las notas',
  'locked.since': '(desde {time})',
  'locked.all': 'El equipo ha cerrado esto a los participantes por ahora: {what}.',
};
