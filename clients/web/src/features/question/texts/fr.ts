// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'question.tab': 'Questions',

  'question.take': 'Répondre maintenant',
  'question.now': 'Réponse en cours à : {text}',
  'error.QUESTIONS_CLOSED': 'les questions sont closes',
  'error.QUESTION_STATE': 'la question n’est plus dans cet état',
  'error.QUESTIONS_WAITING': 'vous avez {n} questions sans réponse',
  'error.QUESTION_CLAIMED': 'quelqu’un d’autre s’en charge',
  'error.QUESTION_MERGED': 'd’autres questions y sont réunies',
  'error.QUESTION_SILENCED': 'l’équipe ne prend plus vos questions ici',
  'error.TAG_UNKNOWN': 'cette étiquette n’existe pas ici',
};
