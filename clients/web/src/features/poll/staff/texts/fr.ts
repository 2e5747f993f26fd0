// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'poll.open.for': 'Durée',
  'poll.open.unlimited': 'Sans limite de temps',
  'poll.open.seconds': { one: '{n} seconde', many: '{n} secondes', other: '{n} secondes' },
  'poll.open.minutes': { one: '{n} minute', many: '{n} minutes', other: '{n} minutes' },
  'poll.unpublish': 'Masquer les résultats',
  'poll.publish.done': 'Tout le monde voit les résultats.',
  'poll.unpublish.done': 'Seule l’équipe voit les résultats.',
  'poll.acts': 'Sondage : {title}',
  'poll.delete': 'Supprimer le brouillon',
  'poll.delete.closed': 'Supprimer le sondage',
  'poll.delete.ask': 'Supprimer ce sondage et ses résultats ?',
  'poll.delete.ask.draft': 'Supprimer ce brouillon ?',
  'poll.delete.hint': 'Cela ne peut pas être annulé.',
  'poll.up': 'Monter',
  'poll.down': 'Descendre',
  'poll.moved': 'Maintenant en position {place} sur {all}.',
  'poll.round.new': 'Nouveau tour',
  'poll.reveal': 'Révéler la bonne réponse',
  'poll.archive': 'Ranger',
  'poll.unarchive': 'Ressortir',
  'poll.answers': 'Réponses, vues de l’équipe',
  'poll.show': 'Montrer',
  'poll.hide': 'Retirer',
};
