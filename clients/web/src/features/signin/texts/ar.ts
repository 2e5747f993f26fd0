// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'signin.title': 'تسجيل الدخول',
  'signin.lead': 'بمفتاح المرور لهذا الجهاز: بصمة أو وجه أو رمزه.',
  'signin.passkey': 'الدخول بمفتاح مرور',
  'signin.nopasskeys': 'لا يستطيع هذا المتصفح استخدام مفاتيح المرور. افتح الصفحة في متصفح آخر أو على هاتفك.',
  'signin.first': 'في المرة الأولى استخدم الرابط الذي أُرسل إليك.',
  'signin.noorganiser': 'لم يُضف أي منظم بعد. على الخادم: muster organiser add.',
  'signin.refused': 'غير ممكن: {error}.',
  'signin.known': 'لهذا الجهاز مفتاح مرور بالفعل.',
  'signin.notdone': 'لم يتم شيء. يمكنك المحاولة مجددًا.',
  'signin.enrol': 'دخولك',
  'signin.gone': 'لم يعد هذا الرابط صالحًا: استُخدم من قبل أو قديم جدًا. اطلب رابطًا جديدًا.',
  'signin.welcome': 'أهلًا بك، {name}.',
  'signin.whypasskey': 'يسجّل مفتاح المرور دخولك من الآن، ببصمة هذا الجهاز أو الوجه أو رمزه. لا توجد كلمة مرور.',
  'signin.make': 'إنشاء مفتاح مرور',
  'signin.device': 'في هذا المتصفح فقط',
  'signin.thisdevice': 'هذا الجهاز',
  'signin.me': 'حسابي',
  'signin.passkeys': 'مفاتيح المرور',
  'signin.add': 'إضافة مفتاح مرور',
  'signin.used': 'استُخدم {time}',
  'signin.browsers': 'الجلسات المفتوحة',
  'signin.here': 'هنا',
  'signin.end': 'إنهاء تلك الجلسة',
  'signin.others': 'إنهاء كل الجلسات الأخرى',
  'signin.out': 'تسجيل الخروج',
};
