// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'group.number': 'Groupe {n}',
  'group.in': 'Vous êtes dans un groupe : {name}',
  'group.was': 'Votre groupe : {name}',
  'group.others': 'Les autres travaillent en groupes ; vous êtes avec tout le monde.',
  'group.into': 'Vous regardez {name}.',
  'group.soon': 'Il y aura bientôt des groupes.',
  'group.go': 'Aller dans votre groupe',
  'group.leave': 'Retour avec tout le monde',
  'group.read': 'Lire ce que votre groupe a écrit',
  'group.choose': 'Choisissez votre groupe',
  'group.places': '{n} sur {limit}',
  'group.people': { one: '{n} personne', many: '{n} de personnes', other: '{n} personnes' },
  'group.left': 'Encore {left}',
  'group.closing': 'Tout le monde est rappelé : {left}',
  'group.called': 'Tout le monde est rappelé.',
  'group.back': 'Tout le monde est de nouveau réuni.',
  'group.over': 'Les groupes sont fermés. Vous pouvez lire, mais plus écrire ici.',
  'group.told': 'L’équipe dit à tous les groupes',
  'group.within': 'Dans le groupe',
  'group.help': 'Appeler l’équipe',
  'group.helped': 'L’aide n’est plus nécessaire',
  'group.asked': 'L’équipe a été appelée',
  'error.GROUPS_OPEN': 'les groupes sont ouverts',
  'error.GROUPS_CLOSED': 'les groupes ne sont pas ouverts',
  'error.GROUP_FULL': 'ce groupe est complet',
  'error.GROUP_CHOICE': 'ici, l’équipe décide qui est dans quel groupe',
};
