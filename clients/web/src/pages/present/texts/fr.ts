// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'present.title': 'Mur',
  'present.poll.open': 'Votez maintenant',
  'present.poll.closed': 'Le vote est clos',
  'present.questions': 'Questions',
  'present.board': 'Le classement',
  'present.back': 'Reprise à {time}',
  'present.cloud.more': { one: 'et {n} autre mot', many: 'et {n} autres mots', other: 'et {n} autres mots' },
  'present.join': 'Participer',
  'present.join.at': 'Participez sur {address}',
  'present.join.code': 'code {code}',
  'present.join.qr': 'L’adresse de cette séance, pour l’appareil photo d’un téléphone',
  'present.none.poll': 'Aucun sondage n’est ouvert, aucun résultat n’est publié.',
  'present.none.questions': 'Aucune question n’attend de réponse.',
  'present.none.board': 'Le classement n’est pas encore montré.',
  'present.help': 'Touches du mur',
  'present.help.hint': 'Ce que vous choisissez ne vaut que dans cette fenêtre.',
  'present.key.auto': 'Automatique : ce qui vient d’arriver',
  'present.key.poll': 'Sondages ; encore une fois : le précédent',
  'present.key.questions': 'Questions',
  'present.key.board': 'Le classement',
  'present.key.join': 'Comment participer',
  'present.key.light': 'Sombre ou clair',
  'present.key.full': 'Plein écran',
  'present.key.help': 'Cette liste',
};
