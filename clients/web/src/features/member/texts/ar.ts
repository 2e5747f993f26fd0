// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'people.tab': 'الحاضرون',

  'people.list': 'الحاضرون في هذه القاعة',
  'people.none': 'لا أحد هنا.',
  'people.since': 'منذ {time}',
  'people.role': 'دور {name}',
  'people.failed': 'تعذّر تحميل القائمة.',
};
