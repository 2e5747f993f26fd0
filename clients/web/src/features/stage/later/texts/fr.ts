// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'stage.ended': 'La séance est terminée',
  'stage.ended.hint': 'Merci de votre participation.',
  'stage.next': 'La suite de cette série',
  'stage.ended.at': 'Terminée le {date}',
  'stage.again.lead': 'Revoyez la séance telle qu’elle était : ce qui a été dit, écrit, demandé et voté apparaît à son moment.',
  'stage.again': 'Revoir',
  'stage.again.recorded': 'Enregistrement : {languages}',
  'stage.again.recording': 'Avec un enregistrement',
  'stage.again.without': 'Sans enregistrement',
  'stage.again.length': 'Durée : {time}',
  'stage.again.chapters': 'Chapitres',
};
