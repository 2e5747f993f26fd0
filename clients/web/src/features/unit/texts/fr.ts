// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'unit.title': 'Unités',
  'unit.build': 'Construire le cours',
  'unit.none.build': 'Un cours est fait d’unités. Construisez-le ici ; les participants voient une unité dès qu’elle est ouverte.',
  'unit.sections': 'Sections',
  'unit.sections.build': 'Organiser les sections',
  'unit.sections.none': 'Une section rassemble ce que tous utilisent ici : textes, fichiers, liens. Créez la première.',
  'unit.held': 'Retenue',
  'unit.opens': 'S’ouvre {time}',
  'unit.next': 'La prochaine unité s’ouvre {time}',
  'unit.opened': 'Unité ouverte : {title}',
  'unit.week': 'Semaine {n} du cours',
  'unit.go': 'Continuer : {title}',
  'unit.due.title': 'À rendre prochainement',
  'unit.due': 'À rendre avant : {time}',
  'unit.due.late': 'En retard',
  'unit.due.was': 'Était à rendre avant : {time}',
  'unit.due.more': { one: '{n} date de plus', many: '{n} dates de plus', other: '{n} dates de plus' },
  'unit.progress': '{done} sur {all} faits',
};
