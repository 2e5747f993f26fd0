// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'group.number': 'المجموعة {n}',
  'group.in': 'أنت في مجموعة: {name}',
  'group.was': 'مجموعتك: {name}',
  'group.others': 'يعمل الآخرون في مجموعات، وأنت مع الجميع.',
  'group.into': 'أنت تشاهد {name}.',
  'group.soon': 'ستُفتح مجموعات قريبا.',
  'group.go': 'الذهاب إلى مجموعتك',
  'group.leave': 'العودة إلى الجميع',
  'group.read': 'قراءة ما كتبته مجموعتك',
  'group.choose': 'اختر مجموعتك',
  'group.places': '{n} من {limit}',
  'group.people': { zero: 'لا أحد', one: 'شخص واحد', two: 'شخصان', few: '{n} أشخاص', many: '{n} شخصا', other: '{n} شخص' },
  'group.left': 'بقي {left}',
  'group.closing': 'يُستدعى الجميع: {left}',
  'group.called': 'يُستدعى الجميع.',
  'group.back': 'اجتمع الجميع من جديد.',
  'group.over': 'أُغلقت المجموعات. يمكنك القراءة هنا دون الكتابة.',
  'group.told': 'يقول الفريق لكل المجموعات',
  'group.within': 'في المجموعة',
  'group.help': 'استدعاء الفريق',
  'group.helped': 'لم تعد المساعدة مطلوبة',
  'group.asked': 'استُدعي الفريق',
  'error.GROUPS_OPEN': 'المجموعات مفتوحة',
  'error.GROUPS_CLOSED': 'المجموعات ليست مفتوحة',
  'error.GROUP_FULL': 'اكتمل عدد هذه المجموعة',
  'error.GROUP_CHOICE': 'يقرر الفريق هنا من في أي مجموعة',
};
