// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'captions.title': 'Sous-titres',
  'captions.in': 'Sous-titres : {language}',
  'captions.off': 'Sans',
  'captions.list': 'Ce qui a été dit',
  'captions.look': 'Aspect des sous-titres',
  'captions.do.write': 'Écrire des sous-titres',
  'captions.sample': 'Voici une ligne comme vous la verrez.',
  'captions.soon': 'La prochaine ligne viendra ici.',
  'captions.size': 'Taille',
  'captions.size.s': 'Petite',
  'captions.size.m': 'Moyenne',
  'captions.size.l': 'Grande',
  'captions.size.xl': 'Très grande',
  'captions.colours': 'Couleurs',
  'captions.colours.dark': 'Blanc sur noir',
  'captions.colours.light': 'Noir sur blanc',
  'captions.colours.yellow': 'Jaune sur noir',
  'captions.place': 'Endroit',
  'captions.place.below': 'Au bas de l’image',
  'captions.place.above': 'En haut de l’image',
  'captions.aloud': 'Les lecteurs d’écran disent chaque ligne à son arrivée',
  'captions.none': 'Chaque ligne apparaît ici une fois dite.',
  'captions.first': 'C’est la première ligne.',
  'captions.earlier': 'Lignes précédentes',
  'captions.new': { one: '{n} nouvelle ligne', many: '{n} nouvelles lignes', other: '{n} nouvelles lignes' },
};
