// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'poll.tab': 'Encuestas',

  'poll.opened': 'Hay una encuesta abierta: {title}',
  'poll.closed': 'La encuesta se ha cerrado: {title}',
  'poll.published': 'Ya hay resultados: {title}',
  'poll.open': 'Abrir',
  'poll.close': 'Cerrar la encuesta',
  'poll.publish': 'Publicar los resultados',
  'error.POLL_NOT_OPEN': 'la encuesta no está abierta',
  'error.POLL_CLOSED': 'la encuesta ya estaba cerrada',
  'error.POLL_VOTED': 'alguien ha votado ya',
  'error.WORD_BANNED': 'aquí no se acepta esta palabra',
  'error.POLL_OPEN': 'la encuesta está abierta: hay que cerrarla antes',
  'error.ALREADY_VOTED': 'ya ha votado',
  'error.CHOICES_INVALID': 'esas opciones no valen en la encuesta',
};
