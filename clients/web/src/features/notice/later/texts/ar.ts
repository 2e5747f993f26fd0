// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'notice.label': 'الإعلانات',
  'notice.urgent': 'عاجل',
  'notice.link': 'المزيد عنه',
  'notice.away': 'إخفاء الإعلان',
  'notice.team': 'الفريق',
  'notice.away.done': 'أُخفي الإعلان.',
};
