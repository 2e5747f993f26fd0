// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'cohort.groups': 'المجموعات',
  'cohort.new': 'مجموعة جديدة',
  'cohort.none': 'لا توجد مجموعات بعد. أنشئ مجموعة ثم ضع فيها أشخاصًا: ما يُكتب لمجموعة لا يقرؤه إلا أفرادها والفريق.',
  'cohort.count': { zero: 'لا أحد', one: 'شخص واحد', two: 'شخصان', few: '{n} أشخاص', many: '{n} شخصًا', other: '{n} شخص' },
  'cohort.without': 'من ينضم لاحقًا لا يرى ما كُتب من قبل',
  'cohort.history': 'من ينضم لاحقًا يرى ما كُتب من قبل',
  'cohort.name': 'اسم المجموعة',
  'cohort.languages': 'بلغات أخرى',
  'cohort.acts': 'ما يمكن فعله بشأن {name}',
  'cohort.rename': 'تغيير الاسم',
  'cohort.remove': 'حذف المجموعة',
  'cohort.remove.ask': 'حذف {name}؟',
  'cohort.remove.hint': 'يصبح أفرادها بلا مجموعة. وما كُتب لهذه المجموعة وحدها لا يقرؤه بعد الآن إلا الفريق.',
  'cohort.people': 'الأشخاص',
  'cohort.people.none': 'لا أحد هنا بعد.',
  'cohort.deal': { zero: 'لا أحد بلا مجموعة', one: 'توزيع شخص بلا مجموعة عشوائيًا', two: 'توزيع شخصين بلا مجموعة عشوائيًا', few: 'توزيع {n} أشخاص بلا مجموعة عشوائيًا', many: 'توزيع {n} شخصًا بلا مجموعة عشوائيًا', other: 'توزيع {n} شخص بلا مجموعة عشوائيًا' },
  'cohort.out': 'إخراج…',
  'cohort.out.ask': 'إخراج {name} من هذه القاعة؟',
  'cohort.out.hint': 'يخرج منها على كل أجهزته. ما كتبه يبقى.',
  'cohort.out.do': 'إخراج',
  'cohort.out.done': 'أُخرج {name}.',
  'cohort.nowhere': 'ليس في مجموعة',
  'cohort.put': 'الوضع في',
  'cohort.runs': 'يدير',
  'cohort.running': 'يدير {name}',
  'cohort.place': 'مجموعة {name}',
  'cohort.moved': '{name} الآن في {group}.',
  'cohort.taken': '{name} الآن بلا مجموعة.',
};
