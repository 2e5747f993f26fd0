// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'reaction.label': 'التفاعل',
  'reaction.clap': 'تصفيق',
  'reaction.heart': 'قلب',
  'reaction.thumb': 'إبهام مرفوع',
  'reaction.wow': 'دهشة',
  'reaction.laugh': 'ضحك',
  'reaction.lost': 'لا يوجد اتصال: لم يُرسل تفاعلك.',
};
