// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'do.again': 'إرسال من جديد',
  'chat.why': 'لماذا؟ يقرؤه الكاتب (اختياري)',
  'chat.more': 'المزيد لرسالة {name}',
  'chat.edit': 'رسالتك',
  'chat.pin': 'تثبيت',
  'chat.unpin': 'إلغاء التثبيت',
  'chat.pinned': 'الرسائل المثبتة',
  'chat.told.refused': 'لم تتم الموافقة على رسالتك.',
  'chat.told.removed': 'أزال الفريق رسالتك.',
  'chat.told.away': 'إخفاء',
  'chat.kind.clap': 'تصفيق',
  'chat.kind.heart': 'قلب',
  'chat.kind.thumb': 'إبهام مرفوع',
  'chat.kind.wow': 'دهشة',
  'chat.kind.laugh': 'ضحك',
  'chat.delete.ask': 'هل تريد حذف رسالتك؟',
  'chat.remove.ask': 'هل تريد إزالة هذه الرسالة؟',
  'chat.delete.hint': 'تختفي لدى الجميع ومما يُحفظ. لا يمكن التراجع عن ذلك.',
  'chat.failed': 'لم تُرسل: {error}',
  'error.CHAT_CLOSED': 'الدردشة مغلقة',
  'error.CHAT_SLOW': 'انتظر قليلًا قبل الكتابة مجددًا',
  'error.CHAT_WAITING': 'لك {n} رسائل تنتظر',
  'error.CHAT_EDIT_WAITS': 'تُراجع الرسائل هنا أولاً: اكتب رسالة جديدة',
  'error.CHAT_CHANGED': 'غيّر الكاتب الرسالة في هذه الأثناء: اقرأها من جديد',
  'chat.direct': 'رسالة مباشرة',
  'chat.mention': 'أشخاص يمكن ذكرهم',
  'chat.mention.found': { zero: 'لا أحد', one: 'شخص يمكن ذكره', two: 'شخصان يمكن ذكرهما', few: '{n} أشخاص يمكن ذكرهم', many: '{n} شخصاً يمكن ذكرهم', other: '{n} شخص يمكن ذكرهم' },
  'error.CHAT_PINS': 'ثُبّتت {n} رسائل: ألغِ تثبيت واحدة أولاً',
};
