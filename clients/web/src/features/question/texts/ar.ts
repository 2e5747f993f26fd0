// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'question.tab': 'الأسئلة',

  'question.take': 'الإجابة الآن',
  'question.now': 'تجري الإجابة الآن عن: {text}',
  'error.QUESTIONS_CLOSED': 'باب الأسئلة مغلق',
  'error.QUESTION_STATE': 'لم يعد السؤال في تلك الحالة',
  'error.QUESTIONS_WAITING': 'لك {n} أسئلة بلا إجابة',
  'error.QUESTION_CLAIMED': 'تولّى أمره شخص آخر',
  'error.QUESTION_MERGED': 'دُمجت فيه أسئلة أخرى',
  'error.QUESTION_SILENCED': 'لم يعد الفريق يقبل أسئلتك هنا',
  'error.TAG_UNKNOWN': 'لا يوجد هذا الوسم هنا',
};
