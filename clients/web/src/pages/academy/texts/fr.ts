// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'academy.parts': 'L’académie',
  'academy.rooms': 'Salles',
  'academy.people': 'Personnes',
  'academy.settings': 'Réglages',
  'academy.credentials': 'Certificats',
  'academy.announcements': 'Annonces',
  'academy.requests': 'Demandes',
  'academy.figures': 'Délais',
  'academy.csv': 'Enregistrer en tableau (CSV)',
  'academy.pick.drop': 'Sans {name}',
  'join.title': 'Entrée',
  'join.going': 'On vous fait entrer…',
  'join.gone': 'Ce lien ne mène plus nulle part',
  'join.gone.hint': 'Il a été repris, a expiré, est épuisé, ou vaut pour un autre pays. Demandez-en un nouveau à qui vous l’a envoyé.',
  'join.code': 'Aucune salle n’a le code {code}',
  'join.code.hint': 'Il a peut-être changé : regardez à nouveau où vous l’avez trouvé et saisissez-le sur l’accueil.',
  'error.LAST_ORGANISER': 'l’académie garde au moins un organisateur : nommez-en d’abord un autre',
  'error.REQUEST_STATE': 'la demande n’est plus dans cet état',
  'error.ROOM_HAS_HOST': 'la salle a un hôte actif',
};
