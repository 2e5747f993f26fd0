// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'hand.raise': 'رفع اليد',
  'hand.lower': 'خفض اليد',
  'hand.count': { zero: 'لا أيدي مرفوعة', one: 'يد واحدة مرفوعة', two: 'يدان مرفوعتان', few: '{n} أيدٍ مرفوعة', many: '{n} يدًا مرفوعة', other: '{n} يد مرفوعة' },
};
