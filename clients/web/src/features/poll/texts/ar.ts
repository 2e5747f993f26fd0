// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'poll.tab': 'الاستطلاعات',

  'poll.opened': 'هناك استطلاع مفتوح: {title}',
  'poll.closed': 'أُغلق الاستطلاع: {title}',
  'poll.published': 'ظهرت النتائج: {title}',
};
