// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'take.it': 'أضف إلى التقويم',
  'take.of': 'أضف «{title}» إلى تقويمك',
  'take.due': 'موعد التسليم: {title}',
  'take.opens': 'تُفتح: {title}',
  'take.next': 'تُفتح وحدة',
};
