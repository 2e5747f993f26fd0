// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'people.list': 'الحاضرون في هذه القاعة',
  'people.none': 'لا أحد هنا.',
  'people.since': 'منذ {time}',
  'people.role': 'دور {name}',
  'people.role.apply': 'تطبيق',
  'people.role.done': '{name} الآن: {role}.',
  'people.host.ask': 'هل تجعل {name} مضيفًا؟',
  'people.host.hint': 'يمكن للمضيف فعل كل شيء هنا: إنهاء الجلسة، وتغيير دورك أيضًا.',
  'people.host.end.ask': 'ألن يبقى {name} مضيفًا؟',
  'people.host.end.hint': 'يُبلَّغ الشخص بذلك، ولا يعود بإمكانه بدء الجلسة أو إنهاؤها.',
  'people.failed': 'تعذّر تحميل القائمة.',
};
