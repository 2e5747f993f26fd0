// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'captions.sheet.none': 'لا ترجمة نصية بعد. اعرض لغة ليكتبها أحد: أنت أو كاتب أو خدمة.',
  'captions.sheet.offer': 'لغة أخرى',
  'captions.sheet.offer.do': 'عرض',
  'captions.sheet.write': 'كتابة',
  'captions.sheet.stop': 'إيقاف عرضها',
  'captions.sheet.stopped': 'لم تعد هناك ترجمة نصية: {language}.',
  'captions.sheet.save': 'حفظ كملف (WebVTT)',
  'captions.sheet.people': 'من يكتب',
  'captions.sheet.team': 'يكتب الفريق كل اللغات. اسمح لشخص آخر بكتابة بعضها:',
  'captions.sheet.person': 'الشخص',
  'captions.language.of': 'اللغة',
  'captions.sheet.choose': 'اختيار…',
  'captions.sheet.let': 'السماح بالكتابة',
  'captions.sheet.end': 'إيقاف السماح',
  'captions.sheet.nobody': 'لا أحد غيركم في القاعة.',
  'captions.terms.title': 'مسرد الترجمة النصية',
  'captions.terms.hint': 'مصطلحات بلغاتها، لمن يترجمون ترجمة فورية ويكتبون الترجمة النصية.',
  'captions.terms.removed': 'أُزيل المصطلح من المسرد.',
  'captions.terms.field': 'المصطلح',
  'captions.terms.languages': 'بلغات أخرى',
  'captions.terms.fault': 'المصطلح ناقص أو أطول مما ينبغي.',
  'captions.terms.add': 'إضافة المصطلح',
};
