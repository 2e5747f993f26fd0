// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'hand.need': 'يد مرفوعة',
  'hand.need.called': 'أُعطي الكلمة',
  'hand.call': 'إعطاء الكلمة',
  'hand.stage': 'تعيين مقدمًا',
  'hand.clear': 'خفض كل الأيدي',
  'hand.acts': 'ما يُفعل بيد {name}',
};
