// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'left.title': { zero: 'لم يبق شيء دون إرسال', one: 'شيء واحد لم يُرسل', two: 'شيئان لم يُرسلا', few: '{n} أشياء لم تُرسل', many: '{n} شيئًا لم يُرسل', other: '{n} شيء لم يُرسل' },
  'left.hint': 'بانتظار الإرسال منذ {time}: أُغلق المتصفح قبل أن يجيب الخادم. أرسل الآن أو تجاهل.',
  'left.send': 'إرسال الآن',
  'left.drop': 'تجاهل',
  'left.refused': { zero: 'لم يُرفض شيء مما أُرسل', one: 'شيء واحد لم يُقبل عند إرساله', two: 'شيئان لم يُقبلا عند إرسالهما', few: '{n} أشياء لم تُقبل عند إرسالها', many: '{n} شيئًا لم يُقبل عند إرساله', other: '{n} شيء لم يُقبل عند إرساله' },
  'left.kind.chat': 'رسالة',
  'left.kind.poll': 'صوت',
  'left.kind.question': 'سؤال',
  'left.kind.forum': 'مشاركة',
  'left.kind.other': 'غير ذلك',
};
