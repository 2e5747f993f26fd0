// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'poll.tab': 'الاستطلاعات',

  'poll.opened': 'هناك استطلاع مفتوح: {title}',
  'poll.closed': 'أُغلق الاستطلاع: {title}',
  'poll.published': 'ظهرت النتائج: {title}',
  'poll.open': 'فتح',
  'poll.close': 'إغلاق الاستطلاع',
  'poll.publish': 'نشر النتائج',
  'error.POLL_NOT_OPEN': 'الاستطلاع غير مفتوح',
  'error.POLL_CLOSED': 'أُغلق الاستطلاع',
  'error.POLL_VOTED': 'صوّت أحدهم',
  'error.WORD_BANNED': 'لا تُقبل هذه الكلمة هنا',
  'error.POLL_OPEN': 'الاستطلاع مفتوح: يجب إغلاقه أولًا',
  'error.ALREADY_VOTED': 'لقد صوّت من قبل',
  'error.CHOICES_INVALID': 'هذه الاختيارات لا تناسب الاستطلاع',
};
