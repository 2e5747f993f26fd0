// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'forum.upvote': 'Voter pour cette publication',
  'forum.again': 'Rétablir',
  'forum.stick': 'Épingler',
  'forum.unstick': 'Désépingler',
  'forum.shut': 'Fermer la discussion',
  'forum.shut.hint': 'Seule l’équipe peut y écrire. On peut toujours la lire.',
  'forum.shut.reason': 'Pourquoi (facultatif)',
  'forum.shut.note': 'L’équipe a fermé cette discussion.',
  'forum.unshut': 'La rouvrir',
  'error.FORUM_CLOSED': 'cette discussion est fermée',
  'forum.for': 'Qui la lit',
  'forum.for.all': 'Tout le monde dans le cours',
  'forum.for.some': 'Seulement certains groupes',
  'forum.narrow': 'Montrer à moins de personnes',
  'forum.narrow.hint': 'La discussion n’est montrée qu’à ces groupes et à l’équipe. Elle ne pourra plus être montrée à davantage de personnes.',
  'error.COHORT_WIDER': 'elle ne peut être montrée qu’à moins de personnes qu’à présent',
};
