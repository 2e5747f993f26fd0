// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'player.play': 'Regarder',
  'player.saving': 'Vous économisez les données : la vidéo attend que vous la demandiez.',
  'player.small': 'Vous économisez les données : c’est la petite image.',
  'player.broken': 'La vidéo ne peut pas être lue pour l’instant. Un nouvel essai se fait de lui-même.',
  'player.stalled': 'Rien n’arrive pour l’instant. La suite vient d’elle-même.',
  'player.stopped': 'L’image s’est arrêtée. Elle revient ici d’elle-même.',
  'player.lost': 'Le serveur d’où vient l’image ne répond pas. L’image revient ici d’elle-même.',
  'player.awaited': 'L’image n’a pas commencé. Elle vient ici d’elle-même.',
  'player.sound': 'Son seul',
  'player.sound.none': 'Ce flux n’a pas de son à part : l’image est masquée, et ses données arrivent quand même.',
  'player.choose': 'Image et son',
  'player.picture': 'Image',
  'player.picture.full': 'Image complète',
  'player.picture.low': 'Petite image, moins de données',
  'player.picture.sound': 'Son seul',
  'player.language': 'Langue',
  'player.sign': 'Image en langue des signes',
  'player.sign.video': 'Langue des signes',
};
