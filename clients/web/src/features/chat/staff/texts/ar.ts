// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'chat.need': 'رسالة بانتظار الموافقة',
  'chat.mode.open': 'الجميع',
  'chat.mode.slow': 'الجميع، ببطء',
  'chat.mode.approve': 'الجميع، بعد الموافقة',
  'chat.mode.staff': 'الفريق فقط',
  'chat.mode.off': 'لا أحد',
  'chat.mode.seconds': 'الثواني بين رسالتين',
  'chat.mode.set': 'تطبيق',
  'chat.mode.every': { zero: 'كل {n} ث', one: 'كل {n} ث', two: 'كل {n} ث', few: 'كل {n} ث', many: 'كل {n} ث', other: 'كل {n} ث' },
};
