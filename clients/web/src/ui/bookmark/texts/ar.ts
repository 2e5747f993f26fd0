// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'mark.do': 'إشارة مرجعية',
  'mark.edit': 'إشارتك المرجعية',
  'mark.note': 'ملاحظة لك (اختياري)',
  'mark.remind': 'تذكيري',
  'mark.remind.none': 'لا',
  'mark.remind.hours': 'بعد ثلاث ساعات',
  'mark.remind.tomorrow': 'غدًا في الساعة 9:00',
  'mark.remind.week': 'بعد أسبوع في الساعة 9:00',
  'mark.remind.at': 'في وقت أختاره',
  'mark.moment': 'متى',
  'mark.hint': 'إشاراتك المرجعية في صندوق الوارد، ولا يراها أحد سواك.',
  'mark.done': 'وُضعت الإشارة المرجعية. تجدها في صندوق الوارد ضمن الإشارات المرجعية.',
  'mark.remove': 'إزالة',
  'mark.removed': 'أُزيلت الإشارة المرجعية.',
};
