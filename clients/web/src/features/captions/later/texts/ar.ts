// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'captions.title': 'الترجمة النصية',
  'captions.in': 'الترجمة النصية: {language}',
  'captions.off': 'بدونها',
  'captions.list': 'ما قيل',
  'captions.look': 'شكل الترجمة النصية',
  'captions.do.write': 'كتابة ترجمة نصية',
  'captions.sample': 'هكذا يظهر السطر.',
  'captions.soon': 'يظهر السطر التالي هنا.',
  'captions.size': 'الحجم',
  'captions.size.s': 'صغير',
  'captions.size.m': 'متوسط',
  'captions.size.l': 'كبير',
  'captions.size.xl': 'كبير جدًا',
  'captions.colours': 'الألوان',
  'captions.colours.dark': 'أبيض على أسود',
  'captions.colours.light': 'أسود على أبيض',
  'captions.colours.yellow': 'أصفر على أسود',
  'captions.place': 'المكان',
  'captions.place.below': 'أسفل الصورة',
  'captions.place.above': 'أعلى الصورة',
  'captions.aloud': 'ينطق قارئ الشاشة كل سطر عند وصوله',
  'captions.none': 'يظهر كل سطر هنا بعد أن يقال.',
  'captions.first': 'هذا أول سطر.',
  'captions.earlier': 'الأسطر السابقة',
  'captions.new': { zero: 'لا أسطر جديدة', one: 'سطر جديد', two: 'سطران جديدان', few: '{n} أسطر جديدة', many: '{n} سطرًا جديدًا', other: '{n} سطر جديد' },
};
