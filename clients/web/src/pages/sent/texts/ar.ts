// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'sent.removed': 'طُلب منك مغادرة هذه القاعة.',
  'sent.banned': 'لم يعد بإمكانك دخول هذه القاعة.',
  'sent.refused': 'لم يُسمح لك بالدخول.',
  'sent.why': 'السبب:',
  'sent.again.hint': 'يمكنك العودة.',
  'sent.banned.hint': 'يسري هذا إلى أن يتراجع الفريق عنه. إن رأيت أنه خطأ فاكتب إلى من يدير الجلسة.',
  'sent.again': 'الدخول من جديد',
};
