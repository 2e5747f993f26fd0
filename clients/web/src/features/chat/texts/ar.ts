// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'chat.tab': 'الدردشة',

  'chat.log': 'رسائل الدردشة',
  'chat.empty': 'لم يكتب أحد بعد. ألقِ التحية، فكل من في القاعة يقرؤها.',
  'chat.write': 'اكتب رسالة',
  'chat.reply.to': 'رد على {name}',
  'chat.reply.gone': 'رسالة سابقة',
  'chat.reply.cancel': 'إلغاء الرد',
  'chat.actions': 'رسالة من {name}',
  'chat.new': { zero: 'لا رسائل جديدة', one: 'رسالة جديدة', two: 'رسالتان جديدتان', few: '{n} رسائل جديدة', many: '{n} رسالة جديدة', other: '{n} رسالة جديدة' },
  'chat.pending': 'بانتظار الموافقة',
  'chat.edited': 'معدّلة',
  'chat.mode': 'من يمكنه الكتابة',
  'chat.note.slow': { zero: 'بلا انتظار بين الرسائل.', one: 'رسالة واحدة كل ثانية.', two: 'رسالة واحدة كل ثانيتين.', few: 'رسالة واحدة كل {n} ثوانٍ.', many: 'رسالة واحدة كل {n} ثانية.', other: 'رسالة واحدة كل {n} ثانية.' },
  'chat.note.wait': { zero: 'يمكنك الكتابة الآن.', one: 'يمكنك الكتابة بعد ثانية واحدة.', two: 'يمكنك الكتابة بعد ثانيتين.', few: 'يمكنك الكتابة بعد {n} ثوانٍ.', many: 'يمكنك الكتابة بعد {n} ثانية.', other: 'يمكنك الكتابة بعد {n} ثانية.' },
  'chat.note.approve': 'تظهر الرسائل بعد موافقة الفريق عليها.',
  'chat.note.staff': 'الكتابة للفريق فقط في الوقت الحالي.',
  'chat.note.off': 'الدردشة مغلقة.',
};
