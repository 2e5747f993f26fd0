// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'poll.board.animals': 'Halcón, Nutria, Tigre, Delfín, Camello, Búho, Panda, Gacela, Zorro, Tortuga, Águila, Lince, Garza, Cebra, Koala, Cisne',
  'poll.board.score': { one: 'Tu respuesta valió {n} punto de 100.', many: 'Tu respuesta valió {n} puntos de 100.', other: 'Tu respuesta valió {n} puntos de 100.' },
  'poll.board.you': 'tú',
  'poll.board.of': { one: 'Participa {n} persona.', many: 'Participan {n} personas.', other: 'Participan {n} personas.' },
  'poll.board.place': { one: 'Eres el número {place} de {all}, con {n} punto.', many: 'Eres el número {place} de {all}, con {n} puntos.', other: 'Eres el número {place} de {all}, con {n} puntos.' },
  'poll.board.alias': 'Los demás te ven como: {alias}',
  'poll.board.other': 'Otro nombre',
  'poll.board.none': 'La clasificación se puede mostrar cuando se revele una respuesta correcta.',
  'poll.board.tell': 'Mostrar la clasificación',
  'poll.board.again': 'Contar de nuevo',
  'poll.board.hide': 'Ocultar',
};
