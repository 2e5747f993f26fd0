// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'notice.title': 'الإعلانات',
  'notice.new': 'إعلان جديد',
  'notice.text': 'ما يقرؤه الجميع في القاعة',
  'notice.languages': 'بلغات أخرى',
  'notice.address': 'عنوان للمزيد (اختياري)',
  'notice.stands': 'يبقى ظاهرا',
  'notice.stands.as': 'كما كان',
  'notice.stands.until': 'إلى أن يُزال',
  'notice.stands.minutes': { zero: '{n} دقيقة', one: 'دقيقة واحدة', two: 'دقيقتين', few: '{n} دقائق', many: '{n} دقيقة', other: '{n} دقيقة' },
  'notice.urgent.hint': 'عاجل: يقاطع من تُقرأ له الصفحة',
  'notice.until': 'حتى {time}',
  'notice.fault': 'النص ناقص أو أطول من اللازم، أو لا يبدأ العنوان بـ https://.',
  'notice.send': 'إعلان',
  'notice.removed': 'أُزيل الإعلان.',
  'notice.acts': 'ما يمكن فعله بهذا الإعلان',
};
