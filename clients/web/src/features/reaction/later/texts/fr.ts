// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'reaction.label': 'Réagir',
  'reaction.clap': 'Applaudissements',
  'reaction.heart': 'Cœur',
  'reaction.thumb': 'Pouce levé',
  'reaction.wow': 'Étonnement',
  'reaction.laugh': 'Rire',
  'reaction.lost': 'Pas de connexion : votre réaction n’a pas été envoyée.',
};
