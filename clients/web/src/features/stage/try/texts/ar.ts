// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'try.picture': 'الصورة',
  'try.picture.fine': 'يستطيع هذا المتصفح عرض الصورة.',
  'try.picture.none': 'لا يستطيع هذا المتصفح عرض الصورة. افتح هذه الصفحة في متصفح آخر بأحدث إصدار.',
  'try.sound': 'الصوت',
  'try.sound.play': 'شغّل نغمة',
  'try.sound.plays': 'ينبغي أن تسمع نغمة الآن، من اليسار أولًا ثم من اليمين.',
  'try.sound.played': 'ألم تسمع شيئًا؟ ارفع الصوت، وتأكد أن الجهاز أو علامة التبويب هذه ليس صامتًا، أو استعمل سماعات.',
  'try.sound.none': 'لا يشغّل هذا المتصفح أي نغمة.',
};
