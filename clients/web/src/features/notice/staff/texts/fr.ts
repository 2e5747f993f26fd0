// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'notice.title': 'Annonces',
  'notice.new': 'Nouvelle annonce',
  'notice.text': 'Ce que tout le monde lit dans la salle',
  'notice.languages': 'Dans d’autres langues',
  'notice.address': 'Adresse pour en savoir plus (facultatif)',
  'notice.stands': 'Elle reste affichée',
  'notice.stands.as': 'aussi longtemps que prévu',
  'notice.stands.until': 'jusqu’à ce qu’elle soit retirée',
  'notice.stands.minutes': { one: 'pendant {n} minute', many: 'pendant {n} de minutes', other: 'pendant {n} minutes' },
  'notice.urgent.hint': 'Urgent : elle interrompt qui se fait lire la page',
  'notice.until': 'jusqu’à {time}',
  'notice.fault': 'Le texte manque ou est trop long, ou l’adresse ne commence pas par https://.',
  'notice.send': 'Annoncer',
  'notice.removed': 'L’annonce est retirée.',
  'notice.acts': 'Que faire de cette annonce',
};
