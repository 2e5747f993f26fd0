// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'direct.title': 'الرسائل',
  'direct.team': 'راسل الفريق',
  'direct.with': 'مع {name}',
  'direct.of': '{name} والفريق',
  'direct.fresh': { zero: 'لا جديد', one: 'واحدة منها جديدة', two: 'اثنتان منها جديدتان', few: '{n} منها جديدة', many: '{n} منها جديدة', other: '{n} منها جديدة' },
  'direct.new': 'جديد',
  'direct.private': 'بينكما فقط',
  'direct.waits': { zero: 'لا انتظار', one: 'رسالة تنتظر', two: 'رسالتان تنتظران', few: '{n} رسائل تنتظر', many: '{n} رسالة تنتظر', other: '{n} رسالة تنتظر' },
  'direct.waits.own': { zero: 'لا رسائل تنتظر جواباً.', one: 'رسالتك تنتظر جواباً.', two: 'رسالتان لك تنتظران جواباً.', few: '{n} رسائل لك تنتظر جواباً.', many: '{n} رسالة لك تنتظر جواباً.', other: '{n} رسالة لك تنتظر جواباً.' },
  'direct.none': 'لا رسائل لك هنا.',
  'direct.none.staff': 'لم يراسل أحد الفريق بعد. ما يُكتب إليه يصل إلى هنا، ولا يقرؤه إلا الفريق.',
  'direct.gone': 'رسالة لم تعد موجودة',
  'direct.failed': 'تعذرت قراءة الرسائل.',
  'direct.people': 'يستطيع الناس مراسلة بعضهم',
  'direct.hint.team': 'لا يقرأ هذا إلا أنت والفريق.',
  'direct.hint.staff': 'يقرأ هذا الشخص والفريق كله ما يُكتب هنا.',
  'direct.hint.pair': 'لا يقرأ هذا إلا أنتما. وما يُبلَّغ عنه يستطيع الفريق قراءته.',
  'direct.log': 'رسائل مباشرة',
  'direct.earlier': 'رسائل أقدم',
  'direct.write': 'اكتب رسالة',
  'direct.done': 'لا تحتاج إلى جواب',
  'direct.note.silent': 'تقرأ فقط في الوقت الحالي: أوقف الفريق حقك في الكتابة.',
  'direct.note.locked': 'لا يستقبل الفريق رسائل في الوقت الحالي.',
  'direct.note.over': 'انتهت الجلسة: لا يمكن كتابة شيء بعد الآن.',
  'direct.note.people': 'لا يراسل الناس بعضهم هنا. يمكنك مراسلة الفريق.',
  'direct.note.waits': '{n} رسائل لك بلا جواب بعد. يمكنك الكتابة من جديد حين يصل جواب.',
  'error.DIRECT_CLOSED': 'لا يراسل الناس بعضهم هنا',
  'error.DIRECT_WAITS': '{n} رسائل لك بلا جواب بعد',
};
