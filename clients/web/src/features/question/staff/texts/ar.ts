// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'question.answer.live': 'أُجيب عنه مباشرة',
  'question.answer.text': 'إجابة مكتوبة',
  'question.answer.write': 'إجابتك',
  'question.dismiss': 'استبعاد',
  'question.reopen': 'إعادة فتح',
  'question.need': 'سؤال بانتظار الموافقة',
  'question.dismissed': 'استُبعد السؤال.',
  'question.intake.open': 'مفتوحة',
  'question.intake.voting': 'التصويت فقط',
  'question.intake.closed': 'مغلقة',
  'question.moderated': 'الموافقة على الأسئلة أولًا',
  'question.anonymous': 'السماح بأسئلة دون اسم',
};
