// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'captions.sheet.none': 'Pas encore de sous-titres. Proposez une langue, et quelqu’un l’écrit : vous, un sous-titreur ou un service.',
  'captions.sheet.offer': 'Une autre langue',
  'captions.sheet.offer.do': 'Proposer',
  'captions.sheet.write': 'Écrire',
  'captions.sheet.stop': 'Ne plus proposer',
  'captions.sheet.stopped': 'Plus de sous-titres en {language}.',
  'captions.sheet.save': 'Enregistrer en fichier (WebVTT)',
  'captions.sheet.people': 'Qui écrit',
  'captions.sheet.team': 'L’équipe écrit toutes les langues. Laissez quelqu’un d’autre en écrire :',
  'captions.sheet.person': 'Personne',
  'captions.language.of': 'Langue',
  'captions.sheet.choose': 'Choisir…',
  'captions.sheet.let': 'Laisser écrire',
  'captions.sheet.end': 'Ne plus laisser écrire',
  'captions.sheet.nobody': 'Il n’y a personne d’autre dans la salle.',
  'captions.terms.title': 'Glossaire des sous-titres',
  'captions.terms.hint': 'Des termes dans leurs langues, pour qui interprète et écrit les sous-titres.',
  'captions.terms.removed': 'Le terme n’est plus dans le glossaire.',
  'captions.terms.field': 'Terme',
  'captions.terms.languages': 'Dans d’autres langues',
  'captions.terms.fault': 'Le terme manque ou est trop long.',
  'captions.terms.add': 'Ajouter le terme',
};
