// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'report.need.message': { zero: 'رسالة مبلَّغ عنها', one: 'رسالة مبلَّغ عنها', two: 'رسالة أبلغ عنها شخصان', few: 'رسالة أبلغ عنها {n} أشخاص', many: 'رسالة أبلغ عنها {n} شخصًا', other: 'رسالة أبلغ عنها {n} شخص' },
  'report.need.direct': { zero: 'رسالة مباشرة لم يُبلَّغ عنها', one: 'رسالة مباشرة مُبلَّغ عنها', two: 'رسالة مباشرة أبلغ عنها شخصان', few: 'رسالة مباشرة أبلغ عنها {n} أشخاص', many: 'رسالة مباشرة أبلغ عنها {n} شخصاً', other: 'رسالة مباشرة أبلغ عنها {n} شخص' },
  'report.away': 'لم تعد موجودة، أو تعذرت قراءتها.',
  'report.need.question': { zero: 'سؤال مبلَّغ عنه', one: 'سؤال مبلَّغ عنه', two: 'سؤال أبلغ عنه شخصان', few: 'سؤال أبلغ عنه {n} أشخاص', many: 'سؤال أبلغ عنه {n} شخصًا', other: 'سؤال أبلغ عنه {n} شخص' },
  'report.need.paragraph': { zero: 'بُلّغ عن فقرة', one: 'بُلّغ عن فقرة', two: 'بلّغ شخصان عن فقرة', few: 'بلّغ {n} أشخاص عن فقرة', many: 'بلّغ {n} شخصاً عن فقرة', other: 'بلّغ {n} شخص عن فقرة' },
  'report.queue': 'البلاغات',
  'report.none': 'لا شيء ينتظر قرارًا.',
  'report.need.post': { zero: 'مشاركة مبلَّغ عنها', one: 'مشاركة مبلَّغ عنها', two: 'مشاركة أبلغ عنها شخصان', few: 'مشاركة أبلغ عنها {n} أشخاص', many: 'مشاركة أبلغ عنها {n} شخصًا', other: 'مشاركة أبلغ عنها {n} شخص' },
  'report.remove.post': 'تبقى في مكانها ملاحظة بأن مشرفًا أزالها. ويمكن استعادتها لوقت قصير.',
  'report.claimed': '{name} يتولى الأمر',
  'report.look': 'عرض',
  'report.keep': 'إبقاء',
  'report.claim': 'تولّي الأمر',
  'report.unclaim': 'ترك الأمر للآخرين',
  'report.gone': 'لم تعد موجودة',
  'report.group': 'في {group}',
  'report.group.number': 'المجموعة {n}',
  'report.keep.ask': 'إبقاء ما أُبلغ عنه؟',
  'report.keep.hint': 'يُخبَر من أبلغ عنه بأن الفريق أبقاه.',
  'report.why': 'السبب لمن أبلغ عنه (اختياري)',
  'report.choices': 'ما العمل بشأن البلاغ',
  'report.remove.ask': 'هل يُزال ما أُبلغ عنه؟',
  'report.remove.message': 'تختفي الرسالة عند الجميع ومما يُحفظ. لا يمكن التراجع عن ذلك.',
  'report.remove.question': 'سيجري استبعاد السؤال، ويُخبَر من أبلغ عنه.',
  'report.remove.paragraph': 'تختفي الفقرة عند الجميع مع كل ما قالته من قبل. لا يمكن استعادتها.',
};
