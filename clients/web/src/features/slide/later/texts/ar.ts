// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'slide.title': 'الشرائح',
  'slide.at': 'الشريحة {page} من {all}',
  'slide.before': 'الشريحة السابقة',
  'slide.after': 'الشريحة التالية',
  'slide.live': 'العودة إلى المباشر، الشريحة {page}',
  'slide.zoom': 'تكبير هذه الشريحة',
  'slide.off': 'إيقاف العرض',
  'slide.coming': 'الشريحة في الطريق',
  'slide.lost': 'لم تصل صورة هذه الشريحة.',
  'slide.want': 'إظهار صور الشرائح',
  'slide.want.large': 'إظهار الصورة الكبيرة',
};
