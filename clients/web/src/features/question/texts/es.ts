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
};
