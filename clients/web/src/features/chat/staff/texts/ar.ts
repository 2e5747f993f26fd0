// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'chat.need': 'رسالة بانتظار الموافقة',
  'chat.approve.all': { zero: 'لا رسائل للموافقة', one: 'الموافقة على الرسالة', two: 'الموافقة على الرسالتين', few: 'الموافقة على {n} رسائل', many: 'الموافقة على {n} رسالة', other: 'الموافقة على {n} رسالة' },
  'chat.fate': { zero: 'لا رسائل منتظرة', one: 'الرسالة المنتظرة', two: 'الرسالتان المنتظرتان', few: '{n} رسائل منتظرة', many: '{n} رسالة منتظرة', other: '{n} رسالة منتظرة' },
  'chat.fate.keep': 'تواصل الانتظار',
  'chat.fate.approve': 'تتم الموافقة عليها',
  'chat.fate.refuse': 'تُرفض',
  'chat.words': 'كلمات تنتظر الرسالة بسببها (كلمة في كل سطر، {n} على الأكثر)',
  'chat.mode.open': 'الجميع',
  'chat.mode.slow': 'الجميع، ببطء',
  'chat.mode.approve': 'الجميع، بعد الموافقة',
  'chat.mode.staff': 'الفريق فقط',
  'chat.mode.off': 'لا أحد',
  'chat.mode.seconds': 'الثواني بين رسالتين',
  'chat.mode.delay': 'ثوانٍ قبل أن يرى الآخرون الرسالة (0: فوراً)',
  'chat.mode.after': { zero: 'فوراً', one: 'بعد ثانية', two: 'بعد ثانيتين', few: 'بعد {n} ث', many: 'بعد {n} ث', other: 'بعد {n} ث' },
  'chat.mode.set': 'تطبيق',
  'chat.mode.every': { zero: 'كل {n} ث', one: 'كل {n} ث', two: 'كل {n} ث', few: 'كل {n} ث', many: 'كل {n} ث', other: 'كل {n} ث' },
};
