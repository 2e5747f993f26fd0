// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'agenda.none': 'Les chapitres montrent à tout le monde où en est la séance. Dans l’enregistrement, on peut aller à chacun.',
  'agenda.new': 'Nouveau chapitre',
  'agenda.next': 'Suite : {title}',
  'agenda.over': 'Terminer le dernier chapitre',
  'agenda.go': 'Y aller',
  'agenda.on': 'Maintenant',
  'agenda.past': 'Fait',
  'agenda.up': 'Monter',
  'agenda.down': 'Descendre',
  'agenda.moved': 'Maintenant chapitre {place} sur {all}.',
  'agenda.removed': 'Le chapitre est retiré.',
  'agenda.acts': 'Que faire du chapitre {title}',
  'agenda.field': 'Titre du chapitre',
  'agenda.languages': 'Dans d’autres langues',
  'agenda.field.minutes': 'Minutes (facultatif)',
  'agenda.fault': 'Le titre manque ou est trop long, ou les minutes ne sont pas un nombre entier de 1 à 1440.',
  'agenda.add': 'Ajouter',
  'agenda.went': 'Chapitre : {title}',
  'agenda.one': 'Chapitre',
};
