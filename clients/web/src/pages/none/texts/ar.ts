// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'room.none': 'لا توجد قاعة كهذه، أو لا يمكنك الدخول إليها.',
  'room.none.hint': 'اسأل من أعطاك الرابط. ربما دخلت بهوية أخرى.',
  'room.refused': 'لا يمكنك دخول هذه القاعة الآن.',
};
