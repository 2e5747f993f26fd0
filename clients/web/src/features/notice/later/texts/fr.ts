// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'notice.label': 'Annonces',
  'notice.urgent': 'Urgent',
  'notice.link': 'En savoir plus',
  'notice.away': 'Masquer l’annonce',
  'notice.team': 'L’équipe',
  'notice.away.done': 'L’annonce est masquée.',
};
