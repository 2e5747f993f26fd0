// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'sent.removed': 'Vous avez été invité à quitter cette salle.',
  'sent.banned': 'Vous ne pouvez plus entrer dans cette salle.',
  'sent.refused': 'Vous n’avez pas été admis.',
  'sent.why': 'La raison :',
  'sent.again.hint': 'Vous pouvez revenir.',
  'sent.banned.hint': 'Cela vaut jusqu’à ce que l’équipe revienne sur sa décision. Si c’est une erreur, écrivez à la personne qui dirige la séance.',
  'sent.again': 'Entrer de nouveau',
};
