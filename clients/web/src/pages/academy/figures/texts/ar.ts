// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'figures.title': 'أوقات الانتظار',
  'figures.lead': 'طلبات الدخول حسب البلد: من ينتظر قرارا، وكم تستغرق القرارات.',
  'figures.none': 'لم يطلب أحد الدخول بعد.',
  'figures.country': 'البلد',
  'figures.waiting': 'في الانتظار',
  'figures.oldest': 'الأقدم منذ',
  'figures.median': 'حتى القرار، لنصفها',
  'figures.days': { zero: 'أقل من يوم', one: 'يوم واحد', two: 'يومان', few: '{n} أيام', many: '{n} يوما', other: '{n} يوم' },
  'figures.hours': { zero: 'أقل من ساعة', one: 'ساعة واحدة', two: 'ساعتان', few: '{n} ساعات', many: '{n} ساعة', other: '{n} ساعة' },
  'figures.soon': 'أقل من ساعة',
};
