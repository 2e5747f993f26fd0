// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'take.it': 'Ajouter au calendrier',
  'take.of': 'Ajouter « {title} » à votre calendrier',
  'take.due': 'À rendre : {title}',
  'take.opens': 'Ouverture : {title}',
  'take.next': 'Une unité s’ouvre',
};
