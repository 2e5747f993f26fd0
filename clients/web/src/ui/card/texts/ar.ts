// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'card.away': 'لم يعد هنا',
  'card.gone': 'لا يُعرف عنه هنا أكثر من ذلك.',
  'card.runs': 'يدير {name}',
  'card.write': 'كتابة رسالة',
  'card.done': 'ما أنجزه هنا',
  'card.silence': 'إسكات',
  'card.unsilence': 'السماح بالكتابة مجددًا',
  'card.silenced': 'يقرأ {name} الآن ولا يكتب.',
  'card.unsilenced': 'يمكن لـ{name} الكتابة مجددًا.',
  'card.acts': 'ما يمكن فعله بشأن {name}',
  'card.posts': { zero: 'لا مشاركات هنا', one: 'مشاركة واحدة هنا', two: 'مشاركتان هنا', few: '{n} مشاركات هنا', many: '{n} مشاركة هنا', other: '{n} مشاركة هنا' },
  'card.posts.more': 'أكثر من {count} مشاركة هنا',
  'card.failed': 'تعذّرت قراءة مشاركاته. حاول مجددًا بعد لحظة.',
  'card.untitled': 'حذف الفريق العنوان',
};
