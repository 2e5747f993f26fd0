// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'news.title': 'Annonces',
  'news.new': 'Nouvelle annonce',
  'news.none': 'Aucune annonce. Ce que vous écrivez ici apparaît sur l’accueil de ceux à qui cela s’adresse.',
  'news.sent': 'Annoncé.',
  'news.edited': 'L’annonce a été modifiée.',
  'news.all': 'Tout le monde',
  'news.until': 'jusqu’au {time}',
  'news.remove': 'Retirer cette annonce ?',
  'news.remove.hint': 'Elle disparaît de l’accueil de tous.',
  'news.role.organiser': 'Organisateurs',
  'news.role.coordinator': 'Coordinateurs',
  'news.role.manager': 'Gestionnaires',
  'news.role.member': 'Membres',
  'news.form.title': 'Titre',
  'news.form.text': 'Texte',
  'news.form.who': 'Pour qui',
  'news.form.who.hint': 'Rien de choisi : pour tout le monde. Rôles et pays : qui a l’un des rôles et est de l’un des pays.',
  'news.form.who.stays': 'Les destinataires restent les mêmes.',
  'news.form.countries': 'Pays',
  'news.form.country': 'Ajouter un pays…',
  'news.form.without': 'Sans {country}',
  'news.form.until': 'Se termine d’elle-même (si vous voulez)',
  'news.form.until.hint': 'À votre heure : {zone}',
  'news.send': 'Annoncer',
  'news.fault.none': 'Écrivez un titre et un texte dans au moins une langue.',
  'news.fault.half': 'Une langue a un titre sans texte, ou un texte sans titre.',
  'news.fault.long': 'L’un des textes est trop long.',
  'news.fault.past': 'La fin est dans le passé.',
};
