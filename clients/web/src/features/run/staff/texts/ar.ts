// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'run.steps': 'الخطوات',
  'run.none': 'ما تُعدّه يظهر هنا بترتيبه: الفصول والاستطلاعات والشرائح والمؤقت. مفتاح واحد ينقلك من خطوة إلى أخرى.',
  'run.next': '{act}: {title}',
  'run.over': 'كانت هذه آخر خطوة.',
  'run.waits': 'الخطوة التالية تُنفَّذ حين تصبح الجلسة مباشرة.',
  'run.at': 'الآن',
  'run.done': 'تم',
  'run.up': 'تحريك إلى أعلى',
  'run.down': 'تحريك إلى أسفل',
  'run.moved': 'أصبحت الخطوة {place} من {all}.',
  'run.out': 'إزالة من سير الجلسة',
  'run.taken': 'أُزيلت الخطوة من سير الجلسة.',
  'run.acts': 'الخطوة: {title}',
  'run.add': 'إضافة خطوة',
};
