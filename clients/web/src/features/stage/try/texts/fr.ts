// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'try.picture': 'Image',
  'try.picture.fine': 'Ce navigateur peut lire l’image.',
  'try.picture.none': 'Ce navigateur ne peut pas lire l’image. Ouvrez cette page dans un autre, dans sa version la plus récente.',
  'try.sound': 'Son',
  'try.sound.play': 'Jouer un son',
  'try.sound.plays': 'Vous devriez entendre un son, d’abord à gauche, puis à droite.',
  'try.sound.played': 'Vous n’avez rien entendu ? Montez le son, vérifiez que l’appareil ou cet onglet n’est pas muet, ou prenez un casque.',
  'try.sound.none': 'Ce navigateur ne joue aucun son.',
};
