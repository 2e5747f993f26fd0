// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'tempo.label': 'الوتيرة',
  'tempo.chosen': 'الوتيرة: {tempo}',
  'tempo.faster': 'أسرع من فضلكم',
  'tempo.fine': 'مناسبة',
  'tempo.slower': 'أبطأ من فضلكم',
  'tempo.lost': 'لم أعد أتابع',
  'tempo.none': 'لا أقول شيئًا',
};
