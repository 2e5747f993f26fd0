// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'dates.title': 'التقويم',
  'dates.hint': 'الجلسات، ومواعيد فتح الوحدات، ومواعيد التسليم. الأوقات بتوقيتك: {zone}.',
  'dates.none': 'لا شيء في تقويمك. تظهر هنا الجلسات التي وصلتك دعوة إليها أو سجّلت فيها، ومواعيد دوراتك.',
  'dates.failed': 'تعذّرت قراءة تقويمك',
  'dates.some': 'لم تُجب بعض الدورات: قد تنقص مواعيد منها.',
  'dates.today': 'اليوم: {day}',
  'dates.tomorrow': 'غدًا: {day}',
  'dates.session': 'جلسة',
  'dates.opens': 'تُفتح وحدة',
  'dates.due': 'موعد التسليم',
  'dates.next': 'تُفتح وحدة',
  'dates.off': 'أُلغيت',
  'dates.done': 'تم',
  'dates.until': '{from} إلى {to}',
  'dates.by': 'قبل {time}',
  'dates.own': 'احصل على كل ذلك في تقويم خاص بك',
};
