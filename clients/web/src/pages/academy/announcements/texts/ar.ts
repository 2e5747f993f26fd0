// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'news.title': 'الإعلانات',
  'news.new': 'إعلان جديد',
  'news.none': 'لا إعلانات. ما تكتبه هنا يظهر في الصفحة الأولى لمن هو لهم.',
  'news.sent': 'تم الإعلان.',
  'news.edited': 'عُدّل الإعلان.',
  'news.all': 'الجميع',
  'news.until': 'حتى {time}',
  'news.remove': 'إزالة هذا الإعلان؟',
  'news.remove.hint': 'يختفي من الصفحة الأولى للجميع.',
  'news.role.organiser': 'المنظمون',
  'news.role.coordinator': 'المنسقون',
  'news.role.manager': 'المديرون',
  'news.role.member': 'الأعضاء',
  'news.form.title': 'العنوان',
  'news.form.text': 'النص',
  'news.form.who': 'لمن',
  'news.form.who.hint': 'بلا اختيار: للجميع. مع أدوار وبلدان: من له أحد الأدوار وهو من أحد البلدان.',
  'news.form.who.stays': 'يبقى موجها إلى من كان موجها إليهم.',
  'news.form.countries': 'البلدان',
  'news.form.country': 'إضافة بلد…',
  'news.form.without': 'من دون {country}',
  'news.form.until': 'ينتهي من تلقاء نفسه (إن شئت)',
  'news.form.until.hint': 'بتوقيتك: {zone}',
  'news.send': 'إعلان',
  'news.fault.none': 'اكتب عنوانا ونصا بلغة واحدة على الأقل.',
  'news.fault.half': 'في إحدى اللغات عنوان بلا نص، أو نص بلا عنوان.',
  'news.fault.long': 'أحد النصوص طويل جدا.',
  'news.fault.past': 'وقت الانتهاء في الماضي.',
};
