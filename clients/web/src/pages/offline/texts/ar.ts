// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'offline.title': 'بلا شبكة منذ {time}',
  'offline.asof': 'كما كان: {time}.',
  'offline.nothing': 'هذا ليس على هذا الجهاز',
  'offline.nothing.hint': 'لم يُفتح هنا من قبل، أو لا يُحفظ أبدًا. يحتاج إلى الشبكة، ويأتي تلقائيًا حين تعود.',
  'offline.opened': 'على هذا الجهاز:',
  'offline.nobody': 'لم يسجّل أحد الدخول على هذا الجهاز: تسجيل الدخول يحتاج إلى الشبكة.',
  'offline.can': 'يمكن قراءة ما فُتح على هذا الجهاز من قبل. وما تكتبه يُحفظ هنا ويُرسل حين تعود الشبكة.',
  'offline.cannot': 'ما يحتاج إلى الشبكة: الجلسات أثناء انعقادها، والفيديو، ورفع الملفات، والبحث، وما لم يُفتح هنا من قبل.',
  'offline.forbidden': 'لا تسمح هذه الأكاديمية للمتصفحات بالاحتفاظ بأي شيء: لا تعمل هذه الصفحة بلا شبكة. ما تكتبه يبقى في علامة التبويب هذه حتى تغلقها.',
  'offline.newer': 'توجد نسخة أحدث من هذه الصفحة',
  'offline.newer.hint': 'يُعاد تحميل الصفحة، ويبقى ما تكتبه.',
  'offline.newer.take': 'حمّل الآن',
  'offline.newer.later': 'لاحقًا',
};
