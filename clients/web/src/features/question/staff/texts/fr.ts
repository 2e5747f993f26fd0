// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'question.answer.live': 'Répondue en direct',
  'question.answer.text': 'Répondre par écrit',
  'question.answer.write': 'Votre réponse',
  'question.dismiss': 'Mettre de côté',
  'question.reopen': 'Rouvrir',
  'question.need': 'Question à approuver',
  'question.dismissed': 'La question a été mise de côté.',
  'question.intake.open': 'Ouvertes',
  'question.intake.voting': 'Votes seulement',
  'question.intake.closed': 'Closes',
  'question.moderated': 'Approuver les questions d’abord',
  'question.anonymous': 'Permettre les questions sans nom',
};
