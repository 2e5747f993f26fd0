// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'forum.for': 'Qui la lit',
  'forum.for.all': 'Tout le monde dans le cours',
  'forum.for.some': 'Seulement certains groupes',
  'forum.narrow': 'Montrer à moins de personnes',
  'forum.narrow.hint': 'La discussion n’est montrée qu’à ces groupes et à l’équipe. Elle ne pourra plus être montrée à davantage de personnes.',
  'error.COHORT_WIDER': 'elle ne peut être montrée qu’à moins de personnes qu’à présent',
};
