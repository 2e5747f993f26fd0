// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'poll.form.type': 'نوع الاستطلاع',
  'poll.form.title': 'السؤال',
  'poll.form.option': 'الإجابة {number}',
  'poll.form.option.add': 'إضافة إجابة',
  'poll.form.option.remove': 'إزالة الإجابة {number}',
  'poll.form.min': 'على الأقل',
  'poll.form.max': 'على الأكثر',
  'poll.form.change': 'يمكن تغيير الصوت',
  'poll.form.ballot': 'الاقتراع',
  'poll.form.ballot.named': 'تصويت بالأسماء',
  'poll.form.ballot.anonymous': 'تصويت بلا أسماء',
  'poll.form.ballot.secret': 'اقتراع سرّي',
  'poll.form.ballot.hint': 'لا نتائج ما دام مفتوحًا، ولا للفريق. وعند الإغلاق تُعلن المجاميع إذا بلغ عدد المصوّتين {number} على الأقل. ولا يمكن فتحه من جديد.',
  'poll.form.language.add': 'إضافة لغة',
  'poll.form.language.remove': 'إزالة {language}',
  'poll.form.save': 'حفظ كمسودة',
  'poll.form.need.title': 'السؤال ناقص.',
  'poll.form.need.options': 'يلزم إجابتان على الأقل.',
  'poll.form.need.range': 'أعداد الإجابات غير متوافقة.',
  'poll.form.need.different': 'هناك إجابتان متطابقتان.',
  'poll.form.need.language': 'كل إجابة مطلوبة بكل لغات السؤال.',
};
