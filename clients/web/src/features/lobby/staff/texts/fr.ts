// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'error.NOT_WAITING': 'cette personne n’attend plus',
  'error.ROOM_FULL': 'tout le monde attend une place et entrera automatiquement',
  'lobby.seat': 'Attend une place',
  'lobby.line': 'À l’entrée',
  'lobby.count': { one: 'une personne attend', other: '{n} personnes attendent' },
  'lobby.acts.all': 'Que faire pour ceux qui attendent',
  'lobby.tell': 'Lui dire…',
  'lobby.tell.all': 'Leur dire à tous…',
  'lobby.tell.ask': 'Que dire à ceux qui attendent ?',
  'lobby.tell.to': 'Que dire à {name} ?',
  'lobby.tell.words': 'Ils le lisent en attendant',
  'lobby.tell.do': 'Dire',
  'lobby.refuse.to': 'Ne pas admettre {name} ?',
  'lobby.refuse.why': 'Un motif qui lui est indiqué, si vous voulez',
  'lobby.refuse.do': 'Ne pas admettre',
  'lobby.need': 'Attend d’être admis',
  'lobby.admit': 'Admettre',
  'lobby.refuse': 'Ne pas admettre…',
  'lobby.all': 'Admettre tout le monde',
  'lobby.acts': 'Que faire pour {name} à l’entrée',
};
