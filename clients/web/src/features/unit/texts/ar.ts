// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'unit.title': 'الوحدات',
  'unit.build': 'بناء الدورة',
  'unit.none.build': 'تتكوّن الدورة من وحدات. ابنِها هنا؛ ويرى المشاركون الوحدة متى فُتحت.',
  'unit.sections': 'الأقسام',
  'unit.sections.build': 'ترتيب الأقسام',
  'unit.sections.none': 'يجمع القسم ما يستعمله الجميع هنا: نصوص وملفات وروابط. أنشئ أول قسم.',
  'unit.held': 'محجوبة',
  'unit.opens': 'تُفتح {time}',
  'unit.next': 'تُفتح الوحدة التالية {time}',
  'unit.opened': 'فُتحت الوحدة: {title}',
  'unit.week': 'الأسبوع {n} من الدورة',
  'unit.go': 'متابعة: {title}',
  'unit.due.title': 'المطلوب قريبًا',
  'unit.due': 'آخر موعد: {time}',
  'unit.due.late': 'متأخر',
  'unit.due.was': 'كان آخر موعد: {time}',
  'unit.due.more': { zero: 'لا مواعيد أخرى', one: 'موعد واحد آخر', two: 'موعدان آخران', few: '{n} مواعيد أخرى', many: '{n} موعدًا آخر', other: '{n} موعد آخر' },
  'unit.progress': 'أُنجز {done} من {all}',
};
