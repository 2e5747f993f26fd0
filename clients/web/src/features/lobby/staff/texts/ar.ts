// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'error.NOT_WAITING': 'لم يعد هذا الشخص في الانتظار',
  'lobby.need': 'في انتظار الدخول',
  'lobby.admit': 'السماح بالدخول',
  'lobby.refuse': 'عدم السماح',
  'lobby.all': 'السماح للجميع بالدخول',
  'lobby.acts': 'ما العمل بشأن {name} عند الباب',
};
