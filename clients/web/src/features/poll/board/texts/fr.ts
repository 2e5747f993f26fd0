// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'poll.board.animals': 'Faucon, Loutre, Tigre, Dauphin, Chameau, Hibou, Panda, Gazelle, Renard, Tortue, Aigle, Lynx, Héron, Zèbre, Koala, Cygne',
  'poll.board.score': { one: 'Votre réponse valait {n} point sur 100.', many: 'Votre réponse valait {n} points sur 100.', other: 'Votre réponse valait {n} points sur 100.' },
  'poll.board.you': 'vous',
  'poll.board.of': { one: '{n} personne participe.', many: '{n} personnes participent.', other: '{n} personnes participent.' },
  'poll.board.place': { one: 'Vous êtes numéro {place} sur {all}, avec {n} point.', many: 'Vous êtes numéro {place} sur {all}, avec {n} points.', other: 'Vous êtes numéro {place} sur {all}, avec {n} points.' },
  'poll.board.alias': 'Les autres vous voient comme : {alias}',
  'poll.board.other': 'Un autre nom',
  'poll.board.none': 'Le classement peut être montré dès qu’une bonne réponse est révélée.',
  'poll.board.tell': 'Montrer le classement',
  'poll.board.again': 'Recompter',
  'poll.board.hide': 'Masquer',
};
