// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'direct.need': { zero: 'لا رسائل إلى الفريق', one: 'رسالة إلى الفريق', two: 'رسالتان إلى الفريق', few: '{n} رسائل إلى الفريق', many: '{n} رسالة إلى الفريق', other: '{n} رسالة إلى الفريق' },
  'direct.answer': 'أجب',
  'direct.acts': 'رسائل {name}',
};
