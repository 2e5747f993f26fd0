// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'run.steps': 'Étapes',
  'run.none': 'Ce que vous préparez se trouve ici dans l’ordre : chapitres, sondages, diapositives, minuteur. Une touche suffit pour avancer.',
  'run.next': '{act} : {title}',
  'run.over': 'C’était la dernière étape.',
  'run.waits': 'L’étape suivante est pour quand la séance sera en direct.',
  'run.at': 'Maintenant',
  'run.done': 'Fait',
  'run.up': 'Monter',
  'run.down': 'Descendre',
  'run.moved': 'Désormais étape {place} sur {all}.',
  'run.out': 'Retirer du conducteur',
  'run.taken': 'L’étape est retirée du conducteur.',
  'run.acts': 'Étape : {title}',
  'run.add': 'Ajouter une étape',
};
