// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'present.title': 'الجدار',
  'present.poll.open': 'صوّتوا الآن',
  'present.poll.closed': 'انتهى التصويت',
  'present.questions': 'الأسئلة',
  'present.board': 'الترتيب',
  'present.back': 'نعود في الساعة {time}',
  'present.cloud.more': {
    zero: 'ولا كلمات أخرى', one: 'وكلمة أخرى', two: 'وكلمتان أخريان', few: 'و{n} كلمات أخرى', many: 'و{n} كلمة أخرى', other: 'و{n} كلمة أخرى',
  },
  'present.join': 'شاركوا',
  'present.join.at': 'شاركوا على {address}',
  'present.join.code': 'الرمز {code}',
  'present.join.qr': 'عنوان هذه الجلسة لكاميرا الهاتف',
  'present.none.poll': 'لا استطلاع مفتوح، ولا نتائج معلنة.',
  'present.none.questions': 'لا سؤال ينتظر جوابًا.',
  'present.none.board': 'الترتيب غير معروض بعد.',
  'present.help': 'مفاتيح الجدار',
  'present.help.hint': 'ما تختارونه يسري في هذه النافذة وحدها.',
  'present.key.auto': 'تلقائي: آخر ما حدث',
  'present.key.poll': 'الاستطلاعات؛ ومرة أخرى للسابق',
  'present.key.questions': 'الأسئلة',
  'present.key.board': 'الترتيب',
  'present.key.join': 'كيف تشاركون',
  'present.key.light': 'داكن أو فاتح',
  'present.key.full': 'ملء الشاشة',
  'present.key.help': 'هذه القائمة',
};
