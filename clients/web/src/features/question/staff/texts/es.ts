// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'question.answer.live': 'Se respondió en directo',
  'question.answer.text': 'Responder por escrito',
  'question.answer.write': 'Su respuesta',
  'question.dismiss': 'Apartar',
  'question.reopen': 'Reabrir',
  'question.need': 'Pregunta por aprobar',
  'question.dismissed': 'La pregunta se ha apartado.',
  'question.intake.open': 'Abiertas',
  'question.intake.voting': 'Solo votar',
  'question.intake.closed': 'Cerradas',
  'question.moderated': 'Aprobar antes las preguntas',
  'question.anonymous': 'Permitir preguntas sin nombre',
};
