// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'forum.threads': 'Discussions',
  'forum.none': 'Aucune discussion n’a encore été lancée. Lancez-en une par une question ou par quelque chose que vous avez vu ; tout le cours la lit.',
  'forum.none.here': 'Rien ici.',
  'forum.show': 'Afficher',
  'forum.show.all': 'Toutes',
  'forum.show.unread': 'Non lues',
  'forum.show.mine': 'Les miennes',
  'forum.show.open': 'Sans réponse',
  'forum.sort': 'Ordre',
  'forum.sort.activity': 'Dernière activité',
  'forum.sort.new': 'Plus récentes',
  'forum.sort.votes': 'Plus de votes',
  'forum.new': 'Nouvelle discussion',
  'forum.unread': 'Non lue',
  'forum.answered': 'Répondue',
  'forum.replies': { one: '{n} réponse', many: '{n} réponses', other: '{n} réponses' },
  'forum.pinned': 'Épinglée',
  'forum.closed': 'Fermée',
  'forum.votes': { one: '{n} vote', many: '{n} votes', other: '{n} votes' },
  'forum.noreply': 'Pas encore de réponse',
  'forum.first.row': 'Les réponses apparaissent une fois que vous avez écrit',
  'forum.by': 'par {name}',
  'forum.fresh': { one: '{n} nouveau', other: '{n} nouveaux' },
  'forum.last': 'dernier : {name}',
  'forum.activity': 'active {time}',
  'forum.nameless': 'Anonyme {code}',
  'forum.untitled': 'Titre supprimé par l’équipe',
  'forum.latest': 'Dernières discussions',
};
