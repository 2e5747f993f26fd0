// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'question.tab': 'Preguntas',

  'question.take': 'Responder ahora',
  'question.now': 'Se está respondiendo: {text}',
  'error.QUESTIONS_CLOSED': 'las preguntas están cerradas',
  'error.QUESTION_STATE': 'la pregunta ya no está en ese estado',
  'error.QUESTIONS_WAITING': 'tiene {n} preguntas sin respuesta',
  'error.QUESTION_CLAIMED': 'otra persona se encarga de ella',
  'error.QUESTION_MERGED': 'tiene otras preguntas unidas',
  'error.QUESTION_SILENCED': 'el equipo ya no acepta preguntas suyas aquí',
  'error.TAG_UNKNOWN': 'esa etiqueta no existe aquí',
};
