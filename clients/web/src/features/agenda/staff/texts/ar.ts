// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'agenda.none': 'تُظهر الفصول للجميع أين وصلت الجلسة. وفي التسجيل يمكن الانتقال إلى كل منها.',
  'agenda.new': 'فصل جديد',
  'agenda.next': 'التالي: {title}',
  'agenda.over': 'إنهاء الفصل الأخير',
  'agenda.go': 'الانتقال إليه',
  'agenda.on': 'الآن',
  'agenda.past': 'تم',
  'agenda.up': 'نقل إلى أعلى',
  'agenda.down': 'نقل إلى أسفل',
  'agenda.moved': 'صار الفصل {place} من {all}.',
  'agenda.removed': 'أُزيل الفصل.',
  'agenda.acts': 'ما يمكن فعله بالفصل {title}',
  'agenda.field': 'عنوان الفصل',
  'agenda.languages': 'بلغات أخرى',
  'agenda.field.minutes': 'الدقائق (اختياري)',
  'agenda.fault': 'العنوان ناقص أو أطول من اللازم، أو الدقائق ليست عددا صحيحا من 1 إلى 1440.',
  'agenda.add': 'إضافة',
  'agenda.went': 'الفصل: {title}',
  'agenda.one': 'فصل',
};
