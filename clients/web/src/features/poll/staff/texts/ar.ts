// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'poll.open.for': 'المدة',
  'poll.open.unlimited': 'بلا حد زمني',
  'poll.open.seconds': { zero: '{n} ثانية', one: 'ثانية واحدة', two: 'ثانيتان', few: '{n} ثوانٍ', many: '{n} ثانية', other: '{n} ثانية' },
  'poll.open.minutes': { zero: '{n} دقيقة', one: 'دقيقة واحدة', two: 'دقيقتان', few: '{n} دقائق', many: '{n} دقيقة', other: '{n} دقيقة' },
  'poll.unpublish': 'إخفاء النتائج',
  'poll.publish.done': 'يرى الجميع النتائج.',
  'poll.unpublish.done': 'لا يرى النتائج إلا الفريق.',
  'poll.acts': 'استطلاع: {title}',
  'poll.delete': 'حذف المسودة',
  'poll.delete.closed': 'حذف الاستطلاع',
  'poll.delete.ask': 'هل تريد حذف هذا الاستطلاع ونتائجه؟',
  'poll.delete.ask.draft': 'هل تريد حذف هذه المسودة؟',
  'poll.delete.hint': 'لا يمكن التراجع عن ذلك.',
  'poll.up': 'نقل إلى أعلى',
  'poll.down': 'نقل إلى أسفل',
  'poll.moved': 'الموضع الآن {place} من {all}.',
  'poll.round.new': 'جولة أخرى',
  'poll.reveal': 'كشف الإجابة الصحيحة',
  'poll.archive': 'حفظ جانبًا',
  'poll.unarchive': 'استعادة',
  'poll.answers': 'الإجابات، يراها الفريق',
  'poll.show': 'إظهار',
  'poll.hide': 'إخفاء',
};
