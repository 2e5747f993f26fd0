// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'forum.threads': 'النقاشات',
  'forum.none': 'لم يبدأ أي نقاش بعد. ابدأ نقاشًا بسؤال أو بشيء رأيته، فكل من في الدورة يقرؤه.',
  'forum.none.here': 'لا شيء هنا.',
  'forum.show': 'عرض',
  'forum.show.all': 'الكل',
  'forum.show.unread': 'غير المقروءة',
  'forum.show.mine': 'نقاشاتي',
  'forum.show.open': 'بلا ردود',
  'forum.sort': 'الترتيب',
  'forum.sort.activity': 'آخر نشاط',
  'forum.sort.new': 'الأحدث',
  'forum.sort.votes': 'الأكثر أصواتًا',
  'forum.new': 'نقاش جديد',
  'forum.unread': 'غير مقروء',
  'forum.answered': 'تمت الإجابة',
  'forum.replies': { zero: 'لا ردود', one: 'رد واحد', two: 'ردّان', few: '{n} ردود', many: '{n} ردًا', other: '{n} رد' },
  'forum.pinned': 'مثبّت',
  'forum.closed': 'مغلق',
  'forum.votes': { zero: 'لا أصوات', one: 'صوت واحد', two: 'صوتان', few: '{n} أصوات', many: '{n} صوتًا', other: '{n} صوت' },
  'forum.noreply': 'لا ردود بعد',
  'forum.first.row': 'تظهر الردود بعد أن تكتب',
  'forum.by': 'بقلم {name}',
  'forum.fresh': { zero: 'لا جديد', one: 'رسالة جديدة', two: 'رسالتان جديدتان', few: '{n} رسائل جديدة', many: '{n} رسالة جديدة', other: '{n} رسالة جديدة' },
  'forum.last': 'آخر من كتب: {name}',
  'forum.activity': 'آخر نشاط {time}',
  'forum.nameless': 'بلا اسم {code}',
  'forum.untitled': 'حذف الفريق العنوان',
  'forum.latest': 'أحدث النقاشات',
};
