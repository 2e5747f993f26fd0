// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'error.LOCKED': 'أغلق الفريق هذا في الوقت الحالي',
  'error.SILENCED': 'يمكنك القراءة هنا فقط في الوقت الحالي',
  'locked.now': 'أغلق الفريق هذا أمامك في الوقت الحالي: {what}.',
  'locked.and': '، ',
  'locked.chat': 'الرسائل',
  'locked.questions': 'الأسئلة',
  'locked.polls': 'الاستطلاعات',
  'locked.reactions': 'التفاعلات',
  'locked.hands': 'رفع اليد',
  'locked.direct': 'الكتابة إلى شخص واحد',
  'locked.notes': 'الكتابة في الملاحظات',
  'locked.since': '(منذ {time})',
  'locked.all': 'أغلق الفريق هذا أمام المشاركين في الوقت الحالي: {what}.',
};
