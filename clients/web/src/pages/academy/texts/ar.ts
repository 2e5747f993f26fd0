// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'academy.parts': 'الأكاديمية',
  'academy.rooms': 'القاعات',
  'academy.people': 'الأشخاص',
  'academy.settings': 'الإعدادات',
  'academy.credentials': 'الشهادات',
  'academy.announcements': 'الإعلانات',
  'academy.requests': 'الطلبات',
  'academy.figures': 'أوقات الانتظار',
  'academy.csv': 'حفظ كجدول (CSV)',
  'academy.pick.drop': 'من دون {name}',
  'join.title': 'الدخول',
  'join.going': 'جارٍ إدخالك…',
  'join.gone': 'هذا الرابط لم يعد يقود إلى شيء',
  'join.gone.hint': 'سُحب أو انتهت مدته أو استُنفد أو هو لبلد آخر. اطلب رابطًا جديدًا ممن أرسله.',
  'join.code': 'لا قاعة لها الرمز {code}',
  'join.code.hint': 'ربما غُيّر: انظر مجددًا حيث وجدته واكتبه في الصفحة الرئيسية.',
  'error.LAST_ORGANISER': 'تحتفظ الأكاديمية بمنظّم واحد على الأقل: عيّن منظّمًا آخر أولًا',
  'error.REQUEST_STATE': 'لم يعد الطلب في هذه الحالة',
  'error.ROOM_HAS_HOST': 'للقاعة مضيف نشط',
};
