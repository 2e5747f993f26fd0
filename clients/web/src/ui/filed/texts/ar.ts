// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'filed.show': 'إظهار الصورة، {size}',
  'filed.show.named': '{words}: إظهار الصورة، {size}',
  'filed.gone': 'لم يعد الملف موجودا.',
  'filed.file': 'ملف',
  'filed.larger': 'عرض الصورة بحجم أكبر',
  'filed.larger.named': '{words}: عرض بحجم أكبر',
  'filed.untitled': 'صورة',
};
