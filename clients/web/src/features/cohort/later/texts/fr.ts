// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'cohort.groups': 'Groupes',
  'cohort.new': 'Nouveau groupe',
  'cohort.none': 'Il n’y a pas encore de groupe. Créez-en un, puis placez-y des personnes : ce qui est écrit pour un groupe n’est lu que par ses membres et par l’équipe.',
  'cohort.count': { one: '{n} personne', many: '{n} personnes', other: '{n} personnes' },
  'cohort.without': 'Qui arrive plus tard ne voit pas ce qui a été écrit avant',
  'cohort.history': 'Qui arrive plus tard voit ce qui a été écrit avant',
  'cohort.name': 'Nom du groupe',
  'cohort.languages': 'Dans d’autres langues',
  'cohort.acts': 'Ce qu’on peut faire de {name}',
  'cohort.rename': 'Changer le nom',
  'cohort.remove': 'Supprimer le groupe',
  'cohort.remove.ask': 'Supprimer {name} ?',
  'cohort.remove.hint': 'Ses membres ne sont alors dans aucun groupe. Ce qui a été écrit pour ce seul groupe n’est plus lu que par l’équipe.',
  'cohort.people': 'Personnes',
  'cohort.people.none': 'Personne n’est encore là.',
  'cohort.deal': { one: 'Répartir au hasard {n} personne sans groupe', many: 'Répartir au hasard {n} personnes sans groupe', other: 'Répartir au hasard {n} personnes sans groupe' },
  'cohort.out': 'Retirer…',
  'cohort.out.ask': 'Retirer {name} de cette salle ?',
  'cohort.out.hint': 'La personne en sort sur tous ses appareils. Ce qu’elle a écrit reste.',
  'cohort.out.do': 'Retirer',
  'cohort.out.done': '{name} a été retiré.',
  'cohort.nowhere': 'Dans aucun groupe',
  'cohort.put': 'Placer dans',
  'cohort.runs': 'Encadre',
  'cohort.running': 'Encadre {name}',
  'cohort.place': 'Le groupe de {name}',
  'cohort.moved': '{name} est maintenant dans {group}.',
  'cohort.taken': '{name} n’est plus dans aucun groupe.',
};
