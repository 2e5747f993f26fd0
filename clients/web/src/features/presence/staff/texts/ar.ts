// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'attend.title': 'الحضور',
  'attend.hint': 'يحتسب وقت البث المباشر وحده: دون الاستراحات، وانقطاع الاتصال لأقل من نصف دقيقة لا يعد انقطاعًا.',
  'attend.find': 'ابحث عن اسم',
  'attend.none': 'لم يكن هنا أحد بهذا الاسم.',
  'attend.person': 'الشخص',
  'attend.first': 'الوصول',
  'attend.left': 'المغادرة',
  'attend.minutes': 'المدة',
  'attend.rejoins': 'العودات',
  'attend.answered': 'الاستطلاعات',
  'attend.completed': 'مكتمل',
  'attend.yes': 'نعم',
  'attend.no': 'لا',
  'attend.after': 'بعد النهاية فقط',
  'attend.correct': 'تصحيح',
  'attend.correct.of': 'تصحيح مدة {name}',
  'attend.correct.counted': 'المحتسب: {own}. ما تكتبه هنا يحل محله، ويراه {name} مع السبب.',
  'attend.correct.minutes': 'الدقائق',
  'attend.correct.why': 'السبب',
  'attend.correct.fault': 'عدد صحيح من الدقائق، {n} على الأكثر، وسبب.',
  'attend.correct.drop': 'كما احتسب',
  'attend.corrected': 'مصحح',
  'attend.rule': 'ما يلزم للإكمال',
  'attend.rule.percent': 'النسبة المئوية من الوقت',
  'attend.rule.checks': 'الاستطلاعات المجاب عنها',
  'attend.rule.replay': 'تُحسب إعادة المشاهدة أيضًا: الأطول منهما',
  'attend.rule.fault': 'أعداد صحيحة: نسبة حتى 100، واستطلاعات حتى {n}، والحقل الفارغ لا يطلب شيئًا.',
  'attend.more': 'المزيد من الأشخاص',
};
