// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'hand.raise': 'Lever la main',
  'hand.lower': 'Baisser la main',
  'hand.called': 'On vous donne la parole : à vous de parler.',
  'hand.lowered': 'Votre main a été baissée.',
  'hand.count': { one: '{n} main levée', many: '{n} mains levées', other: '{n} mains levées' },
  'hand.need': 'Main levée',
  'hand.need.called': 'Parole donnée',
  'hand.call': 'Donner la parole',
  'hand.clear': 'Baisser toutes les mains',
  'hand.acts': 'Que faire de la main de {name}',
};
