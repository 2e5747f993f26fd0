// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'error.NOT_WAITING': 'esta persona ya no espera',
  'error.ROOM_FULL': 'todos esperan una plaza y entrarán automáticamente',
  'lobby.seat': 'Espera una plaza',
  'lobby.line': 'En la entrada',
  'lobby.count': { one: 'una persona espera', other: '{n} personas esperan' },
  'lobby.acts.all': 'Qué hacer con quienes esperan',
  'lobby.tell': 'Decirle…',
  'lobby.tell.all': 'Decirles a todos…',
  'lobby.tell.ask': '¿Qué decir a quienes esperan?',
  'lobby.tell.to': '¿Qué decir a {name}?',
  'lobby.tell.words': 'Lo leen mientras esperan',
  'lobby.tell.do': 'Decir',
  'lobby.refuse.to': '¿No admitir a {name}?',
  'lobby.refuse.why': 'Un motivo que se le comunica, si quiere',
  'lobby.refuse.do': 'No admitir',
  'lobby.need': 'Espera a entrar',
  'lobby.admit': 'Admitir',
  'lobby.refuse': 'No admitir…',
  'lobby.all': 'Admitir a todos',
  'lobby.acts': 'Qué hacer con {name} en la entrada',
};
