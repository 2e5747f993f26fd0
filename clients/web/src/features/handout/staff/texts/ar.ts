// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'handout.new': 'مادة جديدة',
  'handout.removed': 'أُزيلت المادة.',
  'handout.acts': 'ما يمكن فعله بالمادة {title}',
  'handout.field': 'العنوان',
  'handout.languages': 'بلغات أخرى',
  'handout.field.url': 'العنوان على الشبكة (https://…)',
  'handout.field.language': 'مكتوبة بـ',
  'handout.field.language.none': 'غير محدد',
  'handout.fault': 'العنوان ناقص أو أطول من اللازم، أو لا يبدأ عنوان الشبكة بـ https://.',
  'handout.send': 'توزيع',
};
