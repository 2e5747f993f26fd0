// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'card.away': 'N’est plus ici',
  'card.gone': 'On n’en sait pas plus ici.',
  'card.runs': 'anime {name}',
  'card.write': 'Écrire un message',
  'card.done': 'Ce que cette personne a fait ici',
  'card.silence': 'Faire taire',
  'card.unsilence': 'Laisser écrire de nouveau',
  'card.silenced': '{name} lit désormais sans écrire.',
  'card.unsilenced': '{name} peut de nouveau écrire.',
  'card.acts': 'Ce qu’on peut faire concernant {name}',
  'card.posts': { one: '{n} publication ici', many: '{n} de publications ici', other: '{n} publications ici' },
  'card.posts.more': 'Plus de {count} publications ici',
  'card.failed': 'Ses publications n’ont pas pu être lues. Réessayez dans un instant.',
  'card.untitled': 'Titre supprimé par l’équipe',
};
