// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'dates.title': 'Calendrier',
  'dates.hint': 'Séances, ouverture des unités et dates de remise. Les heures sont les vôtres : {zone}.',
  'dates.none': 'Votre calendrier est vide. Les séances auxquelles vous êtes invité ou inscrit y viennent, ainsi que les dates de vos cours.',
  'dates.failed': 'Votre calendrier n’a pas pu être lu',
  'dates.some': 'Certains cours n’ont pas répondu : il peut manquer de leurs dates.',
  'dates.today': 'Aujourd’hui : {day}',
  'dates.tomorrow': 'Demain : {day}',
  'dates.session': 'Séance',
  'dates.opens': 'Ouverture d’une unité',
  'dates.due': 'À rendre',
  'dates.next': 'Une unité s’ouvre',
  'dates.off': 'Annulée',
  'dates.done': 'Fait',
  'dates.until': '{from} à {to}',
  'dates.by': 'Avant {time}',
  'dates.own': 'Avoir le tout dans un calendrier à vous',
};
