// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'unit.title': 'الوحدات',
  'unit.build': 'بناء الدورة',
  'unit.none.build': 'تتكوّن الدورة من وحدات. ابنِها هنا؛ ويرى المشاركون الوحدة متى فُتحت.',
  'unit.held': 'محجوبة',
  'unit.opens': 'تُفتح {time}',
  'unit.next': 'تُفتح الوحدة التالية {time}',
  'unit.opened': 'فُتحت الوحدة: {title}',
  'unit.week': 'الأسبوع {n} من الدورة',
  'unit.go': 'متابعة: {title}',
  'unit.progress': 'أُنجز {done} من {all}',
};
