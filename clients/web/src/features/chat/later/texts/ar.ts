// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'chat.more': 'المزيد لرسالة {name}',
  'chat.edit': 'رسالتك',
  'chat.pin': 'تثبيت',
  'chat.unpin': 'إلغاء التثبيت',
  'chat.pinned': 'الرسائل المثبتة',
  'chat.told.refused': 'لم تتم الموافقة على رسالتك.',
  'chat.told.removed': 'أزال الفريق رسالتك.',
  'chat.told.away': 'إخفاء',
};
