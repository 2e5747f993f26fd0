// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'people.tab': 'Personnes',
  'silenced.now': 'L’équipe vous a mis en lecture seule pour le moment.',
  'locked.title': 'Quelque chose vous est fermé.',
  'locked.all.title': 'L’équipe a fermé quelque chose aux participants.',
  'people.role.told': 'Votre rôle ici a changé : {role}.',
  'people.taken': '{name}, de l’organisation de l’académie, a repris cette salle.',
};
